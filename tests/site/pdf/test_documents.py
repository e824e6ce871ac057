"""One document as a PDF: accessible, lasting, complete, the same every time, and never somebody else's program."""

from __future__ import annotations

from io import BytesIO
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.site.pdf.books import EVERYTHING, ONE, OTHER, SQUARES, faults, library, pdf_of, pdfs, words

from ledsys.frontmatter.canonical import is_canonical
from ledsys.site.pdf.manuscript import Care
from ledsys.site.pdf.signs import shown


@pytest.fixture(scope="module")
def everything() -> bytes:
    made, files = pdf_of(EVERYTHING, {"bilder/rutor.png": SQUARES})
    assert files.remarks == set()
    return made


def test_a_document_with_everything_is_accessible_and_lasting(everything: bytes) -> None:
    assert faults(everything) == []


def test_a_document_says_what_its_page_says(everything: bytes) -> None:
    said = words(everything)
    for part in (
        *("Den ena rutinen", "Rutinen visar allt som en text kan ha", "Varning", "Läkemedlet får inte ges"),
        *("Ett citat ur en lag", "siffror där inne", "En fot med två stycken", "☑ Kontrollera identitet"),
        *("Paracetamol", "Information om handlingen", "Innehållsansvar", "Cilla Ceder", "Giltig till", "2027-01-01"),
        *("Versioner", "Utskrift okontrollerad 2026-06-15", f"{ONE} · version 1.0"),
    ):
        assert part in said


def test_a_document_says_who_made_it_and_in_which_language(everything: bytes) -> None:
    read = PdfReader(BytesIO(everything))
    assert read.metadata is not None
    assert (read.metadata.title, read.metadata.author) == ("Den ena rutinen", "Region Prov")
    assert str(read.metadata["/Keywords"]) == "ett, två"
    assert str(read.root_object["/Lang"]) == "sv"
    assert str(read.metadata["/CreationDate"]).startswith("D:20260615")


def test_the_same_document_gives_the_same_bytes(everything: bytes) -> None:
    assert pdf_of(EVERYTHING, {"bilder/rutor.png": SQUARES})[0] == everything


def test_levels_of_headings_never_skip() -> None:
    made, _ = pdf_of("#### Djupt\n\nText.\n\n###### Djupare\n\nText.\n\n# Högst\n\nText.\n\n## \n\nText.\n")
    assert faults(made) == []


def test_an_old_text_without_what_accessibility_asks_for_still_becomes_a_pdf() -> None:
    made, files = pdf_of("## Syfte\n\n![](a.png)\n\n```mermaid\nflowchart LR\nA-->B\n```\n", {"a.png": SQUARES})
    assert faults(made) == []
    assert [str(said) for _, said in sorted(files.remarks, key=str)] == [
        "A diagram has no text for those who can't see it.",
        "The image a.png has no text for those who can't see it.",
    ]


def test_an_image_that_is_none_is_left_out_and_named() -> None:
    made, files = pdf_of("## Syfte\n\nFörst.\n\n![En bild](a.png)\n\nSedan.\n", {"a.png": b"no image"})
    assert faults(made) == []
    assert "Först." in words(made)
    assert "Sedan." in words(made)
    assert "Its images can't be typeset, and are left out of the PDF." in [str(said) for _, said in files.remarks]


def test_an_image_of_a_kind_that_typst_does_not_read_is_told_of() -> None:
    made, files = pdf_of("## Syfte\n\n![En bild](a.avif)\n", {"a.avif": b"?"})
    assert faults(made) == []
    assert [str(said) for _, said in files.remarks] == ["Image not shown: En bild"]


def test_a_text_that_can_not_be_typeset_stands_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    from ledsys.site.pdf.body import Body

    monkeypatch.setattr(Body, "write", lambda _self, _text: "#no-such-thing")
    made, files = pdf_of("## Syfte\n\nEn text\u0330 →\u0330.\n")
    assert faults(made) == []
    assert "## Syfte" in words(made)
    assert "Its text can't be typeset, and stands in the PDF as it was written." in [str(s) for _, s in files.remarks]
    assert "Den andra rutinen" in words(files.whole())


def test_signs_that_no_font_has_are_told_of() -> None:
    made, files = pdf_of("## Syfte\n\nBra 😀 中.\n")
    assert faults(made) == []
    assert [str(said) for _, said in files.remarks] == ["The PDF has no glyph for 😀, 中."]
    assert "Bra � �." in words(made)


def test_a_link_to_a_document_leads_to_the_handbook_where_it_has_an_address() -> None:
    made = library(f"## Syfte\n\n[Den andra]({OTHER}#genomförande), [borta](PRV-999999), [ingenstans](#borta).\n")
    site = made.policy.settings.site.model_copy(update={"address": "https://handbok.example/"})
    made.policy = made.policy.__class__(
        **{
            **{name: getattr(made.policy, name) for name in made.policy.__dataclass_fields__},
            "settings": made.policy.settings.model_copy(update={"site": site}),
        }
    )
    files = pdfs(made)
    chapter = files.chapter(ONE)
    assert chapter is not None
    data = files.document(chapter)
    assert faults(data) == []
    assert _addresses(data) == [f"https://handbok.example/dokument/{OTHER}/index.html#genomf%C3%B6rande"]


def _addresses(data: bytes) -> list[str]:
    return [
        str(note.get_object()["/A"]["/URI"])
        for sheet in PdfReader(BytesIO(data)).pages
        for note in sheet.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    ]


@pytest.mark.parametrize(
    "text",
    [
        '#panic("x")',
        '"); #panic("x"); ("',
        '\\"); #panic()',
        '#read("/etc/passwd") #import "@preview/x:1.0.0": *',
        "$ x $ @ref <label> `#x` ]#panic()[ //* */",
        "\\u{41} \\# = rubrik",
    ],
)
def test_no_text_is_code(text: str) -> None:
    written = text.replace("\\", "\\\\").replace("`", "\\`").replace("*", "\\*").replace("<", "\\<").replace("[", "\\[")
    made, files = pdf_of(f"## Syfte\n\nBörjan {written} slutet.\n")
    assert files._cares == {ONE: Care.FULL}
    assert "".join(f"Början {text} slutet.".split()) in "".join(words(made).split())


_SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf"))
_MARKS = st.sampled_from('#"\\[]()$*_`<>@{}~=-/&;:.|!>+ \n')
_TEXT = st.text(_SIGNS | _MARKS, min_size=1, max_size=200).map(lambda text: normalize("NFC", text))


@given(body=_TEXT)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_becomes_a_pdf(body: str) -> None:
    text = f"## Syfte\n\n{body}\n"
    assume(is_canonical(text.encode()))
    made, _ = pdf_of(text)
    assert faults(made) == []


_LATIN = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x17F), min_size=1, max_size=60)


@given(text=_LATIN)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_out_as_it_was_written(text: str) -> None:
    code = f"## Syfte\n\n    början\n    {text}\n"
    assume(is_canonical(code.encode()))
    made, _ = pdf_of(code)
    assert _close(shown(text)) in _close(words(made))


def _close(text: str) -> str:
    return "".join(text.replace("\u200b", "").split())
