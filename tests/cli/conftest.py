"""What the tests of commands share: the example docs repo of one day, and a way to run ledsys in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.cli.terminal import Terminal

from ledsys.cli import clock, init
from ledsys.store import story
from ledsys.store.files import MemoryFiles
from ledsys.store.policy import SETTINGS

WITH_PDFS = b"  pdf: ja\n"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example docs repo as `ledsys init` makes it on 22 November 2026, without PDFs; never written to.

    PDFs would take most of the time of every test that builds the handbook; those that are about them ask for them.
    """
    folder = tmp_path_factory.mktemp("example") / "repo"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda _zone: NOON)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.setattr(story, "template_files", without_pdfs(story.template_files))
        init.make_repo(folder, without_documents=False)
    return folder


def without_pdfs(made: Callable[[date], MemoryFiles]) -> Callable[[date], MemoryFiles]:
    """Give the files of the example with PDFs turned off in the settings."""

    def files(day: date) -> MemoryFiles:
        found = made(day).files
        assert found[SETTINGS].count(WITH_PDFS) == 1
        return MemoryFiles({**found, SETTINGS: found[SETTINGS].replace(WITH_PDFS, b"  pdf: nej\n")})

    return files


@pytest.fixture
def repo(example: Path, tmp_path: Path) -> Path:
    """A copy of the example docs repo of the test's own."""
    folder = tmp_path / "repo"
    shutil.copytree(example, folder, symlinks=True)
    return folder


@pytest.fixture
def ledsys(repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal in the docs repo, at noon on 22 November 2026, in English."""
    monkeypatch.setenv("LEDSYS_LANG", "en")
    monkeypatch.chdir(repo)
    return Terminal(monkeypatch, capsys, NOON)
