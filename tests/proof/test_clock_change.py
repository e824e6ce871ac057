"""The hour that comes twice: an act that lands in it is neither early nor late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.lifecycle.world import ZONE, policy

from ledsys.actfile import sealed
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.landing import Landing
from ledsys.rules.catalogue import BY_CODE
from ledsys.rules.landings import AHEAD, OLDEST
from ledsys.rules.rule import Case

TWICE = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
"""Half past two in Stockholm for the second time that night."""
SECOND = timedelta(seconds=1)


def found(signed: datetime, landed: datetime) -> list[str]:
    act = sealed(
        Act(
            kind=ActKind.SUBMIT,
            repo="region/docs",
            document="EXP-100001",
            version=1,
            content=None,
            person="author",
            name="Author",
            role="author",
            signed_at=signed,
        )
    )
    before = Corpus(policy(), date(2026, 10, 25))
    after = replace(before, acts={act.document: (act,)})
    check = BY_CODE["LS518"].of_landing
    assert check is not None
    landing = Landing(landed.astimezone(ZONE), before, after, ())
    return [str(hit.message) for hit in check(landing, Case(after, {}))]


@pytest.mark.parametrize("landed", [TWICE - timedelta(hours=1), TWICE, TWICE + timedelta(hours=1)])
def test_an_act_may_land_at_once_on_the_night_of_the_clock_change(landed: datetime) -> None:
    for signed in (landed, landed + AHEAD, landed - timedelta(hours=1), landed - OLDEST):
        assert found(signed, landed) == []
    assert "which has not come" in found(landed + AHEAD + SECOND, landed)[0]
    assert "more than 30 days before" in found(landed - OLDEST - SECOND, landed)[0]
