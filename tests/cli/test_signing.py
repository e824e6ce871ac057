"""Signing as people do it: what is shown first, yes and no, mandates handed on, and old approvals vouched for anew."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.keyed_region import ask_for_signatures, commit, git, sign_from
from tests.cli.terminal import Terminal

from ledsys.actfile import read_act
from ledsys.model.act import Act

DRAFT, IN_REVIEW, IN_FORCE, PUBLISHED = "EXP-788457", "EXP-713589", "EXP-603415", "EXP-482103"
TEXT = Path("dokument/smarta/markning-av-prov.md")
MANDATE = "M-2024-007"


@pytest.fixture(autouse=True)
def keyed(ledsys: Terminal, tmp_path: Path) -> Path:
    """A home folder with everybody's keys; rutiner, anvisningar and riktlinjer ask for signatures from today on."""
    ledsys.monkeypatch.setenv("HOME", str(tmp_path))
    sign_from(Path(), tmp_path, NOON.date())
    return tmp_path


def _acts(document: str, kind: str) -> list[Act]:
    acts = [read_act(path.read_bytes()) for path in Path(".ledsys/acts", document).glob("*.act")]
    return sorted((act for act in acts if act.kind == kind), key=lambda act: act.signed_at)


def _codes(ledsys: Terminal, *arguments: str) -> set[str]:
    return set(re.findall(r"\bLS[58]\d\d\b", ledsys("check", *arguments).out))


def test_what_is_signed_is_shown_in_words_first(ledsys: Terminal) -> None:
    ran = ledsys.ok("submit", DRAFT, as_="malbj1")
    assert "You are about to sign:" in ran.err
    assert "Malte Björkskog" in ran.err
    (act,) = _acts(DRAFT, "submit")
    assert act.assurance == "key"
    assert act.signature is not None
    assert act.signature.startswith("-----BEGIN SSH SIGNATURE-----\n")
    assert _codes(ledsys) == set()


def test_the_difference_to_the_version_in_force_is_shown_before_an_approval(ledsys: Terminal) -> None:
    ledsys.ok("revise", IN_FORCE, "--reason", "Ny rad", as_="ebbst1")
    TEXT.write_text(TEXT.read_text().replace("Skriv tid och din signatur", "Skriv klockslag och din signatur"))
    ledsys.ok("submit", IN_FORCE, as_="karbe2")
    ledsys.ok("review", IN_FORCE, "--ok", as_="dislj1")
    ran = ledsys.ok("approve", IN_FORCE, as_="sixal1")
    assert "klockslag" in ran.out
    assert "Sixten Almklint" in ran.err


def test_a_rehearsal_signs_nothing(ledsys: Terminal, keyed: Path) -> None:
    for key in (keyed / ".ssh").iterdir():
        key.unlink()
    assert "Would:" in ledsys.ok("submit", DRAFT, "--dry-run", as_="malbj1").out
    refused = ledsys("submit", DRAFT, as_="malbj1")
    assert refused.code == 2
    assert "None of your keys in the register is on this computer" in refused.err
    assert git(Path(), "status", "--porcelain") == ""


def _at_terminal(home: Path, answer: str, *arguments: str) -> tuple[int, str]:
    """Run the program with a person at its terminal who gives the answer, and give exit code and all that was seen."""
    program = (
        "import sys; from datetime import datetime; from ledsys.cli import clock, main;"
        "now = datetime.fromisoformat(sys.argv[1]); clock.now = now.astimezone;"
        "sys.exit(main.run(sys.argv[2:]))"
    )
    environment = {**os.environ, "HOME": str(home), "TERM": "dumb", "LEDSYS_LANG": "en"}
    person, terminal = pty.openpty()
    command = [sys.executable, "-c", program, NOON.isoformat(), *arguments]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=environment)
    os.close(terminal)
    seen, answered = b"", False
    while True:
        try:
            part = os.read(person, 4096)
        except OSError:  # what Linux says when nobody is at the other end any more
            break
        if not part:
            break
        seen += part
        if b"[y/N]" in seen and not answered:
            answered = True
            os.write(person, f"{answer}\n".encode())
    os.close(person)
    return process.wait(), seen.decode(errors="replace")


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals on Windows")
@pytest.mark.parametrize("answer", ["y", "n", ""])
def test_at_a_terminal_nothing_is_signed_without_a_yes(keyed: Path, answer: str) -> None:
    code, seen = _at_terminal(keyed, answer, "submit", DRAFT, "--as", "malbj1")
    assert "You are about to sign:" in seen
    assert "Sign it?" in seen
    if answer == "y":
        assert code == 0, seen
        assert [act.assurance for act in _acts(DRAFT, "submit")] == ["key"]
    else:
        assert code == 1, seen
        assert "Not signed. Nothing was changed." in seen
        assert _acts(DRAFT, "submit") == []
        assert git(Path(), "status", "--porcelain") == ""


