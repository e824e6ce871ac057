"""Docs repos with a history, made by git as persons and attackers run it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.store.ground import as_person

from ledsys.store.repository import Repository, find


def commit(root: Path, writes: Mapping[str, bytes | None], subject: str = "x") -> str:
    """Write files, or remove those without bytes, commit all and give the commit."""
    for path, data in writes.items():
        place = root / path
        if data is None and place.is_dir():
            shutil.rmtree(place)
        elif data is None:
            place.unlink()
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    as_person(root, "add", "--all", "--force")
    as_person(root, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", subject)
    return tip(root)


def tip(root: Path, name: str = "HEAD") -> str:
    return as_person(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}").strip()


def branch(root: Path, name: str, start: str = "main") -> None:
    as_person(root, "switch", "--quiet", "--create", name, start)


def made_of(root: Path, entries: bytes, *parents: str) -> str:
    """Make a commit of a tree object with any bytes, past everything that git would say about it."""
    command = ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"]
    tree = subprocess.run(command, cwd=root, input=entries, capture_output=True, check=True).stdout.decode().strip()
    return as_person(
        root, "commit-tree", "-m", "x", *(word for parent in parents for word in ("-p", parent)), tree
    ).strip()


def cloned(root: Path, place: Path, *options: str) -> Repository:
    """Clone with nothing but what is asked for, as a job of a forge does."""
    subprocess.run(["git", "clone", "--quiet", *options, f"file://{root}", str(place)], check=True)
    return find(place)
