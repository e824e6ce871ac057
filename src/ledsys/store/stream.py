"""A *stream*: git that answers bit by bit, for as long as somebody listens.

It is started as every other run of git (`ledsys.store.running`). No part of an answer may take longer than `TIMEOUT`;
how long the listener takes between them is its own affair.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from types import TracebackType
from typing import Self

from ledsys.store import running
from ledsys.store.git import Git
from ledsys.store.running import complaint_of, failed, start, stopped

PULSE = 1.0  # seconds between two looks at the clock
PART = 1 << 16  # bytes
WIDE = 1 << 20  # bytes that git can say before anybody listens: the most that Linux grants to everybody


class Stream:
    """One run of git; leaving it ends git."""

    def __init__(self, git: Git, *args: str) -> None:
        self.command = args[0]
        self._process = start((*git.place, *args), {"GIT_FLUSH": "0"})  # no waiting for each line
        process = self._process
        assert process.stdin and isinstance(process.stdout, BufferedReader) and process.stderr  # noqa: S101, PT018 - pipes all
        self._mouth, self._ears, self._grumble = process.stdin, process.stdout, process.stderr
        _widen(self._ears.fileno())
        self._deadline: float | None = None
        self._late = False
        self._over = threading.Event()
        self._complaint = b""
        # Daemons, so that a stream which nobody leaves does not keep ledsys from ending.
        self._threads = [threading.Thread(target=task, daemon=True) for task in (self._hear_complaint, self._watch)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End git, whatever it is doing: a stream only reads."""
        self._over.set()
        self._process.kill()
        with suppress(BrokenPipeError):
            self._mouth.close()
        self._process.wait()
        for thread in self._threads:
            thread.join()
        self._ears.close()
        self._grumble.close()

    def say(self, words: bytes) -> None:
        """Say something short; git must have been heard out so far, or both would wait for each other."""
        self._deadline = time.monotonic() + running.TIMEOUT
        try:
            self._mouth.write(words)
            self._mouth.flush()
        except BrokenPipeError as error:
            raise self._why() from error
        finally:
            self._deadline = None

    def line(self) -> bytes:
        """Hear one line, without its LF; RepositoryError if git ends before."""
        self._deadline = time.monotonic() + running.TIMEOUT
        line = self._ears.readline(PART)
        self._deadline = None
        if not line.endswith(b"\n"):
            raise self._why()
        return line[:-1]

    def take(self, size: int) -> bytes:
        """Hear as many bytes; RepositoryError if git ends before."""
        self._deadline = time.monotonic() + running.TIMEOUT
        data = self._ears.read(size)
        self._deadline = None
        if len(data) < size:
            raise self._why()
        return data

    def words(self) -> Iterator[bytes]:
        """Hear everything up to the end, divided by NUL; RepositoryError if git fails."""
        rest = bytearray()
        while True:
            self._deadline = time.monotonic() + running.TIMEOUT
            part = self._ears.read1(PART)
            self._deadline = None
            if not part:
                break
            *whole, last = part.split(b"\0")
            if whole:
                yield bytes(rest) + whole[0]
                yield from whole[1:]
                rest.clear()
            rest += last
            if len(rest) > running.OUTPUT_CAP:
                raise stopped(self.command)
        if self._process.wait() or self._late:
            raise self._why()

    def _hear_complaint(self) -> None:
        self._complaint = complaint_of(self._grumble)

    def _watch(self) -> None:
        while not self._over.wait(min(PULSE, running.TIMEOUT)):
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._late = True
                self._process.kill()
                return

    def _why(self) -> Exception:
        """Say why git ended before it had answered."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PULSE)  # it has closed its mouth, and ends by itself
        self._process.kill()
        code = self._process.wait()
        self._threads[0].join()
        return stopped(self.command) if self._late else failed(self.command, code, self._complaint)


def _widen(pipe: int) -> None:
    """Let git say more before it has to wait, where that can be had; each wait costs two changes of process."""
    if sys.platform == "linux":
        from fcntl import F_SETPIPE_SZ, fcntl

        with suppress(OSError):
            fcntl(pipe, F_SETPIPE_SZ, WIDE)
