"""A *fetched folder*: files that came from somewhere, such as a web server, read as they lie and trusted in nothing."""

from __future__ import annotations

import os
from pathlib import Path

from ledsys.errors import UsageError
from ledsys.message import msg
from ledsys.store.folder import MARK


def fetched(folder: Path) -> dict[str, bytes | None]:
    """Give the files below the folder by relative path; None for what is no ordinary file. Links are not followed.

    The mark of folders made by ledsys is left out. UsageError where there is no folder, or it can't be read.
    """
    if not folder.is_dir():
        raise UsageError(msg("There is no folder {folder}.", folder=str(folder)))
    found: dict[str, bytes | None] = {}
    try:
        for place, folders, names in os.walk(folder, onerror=_refuse):
            for name in (*names, *(name for name in folders if (Path(place) / name).is_symlink())):
                path = Path(place) / name
                ordinary = path.is_file() and not path.is_symlink()
                found[path.relative_to(folder).as_posix()] = path.read_bytes() if ordinary else None
    except OSError as why:
        raise UsageError(msg("{folder} can't be read: {why}", folder=str(folder), why=str(why))) from None
    found.pop(MARK, None)
    return found


def _refuse(why: OSError) -> None:
    raise why
