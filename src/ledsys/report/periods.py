"""The *periods* of an edition: the days in force, more than one where it expired before it was confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledsys.lifecycle import Edition
from ledsys.message import Message, msg


def periods(edition: Edition) -> tuple[tuple[date, date], ...]:
    """Give first and last day (inclusive) of each period, in order; the days between two are expired for ever."""
    return tuple(_periods(edition))


def _periods(edition: Edition) -> Iterator[tuple[date, date]]:
    start, end = edition.valid_from, edition.approve.valid_until or edition.last_day
    for confirm in edition.confirms:
        day = confirm.signed_at.date()
        if day > end:
            yield start, end
            start = day
        end = confirm.valid_until or end
    yield start, min(end, edition.last_day)


def told_periods(edition: Edition) -> tuple[Message, ...]:
    """Give the periods in words."""
    return tuple(msg("{start} – {end}", start=start, end=end) for start, end in periods(edition))
