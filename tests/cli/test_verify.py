"""``ledsys verify`` and ``ledsys seal`` over real histories: what is proven, what is not, and what remembers main."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from benchmarks import history as story
from tests.campaign.histories import Mutated, Past, Step, imported, past_in, switch
from tests.cli.terminal import Terminal
from tests.signature.keys import SoftKey
from tests.store.branches import cloned
from tests.store.ground import as_person

from ledsys import actfile
from ledsys.proof.seals import read_journal
from ledsys.signature import ACT

SEALER = "journal"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Past:
    """A docs repo with a signed policy and an honest history; never written to."""
    return past_in(tmp_path_factory.mktemp("verify"), landings=26, acts=16, documents=2, seed=1)


@pytest.fixture
def past(made: Past, tmp_path: Path) -> Past:
    """A copy of the docs repo of the test's own, with its files in the folder."""
    root = tmp_path / "docs"
    shutil.copytree(made.repository.root, root)
    as_person(root, "update-ref", "refs/heads/main", made.commits[-1])
    as_person(root, "symbolic-ref", "HEAD", "refs/heads/main")
    as_person(root, "reset", "--quiet", "--hard")
    repository = type(made.repository)(root, type(made.repository.git)(root, root / ".git"))
    return Past(repository, made.steps, made.commits, tmp_path / "state" / "ledsys", made.imports)


