"""An *unpacked* docs repo: its files without git, as out of an archive. It can be verified, and nothing else."""

from __future__ import annotations

from pathlib import Path

from ledsys.store.policy import SETTINGS


def unpacked(start: Path) -> Path | None:
    """Give the folder of the docs repo around the place if there is no git in it; else none."""
    place = start.resolve()
    for folder in (place, *place.parents):
        if (folder / ".git").exists():
            return None
        if (folder / SETTINGS).is_file():
            return folder
    return None
