"""What the search adds to a handbook."""

from __future__ import annotations

from datetime import date

import pytest
from tests.site.corpora import DAY, Library

from ledsys.site.handbook import Plan


def _plan() -> Plan:
    library = Library()
    library.publish("PRV-000001", date(2026, 1, 1), date(2027, 1, 1))
    return Plan(library.corpus(), library.editions, {}, DAY)


def test_the_filters_name_the_units_of_the_day_as_a_tree() -> None:
    page = _plan().pages.make("sok.html").decode()
    assert '<option value="region">Region Prov</option>' in page
    assert '<option value="rehab">\u2003\u2003Rehab</option>' in page
    assert 'value="syn"' not in page  # it is merged into another
    assert '<option value="vardprocess">Vårdprocessen</option>' in page
    assert '<option value="rutin">Rutin</option>' in page


def test_everything_that_the_search_loads_has_its_address() -> None:
    plan = _plan()
    for name in ("sok.js", "sok-fraga.js", "sok-motor.js", "minisearch.js", "snowball.js", "snowball-sv.js"):
        assert plan.pages.make(name)
    assert b"PRV-000001" in plan.pages.make("sok-kort.js")
    assert b'"rehab"' in plan.pages.make("sok-ord.js")
    assert b"prv-000001" in plan.pages.make("sok-index.js")


def test_no_document_is_read_for_the_search_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def told(*given: object) -> tuple[()]:
        asked.append(given)
        return ()

    monkeypatch.setattr("ledsys.site.search.pages.records", told)
    plan = _plan()
    plan.pages.make("alla.html")
    assert not asked
    plan.pages.make("sok-kort.js")
    plan.pages.make("sok-ord.js")
    assert len(asked) == 1


def test_the_whole_handbook_bears_what_pagefind_reads() -> None:
    assert _plan().made().sources.keys() == {"0.html"}
