"""Runs one command of ledsys and kills itself before its N-th step; run by test_kill.py as a program of its own.

A step is what the interpreter tells its audit hooks about the outside world: a file opened or renamed, a program
started, a folder made. The count goes to a file, since the output belongs to the command.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ledsys.cli import clock, main

STEPS = ("open", "os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "subprocess.Popen")


def run(last: int, counted: Path, now: datetime, arguments: list[str]) -> int:
    taken = 0

    def step(event: str, details: tuple[Any, ...]) -> None:
        nonlocal taken
        if event not in STEPS or (event == "open" and not _writes(details)):
            return
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def noon(zone: ZoneInfo) -> datetime:
        return now.astimezone(zone)

    clock.now = noon
    sys.addaudithook(step)
    code = main.run(arguments)
    done = taken  # writing it down is a step too
    counted.write_text(str(done))
    return code


def _writes(details: tuple[Any, ...]) -> bool:
    flags = details[2]
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    day = datetime.fromisoformat(sys.argv[3]).replace(tzinfo=ZoneInfo("Europe/Stockholm"))
    sys.exit(run(int(sys.argv[1]), Path(sys.argv[2]), day, sys.argv[4:]))
