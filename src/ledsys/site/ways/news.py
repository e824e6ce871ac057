"""What is *new*: events that staff must know of, each with its day, what it was, and why.

An event is a version taking effect, a document reviewed without change, stopped, or repealed. It comes from an act, and
is told from the day on which it makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property, partial
from heapq import merge
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Entry, Shelf
from ledsys.site.ways.listed import Group, plain
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import MARKS, Ref, Words, day_after

NEW, CHANGED, CONFIRMED, STOPPED, REPEALED = (
    msg("New"),
    msg("Changed"),
    msg("Reviewed without change"),
    msg("Stopped"),
    msg("Repealed"),
)
_MARKS = {NEW: "in-force", CHANGED: "changed", CONFIRMED: "confirmed", STOPPED: "stopped", REPEALED: "repealed"}
MONTHS = (  # the year is filled in later
    msg("January {year}"),
    msg("February {year}"),
    msg("March {year}"),
    msg("April {year}"),
    msg("May {year}"),
    msg("June {year}"),
    msg("July {year}"),
    msg("August {year}"),
    msg("September {year}"),
    msg("October {year}"),
    msg("November {year}"),
    msg("December {year}"),
)
RECENT = 60
"""How many events the page of what is new names; the months have the rest."""


@dataclass(frozen=True)
class Event:
    """Something that befell a document; ``at`` is when it came to matter, ``act`` the act that it rests on, by id.

    ``over`` is what the version has become since, where it no longer applies; empty where the event still holds.
    """

    day: date
    at: datetime
    mark: str
    what: str
    why: str
    id: str
    title: str
    address: str
    version: str
    type: str
    units: tuple[str, ...]
    over: Ref
    act: str

    @property
    def order(self) -> tuple[datetime, str, str]:
        """The order of events: latest first when turned round."""
        return self.at, self.id, self.act


class News:
    """All events of a handbook, latest first; nothing is looked for before somebody asks."""

    def __init__(self, shelf: Shelf, words: Words) -> None:
        """Take the shelf and the words of the handbook."""
        self._shelf = shelf
        self._words = words
        self._zone = ZoneInfo(words.policy.settings.zone)

    @cached_property
    def all(self) -> tuple[Event, ...]:
        """Every event until the day."""
        found = (event for entry in self._shelf.entries.values() for event in self._of(entry))
        return tuple(sorted(found, key=lambda event: event.order, reverse=True))

    @cached_property
    def _by_type(self) -> Mapping[str, Sequence[Event]]:
        """Events by the key of the document type."""
        return _grouped((event.type, event) for event in self.all)

    @cached_property
    def by_month(self) -> Mapping[str, Sequence[Event]]:
        """Events by month, such as 2026-03, the latest month first."""
        return _grouped((f"{event.day:%Y-%m}", event) for event in self.all)

    @cached_property
    def _by_unit(self) -> Mapping[str, Sequence[Event]]:
        register = self._words.policy.register
        current = {unit.id: register.current_unit(unit.id, self._shelf.day) for unit in register.units}
        return _grouped(
            (unit, event)
            for event in self.all
            for unit in dict.fromkeys(current.get(unit, unit) for unit in event.units)
        )

    def month_in_words(self, month: str) -> str:
        """Give the name of a month such as 2026-03."""
        year, number = month.split("-")
        name = MONTHS[int(number) - 1]
        return self._words.say(Message(name.template, (("year", year),)))

    def of_type(self, key: str, most: int) -> Sequence[Event]:
        """Give the latest events of documents of a type."""
        return self._by_type.get(key, ())[:most]

    def of_unit(self, unit: str, most: int) -> tuple[Event, ...]:
        """Give the latest events of what applies to the unit: its own documents, and those from the units above."""
        line = (self._by_unit.get(step, ()) for step in self._words.policy.register.line_up(unit))
        found = merge(*line, key=lambda event: event.order, reverse=True)
        return tuple(islice((event for event, _ in groupby(found)), most))

    def _of(self, entry: Entry) -> Iterator[Event]:
        for edition in entry.life.editions:
            yield from self._of_edition(entry, edition)
        if entry.life.repeal is not None:
            last = entry.life.repeal.valid_until or entry.life.repeal.signed_at.date()
            yield from self._event(entry, entry.life.editions[-1], entry.life.repeal, REPEALED, day_after(last))

    def _of_edition(self, entry: Entry, edition: Edition) -> Iterator[Event]:
        if edition.last_day >= edition.valid_from:
            new = edition is entry.life.editions[0] and not edition.taken_over
            yield from self._event(entry, edition, edition.publish, NEW if new else CHANGED, edition.valid_from)
        for act in edition.confirms:
            yield from self._event(entry, edition, act, CONFIRMED, act.signed_at.date())
        if edition.stop is not None:
            yield from self._event(entry, edition, edition.stop, STOPPED, edition.stop.signed_at.date())

    def _event(self, entry: Entry, edition: Edition, act: Act, what: Message, day: date) -> Iterator[Event]:
        """Yield the event if its day has come; a day begins at midnight where the organisation is."""
        if day > self._shelf.day:
            return
        copy = entry.copies.get(edition.version) or entry.copy
        midnight = datetime.combine(day, time(), self._zone)
        yield Event(
            day=max(day, act.signed_at.date()),
            at=max(midnight, act.signed_at),
            mark=_MARKS[what],
            what=self._words.say(what),
            why=_why(entry, edition) if act is edition.publish else act.reason or "",
            id=entry.id,
            title=entry.title,
            address=entry.address,
            version=f"{edition.version}.0",
            type=copy.front.type if copy is not None else "",
            units=copy.front.units if copy is not None else (),
            over=self._over(edition, what),
            act=act.id,
        )

    def _over(self, edition: Edition, what: Message) -> Ref:
        """Give what the edition has become, and in the note the word of the stylesheet for it."""
        state = edition.state(self._shelf.day)
        if what in {STOPPED, REPEALED} or state is EditionState.IN_FORCE:
            return Ref("")
        return Ref(self._words.state(state), note=MARKS[state])


class NewsPages:
    """Has the page of what is new, and one for every month."""

    def __init__(self, pages: Pages, news: News) -> None:
        """Take the pages, and what there is to tell."""
        self._pages = pages
        self._news = news

    def add(self) -> None:
        """Have the pages."""
        self._pages.add("nytt.html", "nytt.html", self._recent)
        for month, events in self._news.by_month.items():
            sheets = Sheets(month_address(month), len(events), partial(plain, events), _day)
            sheets.add(self._pages, "nytt-manad.html", partial(self._month, month))

    def _recent(self) -> Values:
        shown: list[Group[Event]] = []
        left = RECENT
        for month, events in self._news.by_month.items():
            if left <= 0:
                break
            more = str(len(events)) if len(events) > left else ""
            heading = Ref(self._news.month_in_words(month), month_address(month), more)
            shown.append(Group(heading, f"m.{month}", tuple(events[:left])))
            left -= len(events)
        return {"groups": tuple(shown), "months": self._months()}

    def _month(self, month: str) -> Values:
        return {"month": self._news.month_in_words(month), "months": self._months()}

    def _months(self) -> tuple[Ref, ...]:
        return tuple(
            Ref(self._news.month_in_words(month), month_address(month), str(len(events)))
            for month, events in self._news.by_month.items()
        )


def still(events: Iterable[Event], most: int) -> tuple[Event, ...]:
    """Give the first of these events that still hold: not a new version that has ended since."""
    return tuple(islice((event for event in events if not event.over.text), most))


def month_address(month: str) -> str:
    """Give the address of what was new in a month."""
    return f"nytt/{month}.html"


def _day(event: Event) -> str:
    return str(event.day)


def _why(entry: Entry, edition: Edition) -> str:
    """Give why the version was made: the reason of the revision, else what the document is about."""
    for act in reversed(entry.life.acts):
        if act.kind is ActKind.REVISE and act.version == edition.version and act.order < edition.submit.order:
            return act.reason or ""
    copy = entry.copies.get(edition.version)
    return (copy.front.summary or "") if copy is not None else ""


def _grouped(pairs: Iterable[tuple[str, Event]]) -> Mapping[str, Sequence[Event]]:
    found: dict[str, list[Event]] = {}
    for key, event in pairs:
        found.setdefault(key, []).append(event)
    return found
