"""The front page, the pages about the handbook, and its accessibility statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from tests.site.corpora import DAY, PIXEL, Library, policy, text
from tests.site.reader import Page, broken_links
from tests.site.ways.shelves import YEAR, made, page

from ledsys.errors import UnusableError
from ledsys.model.policy import PolicyVersion
from ledsys.model.settings import Accessibility, Site
from ledsys.site.handbook import build

A = "PRV-100001"
FULL: dict[str, object] = {
    "förenlighet": "delvis",
    "bedömd": "2026-05-02",
    "uppdaterad": "2026-06-01",
    "metod": "Självskattning.",
    "brister": ["Kartorna saknar text."],
    "oskäligt-betungande": ["Gamla skisser."],
    "omfattas-inte": ["Inspelningar från 2018."],
    "kontakt": "hjalp@prov.example",
}


def library(**site: object) -> Library:
    """Give a library with one document, and these settings of the site."""
    found = Library(policy(webbplats={"titel": "Handbook of Prov", **site}))
    found.publish(A, DAY - YEAR, DAY + YEAR)
    return found


def test_without_a_text_of_its_own_the_front_page_has_the_introduction_and_the_ways_in() -> None:
    html = page(made(library(ingress="What applies.")), "index.html")
    assert '<p class="summary">What applies.</p>' in html
    for heading in ("By process", "By unit", "By document type", "New and changed"):
        assert f"{heading}</h2>" in html
    assert 'class="mine" data-my-unit hidden' in html


def test_the_organisations_text_comes_first_with_links_by_id_and_images_of_its_own() -> None:
    own = (
        f"# Hej\n\nLäs [rutinen]({A}) och [den]({'PRV-999999'}).\n\n![Karta](karta.png)\n\n<script>x</script>".encode()
    )
    book = made(library(ingress="What applies."), overrides={"startsida.md": own, "karta.png": PIXEL})
    html = page(book, "index.html")
    assert f'<a href="dokument/{A}/index.html">rutinen</a>' in html
    assert "PRV-999999 is not in the handbook" in html
    assert '<img src="karta.png" alt="Karta">' in html
    assert '<p class="summary">' not in html
    assert html.index("Hej</h2>") < html.index("By process")
    assert html.count("<h1") == 1
    assert "<script>x" not in html
    assert "startsida.md" not in book.files
    assert broken_links(book) == []


def test_a_text_that_is_no_text_is_named() -> None:
    with pytest.raises(UnusableError) as failed:
        made(library(), overrides={"startsida.md": b"\xff"})
    assert failed.value.faults[0].path == "handbok/startsida.md"


def test_the_page_about_the_handbook_tells_its_day_its_signs_and_who_vouches() -> None:
    found = library(kontakt="handbok@prov.example")
    html = page(made(found), "om.html")
    assert "2026-06-15" in html
    assert 'href="mailto:handbok@prov.example"' in html
    for state in ("In force", "Upcoming", "Superseded", "Expired", "Repealed", "Stopped"):
        assert f">{state}</span></dt><dd>" in html
    assert html.index("Signed in a signing service") < html.index("Not proven: only claimed")
    assert "are signed" not in html
    made_at = datetime(2026, 5, 1, tzinfo=UTC)
    version = PolicyVersion(
        repo="prov/handbok",
        version=4,
        before=None,
        acts=None,
        person="annal1",
        reason="Skäl.",
        made_at=made_at,
        files={},
        hash="sha256:abc",
    )
    signed = build(replace(found.corpus(), chain=(version,)), found.editions, {}, DAY)
    assert "version 4 of" in page(signed, "om.html")
    assert "sha256:abc" in page(signed, "om.html")


def test_a_statement_that_nobody_has_made_is_said_to_be_missing() -> None:
    html = page(made(library()), "tillganglighet.html")
    assert "The organisation has not made its statement yet." in html
    assert 'href="https://www.digg.se/tdosanmalan"' in html
    assert "find a shortcoming" not in html
    assert "hjalp@prov.example" in page(made(library(kontakt="hjalp@prov.example")), "tillganglighet.html")


def test_the_statement_holds_what_digg_asks_for() -> None:
    html = page(made(library(tillgänglighet=FULL)), "tillganglighet.html")
    for said in (
        *("Region Prov", "Handbook of Prov", "partly compatible", "Kartorna saknar text.", "Gamla skisser."),
        *("Inspelningar från 2018.", "Självskattning.", "2026-05-02", "2026-06-01"),
        *('href="mailto:hjalp@prov.example"', 'href="https://www.digg.se/tdosanmalan"'),
    ):
        assert said in html, said


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("https://prov.example/hjalp", 'href="https://prov.example/hjalp"'),
        ("Ring växeln, 0100 (inte på @kvällar).", "Ring växeln, 0100 (inte på @kvällar)."),
        ("javascript:alert(1)", "</strong>"),
    ],
)
def test_the_contact_of_the_statement_leads_where_it_says(contact: str, shown: str) -> None:
    html = page(made(library(tillgänglighet={**FULL, "kontakt": contact})), "tillganglighet.html")
    assert shown in html
    assert 'href="javascript' not in html


def test_a_statement_is_updated_on_the_day_of_the_judgement_unless_it_says_otherwise() -> None:
    given = Accessibility.model_validate({key: value for key, value in FULL.items() if key != "uppdaterad"})
    found = library()
    found.policy = policy(webbplats=Site(title="H", accessibility=given))
    assert page(made(found), "tillganglighet.html").count("2026-05-02") == 2
    assert given.judged == date(2026, 5, 2)


def test_every_page_leads_to_the_statement_and_to_what_else_there_is() -> None:
    found = library()
    found.publish("PRV-100002", DAY - YEAR, DAY + YEAR, text("PRV-100002"))
    for address, data in made(found).files.items():
        if address.endswith(".html") and "koder" not in address and "kontroll" not in address:
            links = Page(data.decode()).links
            assert any(link.endswith("tillganglighet.html") for link in links), address
            assert any(link.endswith("om.html") for link in links), address
