"""The *disk*: files written so that a fall of the machine leaves either the old or the new, and never a half."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from ledsys.errors import RepositoryError, WriteError
from ledsys.message import Message, msg

_REASONS = {
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("your share of the disk is full"),
    errno.EFBIG: msg("the file would be larger than allowed here"),
    errno.EACCES: msg("you have no permission to do that"),
    errno.EPERM: msg("you have no permission to do that"),
    errno.EROFS: msg("the disk can only be read"),
    errno.EIO: msg("the disk reports a fault"),
    errno.EISDIR: msg("it is a folder or a link"),
    errno.EEXIST: msg("a file stands where a folder is needed"),
    errno.ENOTDIR: msg("a file stands where a folder is needed"),
    errno.EBUSY: msg("another program is using it"),
    errno.ENAMETOOLONG: msg("the name is too long"),
}

IRREGULAR = frozenset({errno.ELOOP, errno.ENXIO, errno.EISDIR})  # what the system says of links, sockets, folders
_PLAIN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def reason(error: OSError) -> Message:
    """Say in words why the operating system refused."""
    return _REASONS.get(error.errno or 0) or msg("{reason}", reason=error.strerror or str(error))


def refusal(error: OSError) -> bool:
    """Tell whether this is something that the system may say to any program: no permission, disk full and the like."""
    return error.errno in _REASONS


def write_error(error: OSError) -> WriteError:
    """Make the error that tells which file could not be written and why, where nothing came of it."""
    path = str(error.filename2 or error.filename or "")
    return WriteError(
        msg("{path} could not be written: {reason}.", path=path, reason=reason(error)),
        msg("Nothing was changed. Remove the cause, and run the command again."),
    )


def write_file(path: Path, data: bytes, mode: int | None = None) -> None:
    """Write a new file down to the disk; an older one of that name is removed first. ``mode`` None is the usual one."""
    path.unlink(missing_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        error.filename = str(path)  # a failed write knows no name
        raise


def replace_file(path: Path, data: bytes) -> None:
    """Put new contents in the place of a file, or make it; what was there stays whole until the new is on the disk.

    The permissions stay. WriteError where the file is read-only, is a link or a folder, or the disk refuses.
    """
    new = path.with_name(f".ledsys-{secrets.token_hex(6)}.tmp")
    try:
        mode = _permissions(path)
        try:
            write_file(new, data, mode)
            switch(new, path)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise write_error(error) from error


def _permissions(path: Path) -> int | None:
    """Give the permission bits of a file that may be replaced, None if nothing is there; else OSError."""
    if not os.path.lexists(path):
        return None
    mode = path.lstat().st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not (mode & 0o222 and os.access(path, os.W_OK)):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return stat.S_IMODE(mode)


def switch(new: Path, path: Path) -> None:
    """Put the new file in the place of the old in one step, down to the disk."""
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder down to the disk, where the operating system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != errno.EINVAL:  # a file system that does not know the notion
            raise
    finally:
        os.close(handle)


def make_folders(root: Path, folder: str) -> None:
    """Make a folder below the root, and those above it, down to the disk."""
    place = root
    for part in PurePosixPath(folder).parts:
        above, place = place, place / part
        if not place.is_dir():
            place.mkdir()
            sync_folder(above)


def remove_empty(root: Path, folders: Iterable[str]) -> None:
    """Remove the folders that are empty, the deepest first; the others stay."""
    for folder in sorted(folders, key=lambda name: -name.count("/")):
        try:
            (root / folder).rmdir()
        except OSError:
            continue  # not empty, or not there


def above(path: str) -> tuple[str, ...]:
    """Give the folders above a path within the root, the nearest first."""
    return tuple(str(folder) for folder in PurePosixPath(path).parents)[:-1]


def read_regular(root: Path, path: str) -> tuple[bytes, int] | None:
    """Give the bytes and permission bits of a file below the root, or None if there is nothing.

    RepositoryError if the path leaves the root or passes through a link, or if no regular file stands there.
    """
    check_path(path)
    for folder in reversed(above(path)):
        try:
            mode = (root / folder).lstat().st_mode
        except FileNotFoundError:
            return None
        if not stat.S_ISDIR(mode):
            raise _not_ours(folder)
    try:
        with open_regular(root / path) as file:
            return file.read(), stat.S_IMODE(os.fstat(file.fileno()).st_mode)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno in IRREGULAR:
            raise _not_ours(path) from error
        raise


def open_regular(path: Path) -> BinaryIO:
    """Open an ordinary file to read its bytes, never a link; OSError with one of `IRREGULAR` for anything else."""
    handle = os.open(path, _PLAIN)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EISDIR, "not an ordinary file", str(path))
    return os.fdopen(handle, "rb")


def check_path(path: str) -> None:
    """Refuse a path that leaves the root, touches git's own folder or can't be written on every system."""
    parts = path.split("/")
    hidden = {part.rstrip(" .").casefold() for part in parts}
    if {"", ".git", "git~1"} & hidden or "\\" in path or "\0" in path or PurePosixPath(path).is_absolute():
        raise RepositoryError(msg("{path} is not a path that ledsys writes to.", path=path))


def _not_ours(path: str) -> RepositoryError:
    return RepositoryError(
        msg("{path} is a link or something else that is neither a folder nor an ordinary file.", path=path),
        msg("Replace it by an ordinary file or folder. Nothing was changed."),
    )
