"""A full disk: what can't be written is told, nothing is lost or half, and with room again the command works."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.whole

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
ROOM = 0  # bytes that are left


@pytest.fixture
def repo(example: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the example docs repo on a small disk of its own."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount") or "mount"
    command = [mount, "-t", "tmpfs", "-o", "size=48m", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("only an administrator of a Linux machine can mount a small disk")
    folder = disk / "repo"
    shutil.copytree(example, folder, symlinks=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _fill(disk: Path) -> Path:
    """Fill the disk but for `ROOM`, and give the file that does."""
    filler = disk / "filler"
    free = shutil.disk_usage(disk).free
    filler.write_bytes(bytes(free - ROOM))
    return filler


def _state(root: Path) -> tuple[dict[str, bytes], str]:
    files = {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.relative_to(root).parts[0] != ".git"
    }
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, check=True, capture_output=True, text=True)
    return files, head.stdout


COMMANDS = {
    "submit": ("submit", DRAFT, "--as", "malbj1"),
    "new": ("new", "rutin", "--title", "Prov", "--unit", "rehab", "--as", "malbj1"),
    "build": ("build",),
    "fmt": ("fmt",),
    "init": ("init", "../another"),
    "schema": ("schema", "--write", "schemas"),
    "check --write-baseline": ("check", "--write-baseline"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_told_and_loses_nothing(ledsys: Terminal, repo: Path, name: str) -> None:
    ledsys.ok("build")
    baseline = Path("ledsys-baseline.json")
    baseline.write_text('{"format": "ledsys-baseline-1", "findings": []}\n')
    if name == "fmt":
        draft = Path(DRAFT)
        draft.write_bytes(draft.read_bytes().replace(b"\n", b"\r\n") + b"ett ord till\r\n" * 1000)
    before = _state(repo)
    filler = _fill(repo.parent)
    ran = ledsys(*COMMANDS[name])
    assert ran.code == 2, ran.all
    assert "full" in ran.err or "No space left" in ran.err, ran.err
    assert ran.out == ""
    assert _state(repo) == before
    assert sorted(path.name for path in repo.parent.iterdir()) == ["filler", "repo"]
    filler.unlink()
    ledsys.ok(*COMMANDS[name])


def test_reading_needs_no_room(ledsys: Terminal, repo: Path) -> None:
    _fill(repo.parent)
    for arguments in (["check"], ["list"], ["status"], ["show", "EXP-482103"]):
        ledsys.ok(*arguments)
