"""The *phases* of an edition: what it is from which day on, as far as dates alone decide, so that pages can keep up.

What somebody decides later is not known here; the handbook is built anew then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.site.words import MARKS, day_after


class Phase(NamedTuple):
    """From the day on, the edition is in the state, until the next phase begins."""

    first: date
    state: EditionState


def turns(editions: Iterable[Edition], day: date) -> tuple[date, ...]:
    """Give the day itself and every later one on which one of the editions may become something else, in order."""
    found = {day}
    for edition in editions:
        found |= {edition.valid_from, day_after(edition.valid_until)}
        if edition.next_from is not None:
            found.add(edition.next_from)
    return tuple(sorted(turn for turn in found if turn >= day))


def phases(edition: Edition, day: date) -> tuple[Phase, ...]:
    """Give what the edition is on the day, and what it becomes after it."""
    found: list[Phase] = []
    for turn in turns((edition,), day):
        state = edition.state(turn)
        if not found or found[-1].state is not state:
            found.append(Phase(turn, state))
    return tuple(found)


def later(edition: Edition, day: date) -> str:
    """Give the phases after the present one as the attribute ``data-later`` of a badge: ``2027-06-16 expired;…``."""
    return ";".join(f"{phase.first} {MARKS[phase.state]}" for phase in phases(edition, day)[1:])
