"""LS4 beside its pages."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.changes import DAY, Repo, base
from tests.rules.pages import findings

from ledsys.actfile import path_of, read_act, written
from ledsys.rules import citations, links, references
from ledsys.rules.lookup import _loops
from ledsys.rules.rule import Rule
from ledsys.store.load import load

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
PUBLISHED = "dokument/expertenheter/handhygien-i-patientnara-arbete.md"
REPEALED = "dokument/smarta/handdesinfektion-pa-mottagning.md"
LAW = "lagrum/lagrum.yaml"
STEP = "6. Visa hur hjälpmedlet fälls ihop och sköts."


def said(rule: Rule, repo: Repo, day: date = DAY) -> list[str]:
    return [str(finding.message) for finding in findings(rule, repo, day)]


def cures(rule: Rule, repo: Repo) -> list[str]:
    return [str(finding.help) for finding in findings(rule, repo)]


def with_step(text: str) -> Repo:
    return base().replacing(DRAFT, STEP, f"6. {text}")


def unreadable(path: str = DRAFT) -> Repo:
    return base().replacing(path, "dokument-id:", "okänd: x\ndokument-id:")


def test_a_former_id_is_told_by_its_new_name() -> None:
    repo = base().replacing("dokument/expertenheter/hot-och-vald.md", "[HDB-2017-0094]", "[HDB-20170094]")
    repo = repo.replacing(DRAFT, "[EXP-318846]", "[EXP-318846, HDB-20170094]")
    assert cures(references.unknown_reference, repo) == ["That document is called EXP-903664 here. Write EXP-903664."]


def test_every_way_of_pointing_at_an_unknown_document_is_found() -> None:
    repo = with_step("Se [riktlinjen](EXP-999999#ansvar).").replacing(
        DRAFT, "utgår-från: [EXP-318846]", "utgår-från: [EXP-318846]\nersätter: [EXP-999998]"
    )
    assert said(references.unknown_reference, repo) == [
        "There is no document EXP-999998.",
        "There is no document EXP-999999.",
    ]


def test_a_document_that_is_repealed_is_not_asked_to_point_at_what_applies() -> None:
    repo = base().replacing(REPEALED, "utgår-från: [EXP-318846]", "utgår-från: [EXP-548902]")
    assert said(references.refers_to_withdrawn, repo) == []


def test_what_is_upcoming_or_a_draft_is_not_withdrawn() -> None:
    repo = with_step("Se [planen](EXP-690133) och [utkastet](EXP-788457).")
    assert said(references.refers_to_withdrawn, repo) == []


def test_a_first_draft_that_was_abandoned_is_withdrawn() -> None:
    repo = with_step("Se [riktlinjen](EXP-713589).")
    submit = next(path for path in repo.paths() if "/EXP-713589/f718" in path)
    text = repo.files[submit].decode().replace("act: submit", "act: abandon")
    act = read_act(text.replace("signed-at: 2026-11-16", "signed-at: 2026-11-21").encode())
    repo = repo.having(path_of(act), written(act))
    assert said(references.refers_to_withdrawn, repo) == ["EXP-713589 no longer applies (avbruten)."]


@pytest.mark.parametrize(
    ("number", "help_"),
    [
        ("RS 2677-2014", "Write RS 2014-02677."),
        ("2020-00842", "Say which register it stands in, as in RS 2020-00842."),
        ("ärende 12", "Write series, year and running number, as in RS 2017-00765."),
    ],
)
def test_a_registration_number_is_told_its_form(number: str, help_: str) -> None:
    repo = base().replacing(DRAFT, "utgår-från:", f"diarienummer: {number}\nutgår-från:")
    assert cures(references.registration_number, repo) == [help_]


def test_registration_numbers_of_a_text_are_found_where_the_front_matter_is_not_understood() -> None:
    repo = unreadable().replacing(DRAFT, STEP, "6. Se RS 2017-00765 och OSN-2024-00186.")
    assert cures(references.registration_number, repo) == ["Write OSN 2024-00186."]


def test_a_draft_may_say_what_it_is_to_replace() -> None:
    repo = base().replacing(DRAFT, "utgår-från: [EXP-318846]", "utgår-från: [EXP-318846]\nersätter: [EXP-603415]")
    assert said(references.replaces_without_repeal, repo) == []


def test_there_is_nothing_to_repeal_in_a_draft_or_in_an_unknown_document() -> None:
    repo = base().replacing(PUBLISHED, "ersätter: [EXP-812076]", "ersätter: [EXP-788457, EXP-999999, EXP-812076]")
    assert said(references.replaces_without_repeal, repo) == []


def test_governing_documents_in_a_line_are_no_loop() -> None:
    assert list(_loops({"a": ("b", "c"), "b": ("c",), "c": ("unknown",)})) == []


def test_loops_that_share_a_document_are_one_tangle() -> None:
    assert [sorted(found) for found in _loops({"a": ("b",), "b": ("a", "c"), "c": ("b",), "d": ("a", "d")})] == [
        ["a", "b", "c"],
        ["d"],
    ]


def test_a_chain_of_thousands_of_documents_is_walked() -> None:
    chain = {str(number): (str(number + 1),) for number in range(5000)}
    assert list(_loops(chain)) == []
    assert [len(found) for found in _loops({**chain, "5000": ("0",)})] == [5001]


def test_a_document_that_only_leads_into_a_loop_is_not_in_it() -> None:
    repo = base().replacing(
        "dokument/region/policy-for-kvalitet-och-patientsakerhet.md",
        "diarienummer:",
        "utgår-från: [EXP-205518, EXP-318846]\ndiarienummer:",
    )
    assert len(said(references.governing_loop, repo)) == 2


def test_any_governing_document_will_do_where_the_type_names_none() -> None:
    repo = base().replacing("handlingstyper/anvisning.yaml", "överordnade-typer: [riktlinje, rutin]\n", "")
    assert said(references.governing_missing, repo) == []
    repo = repo.replacing(DRAFT, "utgår-från: [EXP-318846]\n", "")
    assert cures(references.governing_missing, repo) == ["Under utgår-från, write the id of the document above it."]


def test_an_unknown_governing_document_or_type_is_another_finding() -> None:
    assert said(references.governing_missing, base().replacing(DRAFT, "[EXP-318846]", "[EXP-999999]")) == []
    assert said(references.governing_missing, base().replacing(DRAFT, ": anvisning", ": anvisningar")) == []


@pytest.mark.parametrize(
    "target", ["", "#", "file:///G:/a.docx", "//server/a", "\\\\server\\a", "../../../a", "bilder/finns-inte.pdf"]
)
def test_a_link_that_nobody_can_follow_is_broken(target: str) -> None:
    assert len(said(links.broken_link, with_step(f"Se [bilagan](<{target}>)."))) == 1


@pytest.mark.parametrize(
    "target", ["https://example.org", "mailto:a@example.org", "tel:+461", "#syfte", "EXP-318846", "../../README.md"]
)
def test_a_link_that_leads_somewhere_is_not_broken(target: str) -> None:
    assert said(links.broken_link, with_step(f"Se [bilagan]({target}).")) == []


def test_a_heading_of_the_edition_that_readers_see_is_an_anchor_too() -> None:
    work = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"
    repo = with_step("Se [läkemedel](EXP-527361#avslut) och [syftet](#gör-s%C3%A5-här) och [intet](EXP-999999#a).")
    assert said(links.broken_anchor, repo.replacing(work, "### Avslut", "### Slut")) == []
    without = repo.without(".ledsys/editions/EXP-527361/1/dokument.md")
    assert len(said(links.broken_anchor, without.replacing(work, "### Avslut", "### Slut"))) == 1


def test_a_document_without_headings_is_told_of() -> None:
    repo = with_step("Se [bilagan](EXP-111111#a).").having(
        "dokument/rehab/bilaga.md", b"---\ndokument-id: EXP-111111\n---\n\nText.\n"
    )
    assert cures(links.broken_anchor, repo) == ["That document has no headings; link to the document alone."]


@pytest.mark.parametrize("target", ["", "/a.png", "..\\a.png", "data:image/png;base64,AAAA"])
def test_an_image_must_lie_beside_its_text(target: str) -> None:
    (found,) = said(links.missing_image, with_step(f"![En bild](<{target}>)"))
    assert "does not lie in the document's folder" in found


@pytest.mark.parametrize("target", ["evil.html", DRAFT.rpartition("/")[2], "./a.png", "a&#10;b.png", "teckning.svg"])
def test_what_is_no_image_is_told_how_to_become_one(target: str) -> None:
    repo = (
        base().having(f"dokument/rehab/{target}", b"x").having(DRAFT, with_step(f"![En bild]({target})").files[DRAFT])
    )
    (found,) = said(links.missing_image, repo)
    assert "can't be used as an image" in found
    (cure,) = cures(links.missing_image, repo)
    assert ".png" in cure
    assert "SVG" in cure
    (document,) = [found for found in load(repo, DAY).documents if found.path == DRAFT]
    assert (document.digest, document.images) == (None, {})


@pytest.mark.parametrize(
    ("target", "name"),
    [("<min bild.png>", "min bild.png"), ("min%20bild.png", "min bild.png"), ("%C3%A5.png", "å.png")],
)
def test_an_image_is_found_by_its_name_however_the_link_spells_it(target: str, name: str) -> None:
    repo = with_step(f"![En bild]({target})").having(f"dokument/rehab/{name}", b"x")
    assert said(links.missing_image, repo) == []
    (document,) = [found for found in load(repo, DAY).documents if found.path == DRAFT]
    assert set(document.images) == {name}
    assert document.digest is not None


@pytest.mark.parametrize("text", ["Länk", "klicka HÄR!", "  läs mer … ", "»här«"])
def test_a_text_that_says_nothing_is_found_in_any_dress(text: str) -> None:
    assert len(said(links.empty_link_text, with_step(f"[{text}](EXP-318846)"))) == 1


def test_a_path_to_a_file_that_is_no_document_is_told_of() -> None:
    repo = with_step("Se [mallen](../../mallar/rutin.md) och [bilden](bilder/a.pdf).")
    assert cures(links.link_by_path, repo) == ["Link to a document of the handbook by its id."]


def test_a_misspelt_law_that_applies_is_told_its_name() -> None:
    (cure,) = cures(citations.citation, with_step("Följ ASF 2023:1."))
    assert cure.startswith("Write AFS 2023:1 (")


def test_a_repealed_law_without_successor_is_told_of_and_an_unchecked_line_says_so() -> None:
    law = """lagrum:
  - {beteckning: "XFS 1990:1", titel: Exempel, upphävd: 2020-01-01, källa: Exempel, kontrollerad: nej}
