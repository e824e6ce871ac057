"""What an edition is from which day on: the phases that pages bear are what the acts say, on every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from tests.site.corpora import DAY
from tests.site.document.lives import BOUNDARIES, editions, every_life, shelved

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.site.document.standing import standing
from ledsys.site.phases import later, phases, turns
from ledsys.site.shelf import Entry
from ledsys.site.words import MARKS, Words

SHELF = shelved(every_life())
EDITIONS = [(entry, edition) for entry, edition in editions(SHELF)]
NAMES = [f"{entry.id}-{edition.version}" for entry, edition in EDITIONS]
WORDS = Words(SHELF.corpus.policy, "en", DAY)


@pytest.mark.parametrize(("entry", "edition"), EDITIONS, ids=NAMES)
def test_the_last_phase_begun_is_the_state_of_the_day(entry: Entry, edition: Edition) -> None:
    found = phases(edition, DAY)
    assert found[0].first == DAY
    assert all(one.first < other.first and one.state is not other.state for one, other in pairwise(found))
    for day in (*BOUNDARIES, *(DAY + timedelta(days=number) for number in range(400)), date.max):
        assert [phase for phase in found if phase.first <= day][-1].state is edition.state(day), day


@pytest.mark.parametrize(("entry", "edition"), EDITIONS, ids=NAMES)
def test_the_bands_of_a_page_are_those_of_the_phases(entry: Entry, edition: Edition) -> None:
    now = standing(SHELF, entry, edition, WORDS)
    bands = (now, *now.later)
    for day in BOUNDARIES:
        shown = [band for band in bands if band.first <= day][-1]
        assert shown.mark == MARKS[edition.state(day)]
    assert all((one.sentence, one.notes) != (other.sentence, other.notes) for one, other in pairwise(bands))


def test_every_state_is_tried() -> None:
    assert {edition.state(day) for _, edition in EDITIONS for day in BOUNDARIES} == set(EditionState)


def test_a_page_that_is_superseded_leads_to_the_version_in_force_from_that_day_on() -> None:
    entry = SHELF.entries["PRV-300003"]
    old = standing(SHELF, entry, entry.life.editions[0], WORDS)
    assert [(band.first.isoformat(), band.mark) for band in (old, *old.later)] == [
        ("2026-06-15", "in-force"),
        ("2026-06-22", "superseded"),
        ("2026-07-16", "superseded"),
    ]
    assert [note.text for note in old.notes] == ["Version 2.0 applies from 2026-06-22."]
    assert [(note.text, note.address) for note in old.later[0].notes] == [
        ("Read version 2.0, which is in force.", "dokument/PRV-300003/2/index.html")
    ]
    assert old.later[1].notes == ()


def test_the_attribute_of_a_badge_names_days_and_marks() -> None:
    first, second = SHELF.entries["PRV-300003"].life.editions
    assert later(first, DAY) == "2026-06-22 superseded"
    assert later(second, DAY) == "2026-06-22 in-force;2026-07-16 expired"
    assert later(SHELF.entries["PRV-300005"].life.editions[0], DAY) == ""


def test_a_version_without_an_end_turns_into_nothing() -> None:
    (edition,) = SHELF.entries["PRV-300011"].life.editions
    assert turns((edition,), DAY) == (DAY, date.max)
    assert [phase.state for phase in phases(edition, DAY)] == [EditionState.IN_FORCE]
