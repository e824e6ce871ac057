"""The life of a document, by the commands that people type."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from ledsys.cli import publish
from ledsys.errors import WriteError
from ledsys.message import msg

HAND_HYGIENE = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def _written_draft(ledsys: Terminal) -> tuple[str, Path]:
    ran = ledsys.ok(
        *("new", "rutin", "--title", "Prov på helgen", "--unit", "expertenheter", "--reviewer", "dislj1"), as_="karbe2"
    )
    document = re.search(r"EXP-\d{6}", ran.out)
    assert document
    path = Path("dokument/expertenheter/prov-pa-helgen.md")
    text = path.read_text()
    text = re.sub(r"> \[Instruktion:.*\]\n", "Text som någon har skrivit.\n", text)
    path.write_text(text.replace("författare:", "utgår-från: [EXP-318846]\nförfattare:"))
    return document[0], path


def test_a_rutin_goes_from_new_to_the_handbook_and_on_to_version_2(ledsys: Terminal) -> None:
    document, path = _written_draft(ledsys)
    ledsys.ok("check", str(path))
    ledsys.ok("submit", document, as_="karbe2")
    refused = ledsys("approve", document, as_="karbe2")
    assert refused.code == 1
    assert "can't approve it" in refused.err
    ledsys.ok("review", document, "--ok", as_="dislj1")
    ledsys.ok("approve", document, "--from", "2026-11-22", "--until", "2028-11-22", as_="sixal1")
    ledsys.ok("publish", document, as_="ebbst1")
    page = Path(f"site/dokument/{document}/index.html")
    assert "Text som någon har skrivit." in page.read_text()

    ledsys.later(100)
    ledsys.ok("revise", document, "--reason", "Ny analys", as_="ebbst1")
    path.write_text(path.read_text().replace("Text som någon", "Text som ingen"))
    ledsys.ok("build")
    assert "Text som någon har skrivit." in page.read_text()
    assert "Text som ingen" not in page.read_text()
    ledsys.ok("submit", document, as_="karbe2")
    ledsys.ok("review", document, "--ok", as_="dislj1")
    ledsys.ok("approve", document, "--publish", as_="sixal1")
    ledsys.ok("build")
    assert "Text som ingen har skrivit." in page.read_text()
    assert "Text som någon har skrivit." in Path(f"site/dokument/{document}/1/index.html").read_text()
    assert _git("status", "--porcelain") == ""


def test_each_move_is_one_commit_by_the_person_who_acted(ledsys: Terminal) -> None:
    document, _ = _written_draft(ledsys)
    before = _git("rev-parse", "HEAD").strip()
    ledsys.ok("submit", document, as_="karbe2")
    assert _git("log", "--format=%an <%ae>|%s", f"{before}..HEAD").strip() == (
        f"Karla Bergdal <karla.bergdal@region-exempel.example>|submit {document} v1: Prov på helgen"
    )
    changed = _git("diff", "--name-only", before, "HEAD").split()
    assert len(changed) == 2
    assert any(name.startswith(f".ledsys/acts/{document}/") for name in changed)


def test_work_of_others_is_left_alone(ledsys: Terminal) -> None:
    document, _ = _written_draft(ledsys)
    other = Path(HAND_HYGIENE)
    other.write_text(other.read_text() + "\nEtt tillägg.\n")
    Path("handbok/ny.css").write_text("body {}\n")
    _git("add", "handbok/ny.css")
    ledsys.ok("submit", document, as_="karbe2")
    assert _git("status", "--porcelain") == f" M {HAND_HYGIENE}\nA  handbok/ny.css\n"


def test_dry_run_tells_and_writes_nothing(ledsys: Terminal) -> None:
    document, _ = _written_draft(ledsys)
    before = _git("status", "--porcelain"), _git("rev-parse", "HEAD")
    ran = ledsys.ok("submit", document, "--dry-run", as_="karbe2")
    assert "Would: Karla Bergdal submitted version 1 for review" in ran.out
    assert "Nothing was written" in ran.out
    assert ran.err == ""
    assert (_git("status", "--porcelain"), _git("rev-parse", "HEAD")) == before


def test_no_commit_writes_files_only(ledsys: Terminal) -> None:
    document, path = _written_draft(ledsys)
    before = _git("rev-parse", "HEAD")
    ledsys.ok("submit", document, "--no-commit", as_="karbe2")
    assert _git("rev-parse", "HEAD") == before
    assert "status: granskning" in path.read_text()
    assert ledsys("check", str(path)).code == 0


def test_everything_approved_is_published_without_naming_it(ledsys: Terminal) -> None:
    ran = ledsys.ok("publish", as_="vegho1")
    assert "EXP-746620" in ran.out
    assert Path("site/dokument/EXP-746620/index.html").exists()


def test_one_document_that_cannot_be_published_does_not_stop_the_others(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []

    def failing(reference: str, *_: object) -> int:
        tried.append(reference)
        if len(tried) == 1:
            raise WriteError(msg("the disk is full"), msg("Make room."))
        return 0

    monkeypatch.setattr(publish, "perform", failing)
    ran = ledsys("publish", "EXP-746620", "EXP-482103", as_="vegho1")
    assert len(tried) == 2
    assert ran.code == WriteError.exit_code
    assert "the disk is full" in ran.err
    assert "Make room." in ran.err
    assert Path("site/index.html").exists()


def test_a_document_is_found_by_its_own_id_before_its_path_and_an_id_it_had_elsewhere(ledsys: Terminal) -> None:
    draft = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    draft.write_text(draft.read_text().replace("utgår-från:", "tidigare-id: [EXP-482103, GAMMAL-1]\nutgår-från:"))
    assert HAND_HYGIENE in ledsys.ok("show", "exp-482103").out
    assert str(draft) in ledsys.ok("show", "gammal-1").out
    assert str(draft) in ledsys.ok("show", str(draft)).out


def test_publish_in_ci_where_nobody_acts_builds_and_commits_nothing(ledsys: Terminal) -> None:
    before = _git("rev-parse", "HEAD")
    ran = ledsys.ok("publish")
    assert "waits for somebody to publish it" in ran.err
    assert _git("rev-parse", "HEAD") == before
    assert Path("site/index.html").exists()


def test_abandon_brings_the_published_text_back_and_loses_no_edits(ledsys: Terminal) -> None:
    published = Path(HAND_HYGIENE).read_bytes()
    ledsys.ok("revise", "EXP-482103", "--reason", "Prov", as_="ebbst1")
    Path(HAND_HYGIENE).write_text(Path(HAND_HYGIENE).read_text() + "\nEtt utkast.\n")
    ledsys.ok("abandon", "EXP-482103", "--reason", "Behövs inte", as_="vegho1")
    assert Path(HAND_HYGIENE).read_bytes() == published
    assert "Ett utkast." in _git("show", f"HEAD~1:{HAND_HYGIENE}")
    ledsys.ok("check")


def test_repeal_confirm_stop_handover_and_recall_leave_a_repo_that_checks(ledsys: Terminal) -> None:
    ledsys.ok("confirm", "EXP-603415", "--until", "2027-12-01", "--note", "Läst och prövad", as_="sixal1")
    ledsys.ok("handover", "EXP-655278", "--to", "karbe2", as_="sixal1")
    ledsys.ok("stop", "EXP-903664", "--reason", "Fel telefonnummer", as_="tyrli1")
    ledsys.ok("repeal", "EXP-655278", "--reason", "Ersatt", "--successor", "EXP-482103", as_="sixal1")
    ledsys.ok("recall", "EXP-746620", "--reason", "Fel bild", as_="sixal1")
    ledsys.ok("check")
    rutiner = Path("site/handlingstyper/rutin.html")
    ledsys.ok("build")
    assert "EXP-655278" in rutiner.read_text(), "its last day in force is today"
    ledsys.later(1)
    ledsys.ok("build")
    assert "EXP-655278" not in rutiner.read_text()


def test_a_body_decides_through_its_recorder(ledsys: Terminal) -> None:
    ledsys.ok("review", "EXP-713589", "--ok", as_="sixal1")
    refused = ledsys("approve", "EXP-713589", as_="ragsa1")
    assert refused.code == 1
    assert "--decision" in refused.err
    decision = "Hälsostyrelsen 2026-11-18 § 88, HS 2026-00412"
    ledsys.ok("approve", "EXP-713589", "--publish", "--decision", decision, as_="orvny1")
    assert decision in ledsys.ok("trace", "EXP-713589").out
    assert decision in ledsys.ok("history", "EXP-713589").out
