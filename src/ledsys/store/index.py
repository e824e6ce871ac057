"""The *index*: git's list of what the next commit holds. It is the person's; a change touches its own files there."""

from __future__ import annotations

import os
import time

from ledsys.store.git import NOT_FOUND
from ledsys.store.journal import Entry
from ledsys.store.lock import PAUSE, left_by_git
from ledsys.store.repository import Repository

PATIENCE = 5.0  # seconds to wait for another program that works on the index
OWN_INDEX = "ledsys-index"  # the name of an index of our own, from which commits are made


def staged(repository: Repository, entries: tuple[Entry, ...]) -> str:
    """Give what git's index holds for the files, as git itself writes it."""
    paths = {entry.path for entry in entries}
    lines = os.fsdecode(repository.git.run("ls-files", "--stage", "-z")).split("\0")
    return "".join(f"{line}\0" for line in lines if line.partition("\t")[2] in paths)


def index_lines(entries: tuple[Entry, ...]) -> bytes:
    """Give the files after the change as git's index takes them."""
    lines = (f"{entry.mode if entry.new else 0} {entry.new or NOT_FOUND}\t{entry.path}\0" for entry in entries)
    return os.fsencode("".join(lines))


def await_index(repository: Repository) -> None:
    """Wait until no other program works on git's index; RepositoryError after `PATIENCE` seconds."""
    lock = repository.git.git_dir / "index.lock"
    deadline = time.monotonic() + PATIENCE
    while lock.exists():
        if time.monotonic() > deadline:
            raise left_by_git(lock)
        time.sleep(PAUSE)


def write_index(repository: Repository, lines: bytes) -> None:
    """Put lines as `index_lines` or `staged` give them into the person's index, once nobody else works on it.

    The index keeps its time: by it git knows which files were edited in the very moment when they were staged, and must
    be compared anew (https://git-scm.com/docs/racy-git).
    """
    await_index(repository)
    place = repository.git.git_dir / "index"
    before = place.stat() if place.exists() else None
    repository.git.run("update-index", "-z", "--index-info", stdin=lines)
    if before:
        os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))
