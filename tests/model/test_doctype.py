"""What a document type asks for, and the levels of proof (proof §1.10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from pydantic import ValidationError
from tests.lifecycle.world import MONDAY, TYPES

from ledsys.authority.levels import WITNESSED, asked
from ledsys.frontmatter.records import read_record
from ledsys.model.act import ActKind
from ledsys.model.doctype import DocumentType, Exemption, Level, LevelFrom

TYPE = """\
handlingstyp: rutin
benämning: Rutin
beskrivning: Hur ett arbete görs.
längsta-giltighet-år: 2
antal-granskare: 1
"""


def read(levels: str) -> DocumentType:
    """Read a type with these lines about its level of proof."""
    record, problems = read_record(DocumentType, f"{TYPE}{levels}".encode(), "handlingstyper/rutin.yaml")
    assert record is not None, problems
    return record


def test_a_level_vouches_for_more_than_those_before_it() -> None:
    assert [level.rank for level in Level] == [0, 1, 2, 3, 4]
    assert [level.code for level in Level] == ["claimed", "forge", "key", "hardware", "external"]
    assert [Level.of_code(level.code) for level in Level] == list(Level)
    assert Level.of_code("nyckel") is None


def test_a_type_that_says_nothing_asks_for_nothing() -> None:
    assert read("").level(MONDAY) is Level.CLAIMED


@pytest.mark.parametrize("level", Level)
def test_a_level_alone_is_asked_for_on_every_day(level: Level) -> None:
    found = read(f"styrkenivå: {level.value}\n")
    assert {found.level(day) for day in (date.min, MONDAY, date.max)} == {level}


def test_a_level_is_asked_for_from_its_day_until_the_next_one() -> None:
    found = read("styrkenivå: [{nivå: hårdvara, från: 2026-06-20}, {nivå: nyckel, från: 2026-06-15}]\n")
    assert found.level(MONDAY - timedelta(days=1)) is Level.CLAIMED
    assert found.level(MONDAY) is Level.KEY
    assert found.level(date(2026, 6, 19)) is Level.KEY
    assert found.level(date(2026, 6, 20)) is Level.HARDWARE
    begun = read("styrkenivå: [{nivå: plattform}, {nivå: nyckel, från: 2026-06-15}]\n")
    assert begun.level(MONDAY - timedelta(days=1)) is Level.FORGE
    assert begun.level(MONDAY) is Level.KEY


def test_a_level_that_nobody_knows_is_an_error() -> None:
    for level in ("key", "hög"):
        with pytest.raises(ValidationError):
            LevelFrom.model_validate({"nivå": level})


def test_a_forge_is_asked_to_vouch_for_votes_and_decisions_only() -> None:
    forge = read("styrkenivå: plattform\n")
    for kind in ActKind:
        assert asked(forge, kind, MONDAY) is (Level.FORGE if kind in WITNESSED else Level.CLAIMED)
        assert asked(read("styrkenivå: nyckel\n"), kind, MONDAY) is Level.KEY
    decisions = {ActKind.REVIEW, ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.STOP, ActKind.BASELINE}
    assert decisions <= set(WITNESSED)
    assert not {ActKind.SUBMIT, ActKind.RECALL, ActKind.PUBLISH, ActKind.HANDOVER} & set(WITNESSED)


def test_an_exemption_is_there_if_the_type_grants_it() -> None:
    for exemption in Exemption:
        waiver = TYPES["plan"].waiver(exemption)
        assert waiver is not None
        assert waiver.exemption is exemption
        assert TYPES["rutin"].waiver(exemption) is None
