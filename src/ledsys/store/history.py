"""*History*: what differs between two trees, and what each landing on main changed.

git's raw difference, by path and without any guess at renames; documents are matched by id later on.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from sys import intern
from typing import NamedTuple

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.model.landing import Changed, Entry
from ledsys.store.git import NOT_FOUND, Git, object_id
from ledsys.store.stream import Stream
from ledsys.store.trees import malformed

# Every option that the repository's configuration could give another value is given here.
_RAW = (
    *("-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--ignore-submodules=none", "--no-color"),
)
_META = re.compile(rb"\n?:(\d{6}) (\d{6}) ([0-9a-f]{40}) ([0-9a-f]{40}) [A-Z]\d*")
_HEADER = re.compile(rb"\n?([0-9a-f]{40}) (-?\d*) ((?:[0-9a-f]{40} ?)*)")
_NOT_FOUND = NOT_FOUND.encode()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST = datetime.max.replace(tzinfo=UTC)


class Landed(NamedTuple):
    """One landing on main: its commit and its parents, main's own first; the committer's time, in UTC; the changes."""

    commit: str
    parents: tuple[str, ...]
    time: datetime
    changed: tuple[Changed, ...]


def changed(git: Git, before: str, after: str) -> tuple[Changed, ...]:
    """Give what differs between two commits or trees, sorted by path; RepositoryError if one is missing."""
    answer = git.run("diff-tree", *_RAW, "--end-of-options", object_id(before), object_id(after))
    words = iter(answer.split(b"\0")[:-1])
    return _once(after, [_changed(meta, next(words)) for meta in words])


def landings(git: Git, tip: str, since: str | None = None) -> Generator[Landed, None, None]:
    """Give the landings up to a commit along first parents, the oldest first; after the commit ``since``, if given.

    One landing is held in memory at a time. RepositoryError where the history is cut off before its beginning (a
    shallow copy), or where ``since`` is not on the line of first parents (the history was rewritten, or main was merged
    into something else that took its place).
    """
    end = (object_id(tip), *([f"^{object_id(since)}"] if since else []), "--")
    options = ("--first-parent", "--diff-merges=first-parent", "--root", "--reverse", "--no-notes", "--no-mailmap")
    if since and since == tip:
        return
    awaited = since
    with Stream(git, "log", *options, "--format=tformat:%H %ct %P", *_RAW, *end) as stream:
        for landed in _landings(stream.words()):
            if awaited is not None or not landed.parents:
                _joins(git, landed, awaited)
                awaited = None
            yield landed
    if awaited is not None:
        raise _elsewhere(awaited)


def on_first_parents(git: Git, tip: str, commit: str) -> bool:
    """Tell whether a commit is the tip or one before it along first parents."""
    wanted = object_id(commit).encode()
    with Stream(
        git, "log", "-z", "--first-parent", "--no-patch", "--format=tformat:%H", object_id(tip), "--"
    ) as stream:
        return any(found == wanted for found in stream.words())


def times(git: Git, commits: Iterable[str]) -> dict[str, datetime]:
    """Give the committer's time of each commit, in UTC."""
    wanted = tuple(map(object_id, commits))
    if not wanted:
        return {}
    with Stream(
        git, "log", "-z", "--no-walk=unsorted", "--no-patch", "--format=tformat:%H %ct", *wanted, "--"
    ) as stream:
        words = (word.partition(b" ") for word in stream.words())
        return {commit.decode(): _time(seconds) for commit, _, seconds in words}


def parents(git: Git, commit: str) -> tuple[str, ...]:
    """Give the parents that a commit itself names, whether they are there or not."""
    return _named(git, commit, b"parent")


def tree_of(git: Git, commit: str) -> str:
    """Give the id of a commit's tree."""
    return _named(git, commit, b"tree")[0]


def _named(git: Git, commit: str, key: bytes) -> tuple[str, ...]:
    head = git.run("cat-file", "commit", object_id(commit)).partition(b"\n\n")[0]
    lines = (line.partition(b" ") for line in head.split(b"\n"))
    return tuple(value.decode("ascii") for found, _, value in lines if found == key)


def _landings(words: Iterator[bytes]) -> Iterator[Landed]:
    """Divide what git says into landings: a header, then two words for each change."""
    header: re.Match[bytes] | None = None
    changes: list[Changed] = []
    for word in words:
        if word.lstrip(b"\n").startswith(b":"):
            changes.append(_changed(word, next(words)))
            continue
        if header:
            yield _landed(header, changes)
        header, changes = _match(_HEADER, word), []
    if header:
        yield _landed(header, changes)


def _landed(header: re.Match[bytes], changes: list[Changed]) -> Landed:
    commit = header[1].decode()
    return Landed(commit, tuple(header[3].decode().split()), _time(header[2]), _once(commit, changes))


def _time(seconds: bytes) -> datetime:
    """Give a time as git has it; one that no calendar has is the last of all, so that no period holds it."""
    try:
        return _EPOCH + timedelta(seconds=int(seconds))
    except (ValueError, OverflowError):
        return _LAST


def _changed(meta: bytes, path: bytes) -> Changed:
    found = _match(_META, meta)
    before, after = (_entry(found[1], found[3]), _entry(found[2], found[4]))
    return Changed(path.decode("utf-8", "surrogateescape"), before, after)


def _entry(mode: bytes, blob: bytes) -> Entry | None:
    return None if blob == _NOT_FOUND else Entry(intern(mode.decode()), blob.decode())


def _once(commit: str, changes: list[Changed]) -> tuple[Changed, ...]:
    if len({change.path for change in changes}) != len(changes):
        raise malformed(commit)
    return tuple(sorted(changes, key=lambda change: change.path))


def _joins(git: Git, landed: Landed, since: str | None) -> None:
    """See that the oldest landing has all before it that it names, and follows the one that was asked for."""
    if parents(git, landed.commit) != landed.parents:
        raise RepositoryError(
            msg("The history before {commit} is missing here, so it can't be judged.", commit=landed.commit),
            msg("This is a shallow copy. Get all of the history with: git fetch --unshallow"),
        )
    if since and landed.parents[:1] != (since,):
        raise _elsewhere(since)


def _elsewhere(commit: str) -> RepositoryError:
    return RepositoryError(
        msg("The commit {commit} is not on the line of landings that leads here.", commit=commit),
        msg(
            "The history was rewritten or cut, or main was merged into something else that took its place. Ask whoever "
            "keeps the repository."
        ),
    )


def _match(pattern: re.Pattern[bytes], word: bytes) -> re.Match[bytes]:
    found = pattern.fullmatch(word)
    if found is None:
        raise RepositoryError(msg("git answered what ledsys does not understand: {word}", word=repr(word[:80])))
    return found
