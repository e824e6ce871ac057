"""Carrying out a *change*: its files and its one commit, all or nothing.

Everything that could stand in the way is looked for before the first file is touched. Then a journal makes the change
safe against being cut off at any point (see ``recovery.py``).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ledsys.digest import blob_id
from ledsys.errors import RepositoryError, WriteError
from ledsys.message import msg
from ledsys.model.change import Change
from ledsys.store.disk import above, read_regular, write_error
from ledsys.store.git import REGULAR, TreeFile
from ledsys.store.index import OWN_INDEX, await_index, index_lines, staged
from ledsys.store.journal import Commit, Entry, Journal
from ledsys.store.lock import locked
from ledsys.store.recovery import Healed, heal, interrupted, lock_path, perform, settle
from ledsys.store.repository import Repository

__all__ = ["Healed", "begin", "carry_out", "heal", "interrupted", "write_only"]


def carry_out(repository: Repository, change: Change) -> str:
    """Write the change and commit it, and nothing else, on the branch that is checked out; give the commit's id.

    RepositoryError where git or the files are not as the change was planned on, WriteError where the disk refuses.
    Either way nothing is changed, unless the error says that the next run will finish it.
    """
    with _alone(repository):
        head = repository.head()
        if head.commit is None:
            raise RepositoryError(
                msg("This docs repo has no commit yet, so there is nothing to build on."),
                msg("Make the first one with `git add --all` and `git commit`, or a new docs repo with `ledsys init`."),
            )
        return _commit_change(repository, change, _branch(repository), head.commit)


def begin(repository: Repository, change: Change) -> str:
    """Write the change as the first commit of a new docs repo; RepositoryError if there is a commit already."""
    with _alone(repository):
        if repository.head().commit:
            raise RepositoryError(msg("This docs repo has its first commit already."))
        return _commit_change(repository, change, _branch(repository), None)


def write_only(repository: Repository, change: Change) -> None:
    """Write the files of the change without a commit; the rest is as in `carry_out`."""
    with _alone(repository):
        commit = repository.head().commit
        entries = _entries(repository, change, repository.git.tree(commit) if commit else {})
        perform(repository, _journal(repository, change, entries, None))


def _commit_change(repository: Repository, change: Change, branch: str, before: str | None) -> str:
    await_index(repository)
    entries = _entries(repository, change, repository.git.tree(before) if before else {})
    after = _make_commit(repository, change, entries, before)
    commit = Commit(branch=branch, before=before, after=after, staged=staged(repository, entries))
    perform(repository, _journal(repository, change, entries, commit))
    return after


@contextmanager
def _alone(repository: Repository) -> Iterator[None]:
    """Hold the lock with all earlier changes finished; the operating system's refusals come out as WriteError."""
    try:
        with locked(lock_path(repository)):
            settle(repository)
            yield
    except OSError as error:
        raise write_error(error) from error


def _branch(repository: Repository) -> str:
    head = repository.head()
    if head.branch is None:
        raise RepositoryError(
            msg("No branch is checked out (git calls this a detached HEAD), so a commit would be lost."),
            msg("Switch to your branch, for example with `git switch main`, and run the command again."),
        )
    if repository.merging():
        raise RepositoryError(
            msg("A merge or rebase is in progress in this docs repo."),
            msg("Finish it or break it off (`git status` says how), and run the command again."),
        )
    return f"refs/heads/{head.branch}"


def _entries(repository: Repository, change: Change, committed: Mapping[str, TreeFile]) -> tuple[Entry, ...]:
    """Check every file of the change and keep the contents, old and new, in git."""
    _check_expected(repository, change)
    after: dict[str, bytes | None] = {
        **change.writes,
        **{path: None for path in change.deletes if path not in change.writes},
    }
    found = {path: read_regular(repository.root, path) for path in after}
    for path, old in found.items():
        _check_writable(repository.root, path, old[1] if old else None)
    entries = []
    for path, data in after.items():
        old, file = found[path], committed.get(path)
        old_blob = blob_id(old[0]) if old else None
        if old and (file is None or file.blob != old_blob):
            repository.git.store_blob(old[0])
        entries.append(
            Entry(
                path=path,
                old=old_blob,
                new=None if data is None else repository.git.store_blob(data),
                permissions=old[1] if old else None,
                mode=file.mode if file else REGULAR,
            )
        )
    return tuple(entries)


def _check_expected(repository: Repository, change: Change) -> None:
    differ = (
        *(path for path, blob in change.expected.items() if repository.current(path) != blob),
        *(path for folder, paths in change.acts.items() for path in sorted(_acts(repository.root, folder) ^ paths)),
    )
    if differ:
        raise RepositoryError(
            msg("Files were changed while ledsys was at work: {paths}.", paths=differ),
            msg("Nothing was written. Run the command again."),
        )


def _acts(root: Path, folder: str) -> frozenset[str]:
    found = (path for path in (root / folder).glob("*.act") if path.is_symlink() or not path.is_dir())
    return frozenset(path.relative_to(root).as_posix() for path in found)


def _check_writable(root: Path, path: str, permissions: int | None) -> None:
    """Find out before the first file is touched what the operating system would refuse."""
    if permissions is not None and not (permissions & 0o222 and os.access(root / path, os.W_OK)):
        raise WriteError(
            msg("{path} is read-only.", path=path),
            msg("Make the file writable, and run the command again. Nothing was changed."),
        )
    folder = next((root / name for name in above(path) if (root / name).is_dir()), root)
    if (root / path).is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        raise WriteError(
            msg("{path} can't be written: you have no permission to write in {folder}.", path=path, folder=str(folder)),
            msg("Get permission to write there, and run the command again. Nothing was changed."),
        )


def _make_commit(repository: Repository, change: Change, entries: tuple[Entry, ...], before: str | None) -> str:
    """Make the commit of the change on top of ``before`` in the object database, by an index of our own."""
    git, index = repository.git, repository.git.git_dir / OWN_INDEX
    own = {"GIT_INDEX_FILE": str(index)}
    try:
        git.run("read-tree", before or "--empty", env=own)
        git.run("update-index", "-z", "--index-info", stdin=index_lines(entries), env=own)
        tree = git.run("write-tree", env=own).decode().strip()
    finally:
        index.unlink(missing_ok=True)
    parents = ("-p", before) if before else ()
    message = f"{_line(change.subject)}\n".encode("utf-8", "replace")
    return git.run("commit-tree", tree, *parents, "-F", "-", stdin=message, env=_person(change)).decode().strip()


def _person(change: Change) -> Mapping[str, str]:
    name, email = _line(change.author) or "ledsys", _line(change.email)
    date = f"@{int(change.when.timestamp())} {change.when.strftime('%z')[:5]}"
    return {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", email), ("DATE", date))
    }


def _line(text: str) -> str:
    """Make one line of it, as git keeps names and subjects."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _journal(repository: Repository, change: Change, entries: tuple[Entry, ...], commit: Commit | None) -> Journal:
    folders = {folder for entry in entries if entry.new for folder in above(entry.path)}
    return Journal(
        entries=entries,
        folders=tuple(sorted(folder for folder in folders if not (repository.root / folder).exists())),
        commit=commit,
        when=change.when.isoformat(timespec="seconds"),
        subject=_line(change.subject),
    )
