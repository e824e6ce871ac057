"""*Recovery*: finishing a change from its journal, or taking it back; after a cut as well as in ordinary work.

The order makes every cut harmless: first all new contents beside the old, then file by file in their place, then git's
index, and as the last step the branch. While the branch has not moved, nothing is recorded in git's history.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ledsys.errors import LedsysError, RepositoryError, WriteError
from ledsys.message import Message, msg
from ledsys.store import branch
from ledsys.store.disk import (
    above,
    check_path,
    make_folders,
    reason,
    remove_empty,
    switch,
    sync_folder,
    write_error,
    write_file,
)
from ledsys.store.git import NOT_FOUND
from ledsys.store.index import OWN_INDEX, index_lines, staged, write_index
from ledsys.store.journal import Commit, Entry, Journal, drop_journal, journal_path, read_journal, write_journal
from ledsys.store.lock import is_held, locked
from ledsys.store.repository import Repository


@dataclass(frozen=True)
class Healed:
    """An interrupted change that was finished now: its files, its commit (None if it made none) and a sentence."""

    paths: tuple[str, ...]
    commit: str | None
    message: Message


def lock_path(repository: Repository) -> Path:
    """Give the place of the lock that every change holds."""
    return repository.git.git_dir / "ledsys.lock"


def interrupted(repository: Repository) -> bool:
    """Tell whether a change was cut off and waits to be finished; one that is on its way just now does not count."""
    if not journal_path(repository.git.git_dir).exists():
        return False
    try:
        return not is_held(lock_path(repository))
    except OSError:
        return True  # nobody can be writing where the lock can't be opened


def heal(repository: Repository) -> Healed | None:
    """Finish an interrupted change, if there is one, and say what was done.

    RepositoryError, and nothing is touched, where files or the branch were changed since by somebody else.
    """
    if not journal_path(repository.git.git_dir).exists():
        return None
    try:
        with locked(lock_path(repository)):
            return settle(repository)
    except OSError as error:
        raise write_error(error) from error


def settle(repository: Repository) -> Healed | None:
    """Do what `heal` does, for a caller that holds the lock; and clear away what a killed run left in git's folder."""
    git_dir = repository.git.git_dir
    journal = read_journal(git_dir)
    for litter in (OWN_INDEX, f"{OWN_INDEX}.lock", journal_path(git_dir).with_suffix(".new").name):
        (git_dir / litter).unlink(missing_ok=True)
    if journal is None:
        return None
    if not has_landed(repository, journal):
        _check_branch(repository, journal)
        _check_files(repository, journal)
        finish(repository, journal)
    _clear(repository, journal)
    drop_journal(git_dir)
    return Healed(
        paths=tuple(entry.path for entry in journal.entries),
        commit=journal.commit.after if journal.commit else None,
        message=msg(
            "A change that was interrupted has been finished: {subject} ({when}).",
            subject=journal.subject,
            when=journal.when,
        ),
    )


def perform(repository: Repository, journal: Journal) -> None:
    """Carry out a change under the lock: all of it, or nothing and the error that says why."""
    try:
        write_journal(repository.git.git_dir, journal)
        finish(repository, journal)
    except BaseException as failure:
        if not has_landed(repository, journal):
            _take_back_or_say(repository, journal, failure)
            raise
        if not isinstance(failure, LedsysError | OSError):
            raise
    with suppress(OSError):  # the change is done; a journal that stays is settled by the next run
        drop_journal(repository.git.git_dir)


def finish(repository: Repository, journal: Journal) -> None:
    """Take every step of the change that is not taken yet."""
    root = repository.root
    todo = [(number, entry) for number, entry in enumerate(journal.entries) if _now(repository, entry) != entry.new]
    contents = repository.git.read_blobs(entry.new for _, entry in todo if entry.new)
    for number, entry in todo:
        if entry.new:
            with _named(entry.path):
                make_folders(root, str(PurePosixPath(entry.path).parent))
                write_file(_beside(root, number, entry), contents[entry.new], entry.permissions)
    for number, entry in todo:
        if _now(repository, entry) != entry.old:
            raise _edited((entry.path,))
        with _named(entry.path):
            if entry.new:
                switch(_beside(root, number, entry), root / entry.path)
            else:
                _remove(root, entry.path)
    if journal.commit:
        write_index(repository, index_lines(journal.entries))
        _move_branch(repository, journal.commit)


