"""The state of a repository: evidence that the last commit has and the folder lacks or has otherwise."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.store.ground import ACT, NEXT, as_person, change

from ledsys.store.change import carry_out
from ledsys.store.files import ReadFiles
from ledsys.store.journal import journal_path
from ledsys.store.repository import Repository
from ledsys.store.state import state_problems
from ledsys.store.worktree import scan

EDITION = ".ledsys/editions/EXP-482103/1/dokument.md"


@pytest.fixture
def kept(repository: Repository) -> Repository:
    """A docs repo with an act and an edition in its last commit."""
    carry_out(repository, change({**NEXT, EDITION: b"text\n"}))
    return repository


def _found(repository: Repository) -> list[tuple[str, str]]:
    files = ReadFiles(scan(repository.root))
    return [(entry.path, entry.problem.code) for entry in state_problems(repository, files)]


def test_nothing_is_wrong_with_what_was_committed(kept: Repository) -> None:
    assert _found(kept) == []


def test_new_evidence_is_no_problem(kept: Repository) -> None:
    (kept.root / EDITION).with_name("ny.md").write_text("ny")
    assert _found(kept) == []


def test_evidence_that_was_removed_or_rewritten_is_told(kept: Repository) -> None:
    (kept.root / ACT).unlink()
    (kept.root / EDITION).write_text("en annan text\n")
    assert _found(kept) == [(ACT, "LS804"), (EDITION, "LS804")]
    shutil.rmtree(kept.root / ".ledsys")
    assert _found(kept) == [(ACT, "LS804"), (EDITION, "LS804")]
    as_person(kept.root, "restore", ".ledsys")
    assert _found(kept) == []


def test_evidence_behind_a_link_is_told_and_not_read(kept: Repository, tmp_path: Path) -> None:
    place = kept.root / EDITION
    place.rename(tmp_path / "moved.md")
    place.symlink_to(tmp_path / "moved.md")
    assert _found(kept) == [(EDITION, "LS804")]


def test_before_the_first_commit_nothing_can_be_missing(kept: Repository) -> None:
    shutil.rmtree(kept.root / ".git")
    as_person(kept.root, "init", "--quiet")
    assert _found(kept) == []


def test_a_move_that_was_cut_off_is_told(kept: Repository) -> None:
    journal_path(kept.git.git_dir).write_text("{}")
    assert _found(kept) == [(".ledsys", "LS807")]
