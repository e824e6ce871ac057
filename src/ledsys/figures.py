"""The *figures* of an overview: what is counted of all documents on a day, each document once in every count.

*Living* is what is in force, upcoming or expired, and what is being written: what somebody still has to answer for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from ledsys.deadlines import Deadline, deadlines
from ledsys.lifecycle import EditionState, Life
from ledsys.lifecycle.overview import Overview, overviews
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.document import FrontMatter, Status

MONTHS = 12
"""How many months the calendar holds, this one first."""
SLOW = 30
"""Days after its submission when a text has waited too long for review or approval."""
OLDEST = 5
"""Years from which a decided text counts among the oldest."""
_YEAR = 365.25
_BEYOND = 400
"""Days ahead that surely hold the calendar's last month."""
_LASTING = (EditionState.IN_FORCE, EditionState.UPCOMING, EditionState.EXPIRED)


class Lack(Enum):
    """What an orphan lacks; each with a sentence of its own on the page."""

    OWNER = auto()
    GOVERNING = auto()
    UNIT = auto()
    PROCESS = auto()


@dataclass(frozen=True)
class Month:
    """A month of the calendar and how many documents end in it."""

    year: int
    month: int
    ends: int


@dataclass(frozen=True)
class Load:
    """What an owner has to do: how many have ended, and how many end in each month of the calendar."""

    owner: str
    ended: int
    months: tuple[int, ...]

    @property
    def total(self) -> int:
        """All that has ended or ends within the calendar."""
        return self.ended + sum(self.months)


@dataclass(frozen=True)
class Slow:
    """A text that was submitted long ago and is not published; ``days`` is since the submission."""

    entry: Overview
    submit: Act
    days: int


@dataclass(frozen=True)
class Proof:
    """How the editions in force of a type were proven: the level asked today, and who reaches it or stays below."""

    type: str
    asked: Level
    reaching: int
    below: tuple[Overview, ...]


