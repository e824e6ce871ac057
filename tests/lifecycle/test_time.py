"""Acts follow each other in time, also when clocks do not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tests.lifecycle.world import ZONE, World

from ledsys.lifecycle import Move, Plan, Wish, decide
from ledsys.lifecycle.validity import usual, years_after
from ledsys.store.attempts import prepare
from ledsys.store.files import MemoryFiles


@pytest.mark.parametrize("fold", [0, 1])
def test_in_the_hour_that_comes_twice_acts_keep_their_order(fold: int) -> None:
    world = World(day=date(2026, 10, 25))
    night = datetime(2026, 10, 25, 2, 10, tzinfo=ZONE, fold=fold)
    times = []
    for move, person in ((Move.SUBMIT, "submitter"), (Move.RECALL, "submitter"), (Move.SUBMIT, "submitter")):
        wish = Wish(reason="Prov.")
        outcome = decide(prepare(MemoryFiles(world.files), world.corpus, world.found, move, person, night, wish))
        assert isinstance(outcome, Plan)
        world.make(outcome)
        times.append(outcome.acts[0].signed_at)
    assert [later - earlier for earlier, later in pairwise(times)] == [timedelta(seconds=1)] * 2
    assert times[0].utcoffset() == timedelta(hours=1 if fold else 2)
    assert [act.signed_at for act in world.life.acts] == times, "read again, they have the same order"


def test_years_end_where_the_calendar_does() -> None:
    assert years_after(date(9999, 1, 1), 2) == date.max
    assert usual(date(9998, 6, 1), 5) == date.max - timedelta(days=1)
    assert years_after(date(2024, 2, 29), 999999) == date.max
