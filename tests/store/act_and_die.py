"""Carries out one change and kills itself at its N-th step; run by test_killed.py as a program of its own.

A step is a line of the store's code: every call to git or to the operating system stands on one.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from tests.store.ground import GONE, NEXT, change

from ledsys.store.change import carry_out, write_only
from ledsys.store.folder import replace_folder
from ledsys.store.repository import find

STORE = os.sep + os.path.join("ledsys", "store") + os.sep  # noqa: PTH118 - a part of file names


def main(what: str, root: str, last: int) -> int:
    repository = find(Path(root)) if what != "folder" else None
    taken = 0

    def step(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal taken
        if STORE not in frame.f_code.co_filename:
            return None
        if event == "line":
            taken += 1
            if taken == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return step

    sys.settrace(step)
    if repository is None:
        replace_folder(Path(root), {"index.html": b"new\n", "a/b.html": b"new\n"})
    else:
        move = carry_out if what == "carry_out" else write_only
        move(repository, change(NEXT, deletes=(GONE,)))
    sys.settrace(None)
    return taken


if __name__ == "__main__":
    print(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))  # noqa: T201 - how it tells its caller
