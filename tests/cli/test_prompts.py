"""What a person at a terminal is asked: a real pseudo-terminal, a real process, and answers typed one by one."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

SUBMITTED, REVIEWER = "EXP-713589", "sixal1"


def _typed(arguments: list[str], answers: list[str]) -> tuple[int, str]:
    """Run ledsys at a terminal of its own, type the answers, and give its exit code and all that was on the screen."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LEDSYS_LANG": "en", "TERM": "dumb"}
    running = subprocess.Popen(
        [sys.executable, "-m", "ledsys", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
    screen = b""
    try:
        while read := os.read(ours, 4096):
            screen += read
    except OSError:  # so Linux says that the other end is closed
        pass
    os.close(ours)
    return running.wait(timeout=60), screen.decode().replace("\r\n", "\n")


def _front(repo: Path, title: str) -> str:
    (path,) = (path for path in (repo / "dokument").rglob("*.md") if f"titel: {title}\n" in path.read_text("utf-8"))
    return path.read_text(encoding="utf-8").split("---")[1]


@pytest.fixture
def _today(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEDSYS_LANG", "en")
    monkeypatch.chdir(repo)


@pytest.mark.usefixtures("_today")
def test_new_asks_for_all_that_is_missing_and_again_for_what_does_not_exist(repo: Path) -> None:
    answers = ["rutinn", "rutin", "", "Prov av frågor", "", "rehabb", "rehab", "", "sixal1, lovan2", ""]
    code, screen = _typed(["new", "--as", "karbe2"], answers)
    assert code == 0, screen
    assert "Did you mean rutin?" in screen
    assert "The title can't be empty." in screen
    assert "The units are: " in screen
    assert "Did you mean rehab?" in screen
    assert "?:" not in screen
    front = _front(repo, "Prov av frågor")
    assert "innehållsansvarig: karbe2" in front
    assert "sixal1" in front
    assert "lovan2" in front
    assert "godkännare" not in front


@pytest.mark.usefixtures("_today")
def test_nothing_that_was_given_is_asked_for(repo: Path) -> None:
    given = ["--title", "Given", "--unit", "rehab", "--owner", "lovan2", "--reviewer", "sixal1", "--approver", "sixal1"]
    code, screen = _typed(["new", "rutin", *given, "--as", "karbe2"], [])
    assert code == 0, screen
    assert "innehållsansvarig: lovan2" in _front(repo, "Given")


@pytest.mark.usefixtures("_today")
def test_review_asks_for_the_vote_and_for_what_must_be_changed() -> None:
    code, screen = _typed(["review", SUBMITTED, "--dry-run", "--as", REVIEWER], ["", "return", "Otydligt."])
    assert code == 0, screen
    assert "Answer ok or return." in screen
    assert "Would: Sixten Almklint returned version" in screen
    code, screen = _typed(["review", SUBMITTED, "--dry-run", "--as", REVIEWER], ["ok"])
    assert code == 0, screen
    assert "and said ok" in screen


def test_programs_are_asked_nothing(ledsys: Terminal) -> None:
    assert "The document types are: " in ledsys("new", as_="karbe2").err
    assert ledsys("new", as_="karbe2").code == 2
    assert ledsys("review", SUBMITTED, as_=REVIEWER).code == 2


def test_a_quiet_move_says_nothing_when_it_is_made_and_all_when_it_is_refused(ledsys: Terminal) -> None:
    made = ledsys.ok("review", SUBMITTED, "--ok", "--quiet", as_=REVIEWER)
    assert made.all == ""
    acts = json.loads(ledsys.ok("history", SUBMITTED, "--format", "json").out)["acts"]
    assert acts[-1]["person"] == REVIEWER
    refused = ledsys("submit", SUBMITTED, "--quiet", as_="karbe2")
    assert refused.code == 1
    assert "Refused" in refused.err
    assert ledsys.ok("new", "rutin", "--title", "Tyst", "--unit", "rehab", "--quiet", as_="karbe2").all == ""


def test_handing_over_names_who_takes_over_also_for_a_draft_that_no_act_tells_of(ledsys: Terminal) -> None:
    made = ledsys.ok("new", "rutin", "--title", "Prov", "--unit", "rehab", as_="karbe2").out
    document = made.split()[0]
    assert "New content owner of" in ledsys.ok("handover", document, "--to", "lovan2", as_="karbe2").out
    handed = ledsys.ok("handover", "EXP-527361", "--to", "karbe2", "--reason", "Byter tjänst.", as_="ylvta1").out
    assert "new content owner: " in handed
    assert "(karbe2)" in handed


def test_explaining_a_family_lists_its_rules(ledsys: Terminal) -> None:
    lines = ledsys.ok("explain", "ls2").out.splitlines()
    assert len(lines) > 1
    assert all(line.startswith("LS2") for line in lines)
    assert "LS201 · validity-missing: The file says that the document is approved or published" in lines[0]
    assert ledsys("explain", "ls9x").code == 2
