"""The *journal*: the record of a change that is being carried out, from which it can be finished or taken back.

It is written before the first file is touched and removed after the last, so that it is there only during a change or
after one that was cut off. Contents old and new lie as blobs in git.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.disk import switch, sync_folder, write_file

FORMAT = 1


@dataclass(frozen=True)
class Entry:
    """One file of the change: blob ids before and after (None: not there), permission bits before, git's mode after."""

    path: str
    old: str | None
    new: str | None
    permissions: int | None
    mode: str


@dataclass(frozen=True)
class Commit:
    """What the change does to git: the branch (a full name) from one commit to the next.

    ``before`` is None for the first commit of a branch. ``staged`` is what git's index held for the files.
    """

    branch: str
    before: str | None
    after: str
    staged: str


@dataclass(frozen=True)
class Journal:
    """A change on its way: its files in order, the folders that it makes, its commit (if any), time and name."""

    entries: tuple[Entry, ...]
    folders: tuple[str, ...]
    commit: Commit | None
    when: str
    subject: str


def journal_path(git_dir: Path) -> Path:
    """Give the place of the journal."""
    return git_dir / "ledsys-journal.json"


def write_journal(git_dir: Path, journal: Journal) -> None:
    """Write the journal down to the disk, whole or not at all."""
    path = journal_path(git_dir)
    new = path.with_suffix(".new")
    write_file(new, json.dumps({"format": FORMAT, **asdict(journal)}, indent=1).encode())
    switch(new, path)


def read_journal(git_dir: Path) -> Journal | None:
    """Give the journal of an interrupted change, or None if there is none; RepositoryError if it can't be read."""
    path = journal_path(git_dir)
    try:
        return _parse(json.loads(path.read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise RepositoryError(
            msg("The record of an interrupted change can't be read: {path}", path=str(path)),
            msg("Look through your files with `git status`. When they are as you want them, delete the record."),
        ) from error


def drop_journal(git_dir: Path) -> None:
    """Remove the journal: the change is done, or undone."""
    journal_path(git_dir).unlink(missing_ok=True)
    sync_folder(git_dir)


def _parse(raw: Mapping[str, Any]) -> Journal:
    if raw["format"] != FORMAT:
        raise ValueError(raw["format"])
    return Journal(
        entries=tuple(Entry(**entry) for entry in raw["entries"]),
        folders=tuple(raw["folders"]),
        commit=Commit(**raw["commit"]) if raw["commit"] else None,
        when=raw["when"],
        subject=raw["subject"],
    )
