"""The *working tree*: the files of a docs repo as they lie on disk, found in one walk that follows no links."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ledsys.store.disk import IRREGULAR, open_regular, reason
from ledsys.store.files import SIZE_CAP, Kind, ReadError, gone, not_regular, too_large

# The folders of a docs repo; others at the top (a built handbook, a virtualenv) are not ours. Files at the top are.
FOLDERS = frozenset(
    {
        *(".github", ".gitlab", ".ledsys", "dokument", "handbok", "handlingstyper"),
        *("krav", "lagrum", "mallar", "organisation"),
    },
)
SKIPPED = frozenset({".git", ".venv", "node_modules"})

_GONE = frozenset({errno.ENOENT, errno.ENOTDIR})


@dataclass(frozen=True)
class Worktree:
    """The files below a root, as they were when it was scanned."""

    root: Path
    kinds: Mapping[str, Kind]

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return self.kinds

    def kind(self, path: str) -> Kind:
        """Tell what stands at one of the paths; KeyError for a path that was not there."""
        return self.kinds[path]

    def read(self, path: str) -> bytes:
        """Give the bytes of a file as it is now; ReadError if it is no file, too large or closed to us."""
        if self.kinds.get(path, Kind.REGULAR) is not Kind.REGULAR:
            raise not_regular(path)
        try:
            with open_regular(self.root / path) as file:
                data = file.read(SIZE_CAP + 1)
        except OSError as error:
            raise _unread(path, error) from error
        if len(data) > SIZE_CAP:
            raise too_large(path)
        return data


def scan(root: Path) -> Worktree:
    """Walk the files at the top and the folders of a docs repo; OSError if the root itself can't be read."""
    found: dict[str, Kind] = {}
    with os.scandir(root) as entries:
        for entry in entries:
            if entry.name in FOLDERS or not entry.is_dir(follow_symlinks=False):
                found.update(_visit(entry, entry.name))
    return Worktree(root, dict(sorted(found.items())))


def _visit(entry: os.DirEntry[str], path: str) -> Iterator[tuple[str, Kind]]:
    try:
        path.encode()
    except UnicodeEncodeError:
        yield os.fsencode(path).decode("utf-8", "backslashreplace"), Kind.MISNAMED
        return
    if entry.is_symlink():
        yield path, Kind.LINK
    elif entry.is_dir(follow_symlinks=False):
        yield from _walk(entry, path)
    else:
        yield path, Kind.REGULAR if entry.is_file(follow_symlinks=False) else Kind.OTHER


def _walk(folder: os.DirEntry[str], path: str) -> Iterator[tuple[str, Kind]]:
    try:
        with os.scandir(folder.path) as entries:
            inside = list(entries)
    except OSError:
        yield path, Kind.CLOSED
        return
    for entry in inside:
        if entry.name in SKIPPED or _is_passing(entry.name):
            continue
        yield from _visit(entry, f"{path}/{entry.name}")


def _is_passing(name: str) -> bool:
    """Tell whether a file is one that a change on its way puts beside its target for a moment."""
    return name.startswith(".ledsys-") and name.endswith(".tmp")


def _unread(path: str, error: OSError) -> ReadError:
    if error.errno in _GONE:
        return gone(path)
    if error.errno in IRREGULAR:
        return not_regular(path)
    return ReadError(path, "LS709", reason(error))