@pytest.fixture
def ledsys(past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in the docs repo, a while after the last landing, which remembers in a folder of its own."""
    monkeypatch.setenv("LEDSYS_LANG", "en")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(past.repository.root)
    return Terminal(monkeypatch, capsys, past.steps[-1].time.astimezone(UTC) + timedelta(days=1))


def land(past: Past, mutated: Mutated) -> tuple[str, ...]:
    """Put another history in the place of main, and give its commits."""
    commits = imported(past, mutated) if mutated.steps else past.commits[: mutated.kept]
    switch(past, commits[-1])
    return commits


def then(past: Past, *trees: dict[str, bytes], minutes: int = 10) -> Mutated:
    """Give the honest history with further landings, some minutes apart."""
    last = past.steps[-1]
    steps = (
        Step(last.time + timedelta(minutes=minutes * place), {**last.tree, **tree})
        for place, tree in enumerate(trees, 1)
    )
    return Mutated(len(past.steps), tuple(steps))


def published(past: Past) -> str:
    """Give the path of a published text."""
    return next(
        path
        for path, data in sorted(past.tree.items())
        if path.startswith("dokument/") and b"status: publicerad" in data
    )


# The tree alone.


def test_the_files_alone_are_proven(ledsys: Terminal) -> None:
    ran = ledsys.ok("verify")
    assert "The organisation's rules are signed, in 2 versions" in ran.out
    assert "2 documents" in ran.out
    assert " key" in ran.out
    assert "Can't be seen from files alone" in ran.out
    assert ran.out.endswith("as far as its level of proof goes.\n")


def test_the_last_commit_is_verified_without_what_lies_beside_it(ledsys: Terminal, past: Past) -> None:
    place = past.repository.root / published(past)
    place.write_bytes(place.read_bytes() + b"\nTillagt.\n")
    assert "LS507" in ledsys("verify").out
    assert ledsys("verify").code == 1
    ran = ledsys.ok("verify", "--tree")
    assert past.commits[-1] in ran.out


def test_the_root_is_compared_with_the_pinned_one(
    ledsys: Terminal, past: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = json.loads(ledsys.ok("verify", "--format", "json").out)
    assert (found["format"], found["of"], found["pinned"]) == ("ledsys-verification-1", "tree", False)
    root = found["root"]
    assert "not compared" not in ledsys.ok("verify", "--root", root).out
    monkeypatch.setenv("LEDSYS_ROOT", root)
    assert json.loads(ledsys.ok("verify", "--history", "--format", "json").out)["pinned"]
    other = "sha256:" + "0" * 64
    for more in ((), ("--history",)):
        ran = ledsys("verify", "--root", other, *more)
        assert (ran.code, f"not with the pinned root {other}" in ran.out) == (1, True)
    for wrong in ("main", ""):  # an empty variable of a script pins nothing, so it must not pass for a pin
        assert ledsys("verify", "--root", wrong).code == 2


def test_options_that_don_t_go_together(ledsys: Terminal) -> None:
    assert ledsys("verify", "--from-seal").code == 2
    assert ledsys("verify", "--history", "--tree").code == 2


def test_a_copy_unpacked_from_an_archive_is_verified(
    ledsys: Terminal, past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, folder = tmp_path / "docs.tar", tmp_path / "unpacked"
    as_person(past.repository.root, "archive", "--format=tar", f"--output={archive}", "HEAD")
    folder.mkdir()
    subprocess.run(["tar", "-xf", str(archive), "-C", str(folder)], check=True)
    monkeypatch.chdir(folder / "organisation")
    ran = ledsys.ok("verify")
    assert "no copy made by git" in ran.out
    assert ledsys("verify", "--history").code == 2
    act = next((folder / ".ledsys" / "acts").rglob("*.act"))
    act.write_bytes(act.read_bytes().replace(b"\nname: ", b"\nname: X", 1))
    assert "LS803" in ledsys("verify").out


def test_a_shallow_clone_is_verified_but_has_no_history(
    ledsys: Terminal, past: Past, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cloned(past.repository.root, tmp_path / "shallow", "--depth", "1").root)
    assert ledsys.ok("verify").out.endswith("as far as its level of proof goes.\n")
    ran = ledsys("verify", "--history")
    assert (ran.code, "shallow" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("person", "name", "wrong"),
    [
        ("reviewer", "Reviewer", "had no part on"),
        ("approver", "Somebody Else", "The act calls approver “Somebody Else”"),
    ],
)
def test_a_publication_by_somebody_or_under_another_name_is_not_proven_nor_built(
    ledsys: Terminal, past: Past, person: str, name: str, wrong: str
) -> None:
    """Branch protection has been gone round, and the act bears the true signature of a person in the register."""
    path = next(path for path, data in sorted(past.tree.items()) if _newest_publication(past, path, data))
    act = actfile.read_act(past.tree[path])
    role = "approver" if person == "approver" else "publisher"
    false = actfile.sealed(replace(act, person=person, name=name, role=role, signature=None))
    false = replace(false, signature=SoftKey(person).sign(actfile.statement(false).encode(), ACT))
    root = past.repository.root
    (root / path).unlink()
    (root / actfile.path_of(false)).write_bytes(actfile.written(false))
    ran = ledsys("verify")
    assert (ran.code, "LS523" in ran.all, wrong in ran.all) == (1, True, True)
    ran = ledsys("build")
    assert (ran.code, wrong in ran.err) == (1, True)
    page = (root / "site" / "dokument" / act.document / "index.html").read_text(encoding="utf-8")
    assert f"version {act.version - 1}.0" in page
    assert f"version {act.version}.0" not in page


def _newest_publication(past: Past, path: str, data: bytes) -> bool:
    """Tell whether the file is a publication that no other act rests on."""
    rested_on = f"\nof: {Path(path).stem}\n".encode()
    return b"\nact: publish\n" in data and not any(rested_on in other for other in past.tree.values())


# The history.


def test_an_honest_history_is_proven_and_remembered(ledsys: Terminal, past: Past) -> None:
    ran = ledsys.ok("verify", "--history")
    assert f"{len(past.steps)} landings" in ran.out
    assert ran.out.endswith("as far as its level of proof goes.\n")
    land(past, then(past, {"README.md": b"x\n"}))
    assert ledsys.ok("verify", "--history").code == 0
    switch(past, past.commits[-1])
    ran = ledsys("verify", "--history")
    assert ran.code == 1
    assert "what this computer saw last" in ran.out


def test_a_change_that_was_never_decided_is_named(ledsys: Terminal, past: Past) -> None:
    path = published(past)
    commits = land(past, then(past, {path: past.tree[path] + b"\nTillagt.\n"}))
    ran = ledsys("verify", "--history")
    assert ran.code == 1
    assert f"Landing {commits[-1][:12]}" in ran.out
    assert "LS507" in ran.out
    assert ran.out.endswith("NOT proven: see above.\n")


def test_what_the_next_landing_heals_is_an_open_window(ledsys: Terminal, past: Past) -> None:
    path = published(past)
    edited = {path: past.tree[path] + b"\nTillagt.\n"}
    land(past, then(past, edited, {**edited, "README.md": b"x"}, {}, minutes=7))
    ran = ledsys.ok("verify", "--history")
    assert "Open window of 14 minutes: 3 landings" in ran.out
    window = json.loads(ledsys.ok("verify", "--history", "--format", "json").out)["windows"][0]
    assert (window["minutes"], window["landings"]) == (14, 3)
    assert window["findings"][0]["code"] == "LS507"


def test_a_merge_heals_nothing(ledsys: Terminal, past: Past) -> None:
    path, last = published(past), past.steps[-1]
    bad = Step(last.time + timedelta(minutes=1), {**last.tree, path: last.tree[path] + b"\nTillagt.\n"})
    merge = Step(last.time + timedelta(minutes=2), last.tree, (len(past.steps) - 2,))
    land(past, Mutated(len(past.steps), (bad, merge)))
    assert ledsys("verify", "--history").code == 1


def test_the_same_landings_by_squash_merge_and_octopus_are_proven(ledsys: Terminal, past: Past) -> None:
    half = len(past.steps) - 4
    for others in ((), (half,), (half, half - 1)):
        land(past, Mutated(half, (Step(past.steps[-1].time, past.tree, others),)))
        shutil.rmtree(past.state, ignore_errors=True)
        assert ledsys("verify", "--history").code == 0


@pytest.mark.parametrize("how", ["replace", "graft"])
def test_replaced_and_grafted_commits_hide_nothing(ledsys: Terminal, past: Past, how: str) -> None:
    root, path = past.repository.root, published(past)
    changed = {**past.tree, path: past.tree[path] + b"\nTillagt.\n"}
    *_, bad, tip = land(past, then(past, changed, {**changed, "README.md": b"x\n"}))
    if how == "replace":
        as_person(root, "replace", bad, past.commits[-1])
    else:
        info = root / ".git" / "info"
        info.mkdir(exist_ok=True)
        (info / "grafts").write_text(f"{tip} {past.commits[-1]}\n")

    assert ledsys("verify", "--history").code == 1


def test_a_last_seen_that_is_damaged_is_no_proof(ledsys: Terminal, past: Past) -> None:
    ledsys.ok("verify", "--history")
    (seen,) = (past.state / "seen").iterdir()
    for text in ("", "[]", '{"format": "x"}'):
        seen.write_text(text)
        ran = ledsys("verify", "--history")
        assert (ran.code, str(seen) in ran.err) == (2, True)


def test_a_last_seen_with_other_acts_is_noticed(ledsys: Terminal, past: Past) -> None:
    ledsys.ok("verify", "--history")
    (seen,) = (past.state / "seen").iterdir()
    known = json.loads(seen.read_text())
    seen.write_text(json.dumps({**known, "acts": "sha256:" + "0" * 64}))
    assert "has other acts than when it was seen" in ledsys("verify", "--history").out
    seen.write_text(json.dumps({**known, "landings": 3}))
    assert "has another place in the line" in ledsys("verify", "--history").out


def test_signed_rules_that_begin_elsewhere_are_noticed_without_a_pin(ledsys: Terminal, past: Past) -> None:
    ledsys.ok("verify", "--history")
    (seen,) = (past.state / "seen").iterdir()
    known = json.loads(seen.read_text())
    for name, other in (("open", {"root": "1" * 40}), ("other", {"repo": "another/repo", "root": "sha256:1"})):
        (seen.parent / f"{name}.json").write_text(json.dumps({**known, **other}))
    (seen.parent / "list.json").write_text("[]")
    (seen.parent / "damaged.json").write_text("{")
    ledsys.ok("verify", "--history")
    (seen.parent / "signed.json").write_text(json.dumps({**known, "root": "sha256:1"}))
    ran = ledsys("verify", "--history")
    assert (ran.code, f"begin with sha256:1; here they begin with {known['root']}" in ran.out) == (1, True)


def test_without_a_home_nothing_is_remembered(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, past: Past) -> None:
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.delenv("HOME")
    if sys.platform != "win32":
        assert "won't remember" in ledsys.ok("verify", "--history").err


def test_a_state_folder_that_can_not_be_made_is_told(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", Path("/proc/nothing")):
        monkeypatch.setenv("XDG_STATE_HOME", str(place))
        assert ledsys("verify", "--history").code == 2


# Seals.


@pytest.fixture
def sealing(past: Past, tmp_path: Path) -> Callable[[], tuple[str, ...]]:
    """Let a machine that seals be entered by a signed change of the policy, and give how to call it."""
    told = story.Story(4, 0, 1, timedelta(days=40), every=1)
    told.random.seed(0)
    numbers = max(
        int(path.split("/")[2]) for path in past.tree if path.startswith(".ledsys/policy/") and path.endswith("/policy")
    )
    from ledsys.policyfile import path_of, read_statement

    told.policy = read_statement(past.tree[path_of(numbers)])
    line = f"  sigillnycklar: [{{id: {SEALER}, nyckel: {story.key(SEALER).public_text}}}]\n"
    texts = story.policy_texts

    def with_sealer(number: int) -> dict[str, str]:
        found = texts(number)
        return {**found, "ledsys.yaml": found["ledsys.yaml"] + line}

    story.policy_texts = with_sealer
    try:
        time = past.steps[-1].time + timedelta(hours=1)
        files = dict(told.change_policy(time))
    finally:
        story.policy_texts = texts
    made = told.policy
    assert made is not None
    from ledsys.policyfile import signature_path, statement
    from ledsys.signature import POLICY, read_key

    own = story.key(SEALER)
    files[signature_path(made.version, read_key(own.public_text))] = own.sign(statement(made).encode(), POLICY).encode()
    past.steps = (*past.steps, Step(time, {**past.tree, **files}))
    past.commits = land(past, Mutated(len(past.steps) - 1, past.steps[-1:]))
    place = own.save(tmp_path / "sealer")
    return lambda: ("seal", "--key", str(place))


def test_a_seal_says_how_far_main_has_come(
    ledsys: Terminal, past: Past, sealing: Callable[[], tuple[str, ...]]
) -> None:
    root = past.repository.root
    ran = ledsys.ok(*sealing())
    line = ran.out.strip()
    assert line.startswith("ledsys-seal-1 1 none ")
    assert past.commits[-1] in line
    assert line.endswith(f" proven {story.REPO}")
    assert "already" in ledsys.ok(*sealing()).err
    (first,) = read_journal(as_person(root, "show", "ledsys-journal:journal").encode())
    last = past.steps[-1]
    past.commits = land(
        past, Mutated(len(past.steps), (Step(last.time + timedelta(hours=1), {**last.tree, "README.md": b"x"}),))
    )
    ledsys.ok(*sealing())
    one, two = read_journal(as_person(root, "show", "ledsys-journal:journal").encode())
    assert (one, two.before, two.commit) == (first, first.hash, past.commits[-1])
    ran = ledsys.ok("verify", "--history", "--from-seal")
    assert "0 landings" in ran.out
    as_person(root, "update-ref", "refs/remotes/origin/ledsys-journal", "refs/heads/ledsys-journal")
    as_person(root, "update-ref", "refs/heads/ledsys-journal", "refs/heads/ledsys-journal~1")
    ledsys.ok("verify", "--history")


def test_a_clock_that_has_gone_back_can_not_spoil_the_journal(
    ledsys: Terminal, past: Past, sealing: Callable[[], tuple[str, ...]]
) -> None:
    ledsys.later(1)
    ledsys.ok(*sealing())
    ledsys.later(-1)
    last = past.steps[-1]
    step = Step(last.time + timedelta(minutes=1), {**last.tree, "README.md": b"x"})
    past.commits = land(past, Mutated(len(past.steps), (step,)))
    ran = ledsys(*sealing())
    assert (ran.code, "clock" in ran.err) == (2, True)
    ledsys.ok("verify", "--history")
    ledsys.later(2)
    ledsys.ok(*sealing())
    ledsys.ok("verify", "--history")


def test_a_journal_betrays_that_main_was_cut(
    ledsys: Terminal, past: Past, sealing: Callable[[], tuple[str, ...]]
) -> None:
    ledsys.ok(*sealing())
    shutil.rmtree(past.state)
    switch(past, past.commits[-4])
    ran = ledsys("verify", "--history")
    assert ran.code == 1
    assert "(seal 1 of" in ran.out
    assert all(commit in ran.out for commit in past.commits[-3:])
    assert ledsys("verify", "--history", "--from-seal").code == 2
    ran = ledsys(*sealing())
    assert (ran.code, "Nothing was sealed" in ran.err) == (1, True)


def test_what_did_not_pass_is_sealed_as_such(
    ledsys: Terminal, past: Past, sealing: Callable[[], tuple[str, ...]]
) -> None:
    path, last = published(past), past.steps[-1]
    bad = Step(last.time + timedelta(hours=1), {**last.tree, path: last.tree[path] + b"\nTillagt.\n"})
    ledsys.ok(*sealing())
    land(past, Mutated(len(past.steps), (bad,)))
    ran = ledsys(*sealing())
    assert (ran.code, f" unproven {story.REPO}" in ran.out) == (1, True)
    assert "LS507" in ran.err
    ran = ledsys("verify", "--history", "--from-seal")
    assert (ran.code, "1 landing up to" in ran.out) == (1, True)


def test_two_journals_that_differ_are_noticed(
    ledsys: Terminal, past: Past, sealing: Callable[[], tuple[str, ...]]
) -> None:
    root = past.repository.root
    ledsys.ok(*sealing())
    as_person(root, "update-ref", "refs/remotes/origin/ledsys-journal", "refs/heads/ledsys-journal")
    as_person(root, "update-ref", "-d", "refs/heads/ledsys-journal")
    ledsys.later(1)
    as_person(root, "update-ref", "refs/keep/journal", "refs/remotes/origin/ledsys-journal")
    as_person(root, "update-ref", "-d", "refs/remotes/origin/ledsys-journal")
    ledsys.ok(*sealing())
    as_person(root, "update-ref", "refs/remotes/origin/ledsys-journal", "refs/keep/journal")
    assert "tell different things" in ledsys("verify", "--history").out


def test_only_a_key_that_seals_can_seal(
    ledsys: Terminal,
    past: Past,
    sealing: Callable[[], tuple[str, ...]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = story.key("stranger").save(tmp_path / "stranger")
    assert "seals nothing here" in ledsys("seal", "--key", str(place)).err
    assert ledsys("seal").code == 2
    monkeypatch.setenv("LEDSYS_SEAL_KEY", sealing()[2])
    assert ledsys.ok("seal").code == 0
