"""The *drawer*: a child process that draws diagrams, one at a time, and is stopped when one takes too long.

A diagram of somebody's own may be made to never end; QuickJS can't be interrupted while it measures text here.
"""

from __future__ import annotations

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
    svg = _drawer().draw(source)
    return safe(svg) if svg else None


@dataclass
class _Drawer:
    """The child process that draws, started when the first diagram is asked for."""

    process: subprocess.Popen[str] | None = None
    answers: Queue[str] | None = None
    lost: int = 0
    owner: int = 0

    def draw(self, source: str) -> str:
        """Give the SVG, empty where there is none."""
        with _LOCK:
            if self.lost >= PATIENCE:
                return ""
            process, answers = self._started()
            with suppress(OSError, Empty, ValueError):
                assert process.stdin is not None  # noqa: S101 - it is a pipe
                process.stdin.write(json.dumps(source) + "\n")
                process.stdin.flush()
                return str(json.loads(answers.get(timeout=SECONDS)))
            self.lost += 1
            process.kill()
            process.wait()
            self.process = None
            return ""

    def _started(self) -> tuple[subprocess.Popen[str], Queue[str]]:
        if self.process is None or self.answers is None or self.owner != getpid():
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "ledsys.site.text.drawing"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env={**environ, "TZ": "UTC"},
            )
            self.answers, self.owner = Queue(), getpid()
            Thread(target=_listen, args=(self.process.stdout, self.answers), daemon=True).start()
        return self.process, self.answers


def _listen(pipe: IO[str], answers: Queue[str]) -> None:
    """Pass answers on; an empty one tells that the process has ended, and is no JSON."""
    for line in pipe:
        answers.put(line)
    answers.put("")


_LOCK = Lock()


@lru_cache(maxsize=1)
def _drawer() -> _Drawer:
    return _Drawer()
