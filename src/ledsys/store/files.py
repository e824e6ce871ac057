"""*Files*: what a docs repo consists of before anybody reads meaning into it, wherever it lies.

Loading sees files only through this door: those of a working tree, or those in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ledsys.digest import blob_id
from ledsys.errors import LedsysError
from ledsys.message import Message, msg

SIZE_CAP = 16 * 1024 * 1024  # bytes; larger files are not read


class Kind(Enum):
    """What stands at a path. Only what is `REGULAR` can be read."""

    REGULAR = "regular"
    LINK = "link"
    OTHER = "other"  # a socket, a device and the like
    MISNAMED = "misnamed"  # its name is not UTF-8; the path shows the wrong bytes as ``\\xNN``
    CLOSED = "closed"  # a folder that may not be looked into


class ReadError(LedsysError):
    """A file can't be read. Loading makes a finding of it: `code` is the rule, `why` the reason without the path."""

    def __init__(self, path: str, code: str, why: Message) -> None:
        """Keep what the finding needs."""
        super().__init__(
            msg("{path} can't be read: {why}.", path=path, why=why),
            msg("See what is wrong with it by: ledsys check"),
        )
        self.path = path
        self.code = code
        self.why = why


def too_large(path: str) -> ReadError:
    """Say that a file is larger than `SIZE_CAP`."""
    return ReadError(path, "LS707", msg("the file is larger than {n} MiB", n=SIZE_CAP // 1024**2))


def not_regular(path: str) -> ReadError:
    """Say that no ordinary file stands there."""
    return ReadError(path, "LS708", msg("it is a link or something else that is not an ordinary file"))


def gone(path: str) -> ReadError:
    """Say that nothing stands there."""
    return ReadError(path, "LS709", msg("the file is not there"))


class Files(Protocol):
    """Files by path, relative to the root, with ``/`` on every system."""

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted; folders are not among them unless they can't be entered."""
        ...

    def kind(self, path: str) -> Kind:
        """Tell what stands at one of the paths."""
        ...

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; ReadError says why not."""
        ...


@dataclass(frozen=True)
class MemoryFiles:
    """Files that lie in memory, by path."""

    files: Mapping[str, bytes]

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return sorted(self.files)

    def kind(self, path: str) -> Kind:
        """Tell that it is an ordinary file; KeyError for a path that is not there."""
        self.files[path]
        return Kind.REGULAR

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; ReadError if it is not there or too large."""
        data = self.files.get(path)
        if data is None:
            raise gone(path)
        if len(data) > SIZE_CAP:
            raise too_large(path)
        return data


@dataclass(frozen=True)
class ReadFiles:
    """Files that remember the blob id of everything that was read, so that nothing is read twice to compare it."""

    files: Files
    blobs: dict[str, str] = field(default_factory=dict)

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return self.files.paths()

    def kind(self, path: str) -> Kind:
        """Tell what stands at one of the paths."""
        return self.files.kind(path)

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; ReadError says why not."""
        data = self.files.read(path)
        self.blobs[path] = blob_id(data)
        return data

    def blob(self, path: str) -> str | None:
        """Give the blob id of a file as it was read, reading it only if nobody has; None if it can't be read."""
        if path not in self.blobs:
            try:
                self.read(path)
            except ReadError:
                return None
        return self.blobs[path]
