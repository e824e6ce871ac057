"""A built folder is replaced as a whole, and never one that somebody else made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.ground import files

from ledsys.errors import LedsysError, WriteError
from ledsys.store import folder
from ledsys.store.folder import MARK, replace_folder

OLD = {"index.html": b"old\n", "bilder/a.png": b"\x89"}
NEW = {"index.html": b"new\n", "enheter/b/index.html": b"b\n"}


def shown(target: Path) -> dict[str, bytes]:
    found = files(target)
    assert found.pop(MARK)
    return found


@pytest.fixture(params=["in one step", "by two renames"])
def _every_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Switch as on Linux, and as on a system that can't exchange two folders."""
    if request.param == "by two renames":
        monkeypatch.setattr(folder, "_library", lambda: None)


@pytest.mark.usefixtures("_every_way")
def test_the_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    target = tmp_path / "ut" / "site"
    for wanted in (OLD, NEW, {}, OLD):
        replace_folder(target, wanted)
        assert shown(target) == wanted
        assert list(target.parent.iterdir()) == [target]


@pytest.mark.usefixtures("_every_way")
def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    target = tmp_path / "site"
    target.mkdir()
    replace_folder(target, NEW)
    assert shown(target) == NEW


def test_the_pages_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    replace_folder(tmp_path / "site", NEW)
    plain = tmp_path / "plain"
    plain.mkdir()
    assert (tmp_path / "site").stat().st_mode == plain.stat().st_mode


def test_a_folder_that_ledsys_has_not_made_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="holds files that ledsys has not made"):
        replace_folder(tmp_path / "site", NEW)
    with pytest.raises(WriteError, match="is a file"):
        replace_folder(tmp_path / "site" / "mine.txt", NEW)
    assert files(tmp_path) == {"site/mine.txt": b"mine"}


def test_a_link_to_a_folder_is_followed_and_stays(tmp_path: Path) -> None:
    replace_folder(tmp_path / "www", OLD)
    (tmp_path / "site").symlink_to(tmp_path / "www")
    replace_folder(tmp_path / "site", NEW)
    assert (tmp_path / "site").is_symlink()
    assert shown(tmp_path / "www") == NEW


@pytest.mark.parametrize("path", ["../out.html", "/out.html", "a/../../out.html", ""])
def test_no_file_leaves_the_folder(tmp_path: Path, path: str) -> None:
    replace_folder(tmp_path / "site", OLD)
    with pytest.raises(LedsysError, match="not a path"):
        replace_folder(tmp_path / "site", {**NEW, path: b"x"})
    assert shown(tmp_path / "site") == OLD
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]


def test_a_full_disk_leaves_the_old_folder(on_small_disk: object, tmp_path: Path) -> None:
    target = tmp_path / "docs/dokument/site"
    replace_folder(target, OLD)
    with pytest.raises(WriteError, match=r"stor\.html could not be written: the disk is full"):
        replace_folder(target, {**NEW, "stor.html": bytes(100_000)})
    assert shown(target) == OLD
    assert [path.name for path in target.parent.glob("*site*")] == ["site"]


def test_a_switch_that_fails_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_library", lambda: None)
    target = tmp_path / "site"
    replace_folder(target, OLD)
    monkeypatch.setattr(folder, "_fill", lambda new, _: new.rmdir())
    with pytest.raises(WriteError):
        replace_folder(target, NEW)
    assert shown(target) == OLD
    assert list(tmp_path.iterdir()) == [target]


def test_an_old_folder_moved_aside_by_a_killed_run_comes_back(tmp_path: Path) -> None:
    target = tmp_path / "site"
    replace_folder(target, OLD)
    target.rename(tmp_path / ".site.ledsys-old")
    (tmp_path / "site.txt").touch()
    with pytest.raises(LedsysError):
        replace_folder(target, {"../x": b""})
    assert shown(target) == OLD


def test_builds_at_once_leave_one_of_them_whole(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ledsys.store.folder import replace_folder\n"
        "for _ in range(10):\n"
        "    replace_folder(Path(sys.argv[1]), {f'{n}.html': sys.argv[2].encode() for n in range(20)})\n"
    )
    commands = [[sys.executable, "-c", script, str(tmp_path / "site"), str(number)] for number in range(3)]
    running = [subprocess.Popen(command) for command in commands]
    assert [process.wait() for process in running] == [0] * 3
    found = shown(tmp_path / "site")
    assert len(found) == 20
    assert len(set(found.values())) == 1
    assert list(tmp_path.iterdir()) == [tmp_path / "site"]
