"""The *drawer*: a child process that draws diagrams, one at a time, and is stopped when one takes too long.

A diagram of somebody's own may be made to never end; QuickJS can't be interrupted while it measures text here.
"""

from __future__ import annotations

import atexit
import json
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from os import environ, getpid
from queue import Empty, Queue
from threading import Lock, Thread
from typing import IO

from ledsys.site.text.drawn import Drawing, safe

MOST = 20_000
"""Signs that the source of a diagram may have."""
SECONDS = 60
"""Seconds that a diagram may take; most take one."""
PATIENCE = 2
"""So many diagrams in one process may take too long; after that none is tried any more."""
KEPT = 512
"""How many drawings are kept, by their source."""


@lru_cache(maxsize=KEPT)
def drawn(source: str) -> Drawing | None:
    """Give the diagram as an image; none where it can't be drawn, or not safely."""
    if len(source) > MOST or "\0" in source:
        return None
    svg = the_drawer().draw(source)
    return safe(svg) if svg else None


@dataclass(frozen=True)
class _Child:
    """The child process: what it is asked, what it answers, and the process that it is the child of."""

    process: subprocess.Popen[str]
    answers: Queue[str]
    listener: Thread
    parent: int

    def ask(self, source: str) -> str:
        """Give its answer; raises OSError, Empty or ValueError where there is none."""
        assert self.process.stdin is not None  # noqa: S101 - it is a pipe
        self.process.stdin.write(json.dumps(source) + "\n")
        self.process.stdin.flush()
        return str(json.loads(self.answers.get(timeout=SECONDS)))

    def stop(self) -> None:
        """End it at once."""
        self.process.kill()
        self.process.wait()
        self.listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):  # what was not written yet can't be written any more
                if pipe is not None:
                    pipe.close()


@dataclass
class Drawer:
    """Draws, in a child process that is started when the first diagram is asked for."""

    child: _Child | None = None
    lost: int = 0

    def draw(self, source: str) -> str:
        """Give the SVG, empty where there is none."""
        with _LOCK:
            if self.lost >= PATIENCE:
                return ""
            if self.child is None or self.child.parent != getpid():
                self.child = _started()
            with suppress(OSError, Empty, ValueError):
                return self.child.ask(source)
            self.lost += 1
            self.stop()
            return ""

    def stop(self) -> None:
        """End the child process, if this process has one."""
        if self.child is not None and self.child.parent == getpid():
            self.child.stop()
        self.child = None


def _started() -> _Child:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "ledsys.site.text.drawing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**environ, "TZ": "UTC"},
    )
    answers: Queue[str] = Queue()
    listener = Thread(target=_listen, args=(process.stdout, answers), daemon=True)
    listener.start()
    return _Child(process, answers, listener, getpid())


def _listen(pipe: IO[str], answers: Queue[str]) -> None:
    """Pass answers on; an empty one tells that the process has ended, and is no JSON."""
    for line in pipe:
        answers.put(line)
    answers.put("")


_LOCK = Lock()


@lru_cache(maxsize=1)
def the_drawer() -> Drawer:
    """Give the drawer of this process; it ends with it."""
    drawer = Drawer()
    atexit.register(drawer.stop)
    return drawer
