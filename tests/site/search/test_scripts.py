"""The scripts that the search loads hold what they say, and nothing that could end a script early."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from tests.site.corpora import DAY, policy

from ledsys.model.thesaurus import Synonyms
from ledsys.site.search.records import SearchRecord
from ledsys.site.search.scripts import FIELDS, SearchScripts
from ledsys.site.search.sources import BODY_MARK, sources
from ledsys.site.words import Words

RECORD = SearchRecord(
    id="PRV-000001",
    title="Hantering </script> av <b>läkemedel</b>\u2028",
    address="dokument/PRV-000001/index.html",
    mark="in-force",
    state="Gällande",
    version=2,
    valid_from=date(2026, 1, 1),
    last_day=date(2027, 1, 1),
    later="2027-01-02 expired",
    type="rutin",
    units=("rehab",),
    keys=("PRV-000001", "NRS"),
    body="Läkemedelslistan 2026 gås igenom. Läkemedel.",
)
OTHER = replace(RECORD, id="PRV-000002", title="Lista", keys=("PRV-000002",), body="Läkemedel.")


def _scripts(*records: SearchRecord) -> SearchScripts:
    own = replace(policy(), thesaurus=(Synonyms.model_validate({"ord": ["Fall", "ramla"]}),))
    return SearchScripts(records, Words(own, "sv", DAY))


def _value(script: bytes) -> Any:
    text = script.decode()
    assert "<" not in text
    assert "\u2028" not in text
    return json.loads(text.partition(" = ")[2].rstrip(";\n"))


def test_a_card_holds_what_a_result_shows() -> None:
    (card,) = _value(_scripts(RECORD).cards())
    assert card[:6] == ["PRV-000001", RECORD.title, RECORD.address, "in-force", "Gällande", 2]
    assert card[6:9] == ["2026-01-01", "2027-01-01", "2027-01-02 expired"]
    assert card[9:] == ["rutin", ["rehab"], [], ["NRS"], [], "", ""]


def test_the_vocabulary_has_the_commonest_word_first_and_none_that_says_nothing() -> None:
    found = _value(_scripts(RECORD, OTHER).vocabulary_script())
    words = found["words"].split()
    assert words[0] == "läkemedel"
    assert "läkemedelslistan" in words
    assert "av" not in words
    assert found["codes"].split() == ["000001", "000002", "2026", "prv-000001", "prv-000002"]
    assert found["synonyms"] == [["fall", "ramla"]]
    assert found["units"]["rehab"] == ["Rehab", "vard"]
    assert found["units"]["region"] == ["Region Prov"]


def test_the_index_says_in_which_fields_of_which_documents_a_term_stands() -> None:
    found = _value(_scripts(RECORD, OTHER, OTHER).index())
    terms = dict(found["terms"])
    assert found["fields"] == list(FIELDS)
    assert terms["nrs"] == {"0": [0]}
    assert terms["000002"] == {"0": [1, 1], "6": [1, 1]}  # the second, and the one after it
    assert terms["prv-000002"] == {"6": [1, 1]}
    assert terms["läkemedel"] == {"1": [0], "6": [0, 1, 1]}
    assert terms["listan"] == {"5": [0]}  # the end of a compound
    assert [term for term, _ in found["terms"]] == sorted(terms)
    assert found["lengths"][1] == [2, 1, 0, 0, 0, 0, 3]


def test_a_handbook_without_documents_has_scripts_too() -> None:
    scripts = _scripts()
    assert _value(scripts.cards()) == []
    assert _value(scripts.index())["terms"] == []


def test_a_source_bears_every_part_with_its_weight_and_no_markup_of_a_document() -> None:
    page = sources(_scripts(RECORD, OTHER))["0.html"].decode()
    assert page.startswith('<!doctype html><html lang="sv"><body data-pagefind-body>')
    assert '<p data-pagefind-weight="10">Hantering &lt;/script&gt; av' in page
    assert f'<p data-pagefind-weight="1">{BODY_MARK}</p><p data-pagefind-weight="1">Läkemedelslistan 2026' in page
    assert "<b>" not in page