@dataclass(frozen=True)
class Figures:
    """Everything that is counted; the order of every list is that in which it is shown."""

    day: date
    documents: int
    states: Mapping[EditionState | Status, int]
    types: Mapping[str, int]
    units: Mapping[str, int]
    ages: tuple[int, ...]
    months: tuple[Month, ...]
    loads: tuple[Load, ...]
    overdue: tuple[Deadline, ...]
    slow: tuple[Slow, ...]
    orphans: Mapping[Lack, tuple[Overview, ...]]
    proofs: tuple[Proof, ...]
    unreadable: tuple[str, ...]

    @property
    def backlog(self) -> int:
        """How many documents have ended without a decision on what follows."""
        return len(self.overdue)

    @property
    def ending(self) -> int:
        """How many documents end within the calendar."""
        return sum(month.ends for month in self.months)

    @property
    def pace(self) -> int:
        """How many documents must be seen to each month for nothing to be overdue when the calendar ends."""
        return -(-(self.backlog + self.ending) // MONTHS)


def figures(corpus: Corpus, lives: Mapping[str, Life]) -> Figures:
    """Count everything of the corpus's day; ``lives`` is all lives of the corpus by document id."""
    found = overviews(corpus, lives)
    due = deadlines(corpus, lives, _BEYOND)
    calendar = _calendar(corpus.today)
    living = [(entry, entry.front) for entry in found if entry.front is not None and _living(entry)]
    return Figures(
        day=corpus.today,
        documents=len(found),
        states=_states(found),
        types=_descending(Counter(front.type for _, front in living)),
        units=_descending(Counter(unit for _, front in living for unit in _units(corpus, front))),
        ages=_ages(found, corpus.today),
        months=_months(calendar, due),
        loads=_loads(calendar, due),
        overdue=tuple(sorted((end for end in due if end.ended), key=lambda end: (end.last_day, end.document))),
        slow=_slow(found, corpus.today),
        orphans={lack: tuple(some) for lack, some in _orphans(corpus, living).items()},
        proofs=_proofs(corpus, found),
        unreadable=tuple(entry.document.path for entry in found if entry.front is None),
    )


def _living(entry: Overview) -> bool:
    return entry.edition_state in _LASTING or entry.work.open


def _units(corpus: Corpus, front: FrontMatter) -> Iterable[str]:
    """Give the units of a document; one that was merged counts as the one that took it over."""
    return dict.fromkeys(corpus.policy.register.current_unit(unit, corpus.today) for unit in front.units)


def _states(found: Iterable[Overview]) -> Mapping[EditionState | Status, int]:
    """Count what each document is first of all: the state of its edition, else of its work."""
    counted = Counter(entry.edition_state or entry.work for entry in found)
    return {state: counted[state] for state in (*EditionState, *Status) if counted[state]}


def _descending(counted: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _ages(found: Iterable[Overview], day: date) -> tuple[int, ...]:
    """Count texts in force or expired by whole years since they were last decided; the last number is of the oldest."""
    counted: Counter[int] = Counter()
    for entry in found:
        if entry.shown is not None and entry.edition_state in (EditionState.IN_FORCE, EditionState.EXPIRED):
            decided = (entry.shown.approve, *entry.shown.confirms)[-1].signed_at.date()
            counted[min(int((day - decided).days / _YEAR), OLDEST)] += 1
    return tuple(counted[years] for years in range(OLDEST + 1))


def _calendar(day: date) -> tuple[tuple[int, int], ...]:
    start = day.year * 12 + day.month - 1
    return tuple((number // 12, number % 12 + 1) for number in range(start, start + MONTHS))


def _month(end: Deadline) -> tuple[int, int]:
    return end.last_day.year, end.last_day.month


def _months(calendar: tuple[tuple[int, int], ...], due: Iterable[Deadline]) -> tuple[Month, ...]:
    counted = Counter(_month(end) for end in due if not end.ended)
    return tuple(Month(*place, counted[place]) for place in calendar)


def _loads(calendar: tuple[tuple[int, int], ...], due: Iterable[Deadline]) -> tuple[Load, ...]:
    """Give what each owner has to do, who has most to do first."""
    ended: Counter[str] = Counter()
    coming: dict[str, Counter[tuple[int, int]]] = {}
    for end in due:
        months = coming.setdefault(end.owner, Counter())
        if end.ended:
            ended[end.owner] += 1
        else:
            months[_month(end)] += 1
    loads = (Load(owner, ended[owner], tuple(months[place] for place in calendar)) for owner, months in coming.items())
    return tuple(sorted((load for load in loads if load.total), key=lambda load: (-load.total, load.owner)))


def _slow(found: Iterable[Overview], day: date) -> tuple[Slow, ...]:
    waiting = (
        Slow(entry, entry.life.work.submit, (day - entry.life.work.submit.signed_at.date()).days)
        for entry in found
        if entry.life.work.submit is not None and entry.work in (Status.REVIEW, Status.APPROVED)
    )
    return tuple(
        sorted((each for each in waiting if each.days > SLOW), key=lambda each: (-each.days, each.entry.document.id))
    )


def _orphans(corpus: Corpus, living: Iterable[tuple[Overview, FrontMatter]]) -> Mapping[Lack, list[Overview]]:
    orphans: dict[Lack, list[Overview]] = {lack: [] for lack in Lack}
    for entry, front in living:
        for lack in _lacks(corpus, entry, front):
            orphans[lack].append(entry)
    return orphans


def _lacks(corpus: Corpus, entry: Overview, front: FrontMatter) -> Iterator[Lack]:
    register, day = corpus.policy.register, corpus.today
    kind = corpus.policy.types.get(front.type)
    if not register.owner_persons(entry.life.owner or front.owner, day):
        yield Lack.OWNER
    if kind is not None and kind.needs_governing and not any(map(corpus.by_id.__contains__, front.governed_by)):
        yield Lack.GOVERNING
    units = (register.unit_by_id.get(unit) for unit in _units(corpus, front))
    if not any(unit is not None and unit.covers(day) for unit in units):
        yield Lack.UNIT
    if register.processes and not any(map(register.process_by_id.__contains__, front.processes)):
        yield Lack.PROCESS


def _proofs(corpus: Corpus, found: Iterable[Overview]) -> tuple[Proof, ...]:
    """Compare the editions in force with what their type asks today; what was decided before stays decided."""
    by_type: dict[str, list[Overview]] = {}
    for entry in found:
        if entry.front is not None and entry.edition_state is EditionState.IN_FORCE:
            by_type.setdefault(entry.front.type, []).append(entry)
    return tuple(
        _proof(key, kind.level(corpus.today), by_type[key])
        for key, kind in corpus.policy.types.items()
        if key in by_type
    )


def _proof(key: str, asked: Level, entries: list[Overview]) -> Proof:
    below = tuple(entry for entry in entries if entry.shown is not None and entry.shown.level.rank < asked.rank)
    return Proof(key, asked, len(entries) - len(below), below)
