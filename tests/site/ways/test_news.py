"""What is new: events with their day and reason, by month, and as feeds."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from tests.site.corpora import DAY, Library, policy, text
from tests.site.ways.shelves import YEAR, made, page

from ledsys.model.act import ActKind
from ledsys.model.settings import Site
from ledsys.site.handbook import Handbook
from ledsys.site.ways import news

A, B, C, D = "PRV-100001", "PRV-100002", "PRV-100003", "PRV-100004"
ATOM = "{http://www.w3.org/2005/Atom}"


def library() -> Library:
    """Give a library in which everything that is told of has happened."""
    found = Library()
    found.publish(A, date(2025, 3, 1), DAY + YEAR, text(A, sammanfattning="Vad A är till för."))
    found.publish(A, date(2026, 5, 20), DAY + YEAR)
    found.publish(B, date(2025, 4, 1), DAY + YEAR, text(B, gäller_för="[region]", handlingstyp="riktlinje"))
    found.end(B, ActKind.CONFIRM, date(2026, 4, 10), reason="Allt stämmer.", valid_until=DAY + YEAR)
    found.publish(C, date(2025, 5, 1), DAY + YEAR)
    found.end(C, ActKind.STOP, date(2026, 6, 13), reason="Fel dos.")
    found.publish(D, date(2025, 6, 1), DAY + YEAR, first=3)
    found.end(D, ActKind.REPEAL, date(2026, 6, 1), valid_until=date(2026, 6, 9), reason="Behövs inte.")
    found.publish("PRV-100005", DAY + timedelta(days=9), DAY + YEAR, on=DAY - timedelta(days=3))
    return found


def events(html: str) -> list[tuple[str, str, str]]:
    """Give day, what and document of the events of a page."""
    return re.findall(
        r'class="when"><span class="day">([-\d]+)</span> <span class="badge [a-z-]+">(.*?)</span>.*?(PRV-\d+)</span>',
        html,
        re.DOTALL,
    )


ALL = [
    ("2026-06-13", "Stopped", C),
    ("2026-06-10", "Repealed", D),
    ("2026-05-20", "Changed", A),
    ("2026-04-10", "Reviewed without change", B),
    ("2025-06-01", "Changed", D),
    ("2025-05-01", "New", C),
    ("2025-04-01", "New", B),
    ("2025-03-01", "New", A),
]


def test_everything_that_has_befallen_documents_is_told_latest_first_with_its_reason() -> None:
    html = page(made(library()), "nytt.html")
    assert events(html) == ALL
    for why in ("Fel dos.", "Behövs inte.", "Skäl till version 2.", "Allt stämmer.", "Vad A är till för."):
        assert why in html


def test_what_has_ended_since_says_so_and_is_not_news_on_the_front_page() -> None:
    book = made(library())
    assert events(page(book, "index.html")) == [ALL[place] for place in (0, 1, 2, 3, 6)]
    html = page(book, "nytt.html")
    assert html.count('<span class="badge superseded">Superseded</span>') == 1
    assert 'class="badge stopped">Stopped</span>\n' in html


def test_every_month_has_a_page() -> None:
    book = made(library())
    assert events(page(book, "nytt/2026-06.html")) == ALL[:2]
    assert "New and changed June 2026" in page(book, "nytt/2026-06.html")
    assert 'href="nytt/2025-03.html">March 2025</a> <span class="count">1</span>' in page(book, "nytt.html")


def test_a_month_is_written_as_a_name_in_a_sentence_and_with_a_capital_where_it_stands_alone() -> None:
    found = library()
    found.policy = policy(språk="sv")
    book = made(found)
    whole, month = page(book, "nytt.html"), page(book, "nytt/2026-06.html")
    assert '<h2 id="m.2026-06">Juni 2026</h2>' in whole
    assert ">Mars 2025</a>" in whole
    assert "<h1>Nytt och ändrat i juni 2026</h1>" in month
    assert '<span aria-current="page">Juni 2026</span>' in month
    assert "juni 2026</span>" not in month


def test_of_many_events_the_first_page_has_the_latest_and_leads_to_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(news, "RECENT", 1)
    html = page(made(library()), "nytt.html")
    assert events(html) == ALL[:1]
    assert '<a href="nytt/2026-06.html">All 2 of June 2026</a>' in html


def test_nothing_is_told_before_its_day() -> None:
    found = library()
    before = made(found, date(2026, 6, 9))
    assert ("2026-06-10", "Repealed", D) not in events(page(before, "nytt.html"))
    assert "PRV-100005" not in page(made(found), "nytt.html")


def entries(book: Handbook, address: str) -> list[Element]:
    """Give the entries of a feed, which must be a feed by RFC 4287 (4.1.1, 4.1.2)."""
    feed = fromstring(book.files[address])  # noqa: S314 - we have just made it
    assert feed.tag == f"{ATOM}feed"
    found = feed.findall(f"{ATOM}entry")
    for part in (feed, *found):
        for name in ("id", "title", "updated"):
            assert len(part.findall(f"{ATOM}{name}")) == 1, (address, name)
            assert part.findtext(f"{ATOM}{name}"), (address, name)
        assert datetime.fromisoformat(str(part.findtext(f"{ATOM}updated"))).tzinfo is not None
        assert str(part.findtext(f"{ATOM}id")).startswith("urn:uuid:")
        assert len(part.findall(f"{ATOM}link[@rel='alternate']")) == 1
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in found]
    assert len(ids) == len(set(ids))
    moments = [datetime.fromisoformat(str(entry.findtext(f"{ATOM}updated"))) for entry in found]
    assert moments == sorted(moments, reverse=True)
    return found


def titles(book: Handbook, address: str) -> list[str | None]:
    """Give the titles of the entries of a feed."""
    return [entry.findtext(f"{ATOM}title") for entry in entries(book, address)]


def test_there_is_a_feed_of_everything_and_for_each_unit_and_type() -> None:
    book = made(library())
    assert len(titles(book, "nytt.xml")) == len(ALL)
    assert titles(book, "handlingstyper/riktlinje.xml") == [f"Reviewed without change: Titel {B}", f"New: Titel {B}"]
    assert titles(book, "enheter/region.xml") == titles(book, "handlingstyper/riktlinje.xml")
    assert titles(book, "enheter/rehab.xml") == titles(book, "nytt.xml")
    assert titles(made(Library()), "nytt.xml") == []


def test_links_lead_from_the_feed_itself_or_from_the_handbooks_address() -> None:
    book = made(library())
    assert entries(book, "enheter/rehab.xml")[0][3].get("href") == f"../dokument/{C}/index.html"
    found = library()
    found.policy = policy(webbplats=Site(title="H", address="https://handbok.example/vard"))
    addressed = made(found)
    first = entries(addressed, "enheter/rehab.xml")[0]
    assert first[3].get("href") == f"https://handbok.example/vard/dokument/{C}/index.html"
    assert b'rel="self" href="https://handbok.example/vard/enheter/rehab.xml"' in addressed.files["enheter/rehab.xml"]


def test_the_id_of_an_entry_stays_the_same_on_other_days_and_at_other_addresses() -> None:
    found = library()
    earlier = {entry.findtext(f"{ATOM}id") for entry in entries(made(found, date(2026, 6, 9)), "nytt.xml")}
    found.policy = policy(webbplats=Site(title="H", address="https://handbok.example"))
    assert earlier <= {entry.findtext(f"{ATOM}id") for entry in entries(made(found), "nytt.xml")}


def test_hostile_titles_are_text_in_feeds() -> None:
    found = Library()
    found.publish(A, DAY - YEAR, DAY + YEAR, text(A, titel="'<b>&\"]]>'"))
    found.end(A, ActKind.STOP, DAY, reason="Stopp \u202eredro \x0b")
    assert titles(made(found), "nytt.xml") == ['Stopped: <b>&"]]>', 'New: <b>&"]]>']
