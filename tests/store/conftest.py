"""Repositories and disks for the tests of the store."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.store.ground import docs_repo

from ledsys.store.repository import Repository, find


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("store") / "docs"
    docs_repo(root)
    return root


@pytest.fixture
def repository(original: Path, tmp_path: Path) -> Repository:
    return find(shutil.copytree(original, tmp_path / "docs", symlinks=True))


@pytest.fixture
def on_small_disk(tmp_path: Path) -> Iterator[Repository]:
    """A docs repo whose folder ``dokument`` is a disk of its own with 64 KiB."""
    place = tmp_path / "docs" / "dokument"
    place.mkdir(parents=True)
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator of a Linux machine can mount a small disk")
    yield docs_repo(tmp_path / "docs")
    subprocess.run(["umount", str(place)], check=True)
