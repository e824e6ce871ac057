"""Work that goes on at once in two copies, merged by git as people do it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.cli.terminal import Terminal

HAND_HYGIENE = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"
ID = "EXP-482103"
IN_REVIEW = "EXP-713589"


def _git(*arguments: str, code: int = 0) -> str:
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@region-exempel.example"]
    ran = subprocess.run(["git", *identity, *arguments], check=False, capture_output=True, text=True)
    assert ran.returncode == code, ran.stderr + ran.stdout
    return ran.stdout


def test_two_branches_that_both_moved_on_are_healed_from_the_acts(ledsys: Terminal) -> None:
    _git("checkout", "--quiet", "-b", "other")
    ledsys.ok("handover", ID, "--to", "karbe2", as_="sixal1")
    _git("checkout", "--quiet", "main")
    ledsys.ok("revise", ID, "--reason", "Prov", as_="ebbst1")
    _git("merge", "other", code=1)
    spoilt = Path(HAND_HYGIENE).read_bytes()
    assert b"<<<<<<< HEAD" in spoilt
    assert "LS112" in ledsys("check").out
    told = ledsys("doctor", "--dry-run")
    assert told.code == 0
    assert "would be written anew" in told.out
    assert Path(HAND_HYGIENE).read_bytes() == spoilt

    healed = ledsys.ok("doctor")
    assert f"{HAND_HYGIENE}: the claim lines are written anew from the acts" in healed.out
    text = Path(HAND_HYGIENE).read_text()
    assert "<<<<<<<" not in text
    assert "status: utkast\nversion: 4\ninnehållsansvarig: karbe2\n" in text
    _git("add", "--all")
    _git("commit", "--quiet", "--no-edit")
    assert not [line for line in ledsys("check").out.splitlines() if " LS5" in line]
    assert "All is well" in ledsys.ok("doctor").out


def test_a_conflict_in_the_text_is_told_and_left_to_a_person(ledsys: Terminal) -> None:
    draft = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    for branch, word in (("other", "Ett."), ("main", "Två.")):
        _git("checkout", "--quiet", *(["-b"] if branch == "other" else []), branch)
        draft.write_text(draft.read_text().replace("## Syfte\n", f"## Syfte\n\n{word}\n"))
        _git("commit", "--quiet", "--all", "--message", word)
    _git("merge", "other", code=1)
    before = draft.read_bytes()
    ran = ledsys("doctor")
    assert ran.code == 1
    assert f"{draft}: a merge conflict in the text must be settled by a person" in ran.out
    assert draft.read_bytes() == before
    checked = ledsys("check", str(draft))
    assert checked.code == 1
    assert "LS112" in checked.out


def test_two_clones_that_vote_at_once_merge_without_conflict(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    _git("clone", "--quiet", str(repo), str(clone))
    ledsys.ok("review", IN_REVIEW, "--ok", as_="sixal1")
    os.chdir(clone)
    ledsys.ok("review", IN_REVIEW, "--return", "Rubrik saknas", as_="tyrli1")
    os.chdir(repo)
    _git("pull", "--quiet", "--no-rebase", "--no-edit", str(clone), "main")
    ledsys.ok("check")
    history = ledsys.ok("history", IN_REVIEW).out
    assert "Sixten Almklint" in history
    assert "Rubrik saknas" in history
    assert _git("status", "--porcelain") == ""


def test_claim_lines_changed_by_hand_are_set_right(ledsys: Terminal) -> None:
    published = Path(HAND_HYGIENE).read_bytes()
    Path(HAND_HYGIENE).write_bytes(published.replace(b"version: 3", b"version: 7").replace(b"publicerad", b"utkast", 1))
    assert ledsys("check").code == 1
    ledsys.ok("doctor")
    assert Path(HAND_HYGIENE).read_bytes() == published


def test_the_doctor_names_what_it_can_not_compare(ledsys: Terminal) -> None:
    Path(HAND_HYGIENE).write_bytes(Path(HAND_HYGIENE).read_bytes().replace(b"---\n", b"---\ntitel: x\n", 1))
    other = Path("dokument/smarta/markning-av-prov.md")
    other.write_bytes(other.read_bytes().replace(b"version: 1\n", b"version: 5\n"))
    ran = ledsys("doctor")
    assert ran.code == 1
    assert f"{HAND_HYGIENE}: its claim lines can't be compared" in ran.out
    assert f"{other}: the claim lines are written anew" in ran.out, "one broken file does not stop the rest"
    assert b"version: 1\n" in other.read_bytes()