def test_two_reviewers_in_two_clones_vote_at_once_and_both_count(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(repo, "clone", "--quiet", str(repo), str(clone))
    git(repo, "switch", "--quiet", "--create", "votes")
    ledsys.ok("recall", IN_REVIEW, "--reason", "Skrivs om", as_="ebbst1")
    ledsys.ok("submit", IN_REVIEW, as_="ebbst1")
    git(clone, "pull", "--quiet", "--ff-only", "origin", "votes")
    ledsys.ok("review", IN_REVIEW, "--ok", as_="sixal1")
    ledsys.monkeypatch.chdir(clone)
    ledsys.ok("review", IN_REVIEW, "--ok", as_="tyrli1")
    ledsys.monkeypatch.chdir(repo)
    git(repo, "pull", "--quiet", "--no-rebase", "--no-edit", str(clone), "main")
    judged = ledsys("check", "--base", "main")
    assert judged.code == 0, judged.out
    assert "waits for" in judged.out
    assert {act.person for act in _acts(IN_REVIEW, "review") if act.assurance == "key"} == {"sixal1", "tyrli1"}
    ledsys.ok("approve", IN_REVIEW, "--decision", "Hälsostyrelsen 2026-11-18 § 88, HS 2026-00412", as_="orvny1")
    (decided,) = _acts(IN_REVIEW, "approve")
    assert len(decided.relies_on) == 2
    assert ledsys("check", "--base", "main").code == 0


def test_a_merge_request_in_json_and_in_silence(ledsys: Terminal) -> None:
    git(Path(), "switch", "--quiet", "--create", "quiet")
    ledsys.ok("submit", DRAFT, as_="malbj1")
    assert '"findings": []' in ledsys.ok("check", "--base", "main", "--format", "json").out
    assert ledsys.ok("check", "--base", "main", "--quiet").out == ""
    assert "--base main" in ledsys("check", "--base", "main", "--write-baseline").err
    assert ledsys("check", "--base", "no-such").code == 2


def test_a_mandate_handed_on_decides_until_its_last_day(ledsys: Terminal) -> None:
    rehearsed = ("delegate", "vegho1", "--mandate", MANDATE, "--until", "2026-11-30", "--dry-run")
    assert "Would: Vega Holmklint decides" in ledsys.ok(*rehearsed, as_="ragsa1").out
    for document in (DRAFT, IN_FORCE):
        if document == IN_FORCE:
            ledsys.ok("revise", IN_FORCE, "--reason", "Ny rad", as_="ebbst1")
            TEXT.write_text(TEXT.read_text().replace("Skriv tid", "Skriv klockslag"))
        ledsys.ok("submit", document, as_="malbj1" if document == DRAFT else "karbe2")
        ledsys.ok("review", document, "--ok", as_="noogr1" if document == DRAFT else "dislj1")
    assert ledsys("approve", DRAFT, as_="vegho1").code == 1
    handed = ledsys.ok("delegate", "vegho1", "--mandate", MANDATE, "--until", "2026-11-30", as_="ragsa1")
    assert "Vega Holmklint decides by M-2024-007 from 2026-11-22 until 2026-11-30." in handed.out
    (delegation,) = [read_act(path.read_bytes()) for path in Path(".ledsys/acts/delegations").glob("*.act")]
    assert (delegation.assurance, delegation.successor) == ("key", "vegho1")
    ledsys.later(8)
    ledsys.ok("approve", DRAFT, as_="vegho1")
    (approval,) = _acts(DRAFT, "approve")
    assert (approval.mandate, approval.on_behalf_of) == (MANDATE, delegation.id)
    assert _codes(ledsys) == set()
    ledsys.later(1)
    refused = ledsys("approve", IN_FORCE, as_="vegho1")
    assert refused.code == 1
    assert "Nothing was changed" in refused.err
    assert _codes(ledsys) == set()


def test_only_the_holder_hands_on_what_may_be_handed_on(ledsys: Terminal) -> None:
    for person, mandate in (("tyrli1", MANDATE), ("sixal1", "M-2024-009"), ("ragsa1", "M-1999-001")):
        ran = ledsys("delegate", "vegho1", "--mandate", mandate, "--until", "2026-11-30", as_=person)
        assert ran.code == 1, ran.all
        assert "Nothing was changed" in ran.err
    backwards = ("delegate", "vegho1", "--mandate", MANDATE, "--from", "2026-12-24", "--until", "2026-12-01")
    assert ledsys(*backwards, as_="ragsa1").code == 1
    assert ledsys("delegate", "vegho1", "--mandate", MANDATE, "--until", "julafton", as_="ragsa1").code == 2
    assert git(Path(), "status", "--porcelain") == ""


def test_a_baseline_raises_the_level_of_old_approvals(ledsys: Terminal) -> None:
    assert "signed" not in ledsys.ok("show", IN_FORCE).out
    rehearsed = ledsys.ok("baseline", "--dry-run", as_="sixal1")
    assert re.search(r"\d+ documents to vouch for", rehearsed.err)
    named = ledsys.ok("baseline", IN_FORCE, as_="sixal1")
    assert "You are about to sign:" in named.err
    (act,) = _acts(IN_FORCE, "baseline")
    assert act.assurance == "key"
    assert "signed" in ledsys.ok("show", IN_FORCE).out
    assert "signed" not in ledsys.ok("show", PUBLISHED).out
    ledsys.ok("baseline", as_="sixal1")
    assert len(_acts(PUBLISHED, "baseline")) == 1
    assert len(_acts(IN_FORCE, "baseline")) == 1
    assert "Nothing that you may decide" in ledsys.ok("baseline", as_="sixal1").out
    assert ledsys("baseline", IN_FORCE, as_="karbe2").code == 1
    assert _codes(ledsys) == set()


def test_a_level_raised_from_a_day_leaves_earlier_acts_alone_and_binds_later_ones(ledsys: Terminal) -> None:
    assert _codes(ledsys) == set()
    ask_for_signatures(Path(), NOON.date().replace(day=23), types=("plan",))
    commit(Path(), "Planer undertecknas från i morgon")
    ledsys.ok("handover", "EXP-690133", "--to", "ebbst1", as_="tyrli1")
    ledsys.later(1)
    ledsys.ok("handover", "EXP-690133", "--to", "tyrli1", as_="vegho1")
    assert [act.assurance for act in _acts("EXP-690133", "handover")] == ["claimed", "key"]
    assert _codes(ledsys) == set()
