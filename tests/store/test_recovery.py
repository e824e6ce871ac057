"""What cannot be finished is told of and loses nothing; what failed is taken back."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from threading import Thread

import pytest
from tests.store.ground import ACT, FIRST, GONE, KEPT, NEXT, as_person, change, files, litter

from ledsys.errors import RepositoryError, WriteError
from ledsys.store import index
from ledsys.store.change import carry_out, heal, interrupted
from ledsys.store.git import Git
from ledsys.store.journal import Journal, drop_journal, journal_path, read_journal, write_journal
from ledsys.store.lock import locked
from ledsys.store.recovery import lock_path, take_back
from ledsys.store.repository import Repository

PROJECT = Path(__file__).parents[2]
AFTER = {path: data for path, data in {**FIRST, **NEXT}.items() if path != GONE}


@pytest.fixture
def cut(repository: Repository) -> Repository:
    """A repository whose change was cut off with all files written and nothing committed."""
    script = (
        "import os, sys; from pathlib import Path; from ledsys.store import recovery;"
        "from ledsys.store.change import carry_out; from ledsys.store.repository import find;"
        "from tests.store.ground import GONE, NEXT, change;"
        "recovery.write_index = lambda *_: os._exit(9);"
        "carry_out(find(Path(sys.argv[1])), change(NEXT, deletes=(GONE,)))"
    )
    command = [sys.executable, "-c", script, str(repository.root)]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9
    return repository


def test_an_interrupted_change_is_finished_and_told_of(cut: Repository) -> None:
    assert interrupted(cut)
    healed = heal(cut)
    assert healed is not None
    assert healed.commit == cut.head().commit
    assert set(healed.paths) == {ACT, KEPT, GONE}
    assert "has been finished: Skicka på granskning: Handhygien (2026-11-03T14:30:00+01:00)" in str(healed.message)
    assert files(cut.root) == AFTER
    assert not interrupted(cut)
    assert heal(cut) is None


def test_a_change_on_its_way_is_not_interrupted(cut: Repository) -> None:
    with locked(lock_path(cut)):
        assert not interrupted(cut)
    assert interrupted(cut)


def test_files_edited_since_are_never_overwritten(cut: Repository) -> None:
    (cut.root / KEPT).write_text("edited after the cut\n")
    before = files(cut.root)
    for _ in range(2):
        with pytest.raises(RepositoryError, match=f"files were edited since: {KEPT}") as refused:
            heal(cut)
        assert str(journal_path(cut.git.git_dir)) in str(refused.value.help)
        with pytest.raises(RepositoryError, match="files were edited since"):
            carry_out(cut, change({"dokument/ny.md": b"x"}))
    assert files(cut.root) == before
    assert as_person(cut.root, "rev-list", "--count", "HEAD").strip() == "1"
    as_person(cut.root, "restore", KEPT)
    assert heal(cut)
    assert files(cut.root) == AFTER


def test_another_commit_since_is_told_of(cut: Repository) -> None:
    as_person(cut.root, "commit", "--quiet", "--allow-empty", "-m", "meanwhile")
    with pytest.raises(RepositoryError, match="the branch main is not where it was"):
        heal(cut)
    as_person(cut.root, "reset", "--quiet", "--soft", "HEAD~")
    assert heal(cut)


def test_another_branch_since_is_told_of(cut: Repository) -> None:
    as_person(cut.root, "switch", "--quiet", "--create", "other")
    with pytest.raises(RepositoryError, match="the branch main is not where it was"):
        heal(cut)
    as_person(cut.root, "switch", "--quiet", "main")
    assert heal(cut)


def test_a_change_that_landed_needs_nothing_whatever_came_after(cut: Repository) -> None:
    record = journal_path(cut.git.git_dir).read_bytes()
    heal(cut)
    (cut.root / KEPT).write_text("the next day\n")
    as_person(cut.root, "commit", "--quiet", "-am", "the next day")
    journal_path(cut.git.git_dir).write_bytes(record)
    assert heal(cut)
    assert (cut.root / KEPT).read_text() == "the next day\n"
    assert litter(cut) == []


@pytest.mark.parametrize("record", [b"", b"{}", b"[]", b'{"format": 2}', b"\xff"])
def test_a_record_that_cannot_be_read_is_told_of(repository: Repository, record: bytes) -> None:
    journal_path(repository.git.git_dir).write_bytes(record)
    with pytest.raises(RepositoryError, match="can't be read"):
        heal(repository)
    assert interrupted(repository)


def test_a_journal_comes_back_as_it_was(cut: Repository) -> None:
    journal = read_journal(cut.git.git_dir)
    assert isinstance(journal, Journal)
    drop_journal(cut.git.git_dir)
    assert read_journal(cut.git.git_dir) is None
    write_journal(cut.git.git_dir, journal)
    assert read_journal(cut.git.git_dir) == journal


def test_taking_back_restores_files_folders_and_index(cut: Repository) -> None:
    index_before = as_person(cut.root, "ls-files", "--stage")
    journal = read_journal(cut.git.git_dir)
    assert journal
    as_person(cut.root, "add", "--all")
    take_back(cut, journal)
    assert files(cut.root) == FIRST
    assert as_person(cut.root, "ls-files", "--stage") == index_before
    assert as_person(cut.root, "status", "--porcelain") == ""
    assert not (cut.root / ".ledsys").exists()
    assert litter(cut) == []


def test_a_commit_made_meanwhile_wins(repository: Repository) -> None:
    """The branch moves between the start of the change and its last step: seen with a reference that git holds."""
    before = (files(repository.root), as_person(repository.root, "ls-files", "--stage"))
    meanwhile = Meanwhile(repository.root, repository.git.git_dir)
    with pytest.raises(RepositoryError, match="Somebody made a commit on this branch"):
        carry_out(Repository(repository.root, meanwhile), change(NEXT, deletes=(GONE,)))
    assert (files(repository.root), as_person(repository.root, "ls-files", "--stage")) == before
    assert as_person(repository.root, "log", "-1", "--format=%s").strip() == "meanwhile"
    assert litter(repository) == []
    carry_out(repository, change(NEXT, deletes=(GONE,)))


class Meanwhile(Git):
    """The same git, where a colleague commits just before the branch is moved."""

    def run(self, *args: str, **more: object) -> bytes:
        if args[0] == "update-ref":
            as_person(self.root, "commit", "--quiet", "--allow-empty", "--only", "-m", "meanwhile")
        return super().run(*args, **more)  # type: ignore[arg-type]


class Edits(Git):
    """The same git, where an editor saves a file just before the branch is moved, which fails."""

    def run(self, *args: str, **more: object) -> bytes:
        if args[0] == "update-ref":
            (self.root / KEPT).write_text("saved meanwhile\n")
            (self.git_dir / "refs/heads/main.lock").touch()
        return super().run(*args, **more)  # type: ignore[arg-type]


def test_a_file_saved_meanwhile_is_never_overwritten_in_taking_back(repository: Repository) -> None:
    edits = Edits(repository.root, repository.git.git_dir)
    with pytest.raises(RepositoryError, match=r"main\.lock"):
        carry_out(Repository(repository.root, edits), change(NEXT))
    assert files(repository.root) == {**FIRST, KEPT: b"saved meanwhile\n"}


def test_another_program_on_the_index_is_waited_for(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = repository.git.git_dir / "index.lock"
    lock.touch()
    monkeypatch.setattr(index, "PATIENCE", 0.1)
    with pytest.raises(RepositoryError, match="Another program is using git"):
        carry_out(repository, change(NEXT))
    assert files(repository.root) == FIRST
    monkeypatch.undo()

    def let_go() -> None:
        time.sleep(0.2)
        lock.unlink()

    other = Thread(target=let_go)
    other.start()
    carry_out(repository, change(NEXT))
    other.join()


@pytest.mark.parametrize("name", ["refs/heads/main.lock", "HEAD.lock"])
def test_a_lock_that_a_killed_git_left_is_named_and_in_the_way_of_nothing_else(cut: Repository, name: str) -> None:
    lock = cut.git.git_dir / name
    lock.touch()
    with pytest.raises(RepositoryError) as refused:
        heal(cut)
    assert f"({lock} exists)" in str(refused.value.message)
    assert "delete that file" in str(refused.value.help)
    lock.unlink()
    assert heal(cut) is not None
    assert files(cut.root) == AFTER


def test_a_disk_that_stays_full_is_healed_when_there_is_room(on_small_disk: Repository) -> None:
    """The index can't be written and the old text finds no room either: the next run finishes the change."""
    repository = on_small_disk
    fill = repository.root / "dokument/fill.bin"
    crowded = Crowded(repository.root, repository.git.git_dir)
    with pytest.raises(WriteError, match="cut off half-way") as failed:
        carry_out(Repository(repository.root, crowded), change({KEPT: b"x\n"}, deletes=()))
    assert "Nothing is lost" in str(failed.value.help)
    assert interrupted(repository)
    (repository.git.git_dir / "refs/heads/main.lock").unlink()
    fill.unlink()
    assert heal(repository)
    assert as_person(repository.root, "show", f"HEAD:{KEPT}") == "x\n"
    assert as_person(repository.root, "status", "--porcelain") == ""
    assert litter(repository) == []


class Crowded(Git):
    """The same git, where the disk fills up and the branch is held just before it is moved."""

    def run(self, *args: str, **more: object) -> bytes:
        if args[0] == "update-ref":
            (self.git_dir / "refs/heads/main.lock").touch()
            try:
                with (self.root / "dokument/fill.bin").open("wb", 0) as file:
                    while file.write(b"z" * 4096):
                        pass
            except OSError:
                pass
        return super().run(*args, **more)  # type: ignore[arg-type]


def test_git_killed_in_the_middle_changes_nothing(repository: Repository) -> None:
    script = (
        "import resource, sys; from pathlib import Path; from ledsys.store.change import carry_out;"
        "from ledsys.store.repository import find; from tests.store.ground import NEXT, change;"
        "repository = find(Path(sys.argv[1]));"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60, 60));"
        "carry_out(repository, change(NEXT))"
    )
    command = [sys.executable, "-c", script, str(repository.root)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, text=True)
    assert run.returncode == 1
    assert files(repository.root) == FIRST
    assert heal(repository) is None
    carry_out(repository, change(NEXT))
    assert litter(repository) == []
