"""A *built folder*: a folder of files that is made anew as a whole, and takes the place of the old one in one step.

Whoever reads the folder, and whoever finds it after a cut, sees the old whole or the new whole. The folder is marked as
made by ledsys; one that is not marked is never replaced.
"""

from __future__ import annotations

import ctypes
import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

from ledsys.errors import WriteError
from ledsys.message import msg
from ledsys.store.disk import check_path, sync_folder, write_error
from ledsys.store.lock import try_lock

MARK = ".ledsys-handbok"
MARK_TEXT = b"This folder is made by ledsys and replaced at every build: keep no files of your own here.\n"

_HERE = -100  # AT_FDCWD: paths are relative to the current folder
_EXCHANGE = 2  # RENAME_EXCHANGE


def replace_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Make the folder hold exactly these files, given by relative path.

    WriteError if it is not ours or the disk refuses; then the old folder stays as it is. What a killed run left beside
    the folder is cleared away.
    """
    target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _heal(target)
        _check_ours(target)
        with _fresh(target) as new:
            _fill(new, {**files, MARK: MARK_TEXT})
            _switch(new, target)
            sync_folder(target.parent)
    except OSError as error:
        raise write_error(error) from error


def _check_ours(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise WriteError(
            msg("{path} is a file, and not a folder to build in.", path=str(target)),
            msg("Name another folder."),
        )
    if target.exists() and any(target.iterdir()) and not (target / MARK).is_file():
        raise WriteError(
            msg("{path} holds files that ledsys has not made, so it is not replaced.", path=str(target)),
            msg("Name another folder, or empty this one if nothing in it is needed."),
        )


@contextmanager
def _fresh(target: Path) -> Iterator[Path]:
    """Make a new folder beside the target, locked while it is ours; what lies there at the end is removed."""
    with ExitStack() as held:
        new = _locked(target, held)
        try:
            yield new
        finally:
            shutil.rmtree(new, ignore_errors=True)


def _locked(target: Path, held: ExitStack) -> Path:
    """Make a folder and lock it; again, where another build took it for one left behind before it was locked."""
    while True:
        new = target.with_name(f"{_prefix(target)}{secrets.token_hex(6)}")
        new.mkdir()
        with suppress(FileNotFoundError), ExitStack() as lock:
            lock.enter_context(try_lock(new))
            if new.exists():
                held.push(lock.pop_all())
                return new


def _fill(folder: Path, files: Mapping[str, bytes]) -> None:
    made = {folder}
    for path, data in files.items():
        check_path(path)
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        try:
            file.write_bytes(data)
        except OSError as error:
            error.filename = path
            raise
    _sync(folder)


def _sync(folder: Path) -> None:
    """Bring everything in the folder down to the disk: in one call where the kernel has it, else file by file."""
    library = _library()
    if hasattr(library, "syncfs"):
        handle = os.open(folder, os.O_RDONLY)
        try:
            if library.syncfs(handle):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(folder))
        finally:
            os.close(handle)
        return
    for place, _, names in os.walk(folder):
        for name in names:
            with (Path(place) / name).open("rb+") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))


def _switch(new: Path, target: Path) -> None:
    """Put the new folder in the place of the old, which ends up where the new one was."""
    if target.exists() and not any(target.iterdir()):
        target.rmdir()
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        old = _old(target)
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system can't."""
    library = _library()
    if not hasattr(library, "renameat2"):
        return False
    if library.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _library() -> Any:
    """Give the C library of this process where it has what we ask of it."""
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _heal(target: Path) -> None:
    """Put back an old folder that a killed run had moved aside, and remove what nobody is building any more."""
    old = _old(target)
    if old.exists() and not target.exists():
        old.rename(target)
    for left in target.parent.iterdir():
        if not left.name.startswith(_prefix(target)):
            continue
        with suppress(OSError), try_lock(left) as free:
            if free:
                shutil.rmtree(left, ignore_errors=True)


def _prefix(target: Path) -> str:
    return f".{target.name}.ledsys-"


def _old(target: Path) -> Path:
    return target.with_name(f"{_prefix(target)}old")