def take_back(repository: Repository, journal: Journal) -> None:
    """Put back what was there before the change, and drop the journal."""
    root = repository.root
    done = [
        entry for entry in reversed(journal.entries) if entry.new != entry.old and _now(repository, entry) == entry.new
    ]
    contents = repository.git.read_blobs(entry.old for entry in done if entry.old)
    _clear(repository, journal)
    for entry in done:
        if entry.old:
            make_folders(root, str(PurePosixPath(entry.path).parent))
            number = journal.entries.index(entry)
            write_file(_beside(root, number, entry), contents[entry.old], entry.permissions)
            switch(_beside(root, number, entry), root / entry.path)
        else:
            (root / entry.path).unlink()
    remove_empty(root, journal.folders)
    if journal.commit and staged(repository, journal.entries) != journal.commit.staged:
        nothing = "".join(f"0 {NOT_FOUND}\t{entry.path}\0" for entry in journal.entries)
        write_index(repository, os.fsencode(nothing + journal.commit.staged))
    drop_journal(repository.git.git_dir)


def has_landed(repository: Repository, journal: Journal) -> bool:
    """Tell whether the commit of the change is in the history of the branch: then every step is done."""
    commit = repository.head().commit
    if not journal.commit or not commit:
        return False
    if commit in {journal.commit.after, journal.commit.before}:
        return commit == journal.commit.after
    return repository.git.ask("merge-base", "--is-ancestor", journal.commit.after, commit) is not None


def _take_back_or_say(repository: Repository, journal: Journal, failure: BaseException) -> None:
    """Take back a change that failed; where that fails too, say that the journal waits for the next run."""
    why: Message | str = reason(failure) if isinstance(failure, OSError) else msg("{reason}", reason=str(failure))
    try:
        take_back(repository, journal)
    except (OSError, LedsysError) as error:
        raise WriteError(
            msg("The change was cut off half-way: {reason}.", reason=why),
            msg("Nothing is lost. Remove the cause, and run any command that writes: it finishes the change first."),
        ) from error


def _check_branch(repository: Repository, journal: Journal) -> None:
    commit, head = journal.commit, repository.head()
    if commit and (head.branch != commit.branch.removeprefix("refs/heads/") or head.commit != commit.before):
        raise RepositoryError(
            msg(
                "A change was interrupted and can't be finished, because the branch {branch} is not where it was: "
                "{subject} ({when}).",
                branch=commit.branch.removeprefix("refs/heads/"),
                subject=journal.subject,
                when=journal.when,
            ),
            msg(
                "Switch back to that branch and run the command again. To give the change up instead, set the files as "
                "you want them and delete {path}.",
                path=str(journal_path(repository.git.git_dir)),
            ),
        )


def _check_files(repository: Repository, journal: Journal) -> None:
    strange = tuple(entry.path for entry in journal.entries if _now(repository, entry) not in {entry.old, entry.new})
    if strange:
        raise RepositoryError(
            msg(
                "A change was interrupted and can't be finished, because files were edited since: {paths}.",
                paths=strange,
            ),
            msg(
                "Keep a copy of those files elsewhere, put them back with `git restore`, and run the command again. To "
                "give the change up instead, set the files as you want them and delete {path}.",
                path=str(journal_path(repository.git.git_dir)),
            ),
        )


def _edited(paths: tuple[str, ...]) -> RepositoryError:
    return RepositoryError(
        msg("Somebody changed the files while ledsys was at work: {paths}.", paths=paths),
        msg("Nothing was changed by ledsys. Look at the files, and run the command again."),
    )


def _move_branch(repository: Repository, commit: Commit) -> None:
    try:
        branch.move(repository.git, commit.branch, commit.after, commit.before, "ledsys")
    except RepositoryError as error:
        if repository.head().commit in {commit.after, commit.before}:
            raise
        raise RepositoryError(
            msg("Somebody made a commit on this branch while ledsys was at work."),
            msg("Nothing was changed. Run the command again."),
        ) from error


def _remove(root: Path, path: str) -> None:
    (root / path).unlink()
    sync_folder((root / path).parent)
    remove_empty(root, above(path))


def _clear(repository: Repository, journal: Journal) -> None:
    for number, entry in enumerate(journal.entries):
        with suppress(FileNotFoundError, NotADirectoryError):
            _beside(repository.root, number, entry).unlink()


def _now(repository: Repository, entry: Entry) -> str | None:
    return repository.current(entry.path)


def _beside(root: Path, number: int, entry: Entry) -> Path:
    check_path(entry.path)
    return (root / entry.path).with_name(f".ledsys-{number}.tmp")


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Let an error of the operating system name the file that people know."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = path, None
        raise
