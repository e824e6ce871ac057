"""The *life* of a document, as its acts prove it: its editions, its work, its owner.

Nothing here is believed from front matter. An edition's state on a day is computed from acts and dates, never written
(design §3, proof §1.15).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

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


@dataclass(frozen=True)
class Edition:
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


@dataclass(frozen=True)
class Work:
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


_Kinds: TypeAlias = Mapping[ActKind, Sequence[Act]]
"""Acts by kind, each in the order of all."""


def derive(document: str, acts: tuple[Act, ...], version: int | None, digest: str | None) -> Life:
    """Derive a document's life from its acts (in their order), and the version and content digest that its file has."""
    kinds = _by_kind(acts)
    editions = tuple(_editions(acts, kinds))
    work = _work(acts, kinds, editions, version, digest)
    owner = next((act.owner for act in reversed(acts) if act.owner is not None), None)
    return Life(document, acts, editions, work, owner)


def _editions(acts: tuple[Act, ...], kinds: _Kinds) -> Iterator[Edition]:
    if ActKind.PUBLISH not in kinds:
        return
    by_id = {act.id: act for act in acts}
    published: dict[int, tuple[Act, Act, Act]] = {}
    for publish in kinds.get(ActKind.PUBLISH, ()):
        approve = by_id.get(publish.of or "")
        submit = by_id.get(approve.of or "") if approve is not None else None
        if approve is None or submit is None or publish.version in published or _undated(approve):
            continue
        published[publish.version] = (submit, approve, publish)
    versions = sorted(published)
    repeal = next(iter(kinds.get(ActKind.REPEAL, ())), None)
    confirms, baselines, stops = (_by_version(kinds, kind) for kind in _ON_EDITIONS)
    for version, later in zip(versions, (*versions[1:], None), strict=False):
        submit, approve, publish = published[version]
        yield Edition(
            version=version,
            submit=submit,
            reviews=tuple(by_id[vote] for vote in approve.relies_on if vote in by_id),
            approve=approve,
            publish=publish,
            confirms=tuple(confirms.get(version, ())),
            baselines=tuple(baselines.get(version, ())),
            stop=next(iter(stops.get(version, ())), None),
            repeal=repeal,
            next_from=_known(published[later][1].valid_from) if later is not None else None,
            taken_over=submit.of is None and version > 1,
        )


_ON_EDITIONS = (ActKind.CONFIRM, ActKind.BASELINE, ActKind.STOP)


def _by_version(kinds: _Kinds, kind: ActKind) -> Mapping[int, Sequence[Act]]:
    found: dict[int, list[Act]] = {}
    for act in kinds.get(kind, ()):
        found.setdefault(act.version, []).append(act)
    return found


def _undated(approve: Act) -> bool:
    return approve.valid_from is None or approve.valid_until is None


def _work(
    acts: tuple[Act, ...], kinds: _Kinds, editions: tuple[Edition, ...], version: int | None, digest: str | None
) -> Work:
    answered = _answered(acts, kinds)
    last_version = editions[-1].version if editions else None
    revising = any(
        act.version == (last_version or 0) + 1 and act.id not in answered for act in kinds.get(ActKind.REVISE, ())
    )
    submitted = {act.version for act in kinds.get(ActKind.SUBMIT, ())}
    expected = last_version + revising if last_version is not None else max(submitted, default=None)
    if ActKind.REPEAL in kinds:
        return Work(last_version, Status.REPEALED, Status.REPEALED)
    if editions and not revising:
        return _closed(editions[-1], version, digest)
    of_version = expected if expected is not None else version
    submits = [act for act in kinds.get(ActKind.SUBMIT, ()) if act.version == of_version]
    submit = submits[-1] if submits else None  # a new submit takes the place of those before it
    if submit is None or submit.id in answered:
        ended = last_version is None and ActKind.ABANDON in kinds
        status = Status.ABANDONED if ended else Status.DRAFT
        return Work(expected, status, status)
    approve = _approval(kinds, submit)
    reached = Status.APPROVED if approve else Status.REVIEW
    same = submit.content == digest and digest is not None and version == of_version
    return Work(
        version=expected,
        reached=reached,
        status=reached if same else Status.DRAFT,
        submit=submit,
        votes=_votes(kinds, submit),
        approve=approve,
    )


def _closed(edition: Edition, version: int | None, digest: str | None) -> Work:
    """Give the work of a document whose newest version is published; what else was done with that version is past."""
    reached = Status.PUBLISHED if edition.stop is None else Status.STOPPED
    same = digest is not None and edition.content == digest and version == edition.version
    return Work(
        version=edition.version,
        reached=reached,
        status=reached if same else Status.DRAFT,
        submit=edition.submit,
        votes=edition.reviews,
        approve=edition.approve,
        publish=edition.publish,
    )


def _answered(acts: tuple[Act, ...], kinds: _Kinds) -> frozenset[str]:
    """Give the ids of the acts that no longer count: every submit before a recall, and all that led to an abandon."""
    answered: set[str] = set()
    for recall in kinds.get(ActKind.RECALL, ()):
        answered.update(
            act.id
            for act in kinds.get(ActKind.SUBMIT, ())
            if act.version == recall.version and act.order < recall.order
        )
    for abandon in kinds.get(ActKind.ABANDON, ()):
        answered.update(act.id for act in acts if act.version == abandon.version and act.order < abandon.order)
    return frozenset(answered)


def _votes(kinds: _Kinds, submit: Act) -> tuple[Act, ...]:
    standing: dict[str, Act] = {}
    for act in kinds.get(ActKind.REVIEW, ()):
        if act.of == submit.id and act.content == submit.content:
            standing[act.person] = act
    return tuple(standing.values())


def _approval(kinds: _Kinds, submit: Act) -> Act | None:
    approvals = kinds.get(ActKind.APPROVE, ())
    return next((act for act in approvals if act.of == submit.id and act.content == submit.content), None)


def _by_kind(acts: tuple[Act, ...]) -> _Kinds:
    found: dict[ActKind, list[Act]] = {}
    for act in acts:
        found.setdefault(act.kind, []).append(act)
    return found


def _known(day: date | None) -> date:
    """Narrow a day that `_undated` has already found to be there; an act without one ends nothing."""
    return day if day is not None else date.max
