"""Founding: a docs repo comes into being at once, whole, and never over what somebody has made."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from tests.store.ground import as_person, files

from ledsys.errors import RepositoryError, WriteError
from ledsys.store import founding
from ledsys.store.founding import found

NOW = datetime(2026, 11, 22, 12, 0, 0, 123, tzinfo=ZoneInfo("Europe/Stockholm"))
FILES = {"ledsys.yaml": b"namn: Prov\n", "dokument/a/b.md": "å\n".encode(), ".gitattributes": b"*.md eol=lf\n"}


def test_the_first_commit_holds_all_files(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "repo"
    commit = found(place, FILES, NOW)
    assert as_person(place, "log", "--format=%H|%an|%aI|%s").strip() == (
        f"{commit}|ledsys|2026-11-22T12:00:00+01:00|found the docs repo"
    )
    assert as_person(place, "status", "--porcelain") == ""
    assert as_person(place, "branch", "--show-current").strip() == "main"
    assert files(place) == FILES
    assert [path.name for path in place.parent.iterdir()] == ["repo"]


def test_an_empty_folder_is_taken_and_stays_the_same_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "repo"
    place.mkdir()
    monkeypatch.chdir(place)
    before = place.stat().st_ino
    found(Path(), FILES, NOW)
    assert place.stat().st_ino == before
    assert files(Path.cwd()) == FILES
    assert as_person(Path.cwd(), "status", "--porcelain") == ""
    assert [path.name for path in tmp_path.iterdir()] == ["repo"]


def test_an_empty_folder_stays_empty_where_the_move_into_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "repo"
    place.mkdir()
    move = shutil.move

    def fails(source: Path, target: Path) -> None:
        if target.name == ".git":
            raise OSError(28, "No space left on device", str(target))
        move(source, target)

    monkeypatch.setattr(shutil, "move", fails)
    with pytest.raises(WriteError, match="the disk is full"):
        found(place, FILES, NOW)
    assert list(place.iterdir()) == []


def test_what_is_there_is_never_written_over(tmp_path: Path) -> None:
    full, link = tmp_path / "full", tmp_path / "link"
    full.mkdir()
    (full / "egen.txt").write_text("min")
    (tmp_path / "empty").mkdir()
    link.symlink_to(tmp_path / "empty")
    for place in (full, full / "egen.txt", link):
        with pytest.raises(RepositoryError, match="not empty"):
            found(place, FILES, NOW)
    assert (full / "egen.txt").read_text() == "min"
    assert list((tmp_path / "empty").iterdir()) == []


def test_a_place_that_can_not_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WriteError, match="could not be written"):
        found(tmp_path / "file" / "repo", FILES, NOW)


def test_a_founding_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> str:
        raise OSError(28, "No space left on device", "somewhere")

    monkeypatch.setattr(founding, "begin", fails)
    with pytest.raises(WriteError, match="the disk is full"):
        found(tmp_path / "repo", FILES, NOW)
    assert list(tmp_path.iterdir()) == []
