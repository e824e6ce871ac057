"""Writing on in a draft: what is taken without being gathered, and all that is not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.campaign.histories import CHANGES, Mutated, Past, Step, imported, past_in

from ledsys.frontmatter.reading import read_content
from ledsys.model.document import Document
from ledsys.proof.step import step
from ledsys.store.drafts import Draft, draft_of, written_on
from ledsys.store.history import Landed, landings
from ledsys.store.landing import gather
from ledsys.store.load import text_alone
from ledsys.store.objects import GitObjects
from ledsys.store.past import stretch
from ledsys.store.replay import Replay, Replayed
from ledsys.store.standing import Overlay, Standing

BY_NAME = {change.__name__: change for change in CHANGES}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return past_in(tmp_path_factory.mktemp("drafts"), landings=60, acts=26, documents=4)


@pytest.fixture(scope="module")
def path(past: Past) -> str:
    """A draft that the history leaves behind, on which somebody has written before."""
    for number in range(len(past.steps) - 1, 0, -1):
        before, after = past.steps[number - 1].tree, past.steps[number].tree
        written = [path for path in after if path in before and before[path] != after[path]]
        still = len(written) == 1 and past.tree[written[0]] == after[written[0]]
        if still and b"status: utkast" in past.tree[written[0]]:
            return written[0]
    raise AssertionError


def document(past: Past, path: str, data: bytes) -> Document:
    with GitObjects(past.repository.git) as objects:
        tree = Standing(objects)
        main = Replay(tree)
        main._take(next(iter(landings(past.repository.git, past.commits[0]))))
    assert main._policy is not None
    return text_alone(main._policy.types, path, data, read_content)


def draft(past: Past, path: str) -> Draft:
    found = draft_of(document(past, path, past.tree[path]), past.tree[path])
    assert found is not None
    return found


def each(past: Past, commit: str) -> Iterator[tuple[Replay, Landed]]:
    """Give every landing with the replay before it, which then takes it."""
    with GitObjects(past.repository.git) as objects:
        main = Replay(Standing(objects))
        for landed in landings(past.repository.git, commit):
            if main._policy is not None:
                yield main, landed
            else:
                main._take(landed)


def test_whoever_writes_on_in_a_draft_makes_the_document_that_reading_gives(past: Past, path: str) -> None:
    data = past.tree[path] + "\nEn rad till, på svenska.\n".encode()
    expected = document(past, path, data)
    assert written_on(draft(past, path), expected.blob, data) == expected
    assert expected.digest != draft(past, path).document.digest


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"status: utkast", b"status: publicerad"),
        lambda data: data.replace(b"titel: ", b"titel: Ny "),
        lambda data: data.replace(b"\n---\n", b"\nsammanfattning: x\n---\n"),
        lambda data: data + b"![En bild](bild.png)\n",
        lambda data: data + b"<<<<<<< ours\n",
        lambda data: data + b">>>>>>> theirs\n",
        lambda data: data + b"\r\n",
        lambda data: data + b"\x00\n",
        lambda data: data + b"\xff\n",
        lambda data: data + "a\u030a\n".encode(),
        lambda data: data + "\u202e\n".encode(),
        lambda data: data + b"x" * (1 << 20),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data[: data.index(b"\n---\n")],
        lambda data: data[:0],
    ],
)
def test_what_is_more_than_a_new_text_is_no_writing_on(past: Past, path: str, change: Callable[[bytes], bytes]) -> None:
    data = past.tree[path]
    assert written_on(draft(past, path), "", data) is not None
    assert change(data) != data
    assert written_on(draft(past, path), "", change(data)) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"status: utkast", b"status: granskning"),
        lambda data: data.replace(b"status: utkast", b"status: avbruten"),
        lambda data: data.replace(b"version: ", b"version: x"),
        lambda data: data.replace(b"titel: ", b"nytt: x\ntitel: "),
        lambda data: data.replace(b"\n---\n", b"\n"),
        lambda data: data + b"\x00\n",
        lambda data: data + b"![En bild](bild.png)\n",
        lambda data: data + b"![En bild](https://example.org/bild.png)\n",
    ],
)
def test_what_is_not_plainly_a_draft_is_none(past: Past, path: str, change: Callable[[bytes], bytes]) -> None:
    data = change(past.tree[path])
    assert data != past.tree[path]
    assert draft_of(document(past, path, data), data) is None


def test_what_is_taken_as_writing_on_passes_and_leaves_the_same_behind(past: Past) -> None:
    taken = 0
    for main, landed in each(past, past.commits[-1]):
        policy, tree = main._policy, main.standing
        assert policy is not None
        slow = gather(tree, Overlay(tree, landed.changed), landed.changed, landed.time, policy)
        if main._written_on(landed):
            taken += 1
            assert step(slow) == ()
            (after,) = slow.after.documents
            known = main._memory.get(after.id)
            assert known is not None
            (kept,) = known.documents
            assert (kept.digest, kept.sha256, kept.blob) == (after.digest, after.sha256, after.blob)
            assert kept.front == after.front
            assert tree.entry(after.path) == landed.changed[0].after
        else:
            quick = main.landing(landed, policy)
            assert [text.digest for text in quick.before.documents] == [text.digest for text in slow.before.documents]
            assert step(quick) == step(slow)
            main.remember(quick, step(quick))
    assert taken > 5


def without(monkeypatch: pytest.MonkeyPatch, past: Past, commits: tuple[str, ...]) -> Replayed:
    """Replay with every landing gathered."""
    with monkeypatch.context() as patch:
        patch.setattr(Replay, "_written_on", lambda *_: False)
        return stretch(past.repository.git, None, commits)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_history_is_judged_the_same_with_and_without(past: Past, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    mutated = BY_NAME[name](past, random.Random(5), 40)  # noqa: S311 - the same each time
    commits = imported(past, mutated) if mutated.steps else past.commits[: mutated.kept]
    assert stretch(past.repository.git, None, commits) == without(monkeypatch, past, commits)


def _edited(tree: dict[str, bytes], path: str, mark: bytes = b"Mer.\n") -> dict[str, bytes]:
    return {**tree, path: tree[path] + mark}


def _clashing(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    return {**tree, path.replace("rutin-", "Rutin-"): tree[path].replace(b"EXP-1", b"EXP-9")}


def _embedded(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    folder = path.rpartition("/")[0]
    return {**tree, f"{folder}/HEAD": b"x", f"{folder}/objects": b"x", f"{folder}/refs": b"x"}


def _twice(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    return {**tree, path.replace("rutin-", "annan-"): tree[path]}


def _prefix(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    del path
    return {**tree, "ledsys.yaml": tree["ledsys.yaml"].replace(b"id-prefix: EXP", b"id-prefix: ABC")}


def _claimed(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    return {**tree, path: tree[path].replace(b"status: utkast", b"status: publicerad")}


def _renamed(tree: dict[str, bytes], path: str) -> dict[str, bytes]:
    return {**{key: data for key, data in tree.items() if key != path}, path.replace("rutin-", "flyttad-"): tree[path]}


@pytest.mark.parametrize("change", [_clashing, _embedded, _twice, _prefix, _claimed, _renamed, _edited])
def test_what_was_done_in_between_is_not_passed_over(
    past: Past, path: str, change: Callable[..., dict[str, bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    trees: list[Any] = [past.tree]
    trees += [_edited(trees[-1], path)]
    trees += [change(trees[-1], path)]
    there = next(other for other in (path, path.replace("rutin-", "flyttad-")) if other in trees[-1])
    trees += [_edited(trees[-1], there, b"Mera.\n")]
    trees += [_edited(trees[-1], there, b"Mest.\n")]
    last = past.steps[-1].time
    steps = tuple(Step(last + timedelta(minutes=number), tree) for number, tree in enumerate(trees[1:], 1))
    commits = imported(past, Mutated(len(past.steps), steps))
    found = stretch(past.repository.git, None, commits)
    assert found == without(monkeypatch, past, commits)
    fine = change in {_edited, _renamed}
    assert [judged.commit for judged in found.failed] == ([] if fine else list(commits[-3:]))


def test_what_did_not_pass_is_judged_again(past: Past, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    open_mode = {key: data for key, data in past.tree.items() if not key.startswith((".ledsys/", "dokument/"))}
    open_mode["ledsys.yaml"] = open_mode["ledsys.yaml"].split("behörighet".encode())[0]
    text = re.sub(rb"version: \d+", b"version: 1", past.tree[path])
    good, bad = "dokument/bra.md", "dokument/con.md"  # Windows takes the second for a device
    for name, failed in ((good, 0), (bad, 3)):
        trees = [open_mode, {**open_mode, name: text}]
        trees += [_edited(trees[-1], name)]
        trees += [_edited(trees[-1], name)]
        steps = tuple(Step(past.steps[0].time + timedelta(minutes=number), tree) for number, tree in enumerate(trees))
        commits = imported(past, Mutated(0, steps))
        found = stretch(past.repository.git, None, commits)
        assert found == without(monkeypatch, past, commits)
        assert [judged.commit for judged in found.failed] == list(commits[len(commits) - failed :])


def test_what_is_changed_in_another_way_is_no_writing_on(past: Past, path: str) -> None:
    last = Step(past.steps[-1].time + timedelta(minutes=1), _edited(dict(past.tree), path))
    commits = imported(past, Mutated(len(past.steps), (last,)))
    for main, landed in each(past, commits[-1]):
        if landed.commit != commits[-1]:
            main._take(landed)
            continue
        (change,) = landed.changed
        assert change.after is not None
        for other in (change._replace(after=None), change._replace(after=change.after._replace(mode="100755"))):
            assert not main._written_on(landed._replace(changed=(other,)))
        assert not main._written_on(landed._replace(changed=(change, change)))
        assert not main._written_on(landed._replace(changed=(change._replace(before=None),)))
        assert main._written_on(landed)
