"""Books of many documents: a unit's, some, and the whole system as one document."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.site.corpora import Library, policy, text
from tests.site.pdf.books import FIRST, LAST, ONE, OTHER, SQUARES, faults, library, pdfs, words

from ledsys.model.act import ActKind
from ledsys.site import volumes
from ledsys.site.pdf import files as pdf_files
from ledsys.site.volumes import document_file


def test_the_whole_system_is_one_document() -> None:
    files = pdfs(library(f"## Syfte\n\nSe [den andra]({OTHER}#genomförande) och [mig]({ONE}).\n"))
    data = files.whole()
    said = words(data)
    assert faults(data) == []
    assert said.index("Innehåll") < said.index("Se den andra (PRV-100002)")
    for part in ("Handbook of Prov", "2 dokument", "Den ena rutinen", "Den andra rutinen"):
        assert part in said
    assert data == files.whole()


def test_links_between_documents_lead_inside_the_book() -> None:
    files = pdfs(library(f"## Syfte\n\nSe [den andra]({OTHER}#genomförande).\n"))
    read = PdfReader(BytesIO(files.whole()))
    inside = [
        note.get_object()
        for sheet in list(read.pages)[2:]
        for note in sheet.get("/Annots", [])
        if "/URI" not in note.get_object().get("/A", {})
    ]
    assert len(inside) == 1


def test_a_units_book_has_what_comes_from_above() -> None:
    made = library("## Syfte\n\nText.\n")
    made.publish("PRV-100003", FIRST, LAST, text("PRV-100003", titel="Hela regionens", gäller_för="[region]"))
    made.publish("PRV-100004", FIRST, LAST, text("PRV-100004", titel="Grannens", gäller_för="[vard]"))
    files = pdfs(made)
    data = files.unit("rehab")
    said = words(data)
    assert faults(data) == []
    assert said.index("Den ena rutinen") < said.index("Grannens") < said.index("Hela regionens")
    own = dict(files.makers())["enheter/rehab.pdf"]()
    assert "Hela regionens" not in words(own)
    assert faults(own) == []


def test_some_documents_are_one_book_and_a_single_one_stands_alone() -> None:
    files = pdfs(library("## Syfte\n\nText.\n"))
    one, other = files.chapter(ONE), files.chapter(OTHER)
    assert one is not None
    assert other is not None
    assert files.chosen((one,)) == files.document(one)
    assert "Innehåll" in words(files.chosen((one, other)))
    assert files.chapter("PRV-999999") is None


def test_the_cover_of_chosen_documents_does_not_say_that_they_are_in_force() -> None:
    made = library("## Syfte\n\nText.\n")
    made.end(OTHER, ActKind.STOP, FIRST)
    files = pdfs(made)
    one, other = files.chapter(ONE), files.chapter(OTHER)
    assert one is not None
    assert other is not None
    whole, chosen = (files.binder.whole(), files.binder.chosen((one, other)))
    assert whole.lines == ("Det som gäller 2026-06-15", "1 dokument")
    assert chosen.lines == ("2 dokument", "Så som de är 2026-06-15; var och ett säger självt om det gäller.")


def test_a_book_leaves_out_the_images_of_the_document_that_has_a_broken_one() -> None:
    made = library("## Syfte\n\n![En bild](a.png)\n", {"a.png": b"none"}, "## Genomförande\n\nKvar.\n")
    made.publish("PRV-100003", FIRST, LAST, text("PRV-100003", "![Rutor](b.png)\n"), {"b.png": SQUARES})
    files = pdfs(made)
    data = files.whole()
    assert faults(data) == []
    assert "Kvar." in words(data)
    assert "/XObject" in str([sheet["/Resources"] for sheet in PdfReader(BytesIO(data)).pages])


def test_the_cover_bears_a_logo_that_can_be_read_and_no_other() -> None:
    for logo, there in ((SQUARES, True), (b"none", False)):
        made = Library(policy=policy(webbplats={"titel": "Handboken", "logotyp": "logo.png", "färg": "#ffee00"}))
        made.publish(ONE, FIRST, LAST)
        data = pdfs(made, {"logo.png": logo}).whole()
        assert faults(data) == []
        assert ("/XObject" in str(PdfReader(BytesIO(data)).pages[0]["/Resources"])) is there


def test_all_files_are_made_side_by_side() -> None:
    files = pdfs(library("## Syfte\n\nText.\n"))
    made, unset = files.all()
    assert unset == {}
    assert sorted(made) == [
        f"dokument/{ONE}/{ONE}-1.pdf",
        f"dokument/{OTHER}/{OTHER}-1.pdf",
        "enheter/rehab.pdf",
        "hela.pdf",
    ]
    chapter = files.chapter(ONE)
    assert chapter is not None
    assert made[document_file(chapter.entry)] == files.document(chapter)


def test_an_empty_handbook_has_no_pdf() -> None:
    assert list(pdfs(Library()).makers()) == []


def test_very_many_documents_make_volumes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "VOLUME", 2)
    monkeypatch.setattr(pdf_files, "VOLUME", 2)
    made = library("## Syfte\n\nText.\n")
    for number in (3, 4, 5):
        kind = "riktlinje" if number == 3 else "rutin"
        name = f"PRV-10000{number}"
        made.publish(name, FIRST, LAST, text(name, titel=f"Nummer {number}", handlingstyp=kind))
    makers = dict(pdfs(made).makers())
    bound = [words(makers[f"hela/{number}.pdf"]()) for number in (1, 2, 3)]
    assert "enheter/rehab/3.pdf" in makers
    assert "hela/4.pdf" not in makers
    titles = ("Nummer 3", "Den andra rutinen", "Den ena rutinen", "Nummer 4", "Nummer 5")
    assert [[title for title in titles if title in volume] for volume in bound] == [
        ["Nummer 3", "Den andra rutinen"],
        ["Den ena rutinen", "Nummer 4"],
        ["Nummer 5"],
    ]
