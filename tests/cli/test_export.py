"""Exporting documents: one accessible PDF, whole or not at all, and never with what the records do not prove."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.terminal import Terminal
from tests.site.pdf.books import faults, words

FILE = Path("out.pdf")


def test_a_document_is_exported_by_its_id_or_title(ledsys: Terminal) -> None:
    ran = ledsys.ok("export", "EXP-482103", "--out", "one.pdf")
    ledsys.ok("export", "Handhygien i patientnära", "--out", "same.pdf")
    assert ran.out == "Written: one.pdf\n"
    assert faults(Path("one.pdf").read_bytes()) == []
    assert "EXP-482103 · version 3.0" in words(Path("one.pdf").read_bytes())
    assert Path("one.pdf").read_bytes() == Path("same.pdf").read_bytes()


def test_what_was_in_force_on_another_day_can_be_exported(ledsys: Terminal) -> None:
    ledsys.ok("export", "EXP-482103", "--as-of", "2026-07-01", "--out", str(FILE))
    assert "EXP-482103 · version 2.0" in words(FILE.read_bytes())


def test_some_documents_a_unit_and_all_are_exported_as_one(ledsys: Terminal) -> None:
    for arguments in (["EXP-482103", "EXP-603415"], ["--unit", "smarta"], ["--all", "--format", "pdf"]):
        ledsys.ok("export", *arguments, "--out", str(FILE))
        assert faults(FILE.read_bytes()) == []
        assert "Märkning av prov" in words(FILE.read_bytes())


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["EXP-482103", "--all"],
        ["--unit", "nowhere"],
        ["EXP-999999"],
        ["EXP-482103", "--as-of", "2001-01-01"],
        ["--all", "--as-of", "2001-01-01"],
        ["--unit", "smarta", "--as-of", "2001-01-01"],
    ],
)
def test_what_can_not_be_exported_leaves_no_file(ledsys: Terminal, arguments: list[str]) -> None:
    assert ledsys("export", *arguments, "--out", str(FILE)).code == 2
    assert not FILE.exists()


def test_a_document_that_is_not_proven_is_left_out_and_named(ledsys: Terminal) -> None:
    frozen = Path(".ledsys/editions/EXP-482103/3/dokument.md")
    frozen.write_text(frozen.read_text().replace("Rutinen ska hindra", "Rutinen ska sprida"))
    ran = ledsys("export", "--all", "--out", str(FILE))
    assert ran.code == 1
    assert "EXP-482103 is left out" in ran.err
    assert "ska sprida" not in words(FILE.read_bytes())
    FILE.unlink()
    ran = ledsys("export", "EXP-482103", "--out", str(FILE))
    assert ran.code == 1
    assert "EXP-482103 is left out" in ran.err
    assert not FILE.exists()
    ledsys.ok("export", "EXP-603415", "--out", str(FILE))


def test_a_disk_that_refuses_leaves_what_was_there(ledsys: Terminal) -> None:
    ran = ledsys("export", "EXP-482103", "--out", "dokument")
    assert ran.code == 2
    assert Path("dokument").is_dir()


def test_the_handbook_has_the_pdfs_that_its_settings_ask_for(ledsys: Terminal) -> None:
    settings = Path("ledsys.yaml")
    ledsys.ok("build")
    site = Path("site")
    assert not list(site.rglob("*.pdf"))
    settings.write_text(settings.read_text().replace("pdf: nej\n", "pdf: ja\n"))
    ledsys.ok("build")
    made = sorted(path for path in site.rglob("*.pdf"))
    assert {path.relative_to(site).as_posix() for path in made} > {
        "hela.pdf",
        "enheter/smarta.pdf",
        "dokument/EXP-482103/EXP-482103-3.pdf",
    }
    assert [fault for path in made for fault in faults(path.read_bytes())] == []
    for page, link in (
        ("index.html", 'href="hela.pdf"'),
        ("enheter/smarta.html", 'href="../enheter/smarta.pdf"'),
        ("dokument/EXP-482103/index.html", 'href="../../dokument/EXP-482103/EXP-482103-3.pdf"'),
    ):
        assert link in (site / page).read_text()
    assert "2.pdf" not in (site / "dokument/EXP-482103/2/index.html").read_text()
