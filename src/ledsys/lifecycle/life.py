"""The *life* of a document, as its acts prove it: its editions, its work, its owner.

Nothing here is believed from front matter. An edition's state on a day is computed from acts and dates, never written
(design §3, proof §1.15).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Level
from ledsys.model.document import Status


class EditionState(StrEnum):
    """What an edition is on a day."""

    UPCOMING = "kommande"
    IN_FORCE = "gällande"
    SUPERSEDED = "ersatt"
    EXPIRED = "utgången"
    REPEALED = "upphävd"
    STOPPED = "stoppad"


class Edition(NamedTuple):
    """A published version with the acts that it rests on; ``next_from`` is the first day of the version after it."""

    version: int
    submit: Act
    reviews: tuple[Act, ...]
    approve: Act
    publish: Act
    confirms: tuple[Act, ...]
    baselines: tuple[Act, ...]
    stop: Act | None
    repeal: Act | None
    next_from: date | None
    taken_over: bool

    @property
    def valid_from(self) -> date:
        """The first day in force."""
        return _known(self.approve.valid_from)

    @property
    def valid_until(self) -> date:
        """The last day in force, as approved or as confirmed last, and no later than a repeal."""
        return self.valid_until_on(date.max)

    @property
    def content(self) -> str:
        """The content digest that was approved."""
        return self.approve.content or ""

    @property
    def level(self) -> Level:
        """The level of proof of the approval: its own, or that of a later act that vouches anew for the same text."""
        levels = (Level.of_code(act.assurance) or Level.CLAIMED for act in (self.approve, *self.baselines))
        return max(levels, key=lambda level: level.rank)

    def valid_until_on(self, day: date) -> date:
        """Give the last day in force as far as was decided by the day."""
        until = _known(self.approve.valid_until)
        for confirm in self.confirms:
            if confirm.signed_at.date() <= day:
                until = _known(confirm.valid_until)
        if self.repeal is not None and self.repeal.signed_at.date() <= day:
            until = min(until, _known(self.repeal.valid_until))
        return until

    def state(self, day: date) -> EditionState:
        """Give what the edition is on the day; both ends of the validity are inclusive."""
        if self.next_from is not None and self.next_from <= day:
            return EditionState.SUPERSEDED
        if self.repeal is not None and _known(self.repeal.valid_until) < day:
            return EditionState.REPEALED
        if self.stop is not None and self.stop.signed_at.date() <= day:
            return EditionState.STOPPED
        if day < self.valid_from:
            return EditionState.UPCOMING
        if self.valid_until_on(day) < day:
            return EditionState.EXPIRED
        return EditionState.IN_FORCE

    @property
    def last_day(self) -> date:
        """The last day in force that is known of today, also counting the next version, a repeal and a stop."""
        ends = [self.valid_until]
        if self.next_from is not None and self.next_from > date.min:
            ends.append(self.next_from - timedelta(days=1))
        if self.stop is not None:
            ends.append(self.stop.signed_at.date() - timedelta(days=1))
        return min(ends)


class Work(NamedTuple):
    """The file that is being worked on, as far as acts speak of it.

    ``version`` is the version that the file should bear; none where any would do (a first draft). ``reached`` is the
    status that the acts reached, whatever the file now holds; ``status`` is the status for the content that it now
    holds.
    """

    version: int | None
    reached: Status
    status: Status
    submit: Act | None = None
    votes: tuple[Act, ...] = ()
    approve: Act | None = None
    publish: Act | None = None

    @property
    def returns(self) -> tuple[Act, ...]:
        """The standing votes that return the text to its author."""
        return tuple(vote for vote in self.votes if vote.meaning is Meaning.RETURN)

    @property
    def oks(self) -> tuple[Act, ...]:
        """The standing votes that accept the text."""
        return tuple(vote for vote in self.votes if vote.meaning is Meaning.OK)


@dataclass(frozen=True)
class Life:
    """Everything that the acts of one document prove; ``acts`` are in their own order."""

    document: str
    acts: tuple[Act, ...]
    editions: tuple[Edition, ...]
    work: Work
    owner: str | None

    @cached_property
    def repeal(self) -> Act | None:
        """The act that repealed the document: the first, should two have been made side by side."""
        return next((act for act in self.acts if act.kind is ActKind.REPEAL), None)

    @cached_property
    def resting(self) -> frozenset[str]:
        """The ids of the acts that an edition or the work rests on; what the others did is past."""
        acts = [*self.work.votes, self.work.submit, self.work.approve, self.work.publish]
        for each in self.editions:
            acts += [*each.reviews, *each.confirms, *each.baselines, each.submit, each.approve, each.publish]
        acts += [each.stop for each in self.editions]
        return frozenset(act.id for act in (*acts, self.repeal) if act is not None)

    @property
    def last(self) -> Edition | None:
        """The edition of the highest version, whatever its state."""
        return self.editions[-1] if self.editions else None

    def latest(self, *kinds: ActKind) -> Act | None:
        """Give the latest act of one of the kinds."""
        return next((act for act in reversed(self.acts) if act.kind in kinds), None)

    def edition(self, version: int) -> Edition | None:
        """Give the edition of the version."""
        return next((edition for edition in self.editions if edition.version == version), None)

    def in_force(self, day: date) -> Edition | None:
        """Give the edition in force on the day; nothing older comes back when the newest has ended."""
        return next((edition for edition in self.editions if edition.state(day) is EditionState.IN_FORCE), None)

    def shown(self, day: date) -> Edition | None:
        """Give the edition at the document's address: in force, else the newest begun, else the first to come."""
        begun = [edition for edition in self.editions if edition.valid_from <= day]
        return self.in_force(day) or (begun[-1] if begun else next(iter(self.editions), None))


def _known(day: date | None) -> date:
    """Narrow a day that deriving has already found to be there; an act without one ends nothing."""
    return day if day is not None else date.max
