"""The branch of seals moves on by one commit, or not at all; nothing else of the repository is touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.signature.keys import SoftKey
from tests.store.ground import as_person, files

from ledsys.errors import RepositoryError
from ledsys.proof.seals import Proof, Seal, SealFormError, act_set, line
from ledsys.signature import SEAL
from ledsys.store.repository import Repository
from ledsys.store.sealing import Journal, append, read

WHEN = datetime(2026, 11, 22, 12, tzinfo=UTC)
FIRST = Seal(
    number=1,
    before=None,
    time=WHEN,
    commit="1" * 40,
    tree="2" * 40,
    acts=act_set([]),
    policy=None,
    proof=Proof.PROVEN,
    repo="region/docs",
)


def signed(seal: Seal) -> Seal:
    return replace(seal, signature=SoftKey("journal").sign(line(seal).encode(), SEAL))


def test_seals_are_kept_on_a_branch_of_their_own(repository: Repository) -> None:
    before, head = files(repository.root), repository.head()
    assert read(repository) == Journal()
    one = signed(FIRST)
    commit = append(repository, read(repository), one, WHEN)
    two = signed(replace(FIRST, number=2, before=one.hash))
    second = append(repository, read(repository), two, WHEN)
    assert read(repository) == Journal((one, two), second, second)
    assert as_person(repository.root, "log", "--format=%H %P", "ledsys-journal").split("\n")[:2] == [
        f"{second} {commit}",
        f"{commit} ",
    ]
    assert (files(repository.root), repository.head()) == (before, head)
    assert as_person(repository.root, "ls-tree", "--name-only", "ledsys-journal") == "journal\n"


def test_who_comes_second_changes_nothing(repository: Repository) -> None:
    one = signed(FIRST)
    early = read(repository)
    append(repository, early, one, WHEN)
    with pytest.raises(RepositoryError, match="could not be added"):
        append(repository, early, signed(replace(FIRST, tree="3" * 40)), WHEN)
    assert read(repository).seals == (one,)


def test_a_tag_of_that_name_is_no_journal(repository: Repository) -> None:
    as_person(repository.root, "tag", "ledsys-journal")
    as_person(repository.root, "tag", "origin/ledsys-journal")
    assert read(repository) == Journal()


def test_a_branch_without_journal_or_with_a_broken_one(repository: Repository) -> None:
    head = repository.head().commit
    as_person(repository.root, "update-ref", "refs/heads/ledsys-journal", head or "")
    assert read(repository) == Journal((), head, head)
    blob = repository.git.store_blob(b"x\n")
    tree = repository.git.run("mktree", stdin=f"100644 blob {blob}\tjournal\n".encode()).decode().strip()
    commit = as_person(repository.root, "commit-tree", "-m", "x", tree).strip()
    as_person(repository.root, "update-ref", "refs/heads/ledsys-journal", commit)
    with pytest.raises(SealFormError):
        read(repository)


def test_a_branch_that_is_locked_is_told_of(repository: Repository) -> None:
    lock = repository.git.git_dir / "refs" / "heads" / "ledsys-journal.lock"
    lock.touch()
    with pytest.raises(RepositoryError, match="could not be added") as told:
        append(repository, Journal(), signed(FIRST), WHEN)
    assert str(lock) in str(told.value.message)
    assert "delete that file. Nothing was changed" in str(told.value.help)
