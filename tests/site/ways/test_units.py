"""The pages of units: own documents first, then those from above, by type or by process."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.site.corpora import DAY, Library, text
from tests.site.reader import Page, broken_links
from tests.site.ways.shelves import YEAR, listed, made, page

from ledsys.model.organisation import Unit
from ledsys.site.ways.units import Branch, pruned
from ledsys.site.words import Ref, requirement_address, unit_address

A, B, C = "PRV-100001", "PRV-100002", "PRV-100003"


def library() -> Library:
    """Give a document of the region, and two of the unit below, one of them of a process."""
    found = Library()
    found.publish(A, DAY - YEAR, DAY + YEAR, text(A, gäller_för="[region]", handlingstyp="riktlinje"))
    found.publish(B, DAY - YEAR, DAY + YEAR, text(B, processer="[vardprocess, okand]"))
    found.publish(C, DAY - YEAR, DAY + YEAR, text(C, handlingstyp="riktlinje"))
    return found


def test_own_documents_come_first_by_type_in_the_order_of_the_types() -> None:
    rehab = page(made(library()), "enheter/rehab.html")
    assert listed(rehab) == [C, B, A]
    assert rehab.index("The unit's own documents") < rehab.index("Also applies here") < rehab.index(A)
    assert '<h3 id="rehab.riktlinje">Riktlinje</h3>' in rehab
    assert '<h4 id="region.riktlinje">Riktlinje</h4>' in rehab


def test_the_same_documents_stand_by_process_at_an_address_that_the_first_leads_to() -> None:
    book = made(library())
    assert 'href="../enheter/rehab/processer.html">Process</a>' in page(book, "enheter/rehab.html")
    processes = page(book, "enheter/rehab/processer.html")
    assert listed(processes) == [B, C, A]
    assert (
        processes.index("Vårdprocessen") < processes.index(B) < processes.index("Other documents") < processes.index(C)
    )
    assert 'href="../../enheter/rehab.html">Document type</a>' in processes


def test_a_unit_offers_itself_as_the_readers_own_but_only_where_scripts_run() -> None:
    rehab = page(made(library()), "enheter/rehab.html")
    assert 'data-choose-unit="rehab" data-name="Rehab" data-address="enheter/rehab.html" hidden' in rehab


def test_a_unit_tells_what_is_new_of_all_that_applies_to_it() -> None:
    found = library()
    found.publish(B, DAY, DAY + YEAR, on=DAY - timedelta(days=1))
    book = made(found)
    latest = page(book, "enheter/rehab.html").split('id="sidans.nytt"')[1]
    assert latest.index("Changed</span>") < latest.index("New</span>")
    assert "Skäl till version 2." in latest
    assert "Skäl till version 2." not in page(book, "enheter/region.html")


def test_a_trail_leads_from_the_start_through_the_units_above() -> None:
    html = page(made(library()), "enheter/rehab.html")
    trail = Page(html[html.index('<nav class="trail"') : html.index("<main")])
    assert trail.links == ["../index.html", "../enheter/index.html", "../enheter/region.html", "../enheter/vard.html"]
    assert '<li aria-current="page">Rehab</li>' in html


def test_a_unit_at_the_top_that_has_ended_is_no_longer_in_the_tree() -> None:
    found = library()
    register = found.policy.register
    gone = Unit.model_validate({"id": "landsting", "namn": "Landstinget", "till": "2019-12-31", "uppgår-i": "region"})
    found.policy = replace(found.policy, register=replace(register, units=(gone, *register.units)))
    tree = page(made(found), "enheter/index.html").partition("<main")[2]
    assert "Landstinget" not in tree
    assert tree.count("enheter/region.html") == 1
    assert "Landstinget" in page(made(found, date(2019, 12, 31)), "enheter/index.html")


def test_a_unit_may_be_called_what_the_list_of_all_is() -> None:
    found = library()
    register = found.policy.register
    own = Unit.model_validate({"id": "index", "namn": "Index", "överordnad": "region"})
    found.policy = replace(found.policy, register=replace(register, units=(*register.units, own)))
    found.publish("PRV-100004", DAY - YEAR, DAY + YEAR, text("PRV-100004", gäller_för="[index]", uppfyller="[Index]"))
    book = made(found)
    assert "<h1>Units</h1>" in page(book, "enheter/index.html")
    assert listed(page(book, unit_address("index"))) == ["PRV-100004", A]
    assert "<h1>Requirements</h1>" in page(book, "krav/index.html")
    assert listed(page(book, requirement_address("Index"))) == ["PRV-100004"]
    assert broken_links(book) == []


def _branch(name: str, *below: Branch) -> Branch:
    return Branch(Ref(name), 0, below)


def test_of_a_large_organisation_only_the_upper_levels_are_kept() -> None:
    tree = (_branch("a", _branch("b", _branch("c"), _branch("d")), _branch("e")),)
    assert pruned(tree, 5) == tree
    assert pruned(tree, 4) == (_branch("a", _branch("b"), _branch("e")),)
    assert pruned(tree, 0) == (_branch("a"),)
    assert pruned((), 5) == ()
