"""A change is its files and its one commit, and nothing else; what stands in the way is refused untouched."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from tests.store.ground import ACT, FIRST, GONE, KEPT, NEXT, as_person, change, docs_repo, files, litter

from ledsys.digest import blob_id
from ledsys.errors import RepositoryError, WriteError
from ledsys.model.change import Change
from ledsys.store.change import begin, carry_out, heal, interrupted, write_only
from ledsys.store.lock import locked
from ledsys.store.recovery import lock_path
from ledsys.store.repository import Repository, find, initialise


def state(repository: Repository) -> tuple[str, dict[str, bytes], str]:
    """Give all that a refused change must leave alone."""
    refs = as_person(repository.root, "for-each-ref") + as_person(repository.root, "rev-parse", "HEAD")
    return refs, files(repository.root), as_person(repository.root, "ls-files", "--stage")


def test_the_commit_holds_the_change_and_names_the_person_and_the_time(repository: Repository) -> None:
    commit = carry_out(repository, change(NEXT, deletes=(GONE,)))
    shown = as_person(repository.root, "log", "-1", "--format=%H|%an|%ae|%cn|%ce|%aI|%cI|%s", "--name-status")
    head, *names = shown.strip().splitlines()
    who = "Exempel Åkare|exempel@example.org"
    when = "2026-11-03T14:30:00+01:00"
    assert head == f"{commit}|{who}|{who}|{when}|{when}|Skicka på granskning: Handhygien"
    assert sorted(filter(None, names)) == [f"A\t{ACT}", f"D\t{GONE}", f"M\t{KEPT}"]
    assert as_person(repository.root, "status", "--porcelain") == ""
    assert repository.git.read_blobs([blob_id(NEXT[KEPT])]) == {blob_id(NEXT[KEPT]): NEXT[KEPT]}
    assert files(repository.root) == {path: data for path, data in {**FIRST, **NEXT}.items() if path != GONE}
    assert not (repository.root / GONE).parent.exists()
    assert litter(repository) == []


def test_what_others_staged_or_edited_is_left_alone(repository: Repository) -> None:
    root = repository.root
    (root / "dokument/annan.md").write_text("staged\n")
    as_person(root, "add", "dokument/annan.md")
    (root / "dokument/annan.md").write_text("edited\n")
    (root / "ledsys.yaml").write_text("edited: true\n")
    (root / "dokument/ny.md").write_text("new\n")
    carry_out(repository, change(NEXT))
    assert as_person(root, "show", "--format=", "--name-only").split() == [ACT, KEPT]
    status = as_person(root, "status", "--porcelain").splitlines()
    assert status == ["MM dokument/annan.md", " M ledsys.yaml", "?? dokument/ny.md"]
    assert as_person(root, "show", ":dokument/annan.md") == "staged\n"


def test_an_edit_in_the_moment_of_staging_stays_visible_to_git(repository: Repository) -> None:
    """Same size, same time as what was staged: git sees it only as long as its index is not younger."""
    root, moment = repository.root, (1_700_000_000_000_000_000,) * 2
    for text in ("staged\n", "edited\n"):
        (root / "dokument/annan.md").write_text(text)
        os.utime(root / "dokument/annan.md", ns=moment)
        if text == "staged\n":
            as_person(root, "add", "dokument/annan.md")
    os.utime(root / ".git/index", ns=moment)
    carry_out(repository, change(NEXT))
    assert as_person(root, "status", "--porcelain").splitlines() == ["MM dokument/annan.md"]


def test_own_uncommitted_edits_of_a_written_file_are_in_the_commit(repository: Repository) -> None:
    (repository.root / KEPT).write_text("edited\n")
    edited = blob_id(b"edited\n")
    carry_out(repository, change({KEPT: b"edited and submitted\n"}, expected={KEPT: edited}))
    assert as_person(repository.root, "show", f"HEAD:{KEPT}") == "edited and submitted\n"


def test_permissions_of_a_file_are_kept(repository: Repository) -> None:
    path = repository.root / KEPT
    path.chmod(0o640)
    carry_out(repository, change(NEXT))
    assert path.stat().st_mode & 0o777 == 0o640


def test_an_executable_file_stays_one_in_git(repository: Repository) -> None:
    (repository.root / KEPT).chmod(0o755)
    as_person(repository.root, "commit", "-aqm", "executable")
    carry_out(repository, change(NEXT))
    assert as_person(repository.root, "ls-tree", "HEAD", "--", KEPT).startswith("100755")


def test_strange_names_and_subjects_become_one_line(repository: Repository) -> None:
    when = change(NEXT).when
    carry_out(repository, Change(NEXT, "Två\nrader \x1b[31m", "A <b>\n\x00", "", when))
    assert as_person(repository.root, "log", "-1", "--format=%s|%an|%b").strip() == "Två rader [31m|A b|"


def test_write_only_writes_without_commit_or_index(repository: Repository) -> None:
    refs, _, index = state(repository)
    write_only(repository, change(NEXT, deletes=(GONE,)))
    assert state(repository) == (refs, {p: d for p, d in {**FIRST, **NEXT}.items() if p != GONE}, index)
    assert litter(repository) == []


def test_write_only_needs_no_branch_and_no_commit(tmp_path: Path) -> None:
    repository = initialise(tmp_path / "new")
    write_only(repository, change(NEXT))
    assert files(repository.root) == NEXT


def test_the_first_commit_is_made_once(tmp_path: Path) -> None:
    repository = docs_repo(tmp_path / "new")
    assert as_person(repository.root, "status", "--porcelain", "--branch").strip() == "## main"
    with pytest.raises(RepositoryError, match="first commit already"):
        begin(repository, change(FIRST))


def detached(root: Path) -> None:
    as_person(root, "checkout", "--quiet", "--detach")


def unborn(root: Path) -> None:
    as_person(root, "checkout", "--quiet", "--orphan", "empty")


def merging(root: Path) -> None:
    as_person(root, "switch", "--quiet", "--create", "other")
    as_person(root, "commit", "--quiet", "--allow-empty", "-m", "other")
    as_person(root, "switch", "--quiet", "main")
    as_person(root, "merge", "--quiet", "--no-ff", "--no-commit", "other")


def edited(root: Path) -> None:
    (root / KEPT).write_text("edited\n")


def appeared(root: Path) -> None:
    (root / ACT).parent.mkdir(parents=True)
    (root / ACT).write_text("x\n")


def linked_file(root: Path) -> None:
    (root / KEPT).unlink()
    (root / KEPT).symlink_to(root / "ledsys.yaml")


def linked_folder(root: Path) -> None:
    (root / ".ledsys").symlink_to(root.parent)


def a_file_in_the_way(root: Path) -> None:
    (root / ".ledsys").write_text("x")


def a_folder_in_the_way(root: Path) -> None:
    (root / ACT).mkdir(parents=True)


def a_pipe_in_the_way(root: Path) -> None:
    (root / ACT).parent.mkdir(parents=True)
    os.mkfifo(root / ACT)


@pytest.mark.parametrize(
    ("arrange", "says"),
    [
        (detached, "No branch is checked out"),
        (unborn, "no commit yet"),
        (merging, "A merge or rebase is in progress"),
        (edited, f"changed while ledsys was at work: {KEPT}"),
        (appeared, f"changed while ledsys was at work: {ACT}"),
        (linked_file, "is a link"),
        (linked_folder, ".ledsys is a link"),
        (a_file_in_the_way, ".ledsys is a link or something else"),
        (a_folder_in_the_way, "is a link or something else"),
        (a_pipe_in_the_way, "is a link or something else"),
    ],
)
def test_a_refused_change_touches_nothing(repository: Repository, arrange: Callable[[Path], None], says: str) -> None:
    planned = change(NEXT, expected={KEPT: blob_id(FIRST[KEPT]), ACT: None})
    arrange(repository.root)
    before = as_person(repository.root, "status", "--porcelain=v2", "--branch")
    with pytest.raises((RepositoryError, WriteError)) as refused:
        carry_out(repository, planned)
    assert says in str(refused.value)
    assert as_person(repository.root, "status", "--porcelain=v2", "--branch") == before
    assert litter(repository) == []


def test_an_act_that_came_or_went_meanwhile_stops_the_change(repository: Repository) -> None:
    folder = str(PurePosixPath(ACT).parent)
    other = f"{folder}/fedcba9876543210.act"
    planned = replace(change({KEPT: b"planned on no acts\n"}), acts={folder: frozenset()})
    carry_out(repository, change({ACT: b"act\n"}))
    (repository.root / folder / "mapp.act").mkdir()
    for known in (frozenset[str](), frozenset({other}), frozenset({ACT, other})):
        with pytest.raises(RepositoryError, match="Files were changed while ledsys was at work"):
            carry_out(repository, replace(planned, acts={folder: known}))
    carry_out(repository, replace(planned, acts={folder: frozenset({ACT})}))
    assert (repository.root / KEPT).read_bytes() == b"planned on no acts\n"


@pytest.mark.parametrize(
    "path",
    ["../out.md", "/etc/out.md", "dokument/../../out.md", ".git/config", "dokument/.GIT/x", "a//b", "a\\b", "a/./b"],
)
def test_a_path_that_is_not_ours_is_refused(repository: Repository, path: str) -> None:
    before = state(repository)
    for move in (carry_out, write_only):
        with pytest.raises(RepositoryError, match="not a path that ledsys writes to"):
            move(repository, change({ACT: b"x", path: b"x"}))
    assert state(repository) == before


def test_a_read_only_file_is_refused_before_anything_is_written(repository: Repository) -> None:
    before = state(repository)
    (repository.root / KEPT).chmod(0o444)
    with pytest.raises(WriteError, match=r"rutin\.md is read-only"):
        carry_out(repository, change(NEXT))
    assert state(repository) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may write in any folder")
def test_a_closed_folder_is_refused_before_anything_is_written(repository: Repository) -> None:
    folder = (repository.root / KEPT).parent
    before = state(repository)
    folder.chmod(0o555)
    with pytest.raises(WriteError, match="no permission"):
        carry_out(repository, change(NEXT))
    folder.chmod(0o755)
    assert state(repository) == before


def test_a_disk_that_can_only_be_read_is_refused(on_small_disk: Repository) -> None:
    repository = on_small_disk
    before = state(repository)
    subprocess.run(["mount", "-o", "remount,ro", str(repository.root / "dokument")], check=True)
    with pytest.raises(WriteError, match="no permission"):
        carry_out(repository, change({ACT: b"x\n", "dokument/en.md": b"y\n"}))
    assert state(repository) == before
    assert litter(repository) == []


def test_a_full_disk_changes_nothing(on_small_disk: Repository) -> None:
    repository = on_small_disk
    before = state(repository)
    writes = {ACT: b"x\n", "dokument/en.md": b"y\n", "dokument/ny/stor.md": b"z" * 100_000}
    for move in (carry_out, write_only):
        with pytest.raises(WriteError) as refused:
            move(repository, change(writes))
        assert str(refused.value) == "dokument/ny/stor.md could not be written: the disk is full."
        assert state(repository) == before
        assert litter(repository) == []
        assert not (repository.root / "dokument/ny").exists()


def test_a_file_larger_than_allowed_changes_nothing(repository: Repository) -> None:
    before = state(repository)
    script = (
        "import resource, sys; from pathlib import Path; from ledsys.store.change import carry_out;"
        "from ledsys.store.repository import find; from tests.store.ground import ACT, change;"
        "repository = find(Path(sys.argv[1]));"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000));"
        "carry_out(repository, change({ACT: b'x', 'dokument/stor.md': b'z' * 10_000}))"
    )
    project = Path(__file__).parents[2]
    command = [sys.executable, "-c", script, str(repository.root)]
    run = subprocess.run(command, cwd=project, capture_output=True, check=False, text=True)
    assert (
        "WriteError: dokument/stor.md could not be written: the file would be larger than allowed here." in run.stderr
    )
    assert state(repository) == before
    assert litter(repository) == []


def test_another_change_on_its_way_is_waited_for(repository: Repository) -> None:
    lock = lock_path(repository)
    refused = pytest.raises(RepositoryError, match="Another ledsys is writing")
    with locked(lock), refused, locked(lock, patience=0.1):
        pytest.fail("two held the lock")
    carry_out(repository, change(NEXT))


def test_eight_at_once_lose_nothing(repository: Repository) -> None:
    script = (
        "import sys, time; from pathlib import Path; from ledsys.errors import RepositoryError;"
        "from ledsys.store.change import carry_out; from ledsys.store.repository import find;"
        "from tests.store.ground import change\n"
        "repository = find(Path(sys.argv[1]))\n"
        "for number in range(5):\n"
        "    while True:\n"
        "        try:\n"
        "            carry_out(repository, change({f'dokument/{sys.argv[2]}/{number}.md': sys.argv[2].encode()}))\n"
        "            break\n"
        "        except RepositoryError as error:\n"
        "            assert 'Another ledsys is writing' in str(error), error\n"
    )
    project = Path(__file__).parents[2]
    commands = [[sys.executable, "-c", script, str(repository.root), f"p{number}"] for number in range(8)]
    running = [subprocess.Popen(command, cwd=project) for command in commands]
    assert [process.wait() for process in running] == [0] * 8
    assert as_person(repository.root, "rev-list", "--count", "HEAD").strip() == "41"
    assert len(repository.git.list_tree(str(repository.head().commit), "dokument")) == 3 + 40
    assert as_person(repository.root, "status", "--porcelain") == ""
    assert litter(repository) == []


def test_nothing_to_heal_is_none(repository: Repository) -> None:
    assert heal(repository) is None
    assert not interrupted(repository)
    assert find(repository.root / "dokument").root == repository.root
