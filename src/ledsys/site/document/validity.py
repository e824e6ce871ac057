"""The *validity* of an edition on its page: from when until when it applied, also where that came in two periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.site.words import day_after

_CUT_SHORT = (EditionState.SUPERSEDED, EditionState.STOPPED, EditionState.REPEALED)


class Period(NamedTuple):
    """Days on end on which an edition is in force, the first and the last included."""

    first: date
    last: date


def last_day(edition: Edition, day: date) -> date | None:
    """Give the last day in force as decided or, where something else ended the edition, as it came to be.

    None where an edition ended before it began.
    """
    if edition.state(day) not in _CUT_SHORT:
        return edition.valid_until
    return edition.last_day if edition.last_day >= edition.valid_from else None


def periods(edition: Edition) -> tuple[Period, ...]:
    """Give when the edition was, or is to be, in force; a confirmation after expiry begins a new period.

    None where an edition ended before it began.
    """
    cut = (Period(first, min(last, edition.last_day)) for first, last in _decided(edition))
    return tuple(period for period in cut if period.first <= period.last)


def _decided(edition: Edition) -> Iterator[Period]:
    first, last = edition.valid_from, approved_until(edition)
    for confirm in edition.confirms:
        day = confirm.signed_at.date()
        if day > day_after(last):
            yield Period(first, last)
            first = day
        last = confirm.valid_until or last
    yield Period(first, last)


def approved_until(edition: Edition) -> date:
    """Give the last day in force as approved, whatever was decided later."""
    return edition.approve.valid_until or edition.valid_until
