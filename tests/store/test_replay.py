"""Replaying main: quickly gathered landings are what gathering gives, whatever is landed and wherever one begins."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.campaign.histories import CHANGES, Mutated, Past, Step, imported, past_in, switch

from ledsys.lifecycle.claims import edition_folder
from ledsys.model.corpus import Corpus
from ledsys.model.landing import Changed, Entry, Landing
from ledsys.proof.step import step
from ledsys.rules.landings import ORDINARY
from ledsys.store import past as store_past
from ledsys.store.history import landings
from ledsys.store.landing import gather
from ledsys.store.objects import GitObjects, MemoryObjects
from ledsys.store.past import joined, line, replay, standing, stretch
from ledsys.store.replay import Replay, Replayed
from ledsys.store.standing import Overlay, Standing
from ledsys.store.trees import LINK

ID = "EXP-100000"
BY_NAME = {change.__name__: change for change in CHANGES}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return past_in(tmp_path_factory.mktemp("replay"), landings=40, acts=26, documents=3)


def bare(corpus: Corpus) -> Corpus:
    """Give what rules see of a corpus: not the facts of the text, the paths that every corpus has, old signatures."""
    shared = (".ledsys/policy/", ".ledsys/acts/delegations/")
    files = frozenset(path for path in corpus.files if not path.startswith(shared))
    documents = tuple(replace(document, facts=type(document.facts)()) for document in corpus.documents)
    editions = {
        key: {number: replace(text, facts=type(text.facts)()) for number, text in found.items()}
        for key, found in corpus.editions.items()
    }
    acts = {key: tuple(replace(act, signature=None) for act in found) for key, found in corpus.acts.items()}
    return replace(corpus, files=files, documents=documents, acts=acts, editions=editions, policies={})


def pairs(past: Past, commit: str) -> Iterator[tuple[Landing, Landing, bool]]:
    """Give every landing as the replay gathers it and as a proposal is gathered, and whether the former was quick."""
    with GitObjects(past.repository.git) as objects:
        tree = Standing(objects)
        main = Replay(tree)
        for landed in landings(past.repository.git, commit):
            policy = main._policy
            if policy is None:
                main._take(landed)
                continue
            slow = gather(tree, Overlay(tree, landed.changed), landed.changed, landed.time, policy)
            quick = main._quick(landed, policy)
            landing = quick or main.landing(landed, policy)
            yield landing, slow, quick is not None
            main.remember(landing, step(landing))


def test_a_quickly_gathered_landing_is_the_same(past: Past) -> None:
    number = sound = 0
    for quick, slow, was_quick in pairs(past, past.commits[-1]):
        assert replace(quick, before=bare(quick.before), after=bare(quick.after), sound=False) == replace(
            slow, before=bare(slow.before), after=bare(slow.after)
        )
        assert quick.fresh == slow.fresh
        number += was_quick
        sound += quick.sound
    assert number > len(past.commits) - 5
    assert sound > 10


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_the_same_stands_against_a_landing_however_it_is_gathered(past: Past, name: str) -> None:
    mutated = BY_NAME[name](past, random.Random(3), 30)  # noqa: S311 - the same each time
    commits = imported(past, mutated) if mutated.steps else past.commits[: mutated.kept]
    for quick, slow, _ in pairs(past, commits[-1]):
        assert step(quick) == step(slow)


def test_stretches_together_give_what_the_whole_gives(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    git, last = past.repository.git, past.steps[-1]
    act = next(path for path in last.tree if path.startswith(".ledsys/acts/"))
    without = {path: data for path, data in last.tree.items() if path != act}
    bad = Step(last.time + timedelta(minutes=1), without)
    commits = imported(past, Mutated(len(past.steps), (bad,)))
    whole = stretch(git, None, commits)
    assert (whole.landings, len(whole.failed), whole.began) == (len(commits), 1, past.steps[0].time)
    assert sum(whole.acts.values()) > 20
    assert joined([stretch(git, None, commits[:18]), stretch(git, commits[17], commits[18:])]) == whole
    monkeypatch.setattr(store_past, "ASKED", 7)
    assert stretch(git, None, commits) == whole
    monkeypatch.setattr(store_past, "STRETCH", 10)
    assert replay(git, commits) == whole


def test_nothing_after_the_tip_is_nothing(past: Past) -> None:
    assert replay(past.repository.git, past.commits, past.commits[-1]) == Replayed()


def test_the_line_is_that_of_first_parents(past: Past) -> None:
    last = past.steps[-1]
    merge = Step(last.time + timedelta(minutes=1), last.tree, (len(past.steps) - 1,))
    commits = imported(past, Mutated(5, (merge,)))
    switch(past, commits[-1])
    assert line(past.repository.git, commits[-1]) == commits


def test_a_tree_that_stands_is_the_one_of_the_commit(past: Past) -> None:
    with GitObjects(past.repository.git) as objects:
        found = standing(objects, past.commits[-1])
        assert sorted(found.paths()) == sorted(past.tree)
        assert found.holding("EXP-100000") == ("dokument/unit-0/rutin-0.md",)
        assert tuple(standing(objects, None).paths()) == ()


def test_settings_that_can_t_be_used_leave_the_policy_as_it_was(tmp_path: Path) -> None:
    past = past_in(tmp_path, landings=20, acts=8, documents=2)
    last = past.steps[-1]
    broken = Step(last.time + timedelta(minutes=1), {**last.tree, "ledsys.yaml": b"x"})
    commits = imported(past, Mutated(len(past.steps), (broken,)))
    result = stretch(past.repository.git, None, commits)
    assert [judged.commit for judged in result.failed] == [commits[-1]]


def test_a_type_that_comes_back_with_less_asked_for_is_a_fall(tmp_path: Path) -> None:
    past = past_in(tmp_path, landings=20, acts=8, documents=2)
    tree, when = past.steps[-1].tree, past.steps[-1].time
    path, types = "handlingstyper/rutin.yaml", {key: data for key, data in past.tree.items() if "typer/" in key}
    assert b"nyckel" in types[path]
    gone = Step(when + timedelta(minutes=1), {key: data for key, data in tree.items() if key != path})
    back = Step(when + timedelta(minutes=2), {**tree, path: types[path].replace(b"nyckel", b"plattform")})
    commits = imported(past, Mutated(len(past.steps), (gone, back)))
    result = stretch(past.repository.git, None, commits)
    assert [(fall.commit, fall.type) for fall in result.falls] == [(commits[-1], "rutin")]
    assert stretch(past.repository.git, commits[-2], commits[-1:]).falls == result.falls


def test_the_first_change_after_the_beginning_can_be_a_fall(tmp_path: Path) -> None:
    past = past_in(tmp_path, landings=20, acts=8, documents=2)
    path, first = "handlingstyper/rutin.yaml", past.steps[0]
    lowered = {**first.tree, path: first.tree[path].replace(b"nyckel", b"plattform")}
    assert lowered != first.tree
    commits = imported(past, Mutated(1, (Step(first.time + timedelta(minutes=1), lowered),)))
    assert [fall.commit for fall in stretch(past.repository.git, None, commits).falls] == [commits[-1]]


def test_what_stood_before_the_docs_repo_began_is_not_judged(tmp_path: Path) -> None:
    past = past_in(tmp_path, landings=20, acts=8, documents=2)
    first = Step(past.steps[0].time - timedelta(days=1), {"README.md": b"x\n"})
    whole = (first, *past.steps)
    result = stretch(past.repository.git, None, imported(past, Mutated(0, whole)))
    assert (result.landings, result.failed, result.began) == (len(whole), [], past.steps[0].time)


def test_a_first_version_that_states_other_acts_is_told_of(tmp_path: Path) -> None:
    past = past_in(tmp_path, landings=20, acts=8, documents=2)
    later = past.steps[-1]
    open_mode = {path: data for path, data in later.tree.items() if not path.startswith(".ledsys/policy/")}
    open_mode["ledsys.yaml"] = open_mode["ledsys.yaml"].split(b"beh")[0]
    steps = (Step(later.time, open_mode), Step(later.time + timedelta(minutes=1), later.tree))
    result = stretch(past.repository.git, None, imported(past, Mutated(0, steps)))
    assert "states other acts than there were" in str(result.objections[0])
    assert result.trusted > 0


@pytest.mark.parametrize(
    ("path", "mode"),
    [
        (f"{edition_folder(ID, 1)}/bild.png", ORDINARY),
        (f"{edition_folder(ID, 900)}/dokument.md", "100755"),
        (f".ledsys/acts/{ID}/{'0' * 20}.act", ORDINARY),
        (f".ledsys/acts/{ID}/lapp.txt", ORDINARY),
        (f".ledsys/acts/{ID}/lank.act", LINK),
    ],
)
def test_a_document_with_something_odd_where_one_begins_is_gathered(past: Past, path: str, mode: str) -> None:
    objects = MemoryObjects()
    for odd in (False, True):
        tree = Standing(objects)
        tree.apply(Changed(path, None, Entry(ORDINARY, objects.keep(data))) for path, data in past.tree.items())
        if odd:
            tree.apply([Changed(path, None, Entry(mode, objects.keep(b"odd\n")))])
        main = Replay(tree)
        assert main._policy is not None
        known = main._part(ID, main._policy)
        assert known.odd == odd
        assert main._part(ID, main._policy) is known
        assert len(known.documents) == (not odd)
        assert bool(known.acts) != odd
        assert known.files == {each for each in tree.paths() if f"/{ID}/" in each or each in tree.holding(ID)}
