"""Whatever happens, a person gets words and an exit code, never a traceback."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from ledsys.cli import check, main

pytestmark = pytest.mark.whole

PROGRAM = (sys.executable, "-m", "ledsys")
DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"


def _run(*arguments: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=cwd, env={**os.environ, **environment}, capture_output=True, check=False
    )


def _raising(error: BaseException) -> object:
    def raises(*_: object) -> None:
        raise error

    return raises


def test_an_interruption_is_130(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "open_session", _raising(KeyboardInterrupt()))
    ran = ledsys("check")
    assert ran.code == 130
    assert "Interrupted" in ran.err


def test_a_fault_is_3_with_a_file_to_send(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    del ledsys  # it stands in the docs repo; its own check for faults would stop here
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(check, "open_session", _raising(RuntimeError("a slip of ours")))
    assert main.run(["check"]) == 3
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Traceback" not in printed.err
    assert "fault in ledsys" in printed.err
    place = re.search(rf"{re.escape(str(tmp_path))}/ledsys-fault-\S+\.txt", printed.err)
    assert place
    report = Path(place[0])
    text = report.read_text()
    assert text.startswith("ledsys ")
    assert "Python" in text
    assert "RuntimeError: a slip of ours" in text
    assert "Traceback" in text
    assert report.stat().st_mode & 0o077 == 0, "it may hold names, so only its owner may read it"


def test_a_fault_with_no_place_for_its_file_is_still_told(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    del ledsys
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    monkeypatch.setattr(check, "open_session", _raising(RecursionError()))
    assert main.run(["check"]) == 3
    assert "fault in ledsys" in capsys.readouterr().err


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
def test_what_the_system_refuses_is_2(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    error = OSError(number, os.strerror(number), "a-file.txt")
    monkeypatch.setattr(check, "open_session", _raising(error))
    ran = ledsys("check")
    assert ran.code == 2
    assert "a-file.txt can't be read or written" in ran.err


def test_wrong_usage_is_2_and_says_where_to_look(ledsys: Terminal) -> None:
    for arguments, word in (
        (["inget"], "inget"),
        (["check", "--format", "xml"], "--format"),
        (["check", "--fail-on", "no"], "--fail-on"),
        (["new", "rutin", "--version", "x"], "--version"),
        (["check", "--quite"], "--quite"),
        (["submit"], "ID"),
    ):
        ran = ledsys(*arguments)
        assert (ran.code, ran.out) == (2, ""), arguments
        assert word in ran.err
        assert "--help" in ran.err


def test_a_day_that_is_none_is_2(ledsys: Terminal) -> None:
    for arguments in (
        ["check", "--on", "2026-02-30"],
        ["list", "--on", "igår"],
        ["build", "--as-of", "20261122"],
        ["list", "--to-report", "2026-2-3"],
    ):
        ran = ledsys(*arguments)
        assert ran.code == 2
        assert f"{arguments[-1]} is not a day" in ran.err


def test_a_reader_that_goes_away_is_no_trouble(repo: Path) -> None:
    line = f"'{sys.executable}' -m ledsys list --format json | head -1; echo ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", line], cwd=repo, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["{", "0"]
    assert ran.stderr == ""


def test_a_pipe_that_breaks_in_the_middle_is_no_trouble(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(check, "open_session", _raising(BrokenPipeError(errno.EPIPE, "Broken pipe")))
        ran = ledsys("check")
    assert (ran.code, ran.err) == (0, "")


def test_a_full_disk_behind_stdout_is_2(repo: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has /dev/full")
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([*PROGRAM, "list"], cwd=repo, stdout=full, stderr=subprocess.PIPE, check=False)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"Exception ignored" not in ran.stderr
    assert b"full" in ran.stderr


def test_closed_streams_are_no_fault(repo: Path) -> None:
    line = f"'{sys.executable}' -m ledsys check >&- 2>&-"
    assert subprocess.run(["bash", "-c", line], cwd=repo, check=False).returncode in (0, 1)


@pytest.mark.parametrize("encoding", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"LANG": "POSIX"}])
def test_letters_come_out_whole_on_a_terminal_that_says_it_knows_none(repo: Path, encoding: dict[str, str]) -> None:
    ran = _run("list", cwd=repo, LEDSYS_LANG="sv", COLUMNS="200", **encoding)
    assert ran.returncode == 0
    assert "Märkning av prov" in ran.stdout.decode("utf-8")


def test_no_color_and_no_terminal_mean_no_escape_codes(repo: Path) -> None:
    for environment in ({}, {"NO_COLOR": "1"}, {"FORCE_COLOR": "1", "NO_COLOR": "1"}):
        for arguments in (["check"], ["list"], ["status"], ["--help"]):
            ran = _run(*arguments, cwd=repo, **environment)
            assert b"\x1b" not in ran.stdout + ran.stderr


def test_another_folder_and_a_subfolder_give_the_same(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    here = ledsys.ok("check").out
    os.chdir(repo / "dokument/rehab")
    assert ledsys.ok("check").out == here
    assert ledsys.ok("check", "utprovning-av-ganghjalpmedel.md").out.startswith("0 errors")
    assert "EXP-788457" in ledsys.ok("show", "utprovning-av-ganghjalpmedel.md").out
    ledsys.ok("submit", "utprovning-av-ganghjalpmedel.md", as_="malbj1")
    os.chdir(tmp_path)
    assert ledsys.ok("-C", str(repo), "check").out == here
    os.chdir(tmp_path)
    missing = ledsys("-C", "finns-inte", "check")
    assert missing.code == 2
    assert "There is no folder finns-inte" in missing.err


def test_a_folder_that_was_removed_under_ones_feet(repo: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    line = f"mkdir '{gone}'; cd '{gone}'; rmdir '{gone}'; '{sys.executable}' -m ledsys check"
    ran = subprocess.run(["bash", "-c", line], cwd=repo, capture_output=True, text=True, check=False)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_help_and_version_need_no_docs_repo(ledsys: Terminal, tmp_path: Path) -> None:
    os.chdir(tmp_path)
    for arguments in (["--help"], ["--version"], ["submit", "--help"], ["schema"], ["explain", "LS401"], ["rules"]):
        assert ledsys.ok(*arguments).out
    assert ledsys().code == 2


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys, json\nbefore = set(sys.modules)\nfrom ledsys.cli import main\n"
        "code = main.run(['--help'])\nprint(json.dumps([code, sorted(set(sys.modules) - before)]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert code == 0
    heavy = {"ruamel", "ruamel.yaml", "rich", "git", "jinja2", "markdown_it", "sqlite3", "nh3", "ledsys.model.document"}
    assert heavy & set(modules) == set()


def test_an_unwritable_cache_is_no_cache(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    before = ledsys.ok("check").out
    for environment in (
        {"XDG_CACHE_HOME": str(tmp_path / "file")},
        {"LEDSYS_CACHE": "off"},
        {"XDG_CACHE_HOME": "/proc"},
    ):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ledsys.ok("check").out == before


def test_the_boundary_gives_the_code_of_the_command(ledsys: Terminal) -> None:
    assert ledsys("check", "--fail-on", "warning").code == 1
    Path(DRAFT).write_text("")
    assert ledsys("check").code == 1
