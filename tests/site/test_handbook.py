"""The handbook: what its lists hold, what its pages say first, and that every link leads somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.site.corpora import DAY, PIXEL, Library, policy, text
from tests.site.reader import Page, broken_links

from ledsys.model.act import ActKind
from ledsys.model.doctype import TypeField
from ledsys.model.settings import Site
from ledsys.site.handbook import Handbook, build
from ledsys.site.text.sanitise import sanitised

A, B, C = "PRV-100001", "PRV-100002", "PRV-100003"
YEAR = timedelta(days=365)


def page(book: Handbook, address: str) -> str:
    return book.files[address].decode()


def made(library: Library, day: date = DAY, overrides: dict[str, bytes] | None = None) -> Handbook:
    return build(library.corpus(), library.editions, overrides or {}, day)


def all_states() -> Library:
    """Give a library with one document in each state on DAY, and one whose new version is to come."""
    library = Library()
    library.publish("PRV-200001", DAY - YEAR, DAY + YEAR)
    library.publish("PRV-200002", DAY + timedelta(days=30), DAY + YEAR, on=DAY - timedelta(days=1))
    library.publish("PRV-200003", DAY - 2 * YEAR, DAY - timedelta(days=10))
    library.publish("PRV-200004", DAY - 2 * YEAR, DAY + YEAR)
    library.end(
        "PRV-200004",
        ActKind.REPEAL,
        DAY - timedelta(days=9),
        valid_until=DAY - timedelta(days=5),
        successor="PRV-200001",
    )
    library.publish("PRV-200005", DAY - YEAR, DAY + YEAR)
    library.end("PRV-200005", ActKind.STOP, DAY - timedelta(days=2))
    library.publish("PRV-200006", DAY - 2 * YEAR, DAY + YEAR)
    library.publish("PRV-200006", DAY - YEAR, DAY + YEAR)
    return library


STATES = {
    "dokument/PRV-200001/index.html": "In force until and including 2027-06-15.",
    "dokument/PRV-200002/index.html": "Upcoming: in force from 2026-07-15.",
    "dokument/PRV-200003/index.html": "Expired: was in force until and including 2026-06-05.",
    "dokument/PRV-200004/index.html": "Repealed: not in force from 2026-06-11.",
    "dokument/PRV-200005/index.html": "Stopped 2026-06-13: must not be used. It awaits a decision.",
    "dokument/PRV-200006/1/index.html": "Superseded: version 2.0 replaced this version on 2025-06-15.",
}


@pytest.mark.parametrize("address", STATES)
def test_the_first_line_says_in_plain_words_what_the_edition_is(address: str) -> None:
    assert Page(page(made(all_states()), address)).first_in_main == STATES[address]


def test_a_repealed_page_leads_to_its_successor_and_a_stopped_one_gives_the_reason() -> None:
    book = made(all_states())
    repealed = page(book, "dokument/PRV-200004/index.html")
    assert 'href="../../dokument/PRV-200001/index.html">Replaced by Titel PRV-200001 (PRV-200001).' in repealed
    assert "Reason: Det finns ett skäl." in page(book, "dokument/PRV-200005/index.html")


def test_lists_of_what_applies_hold_only_what_is_in_force() -> None:
    book = made(all_states())
    for address in ("a-o.html", "enheter/rehab.html", "enheter/rehab/processer.html", "handlingstyper/rutin.html"):
        lists = re.findall(r'<ul class="documents">.*?</ul>', page(book, address), re.DOTALL)
        listed = set(re.findall(r"PRV-\d{6}", "".join(lists)))
        assert listed == {"PRV-200001", "PRV-200006"}, address


def test_everything_published_stands_in_one_table_with_its_state() -> None:
    rows = re.findall(r'<tr><th scope="row".*?</tr>', page(made(all_states()), "alla.html"), re.DOTALL)
    states = {re.findall(r"PRV-\d{6}", row)[0]: re.findall(r'class="badge ([a-z-]+)"', row)[0] for row in rows}
    assert states == {
        "PRV-200001": "in-force",
        "PRV-200002": "upcoming",
        "PRV-200003": "expired",
        "PRV-200004": "repealed",
        "PRV-200005": "stopped",
        "PRV-200006": "in-force",
    }


def test_what_is_not_in_force_has_a_page_of_its_own() -> None:
    ended = page(made(all_states()), "kommande-och-avslutade.html")
    assert set(re.findall(r"PRV-\d{6}", ended)) == {"PRV-200002", "PRV-200003", "PRV-200004", "PRV-200005"}


def test_every_link_of_every_page_leads_to_a_file_and_a_place_in_it() -> None:
    library = all_states()
    body = (
        "# Syfte\n\n[Annat](PRV-200006#ansvar) och [eget](#ansvar), [borta](PRV-999999), [tomt](#), [ute](../x.md)\n\n"
        "# Ansvar\n\nNot[^a] och åter[^a]. ![Bild](bild%20å.png) ![Borta](saknas.png)\n\n[^a]: En not.\n"
    )
    library.publish(
        A, DAY - YEAR, DAY + YEAR, text(A, body, utgår_från="[PRV-200001]", uppfyller='["SOSFS 2011:9 4:4"]'), {}
    )
    assert broken_links(made(library)) == []


def test_links_by_id_lead_to_the_document_and_what_leads_nowhere_becomes_text_with_a_note() -> None:
    library = all_states()
    body = (
        "# Syfte\n\n[Annat](PRV-200006#syfte) [Okänt](PRV-999999) [Länk](#) [Stig](../x.md) [Nät](https://a.example/)\n"
    )
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body))
    html = page(made(library), f"dokument/{A}/index.html")
    assert '<a href="../../dokument/PRV-200006/index.html#syfte">Annat</a>' in html
    assert 'Okänt <span class="note">(PRV-999999 is not in the handbook)</span>' in html
    assert 'Länk <span class="note">(the link leads nowhere)</span>' in html
    assert 'Stig <span class="note">(the link leads outside the handbook)</span>' in html
    assert '<a href="https://a.example/" rel="noopener noreferrer">Nät</a>' in html
    referred = page(made(library), "dokument/PRV-200006/index.html")
    assert "Documents that refer here" in referred
    assert f"dokument/{A}/index.html" in referred


def test_a_revision_under_way_leaves_the_edition_as_it_is() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, "# Syfte\n\nFastställd text.\n"))
    before = made(library)
    library.end(A, ActKind.REVISE, DAY, version=2, content=None, reason="Ny metod.")
    assert made(library).files == before.files
    assert "Fastställd text." in page(before, f"dokument/{A}/index.html")


def test_the_handbook_of_an_earlier_day_knows_nothing_of_later_decisions() -> None:
    library = all_states()
    day = DAY - timedelta(days=20)
    book = made(library, day)
    assert Page(page(book, "dokument/PRV-200004/index.html")).first_in_main.startswith("In force until")
    assert Page(page(book, "dokument/PRV-200005/index.html")).first_in_main.startswith("In force until")
    assert "dokument/PRV-200002/index.html" not in book.files


def test_version_and_validity_and_owner_come_from_acts() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, innehållsansvarig="annal1", giltig_till="2099-01-01"))
    library.end(A, ActKind.HANDOVER, DAY - timedelta(days=1), owner="bobek1")
    library.end(A, ActKind.CONFIRM, DAY - timedelta(days=1), valid_until=DAY + 2 * YEAR, reason="Läst mot ny lag.")
    html = page(made(library), f"dokument/{A}/index.html")
    block = html[html.index('<aside class="information"') :]
    assert "Bo Bek (bobek1), Överläkare" in block
    assert str(DAY + 2 * YEAR) in block
    assert "2099" not in html
    assert "Reviewed without change 2026-06-14 by Cilla Ceder: Läst mot ny lag." in block
    assert "The content owner approved what another person submitted." in block


def unreviewed(submitter: str) -> Library:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    submit, _review, approve, publish = library.acts[A]
    approve = replace(approve, relies_on=())
    library.acts[A] = [replace(submit, person=submitter), approve, publish]
    return library


def test_an_owner_who_approved_what_was_submitted_by_the_owner_is_not_said_to_have_had_it_from_another() -> None:
    other, same = (page(made(unreviewed(person)), f"dokument/{A}/index.html") for person in ("annal1", "cilce1"))
    said = "The content owner approved what another person submitted."
    assert said in other
    assert said not in same
    assert "The one who submitted the document also approved it." in same


def test_where_nobody_reviewed_the_type_is_not_said_to_ask_for_no_review_unless_it_does() -> None:
    library = unreviewed("annal1")
    types = {key: kind.model_copy(update={"reviewers": 0}) for key, kind in library.policy.types.items()}
    said = "Nobody; the type asks for no review"
    for kinds, expected in ((library.policy.types, ["Nobody"]), (types, [said]), ({}, ["Nobody"])):
        library.policy = replace(library.policy, types=kinds)
        assert (
            re.findall(r"<dt>Reviewed by</dt>\n<dd>(.*?)</dd>", page(made(library), f"dokument/{A}/index.html"))
            == expected
        )


def test_what_was_never_in_force_tells_no_program_that_it_was() -> None:
    library = Library()
    library.publish(A, DAY - timedelta(days=5), DAY + YEAR, on=DAY - timedelta(days=20))
    library.publish(A, DAY - timedelta(days=10), DAY + YEAR, on=DAY - timedelta(days=19))
    book = made(library)
    never, now = (page(book, f"dokument/{A}/{place}index.html") for place in ("1/", ""))
    assert "Never in force" in never
    assert "dcterms.valid" not in never
    assert "expires" not in never
    assert f"start={DAY - timedelta(days=10)}; end={DAY + YEAR}; scheme=W3C-DTF" in now
    assert f'itemprop="expires" content="{DAY + YEAR}"' in now


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        ("handbok@prov.example", '<a href="mailto:handbok@prov.example">handbok@prov.example</a>'),
        ("https://prov.example/?a=1&b=2", '<a href="https://prov.example/?a=1&amp;b=2" rel="noopener noreferrer">'),
        ("Ring 1177 eller skriv till a@prov.example", "Ring 1177 eller skriv till a@prov.example</p>"),
        ("javascript:alert(1)", "javascript:alert(1)</p>"),
    ],
)
def test_whom_to_ask_is_a_link_only_where_it_is_an_address(contact: str, expected: str) -> None:
    book = made(Library(policy(webbplats=Site(title="Handbook", contact=contact))))
    assert f"Questions about the handbook: {expected}" in page(book, "index.html")
    for address in ("om.html", "tillganglighet.html"):
        assert f"{expected.removesuffix('</p>')}" in page(book, address).partition("<main")[2].partition("</main>")[0]


def test_the_block_of_information_has_the_labels_of_the_field() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, diarienummer="RS 2026-00412", tidigare_id="[GML-1]"))
    html = page(made(library), f"dokument/{A}/index.html")
    labels = re.findall(r"<dt>(.*?)</dt>", html)
    assert labels[:9] == [
        *("Document type", "Applies to", "Content owner", "Reviewed by", "Approved by"),
        *("Document ID", "Version", "Valid from", "Valid until"),
    ]
    assert {"Registration number", "Former id", "Level of proof"} <= set(labels)


def test_versions_are_told_with_reason_and_decision() -> None:
    html = page(made(all_states()), "dokument/PRV-200006/index.html")
    table = html[html.index('id="sidans.versioner"') :]
    assert "Skäl till version 2." in table
    assert "First version" in table
    assert 'href="../../dokument/PRV-200006/1/index.html"' in table


def test_a_document_without_an_edition_has_no_page() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.acts[B] = [act for act in library.acts[A] if act.kind is ActKind.SUBMIT]
    assert not any(B in address for address in made(library).files)


@pytest.mark.parametrize("harm", ["missing", "changed", "no front"])
def test_a_text_that_nobody_approved_is_not_shown_and_stops_nothing(harm: str) -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.publish(B, DAY - YEAR, DAY + YEAR)
    data = {"missing": b"", "changed": text(A, "Smuggelgods"), "no front": b"Smuggelgods"}[harm]
    if harm == "missing":
        library.editions[A] = {}
    else:
        library.put(A, 1, data)
    book = made(library)
    html = page(book, f"dokument/{A}/index.html")
    assert "Smuggelgods" not in html
    assert Page(html).first_in_main == "The text can't be shown."
    assert [document for document, _ in book.unbuilt] == [A]
    assert "En text." in page(book, f"dokument/{B}/index.html")
    assert A not in page(book, "enheter/rehab.html")


def test_images_lie_beside_the_page_and_only_those_of_the_text() -> None:
    library = Library()
    body = "# Syfte\n\n![En bild](bilder/b%C3%A5t.png)\n"
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body), {"bilder/båt.png": PIXEL})
    library.editions[A][1]["annan.html"] = b"<script>"
    book = made(library)
    assert book.files[f"dokument/{A}/1/bilder/båt.png"] == PIXEL
    assert f"dokument/{A}/1/annan.html" not in book.files
    assert '<img src="1/bilder/b%C3%A5t.png" alt="En bild">' in page(book, f"dokument/{A}/index.html")


HOSTILE = {
    "script": "<script>alert(1)</script>",
    "markup of a terminal": "[/x] [bold]",
    "emoji": "Rutin \N{PILE OF POO}\N{FAMILY}",
    "long": "Sammanhängande" * 22,
    "formula": "=1+1",
    "attribute": "' onload='x\" href=javascript:x",
    "template": "{{ 7*7 }}{% raw %}",
}


@pytest.mark.parametrize("title", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_title_is_text_and_nothing_else(title: str) -> None:
    library = Library()
    quoted = "'" + title.replace("'", "''") + "'"
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, titel=quoted))
    plain = Library()
    plain.publish(A, DAY - YEAR, DAY + YEAR)
    book, same = made(library), made(plain)
    for address, data in book.files.items():
        if address.endswith(".html") and not re.match("kontroll/[^i]", address):  # they are named by codes of the text
            read, expected = Page(data.decode()).tags, Page(same.files[address].decode()).tags
            if address == "a-o.html":  # where the title stands depends on its letter
                read, expected = sorted(set(read)), sorted(set(expected))
            assert read == expected, address
    assert title in "".join(Page(page(book, f"dokument/{A}/index.html")).texts)


def test_no_page_holds_control_or_reordering_characters() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, reason=None)
    library.end(A, ActKind.STOP, DAY, reason="Stopp \u202eredro")
    assert "\u202e" not in page(made(library), f"dokument/{A}/index.html")


def test_raw_html_and_scripts_of_a_text_are_inert() -> None:
    library = Library()
    body = "# Syfte\n\n<script>x</script> <img src=x onerror=y> [k](javascript:x) ![b](https://a.example/b.png)\n"
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body))
    read = Page(page(made(library), f"dokument/{A}/index.html").partition("<main")[2])
    assert "script" not in read.tags
    assert "img" not in read.tags
    assert not any(link.startswith("javascript") or "a.example" in link for link in read.links)


def test_accessible_parts_of_a_text() -> None:
    library = Library()
    body = (
        "## Syfte\n\n| A | B |\n|--:|---|\n| 1 | 2 |\n\n- [x] klart\n- [ ] kvar\n\n"
        "> [!WARNING]\n> Varsamt.\n\nNot[^a].\n\n[^a]: En not.\n\n### Under\n"
    )
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body))
    html = page(made(library), f"dokument/{A}/index.html")
    assert '<th class="right" scope="col">A</th>' in html
    assert '<div class="table-scroll" role="region" tabindex="0"' in html
    assert '<input type="checkbox" disabled="" checked="" aria-label="Done">' in html
    assert '<input type="checkbox" disabled="" aria-label="Not done">' in html
    assert '<p class="notice-title">Warning</p>' in html
    assert 'aria-label="Back to the text at footnote 1"' in html
    assert '<h2 id="syfte">' in html
    assert '<h3 id="under">' in html


def test_headings_begin_below_the_title() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, "# Ett\n\n###### Sex\n"))
    html = page(made(library), f"dokument/{A}/index.html")
    assert '<h2 id="ett">' in html
    assert '<h6 id="sex">' in html
    assert html.count("<h1>") == 1


def test_units_show_their_own_documents_first_then_those_from_above_and_both_names() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, gäller_för="[region]"))
    library.publish(B, DAY - YEAR, DAY + YEAR, text(B, gäller_för="[rehab]"))
    library.publish(C, DAY - YEAR, DAY + YEAR, text(C, gäller_för="[syn]"))
    book = made(library)
    rehab = page(book, "enheter/rehab.html")
    assert rehab.index(B) < rehab.index(A)
    assert C in rehab
    assert 'Has taken over from <a href="../enheter/syn.html">Syn</a>' in rehab
    assert "The unit ended 2025-12-31." in page(book, "enheter/syn.html")
    assert "Formerly Sjukvården." in page(book, "enheter/vard.html")
    assert "(formerly Syn)" in page(book, f"dokument/{C}/index.html")


def test_requirements_that_nobody_has_checked_are_marked() -> None:
    library = Library()
    answers = '["SOSFS 2011:9 4:4", "SOSFS 2011:9 4:2", "SOSFS 2011:9 9:9"]'
    library.publish(
        A,
        DAY - YEAR,
        DAY + YEAR,
        text(A, uppfyller=answers, utgår_från="[PRV-999999]", processer="[vardprocess]", nyckelord="[stick]"),
    )
    html = page(made(library), f"dokument/{A}/index.html")
    assert 'SOSFS 2011:9 4:4 Rutiner</a> <span class="note">(not checked against its source)</span>' in html
    assert '<li><a href="../../krav/sosfs-2011-9-4-2.html">SOSFS 2011:9 4:2 Processer</a></li>' in html
    assert 'SOSFS 2011:9 9:9</a> <span class="note">(not in the catalogue of requirements)</span>' in html
    assert "Vårdprocessen" in html
    assert '<li>PRV-999999 <span class="note">(not in the handbook)</span></li>' in html
    assert "stick" in html


def test_the_same_input_gives_the_same_bytes() -> None:
    assert made(all_states()).files == made(all_states()).files


def test_no_page_asks_anything_of_another_host_or_runs_a_script_of_its_own() -> None:
    for address, data in made(all_states()).files.items():
        if address.endswith(".html"):
            html = data.decode()
            assert "default-src 'none'" in html
            assert not {"iframe", "object", "embed", "base"} & set(Page(html).tags)
            assert all(re.match(r' src="[./]*[a-z-]+\.js"[^>]*></script>', rest) for rest in html.split("<script")[1:])
            assert not re.search(r'(?:src|rel="stylesheet" href)="https?:', html)
            assert "style=" not in html
            assert '<html lang="en"' in html


def test_an_empty_docs_repo_has_a_handbook_too() -> None:
    book = made(Library())
    assert "No document is in force yet." in page(book, "index.html")
    assert book.unbuilt == ()


def test_lists_follow_the_swedish_alphabet() -> None:
    library = Library()
    for number, title in enumerate(("Öl", "Zon", "Ärr", "Årsplan", "Armé")):
        name = f"PRV-30000{number}"
        library.publish(name, DAY - YEAR, DAY + YEAR, text(name, titel=title))
    found = re.findall(r'class="title"><a [^>]*>(.*?)</a>', page(made(library), "alla.html"))
    assert found == ["Armé", "Zon", "Årsplan", "Ärr", "Öl"]


def test_a_decision_of_a_body_names_the_body_and_the_day_of_its_meeting() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, decision="Regionfullmäktige 2025-05-28 § 104, RS 2025-00191")
    html = page(made(library), f"dokument/{A}/index.html")
    assert "<dd>Regionfullmäktige <span" in html
    assert "recorded by Cilla Ceder (cilce1), Verksamhetschef" in html
    assert "<dd>Regionfullmäktige 2025-05-28 § 104, RS 2025-00191</dd>" in html
    assert '<td><span class="day">2025-05-28</span></td>' in html


def test_a_version_to_come_and_the_one_in_force_lead_to_each_other() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.publish(A, DAY + timedelta(days=10), DAY + YEAR, on=DAY - timedelta(days=1))
    book = made(library)
    now, later = page(book, f"dokument/{A}/index.html"), page(book, f"dokument/{A}/2/index.html")
    assert Page(now).first_in_main == "In force until and including 2026-06-24."
    assert f'<a href="../../dokument/{A}/2/index.html">Version 2.0 applies from' in now
    assert f'<a href="../../../dokument/{A}/index.html">Version 1.0 applies until then.</a>' in later
    assert "dokument/PRV-100001/2/index.html" in page(book, "kommande-och-avslutade.html")
    assert "version 1.0" in page(book, "enheter/rehab.html")
    assert broken_links(book) == []


def test_a_repeal_to_come_is_said_while_the_document_still_applies() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR)
    library.end(A, ActKind.REPEAL, DAY, valid_until=DAY + timedelta(days=5), successor="PRV-999999")
    html = page(made(library), f"dokument/{A}/index.html")
    assert Page(html).first_in_main == "In force until and including 2026-06-20."
    assert "It has been decided that the document is to be repealed." in html
    assert "Replaced by PRV-999999." in html
    assert "To be repealed from 2026-06-21, decided 2026-06-15 by Cilla Ceder: Det finns ett skäl." in html


def test_separations_of_duties_that_were_not_kept_are_shown_with_what_allows_them() -> None:
    library = Library()
    allowed: dict[str, Any] = {
        "person": "bobek1",
        "owner": "annal1",
        "reason": "granskare-godkänner: Enheten är liten.",
    }
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, författare="[bobek1]"), **allowed)
    library.publish(B, DAY - YEAR, DAY + YEAR, text(B), person="annal1", owner="bobek1")
    book = made(library)
    html = page(book, f"dokument/{A}/index.html")
    assert "A reviewer also approved the document. Allowed for this document type: Enheten är liten." in html
    assert "An author also reviewed the document." in html
    assert "The one who submitted the document also approved it." in page(book, f"dokument/{B}/index.html")


def test_a_version_taken_over_says_so() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, first=4)
    html = page(made(library), f"dokument/{A}/index.html")
    assert "<dd>4.0</dd>" in html
    assert "Taken over: earlier versions were decided before ledsys" in html
    assert "Taken over from another system" in html


def test_an_owner_role_that_nobody_holds_is_said() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, owner="verksamhetschef@vard")
    html = page(made(library), f"dokument/{A}/index.html")
    assert 'Verksamhetschef, Hälsovården <span class="note">(nobody holds the role)</span>' in html


def test_fields_of_the_type_itself_are_shown_under_their_own_labels() -> None:
    library = Library()
    kind = library.policy.types["rutin"]
    own = tuple(
        TypeField.model_validate({"nyckel": key, "slag": sort, "etikett": label})
        for key, sort, label in (("risk", "text", "Riskklass"), ("jour", "ja-nej", "Gäller jourtid"))
    )
    library.policy = replace(library.policy, types={"rutin": kind.model_copy(update={"fields": own})})
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, risk="hög", jour="ja"))
    html = page(made(library), f"dokument/{A}/index.html")
    assert "<dt>Riskklass</dt>\n<dd>hög</dd>" in html
    assert "<dt>Gäller jourtid</dt>\n<dd>Yes</dd>" in html


def test_the_page_for_missing_addresses_leads_from_the_top_of_the_site() -> None:
    library = Library(policy(webbplats=Site(title="H", address="https://handbok.example/vard")))
    assert 'href="https://handbok.example/vard/style.css"' in page(made(library), "404.html")


def test_an_image_that_was_changed_is_not_shown() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, "# Syfte\n\n![En](b.png)\n"), {"b.png": PIXEL})
    library.editions[A][1]["b.png"] = b"annat"
    book = made(library)
    assert [document for document, _ in book.unbuilt] == [A]
    assert f"dokument/{A}/1/b.png" not in book.files


def test_a_text_that_brings_the_renderer_down_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def strict(html: str) -> str:
        if "Farlig" in html:
            raise ValueError("no such markup")
        return sanitised(html)

    monkeypatch.setattr("ledsys.site.text.content.sanitised", strict)
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, "Farlig text.\n"))
    library.publish(B, DAY - YEAR, DAY + YEAR)
    book = made(library)
    assert [document for document, _ in book.unbuilt] == [A]
    assert "can&#39;t be made into a page" in page(book, f"dokument/{A}/index.html")
    assert "En text." in page(book, f"dokument/{B}/index.html")


def test_only_pictures_lie_beside_a_page() -> None:
    library = Library()
    names = ("evil.html", "index.html", "../index.html", "teckning.svg", "bild.png")
    body = "# Syfte\n\n" + "".join(f"![Bild]({name})\n" for name in names)
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, body), dict.fromkeys(names, b"<script>alert(1)</script>"))
    book = made(library)
    assert b"<script>alert(1)" not in b"".join(
        data for address, data in book.files.items() if not address.endswith("/bild.png")
    )
    assert {address.rpartition(".")[2] for address in book.files if address.startswith("dokument/")} <= {"html", "png"}
