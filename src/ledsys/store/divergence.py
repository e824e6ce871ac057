"""The *divergence* of the work here from the others' main: on which branch it is, and how far before or behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.remote import OwnGit
from ledsys.store.repository import Repository

_RAW = ("-r", "-z", "--no-renames", "--no-ext-diff")


@dataclass(frozen=True)
class Divergence:
    """Where the work stands; ``ahead`` and ``behind`` count the commits that only one side has."""

    branch: str
    head: str
    tip: str
    ahead: int
    behind: int


def divergence(repository: Repository, git: OwnGit, tip: str) -> Divergence:
    """Give how the branch that is checked out stands beside the others' main.

    `RepositoryError` where there is none, or something else must be finished first.
    """
    head = repository.head()
    if head.commit is None:
        raise RepositoryError(
            msg("This docs repo has no commit yet, so it has nothing in common with the others."),
            msg("Make a copy of theirs instead, by `git clone`, and work there."),
        )
    if head.branch is None:
        raise RepositoryError(
            msg("No branch is checked out (git calls this a detached HEAD)."),
            msg("Switch to your branch, for example with `git switch main`, and run the command again."),
        )
    if repository.merging():
        raise RepositoryError(
            msg("A merge or rebase is in progress in this docs repo."),
            msg("Finish it or break it off (`git status` says how), and run the command again."),
        )
    if git.ask("merge-base", head.commit, tip) is None:
        raise RepositoryError(
            msg("The docs repo here and the one of the others have no history in common."),
            msg("Make a copy of theirs, by `git clone`, and take your files there."),
        )
    behind, ahead = git.run("rev-list", "--left-right", "--count", f"{tip}...{head.commit}").split()
    return Divergence(head.branch, head.commit, tip, int(ahead), int(behind))


def unsaved(git: OwnGit) -> tuple[str, ...]:
    """Give the paths whose files are in no commit, new ones too, in git's order."""
    answer = git.run("status", "--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    return tuple(entry[3:] for entry in answer.split("\0") if entry)


class Blob(NamedTuple):
    """What git has at a path: mode and id, both of noughts where it has nothing."""

    mode: str
    id: str


def changed(git: OwnGit, before: str, after: str) -> dict[str, Blob]:
    """Give the paths that differ between two commits, and what the second has there."""
    return {path: blob for _, path, blob in _raw(git.run("diff-tree", *_RAW, before, after))}


def landed(git: OwnGit, head: str, tip: str) -> bool:
    """Tell whether everything that the work changed has been in the others' main, by merge, squash or rebase alike.

    It has if at some landing since they parted every file that the work changed was there with the same bytes; what has
    been done with them on main afterwards does not matter.
    """
    base = git.ask("merge-base", head, tip)
    if base is None:
        return False
    work = changed(git, base, head)
    alike: set[str] = set()
    landings = git.run("rev-list", "--first-parent", "--reverse", "--parents", f"{base}..{tip}").splitlines()
    steps = "".join(f"{' '.join(line.split()[:2])}\n" for line in landings)
    of = ""
    for commit, path, blob in _raw(git.run("diff-tree", "--stdin", *_RAW, stdin=steps)):
        if commit != of and len(alike) == len(work):
            break
        of = commit
        if path in work:
            (alike.add if work[path] == blob else alike.discard)(path)
    return len(alike) == len(work)


def _raw(answer: str) -> Iterator[tuple[str, str, Blob]]:
    """Yield commit, path and blob of raw differences: a commit, then ``:mode mode id id letter`` and path by turns."""
    commit, tokens = "", iter(answer.split("\0"))
    for token in tokens:
        if token.startswith(":"):
            _, mode, _, blob, _ = token.split(" ")
            yield commit, next(tokens), Blob(mode, blob)
        else:
            commit = token
