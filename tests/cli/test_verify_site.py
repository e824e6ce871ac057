"""``ledsys verify-site``: a handbook that was altered on its server is not that of the docs repo."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

PAGE = "dokument/EXP-482103/index.html"


@pytest.fixture
def site(ledsys: Terminal, tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    ledsys.ok("build", "--out", str(folder))
    return folder


def test_a_handbook_as_built_is_the_same_also_from_a_server(ledsys: Terminal, site: Path, tmp_path: Path) -> None:
    fetched = tmp_path / "fetched"
    shutil.copytree(site, fetched)
    (fetched / ".ledsys-handbok").unlink()
    for folder in (site, fetched):
        ran = ledsys.ok("verify-site", str(folder))
        assert ran.out == ""
        assert "files are those of the handbook of 2026-11-22" in ran.err


def test_every_file_that_is_not_the_same_is_named(ledsys: Terminal, site: Path) -> None:
    altered = site / PAGE
    altered.write_bytes(altered.read_bytes().replace(b"handsprit", b"handkr\xc3\xa4m"))
    (site / "alla.html").unlink()
    (site / "dokument" / "ny").mkdir()
    (site / "dokument" / "ny" / "index.html").write_text("x", "utf-8")
    (site / "lank").symlink_to("/etc")
    (site / "style.css").unlink()
    (site / "style.css").symlink_to("om.html")
    ran = ledsys("verify-site", str(site))
    assert ran.code == 1
    assert ran.out.splitlines() == [
        "alla.html: missing",
        f"{PAGE}: not the same",
        "dokument/ny/index.html: not of this handbook",
        "lank: not of this handbook",
        "style.css: not the same",
    ]
    answer = json.loads(ledsys("verify-site", str(site), "--format", "json").out)
    assert answer["day"] == "2026-11-22"
    assert answer["same"] > 100
    assert answer["wrong"][0] == {"file": "alla.html", "is": "missing"}


def test_the_handbook_of_a_chosen_day_is_compared_with_that_of_the_day(ledsys: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "then"
    ledsys.ok("build", "--as-of", "2025-12-24", "--out", str(folder))
    assert "of 2025-12-24" in ledsys.ok("verify-site", str(folder)).err


def test_what_is_no_handbook_is_an_error_of_usage(ledsys: Terminal, tmp_path: Path) -> None:
    assert "There is no folder" in ledsys("verify-site", str(tmp_path / "borta")).err
    ran = ledsys("verify-site", str(tmp_path))
    assert ran.code == 2
    assert "does not say of which day it is" in ran.err
    (tmp_path / "index.html").write_text('<script src="datum.js" defer data-day="2026-02-30" x>', "utf-8")
    assert ledsys("verify-site", str(tmp_path)).code == 2


def test_a_folder_that_can_not_be_read_is_an_error_of_usage(
    ledsys: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    (tmp_path / "index.html").write_text("x", "utf-8")
    monkeypatch.setattr(Path, "read_bytes", refused)
    ran = ledsys("verify-site", str(tmp_path))
    assert ran.code == 2
    assert "can't be read" in ran.err


def test_an_overview_takes_the_place_of_no_handbook(ledsys: Terminal, repo: Path) -> None:
    ledsys.ok("build", "--out", "site")
    ran = ledsys("status", "--out", "site")
    assert ran.code == 2
    assert "site holds the handbook" in ran.err
    assert (repo / "site" / "sok.html").is_file()
    ledsys.ok("status", "--out", "oversikt")
    ledsys.ok("status", "--out", "oversikt")
    assert (repo / "oversikt" / "index.html").is_file()
