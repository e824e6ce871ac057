"""The *fold*: what the history of main proves, from the landings that did not pass the step (proof §1.8).

A rebase merge lands many commits at once, and only the last of them needs to be whole. So a landing that did not pass
is no failure if it and the landings right after it pass when they are taken as one: that is an *open window*, which is
told with its length. A merge is always a landing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from ledsys import actfile
from ledsys.message import Message
from ledsys.model.act import Act
from ledsys.model.doctype import DocumentType, Level
from ledsys.model.finding import Finding
from ledsys.model.policy import protected
from ledsys.policyfile import FOLDER as CHAIN

LONGEST_RUN = 50
"""Landings that may be taken as one: more than anybody rebases at once."""
LONGEST_WINDOW = timedelta(days=30)
"""How long a window may be: as long as an act may lie unlanded (proof §1.7)."""
_SHARED = (f"{CHAIN}/", f"{actfile.FOLDER}/{actfile.DELEGATIONS}/")

MOST_WINDOWS = 100
"""Landings that did not pass and for which a window is looked for; where there are more, something else is wrong."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A landing as it was judged: its commit, its parents, the committer's time and what stands against it.

    ``paths`` are those that it changed.
    """

    commit: str
    parents: tuple[str, ...]
    time: datetime
    paths: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()

    @property
    def merge(self) -> bool:
        """Tell whether it is a merge, and so surely a landing of its own."""
        return len(self.parents) > 1


@dataclass(frozen=True, slots=True)
class Window:
    """Landings that pass only taken as one: between the first and the last, main held what had not been decided."""

    landings: tuple[Judged, ...]
    closed: Judged

    @property
    def minutes(self) -> int:
        """How long it stood open, by the committers' clocks, in whole minutes."""
        return max(0, round((self.closed.time - self.landings[0].time).total_seconds() / 60))

    @property
    def commits(self) -> int:
        """How many landings lie in the window, the one that closed it among them."""
        return len(self.landings)


@dataclass(frozen=True, slots=True)
class Fall:
    """A landing after which a document type asks for a lower level of proof than before, from a day on."""

    commit: str
    type: str
    day: date
    before: Level
    after: Level


@dataclass(frozen=True, slots=True)
class Ground:
    """What a proof rests on: whether the docs repo is open, how many policy versions there are, where they begin.

    ``root`` is the hash of version 1, none where nobody has signed anything; ``pinned`` tells whether it was compared
    with one that is kept elsewhere.
    """

    open: bool
    versions: int
    root: str | None
    pinned: bool


@dataclass(frozen=True, kw_only=True)
class History:
    """What the landings up to ``tip`` prove; ``since`` is the sealed commit that they follow, none for the beginning.

    ``acts`` counts by level of proof what these landings brought, ``trusted`` the acts that lay there before the first
    of them, which only a seal or the founders vouch for.
    """

    ground: Ground
    tip: str
    since: str | None
    landings: int
    began: datetime | None
    failures: tuple[Judged, ...] = ()
    windows: tuple[Window, ...] = ()
    falls: tuple[Fall, ...] = ()
    acts: Mapping[str, int] = field(default_factory=dict)
    trusted: int = 0
    disputed: tuple[Act, ...] = ()
    objections: tuple[Message, ...] = ()

    @property
    def proven(self) -> bool:
        """Tell whether nothing stands against it; open windows are told of, and are no failure."""
        return not self.failures and not self.objections


@dataclass(frozen=True, slots=True)
class Later:
    """A landing after one that did not pass, and what stands against all from that one on, taken as one."""

    judged: Judged
    joined: Callable[[], tuple[Finding, ...]]


def windows(
    failed: Iterable[Judged], followed: Callable[[Judged], Iterable[Later]]
) -> tuple[tuple[Judged, ...], tuple[Window, ...]]:
    """Divide landings that did not pass into failures and windows; ``followed`` gives those after one, in order."""
    failures: list[Judged] = []
    found: list[Window] = []
    covered: set[str] = set()
    for number, judged in enumerate(failed):
        if judged.commit in covered:
            continue
        window = _window(judged, followed) if number < MOST_WINDOWS else None
        if window is None:
            failures.append(judged)
        else:
            found.append(window)
            covered.update(landing.commit for landing in window.landings)
    return tuple(failures), tuple(found)


def _window(judged: Judged, followed: Callable[[Judged], Iterable[Later]]) -> Window | None:
    if judged.merge or not judged.parents:
        return None
    run = [judged]
    for later in followed(judged):
        apart = later.judged.time - judged.time > LONGEST_WINDOW
        if later.judged.merge or apart or len(run) >= LONGEST_RUN:
            return None
        run.append(later.judged)
        if _may_heal(judged, later.judged) and not later.joined():
            return Window(tuple(run), later.judged)
    return None


def _may_heal(judged: Judged, later: Judged) -> bool:
    """Tell whether a later landing touches what the findings are about, so that it is worth while to judge it."""
    about = judged.paths.union(finding.path for finding in judged.findings)
    folders = tuple(f"/{finding.document}/" for finding in judged.findings if finding.document)
    return any(
        path in about or protected(path) or path.startswith(_SHARED) or any(folder in path for folder in folders)
        for path in later.paths
    )


def falls(
    commit: str, day: date, before: Mapping[str, DocumentType], after: Mapping[str, DocumentType]
) -> Iterator[Fall]:
    """Yield the types of which more was asked before, by id, on some day than now (proof §1.10).

    Judged from the day of the landing on: what a type asked for on a day gone by matters to nobody any more. Nor does a
    type that has been taken away, until it is there again; ``before`` has it as it last was.
    """
    for name in sorted(before.keys() & after.keys()):
        earlier, later = before[name], after[name]
        for each in _days(day, earlier, later):
            old, new = earlier.level(each), later.level(each)
            if new.rank < old.rank:
                yield Fall(commit, name, each, old, new)
                break


def _days(day: date, *kinds: DocumentType) -> tuple[date, ...]:
    """Give the day and those after it on which one of the types begins to ask for another level."""
    begun = {entry.from_day for kind in kinds for entry in kind.levels if entry.from_day}
    return tuple(sorted({day, *(other for other in begun if other > day)}))
