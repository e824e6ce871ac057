"""What the tests of the store share: a small docs repo, changes to it, and git as a person runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

from ledsys.model.change import Change
from ledsys.store.change import begin
from ledsys.store.repository import Repository, initialise

WHEN = datetime(2026, 11, 3, 14, 30, tzinfo=timezone(timedelta(hours=1)))
KEPT = "dokument/smärta/rutin.md"
GONE = "dokument/gammal/borttagen.md"
ACT = ".ledsys/acts/EXP-482103/0123456789abcdef.act"
FIRST = {
    "ledsys.yaml": b"namn: Region Exempel\n",
    KEPT: "status: utkast\nBefattningshavare läser.\n".encode(),
    GONE: b"borta snart\n",
    "dokument/annan.md": b"nagon annans text\n",
}
NEXT = {ACT: b"act\n", KEPT: "status: granskning\nBefattningshavare läser.\n".encode()}


def change(
    writes: Mapping[str, bytes], deletes: tuple[str, ...] = (), expected: Mapping[str, str | None] | None = None
) -> Change:
    return Change(
        writes=writes,
        subject="Skicka på granskning: Handhygien",
        author="Exempel Åkare",
        email="exempel@example.org",
        when=WHEN,
        deletes=deletes,
        expected=expected or {},
    )


def docs_repo(root: Path) -> Repository:
    repository = initialise(root)
    begin(repository, change(FIRST))
    return repository


def as_person(root: Path, *args: str) -> str:
    """Run git as a person does, in the folder."""
    who = {f"GIT_{role}_{part}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    command = ["git", "-c", "core.quotePath=false", *args]
    return subprocess.run(
        command, cwd=root, env={**os.environ, **who}, capture_output=True, check=True, text=True
    ).stdout


def litter(repository: Repository) -> list[Path]:
    """Give what a change must not leave behind."""
    left = [path for path in repository.root.rglob("*") if path.name.startswith(".ledsys-")]
    inside = list(repository.git.git_dir.glob("ledsys-*"))
    return left + inside + [path for path in repository.git.git_dir.rglob("*.lock") if path.name != "ledsys.lock"]


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}
