"""*Founding* a docs repo: all its files and the first commit, made beside the place and moved there at once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.model.change import Change
from ledsys.store.change import begin
from ledsys.store.disk import write_error
from ledsys.store.repository import initialise

FOUNDER = "ledsys"
PREFIX = ".ledsys-init-"


def found(folder: Path, files: Mapping[str, bytes], now: datetime) -> str:
    """Make the docs repo in the folder, which must not exist or be empty; give the id of its first commit.

    Raises `RepositoryError` if something is there, `WriteError` if the place can't be written. A founding that fails
    leaves nothing; one that is cut off leaves a hidden folder beside the place, and no docs repo in it.
    """
    place = folder.absolute()
    if place.is_symlink() or (place.exists() and (not place.is_dir() or any(place.iterdir()))):
        raise RepositoryError(
            msg("{folder} is there already and is not empty.", folder=str(folder)),
            msg("Choose another folder; ledsys never writes over what somebody has made."),
        )
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=place.parent, ignore_cleanup_errors=True) as beside:
            built = Path(beside) / place.name
            commit = _first_commit(built, files, now)
            if place.exists():
                _move_into(place, built)
            else:
                shutil.move(built, place)
            return commit
    except OSError as error:
        raise write_error(error) from error


def _move_into(place: Path, built: Path) -> None:
    """Move what was built into the empty folder, which stays the one that people stand in; git's own folder last."""
    moved: list[Path] = []
    try:
        for each in sorted(built.iterdir(), key=lambda path: (path.name == ".git", path.name)):
            moved.append(place / each.name)
            shutil.move(each, place / each.name)
    except OSError:
        for each in moved:
            shutil.rmtree(each) if each.is_dir() else each.unlink(missing_ok=True)
        raise


def _first_commit(folder: Path, files: Mapping[str, bytes], now: datetime) -> str:
    repository = initialise(folder)
    change = Change(
        writes=files,
        subject="found the docs repo",
        author=FOUNDER,
        email=f"{FOUNDER}@localhost",
        when=now.replace(microsecond=0),
        expected=dict.fromkeys(files),
    )
    return begin(repository, change)
