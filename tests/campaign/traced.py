"""*Traced operations*: what a run of ledsys, with every git that it starts, does to the disk; and how to stop it there.

strace numbers the calls of each process by itself. So ledsys is traced alone, and a git is reached by a program of that
name, first on PATH, which lets the chosen run of git be traced and all others be.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "close", "rename", "renameat", "renameat2"),
    *("unlink", "unlinkat", "link", "linkat", "mkdir", "mkdirat", "rmdir", "ftruncate", "chmod", "fchmod"),
)
ROOM = ("openat", "write", "pwrite64", "fsync", "fdatasync", "syncfs", "rename", "renameat2", "link", "mkdir", "close")
"""The calls to which a disk that is full or faulty says no."""

_LINE = re.compile(r"(\d+) +(\w+)\((.*)")
_WRITES = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC)")
_IN_FOLDER = re.compile(r'\w+<(/[^<>]*)>, "([^"]*)"')
_NAMED = re.compile(r'(?:\d+<)?"?(/[^"<>]*)')


class Fate(StrEnum):
    """What befalls the operation: all processes end, or that git alone, or the call is refused."""

    KILL = "kill -9"
    KILL_GIT = "kill -9 of git alone"
    FULL = "ENOSPC"
    FAULT = "EIO"

    @property
    def injected(self) -> str:
        """What strace is told."""
        return f"error={self.value}" if self in (Fate.FULL, Fate.FAULT) else "signal=KILL"


@dataclass(frozen=True)
class Operation:
    """One call that writes to the disk: ``run`` is 0 for ledsys itself and n for the n-th git that it starts.

    ``number`` counts the calls of that name in that process, from 1.
    """

    run: int
    call: str
    number: int
    path: str


@dataclass(frozen=True)
class Ended:
    """How a run ended; ``reached`` tells whether the operation was come to."""

    code: int
    err: str
    reached: bool


def usable() -> str:
    """Give why strace can't be used here; an empty text where it can."""
    strace, git = shutil.which("strace"), shutil.which("git")
    if strace is None or git is None:
        return "strace is not installed"
    probe = [strace, "-o", os.devnull, "-e", "trace=openat", "-e", "inject=openat:signal=KILL:when=1", git, "version"]
    ended = subprocess.run(probe, check=False, capture_output=True).returncode
    return "" if ended == -signal.SIGKILL else "strace may not trace programs here"


def environment(ground: Path) -> dict[str, str]:
    """Give the environment in which ledsys runs: its home folder and cache lie in the ground."""
    return {
        "PATH": f"{ground / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(ground / "home"),
        "XDG_CACHE_HOME": str(ground / "home/.cache"),
        "XDG_STATE_HOME": str(ground / "home/.state"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "LEDSYS_LANG": "en",
        "LEDSYS_SEAL_KEY": str(ground / "home/.ssh/seal"),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def operations(ground: Path, arguments: list[str]) -> tuple[Operation, ...]:
    """Run the command to its end and give what it did to the disk below the ground, in order."""
    log = ground / "strace.log"
    options = ["-f", "-y", "-s", "0", "-e", "signal=none", "-e", f"trace={','.join((*CALLS, 'execve'))}"]
    command = [_found("strace"), "-o", str(log), *options, *_ledsys(arguments)]
    done = subprocess.run(
        command, cwd=ground / "repo", env=environment(ground), check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return tuple(_read(log.read_text(encoding="utf-8", errors="replace").splitlines(), str(ground)))


def stopped(ground: Path, arguments: list[str], operation: Operation, fate: Fate) -> Ended:
    """Run the command until it comes to the operation, and let its fate befall it."""
    log = ground / "strace.log"
    condition = f"inject={operation.call}:{fate.injected}:when={operation.number}"
    tracing = [_found("strace"), "-o", str(log), "-e", f"trace={operation.call}", "-e", condition]
    command = _ledsys(arguments)
    if operation.run:
        _stand_in(ground, operation.run, tracing, fate)
    else:
        command = [*tracing, *command]
    ran = subprocess.run(
        command, cwd=ground / "repo", env=environment(ground), check=False, capture_output=True, text=True
    )
    shutil.rmtree(ground / "bin", ignore_errors=True)
    traced = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return Ended(ran.returncode, ran.stderr, "killed by SIGKILL" in traced or "(INJECTED)" in traced)


def _ledsys(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "ledsys", *arguments]


def _found(name: str) -> str:
    found = shutil.which(name)
    assert found, name
    return found


def _stand_in(ground: Path, run: int, tracing: list[str], fate: Fate) -> None:
    """Write the program that stands in for git; in its place all of ledsys dies with the git that is killed."""
    folder = ground / "bin"
    folder.mkdir()
    counted = folder / "counted"
    counted.write_text("0\n", encoding="ascii")
    victims = "$$" if fate is Fate.KILL_GIT else "$PPID $$"
    program = folder / "git"
    program.write_text(
        "#!/bin/sh\n"
        f"read -r n < '{counted}'; n=$((n + 1)); echo $n > '{counted}'\n"
        f"[ $n = {run} ] || exec '{_found('git')}' \"$@\"\n"
        f"{shlex.join(tracing)} -- '{_found('git')}' \"$@\"\n"
        "code=$?\n"
        f"[ $code = 137 ] && kill -9 {victims}\n"
        "exit $code\n",
        encoding="ascii",
    )
    program.chmod(0o755)


def _read(lines: list[str], ground: str) -> Iterator[Operation]:
    git = _found("git")
    main = lines[0].split(maxsplit=1)[0]
    runs = {main: 0}
    counts: Counter[tuple[str, str]] = Counter()
    written: set[tuple[str, str]] = set()
    for line in lines:
        found = _LINE.fullmatch(line)
        if not found:
            continue
        process, call, rest = found.groups()
        if call == "execve":
            if rest.startswith(f'"{git}"') and process not in runs and "ENOENT" not in rest:
                runs[process] = len(runs)
            counts = Counter({key: count for key, count in counts.items() if key[0] != process or process == main})
            continue
        counts[process, call] += 1
        path = _path(call, rest)
        if process not in runs or not path.startswith(f"{ground}/") or path.startswith(f"{ground}/strace"):
            continue
        if call == "openat":
            if not _WRITES.search(rest):
                continue
            written.add((process, path))
        if (call == "close" and (process, path) not in written) or " = -1 " in rest:
            continue
        yield Operation(runs[process], call, counts[process, call], path.removeprefix(f"{ground}/"))


def _path(call: str, rest: str) -> str:
    """Give the path that the call is about: what it names, from the folder that it names, or what stands open."""
    named = (_IN_FOLDER if call.endswith("at") else _NAMED).match(rest)
    return os.path.join(*named.groups()) if named else ""  # noqa: PTH118 - names as the system got them
