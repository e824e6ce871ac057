"""The *lock*: one change at a time in a docs repo.

The lock belongs to the kernel, so it is gone when its holder is, however that ended. The programs that the holder
started (git) inherit it: it is free only when the last of them has ended too. The file stays; it means nothing itself.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ledsys.errors import RepositoryError
from ledsys.message import msg

PATIENCE = 10.0  # seconds to wait for another change
PAUSE = 0.02  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock; RepositoryError when another holds it for longer than ``patience`` seconds."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        deadline = time.monotonic() + patience
        while not _take(handle):
            if time.monotonic() > deadline:
                raise RepositoryError(
                    msg("Another ledsys is writing in this docs repo."),
                    msg("Wait until it is done, and run the command again. Nothing was changed."),
                )
            time.sleep(PAUSE)
        os.set_inheritable(handle, True)
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


def is_held(path: Path) -> bool:
    """Tell whether somebody holds the lock now."""
    try:
        with locked(path, patience=0):
            return False
    except RepositoryError:
        return True


def left_by_git(lock: Path) -> RepositoryError:
    """Say that a lock of git's own stands in the way: git is at work, or was killed and left it behind."""
    return RepositoryError(
        msg("Another program is using git in this docs repo ({path} exists).", path=str(lock)),
        msg(
            "Wait for it or close it, and run the command again. If no program is using git, one was cut off: "
            "delete that file. Nothing was changed."
        ),
    )


@contextmanager
def try_lock(folder: Path) -> Iterator[bool]:
    """Hold a folder as long as it lasts, and tell whether it was free; where folders can't be locked, it always is."""
    if sys.platform == "win32":
        yield True
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield _take(handle)
    finally:
        os.close(handle)
