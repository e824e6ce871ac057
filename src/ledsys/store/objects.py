"""*Objects*: the contents that git keeps, by their ids, read one by one as they are asked for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Protocol, Self

from ledsys.digest import blob_id
from ledsys.store.files import SIZE_CAP
from ledsys.store.git import Git, lacking, object_id
from ledsys.store.stream import Stream

KEPT = 8 * 1024 * 1024  # bytes that are kept in case they are asked for again; the oldest go first
BATCH = 200  # ids in one question: few enough that git, busy answering, need not have heard them all


class Objects(Protocol):
    """Where contents come from."""

    def read(self, blob: str) -> bytes | None:
        """Give contents by id, none if they are larger than `SIZE_CAP`; RepositoryError if they are missing."""
        ...

    def expect(self, blobs: Iterable[str]) -> None:
        """Be told what will be read next, so that it can be fetched at once.

        RepositoryError, then or at the next reading, if some are missing.
        """
        ...


@dataclass(frozen=True)
class MemoryObjects:
    """Contents that lie in memory."""

    blobs: dict[str, bytes] = field(default_factory=dict)

    def keep(self, data: bytes) -> str:
        """Keep contents and give their id."""
        blob = blob_id(data)
        self.blobs[blob] = data
        return blob

    def read(self, blob: str) -> bytes | None:
        """Give contents by id, none if they are larger than `SIZE_CAP`; RepositoryError if they are missing."""
        if blob not in self.blobs:
            raise lacking(blob)
        data = self.blobs[blob]
        return data if len(data) <= SIZE_CAP else None

    def expect(self, blobs: Iterable[str]) -> None:
        """Do nothing: all is there."""


class GitObjects:
    """Contents out of a repository, read by one run of git that stays at work until the objects are left."""

    def __init__(self, git: Git) -> None:
        self.git = git
        self._stream: Stream | None = None
        self._asked: dict[str, None] = {}  # in order
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, blob: str) -> bytes | None:
        """Give contents by id, none if they are larger than `SIZE_CAP`; RepositoryError if they are missing."""
        if blob not in self._kept:
            self._hear()
        if blob in self._kept:
            return self._kept[blob]
        self._ask([blob])
        return self._answer(blob)

    def expect(self, blobs: Iterable[str]) -> None:
        """Ask for contents ahead of their reading; git looks for them meanwhile.

        RepositoryError, then or at the next reading, if some are missing.
        """
        wanted = [blob for blob in dict.fromkeys(blobs) if blob not in self._kept and blob not in self._asked]
        for start in range(0, len(wanted), BATCH):
            self._hear()
            self._asked = dict.fromkeys(wanted[start : start + BATCH])
            self._ask(self._asked)

    def _ask(self, blobs: Iterable[str]) -> None:
        if self._stream is None:
            self._stream = Stream(self.git, "cat-file", "--batch-command", "--buffer")
        questions = "".join(f"contents {object_id(blob)}\n" for blob in blobs)
        self._stream.say(f"{questions}flush\n".encode())

    def _hear(self) -> None:
        """Hear the answers to what was asked ahead; where git had to be ended in the midst, the rest is left out."""
        asked, self._asked = self._asked, {}
        for blob in asked:
            if self._answer(blob) is None:
                return

    def _answer(self, blob: str) -> bytes | None:
        stream = self._stream
        assert stream  # noqa: S101 - it was asked
        head = stream.line().split()
        if head[1:2] != [b"blob"]:
            self._end()
            raise lacking(blob)
        size = int(head[2])
        if size > SIZE_CAP:
            self._end()  # cheaper than to hear it out
            return None
        data = stream.take(size + 1)[:-1]
        self._keep(blob, data)
        return data

    def _keep(self, blob: str, data: bytes) -> None:
        self._kept[blob] = data
        self._size += len(data)
        while self._size > KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._size -= len(oldest)

    def _end(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None
