"""The ways in by process, requirement and letter, and by what soon ends."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.site.corpora import DAY, Library, policy, text
from tests.site.reader import broken_links
from tests.site.ways.shelves import YEAR, listed, made, page

from ledsys.model.act import ActKind
from ledsys.site.ways.listed import letter
from ledsys.site.words import requirement_address

A, B, C = "PRV-100001", "PRV-100002", "PRV-100003"


def test_the_map_leads_to_each_process_and_what_governs_it() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, processer="[vardprocess]"))
    library.publish(B, DAY - YEAR, DAY + YEAR)
    book = made(library)
    map_ = page(book, "processer/index.html")
    assert re.search(r'href="../processer/vardprocess.html">Vårdprocessen</a>.*?1 document', map_, re.DOTALL)
    assert "Supporting processes" not in map_
    assert listed(page(book, "processer/vardprocess.html")) == [A]
    empty = Library()
    assert "No document in force belongs to this process." in page(made(empty), "processer/vardprocess.html")


def test_a_handbook_without_processes_or_requirements_says_so() -> None:
    library = Library()
    register = library.policy.register
    library.policy = type(library.policy)(library.policy.settings, type(register)(register.units), {}, ())
    book = made(library)
    assert "has not described its processes yet" in page(book, "processer/index.html")
    assert "has no catalogue of requirements" in page(book, "krav/index.html")
    assert "By process" not in page(book, "index.html")
    assert "By requirement" not in page(book, "index.html")


def test_requirements_show_who_answers_them_who_has_checked_them_and_what_nobody_answers() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, uppfyller='["SOSFS 2011:9 4:4", "ISO 9001 7.5"]'))
    book = made(library)
    all_ = page(book, "krav/index.html")
    assert "1 of 2 places are answered." in all_
    assert re.search(r'4:4 Rutiner</a>\n<p class="facts">Not checked against its source</p>', all_)
    assert re.search(r"4:2 Processer</a>.*?Checked against its source.*?Unanswered", all_, re.DOTALL)
    assert re.search(r'Not in any catalogue.*?href="../krav/iso-9001-7-5.html">ISO 9001 7.5</a>', all_, re.DOTALL)
    answered = page(book, "krav/sosfs-2011-9-4-4.html")
    assert listed(answered) == [A]
    assert "Nobody has compared this line with its source yet." in answered
    assert "never a proof that a requirement is met" in answered
    assert "No document in force answers this place." in page(book, "krav/sosfs-2011-9-4-2.html")
    assert "Documents name it." in page(book, "krav/iso-9001-7-5.html")
    assert broken_links(book) == []


def test_two_places_that_differ_by_signs_alone_share_a_page() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, uppfyller='["ISO 9001 7.5", "ISO 9001 7:5"]'))
    book = made(library)
    assert "<h1>ISO 9001 7.5 / ISO 9001 7:5</h1>" in page(book, "krav/iso-9001-7-5.html")
    assert listed(page(book, "krav/iso-9001-7-5.html")) == [A]


def test_addresses_of_requirements_hold_plain_letters_only() -> None:
    assert requirement_address("HSLF-FS 2017:37 § 3 å") == "krav/hslf-fs-2017-37-3-a.html"
    assert requirement_address("§") == "krav/krav.html"


def test_a_place_of_any_length_has_an_address_of_its_own_that_a_disk_takes() -> None:
    one, other = "Krav " * 300, "Krav " * 301
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, uppfyller=f'["{one}x", "{other}x"]'))
    book = made(library)
    assert max(len(part) for address in book.files for part in address.split("/")) < 150
    assert len([address for address in book.files if address.startswith("krav/krav-krav-")]) == 2
    assert broken_links(book) == []


def test_what_was_never_in_force_is_not_said_to_have_been_until_some_day() -> None:
    library = Library()
    library.publish(A, DAY + timedelta(days=10), DAY + YEAR, on=DAY - timedelta(days=5))
    library.end(A, ActKind.STOP, DAY - timedelta(days=1))
    library.publish(B, DAY - YEAR, DAY + YEAR)
    library.end(B, ActKind.STOP, DAY - timedelta(days=1))
    book = made(library)
    never, ended = re.findall(r'<p class="when">(.*?)</p>', page(book, "kommande-och-avslutade.html"))
    assert ended == 'until <span class="day">2026-06-13</span>'
    assert never == "Never in force"
    cells = re.findall(r"<td>(.*?)</td>", page(book, "alla.html"))
    assert cells[5::7] == ["Never in force", '<span class="day">2026-06-13</span>']


def test_titles_stand_under_their_letters_as_swedish_has_them() -> None:
    assert [letter(title) for title in ("abc", "Ärr", "ökad", "Årsplan", "É", "3 mål", " Ab", "§", "", "{id}")] == [
        *("A", "Ä", "Ö", "Å", "E", "#", "A", "#", "#", "#")
    ]


def test_the_alphabet_leads_to_letters_and_knows_former_titles() -> None:
    library = Library()
    for name, title in ((A, "Zon"), (B, "Ärr"), (C, "112")):
        library.publish(name, DAY - YEAR, DAY + YEAR, text(name, titel=f"'{title}'", tidigare_titlar="[Balja]"))
    html = page(made(library), "a-o.html")
    assert listed(html) == [A, B, C]
    assert re.findall(r'<h2 id="(.*?)">(.*?)</h2>', html) == [
        ("bokstav.b", "B"),
        ("bokstav.z", "Z"),
        ("bokstav.ae", "Ä"),
        ("bokstav.ovrigt", "#"),
    ]
    assert 'Balja: <span class="facts">now</span> <a href="dokument/PRV-100001/index.html">Zon</a>' in html
    assert '<span class="none">A</span>' in html
    assert '<a href="a-o.html#bokstav.ae">Ä</a>' in html


def test_what_soon_ends_stands_by_owner_unless_something_is_decided_to_follow() -> None:
    library = Library(policy(**{"varna-dagar-före": "30"}))
    soon, later = DAY + timedelta(days=30), DAY + timedelta(days=31)
    library.publish("PRV-100001", DAY - YEAR, soon)
    library.publish("PRV-100002", DAY - YEAR, later)
    library.publish("PRV-100003", DAY - YEAR, DAY - timedelta(days=1), owner="bobek1")
    library.publish("PRV-100004", DAY - YEAR, soon)
    library.publish("PRV-100004", soon, DAY + YEAR, on=DAY)
    library.publish("PRV-100005", DAY - YEAR, DAY + YEAR)
    library.end("PRV-100005", ActKind.REPEAL, DAY, valid_until=soon)
    html = page(made(library), "gar-ut.html")
    assert listed(html) == ["PRV-100003", "PRV-100001"]
    assert html.index("Bo Bek") < html.index("PRV-100003") < html.index("Cilla Ceder") < html.index("PRV-100001")
    assert "within 30 days of 2026-06-15" in html


def test_a_document_that_ends_soon_although_its_text_cant_be_shown_has_an_owner_or_none() -> None:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + timedelta(days=3), owner=None)
    library.put(A, 1, text(A, "Smuggelgods.\n"))
    html = page(made(library), "gar-ut.html")
    assert "Nobody that is known" in html
    assert A in html