"""
    repo = with_step("Följ XFS 1990:1, men inte XFS 1990:12.").having(LAW, law.encode())
    (cure,) = cures(citations.citation, repo)
    assert cure.startswith("XFS 1990:1 no longer applies. See what applies instead. Nobody has compared this line")


def test_without_a_list_of_laws_no_citation_is_wrong() -> None:
    repo = with_step("Följ ASF 2001:1.").having(LAW, b"lagrum: []\n")
    assert said(citations.citation, repo) == []


def test_a_law_applies_until_the_day_it_is_repealed() -> None:
    law = '{beteckning: "XFS 1990:1", titel: Exempel, upphävd: 2026-11-23, källa: Exempel, kontrollerad: 2026-01-01}'
    repo = with_step("Följ XFS 1990:1.").having(LAW, f"lagrum:\n  - {law}\n".encode())
    assert said(citations.citation, repo) == []
    assert said(citations.citation, repo, date(2026, 11, 23)) == [
        "XFS 1990:1 is repealed: it has not applied since 2026-11-23."
    ]


def test_a_citation_is_found_in_title_and_summary() -> None:
    repo = base().replacing(DRAFT, "titel: Utprovning", "titel: Enligt HSL § 29 utprovning")
    repo = repo.replacing(DRAFT, "sammanfattning: Hur", "sammanfattning: Enligt ASF 2001:1 hur")
    assert len(said(citations.citation, repo)) == 2


def test_text_that_cant_be_understood_is_judged_by_its_links_alone() -> None:
    repo = unreadable().replacing(DRAFT, STEP, "6. Se [här](EXP-812076) och ASF 2001:1.")
    rules = [rule for rule in references.RULES if any(f.path == DRAFT for f in findings(rule, repo))]
    assert [rule.code for rule in rules] == ["LS411"]


def test_a_repealed_document_in_a_loop_is_left_in_peace() -> None:
    repo = base().replacing(REPEALED, "utgår-från: [EXP-318846]", "utgår-från: [EXP-788457]")
    repo = repo.replacing(DRAFT, "utgår-från: [EXP-318846]", "utgår-från: [EXP-318846, EXP-812076]")
    assert [finding.path for finding in findings(references.governing_loop, repo)] == [DRAFT]
