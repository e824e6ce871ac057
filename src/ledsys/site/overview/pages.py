"""The *overview* as a page: figures, charts and lists for whoever cares for the system.

It tells of drafts and of who is behind with what, so it is never part of the handbook that all may read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ledsys.deadlines import Deadline
from ledsys.figures import MONTHS, OLDEST, SLOW, Figures, Lack, Load
from ledsys.lifecycle import EditionState
from ledsys.lifecycle.overview import Overview
from ledsys.message import Message, msg, plural
from ledsys.model.doctype import Level
from ledsys.model.document import Status
from ledsys.site.overview.charts import Chart, Part, Row, bars, columns
from ledsys.site.pages import Values
from ledsys.site.shelf import document_address
from ledsys.site.words import STATES, Words

TEMPLATE = "oversikt.html"
MOST_LINES = 50
"""How many documents a list names before it says how many more there are."""
MOST_BARS = 12
"""How many rows a chart draws; its table has more."""
MOST_ROWS = 40
"""How many rows the table beneath a chart has."""
PERSONS_NAMED = 3
_ROOM = 3
"""How many months' breadth the words beneath the calendar's first column take."""

WORK = {
    Status.DRAFT: msg("Draft"),
    Status.REVIEW: msg("In review"),
    Status.APPROVED: msg("Approved, not published"),
    Status.PUBLISHED: msg("Published"),
    Status.ABANDONED: msg("Abandoned"),
    Status.REPEALED: msg("Repealed"),
    Status.STOPPED: msg("Stopped"),
}
"""What work is, in words."""
LEVELS = {
    Level.CLAIMED: msg("claimed"),
    Level.FORGE: msg("witnessed by the platform"),
    Level.KEY: msg("own key"),
    Level.HARDWARE: msg("security key"),
    Level.EXTERNAL: msg("signing service"),
}
_MONTHS = (
    *(msg("Jan"), msg("Feb"), msg("Mar"), msg("Apr"), msg("May"), msg("Jun")),
    *(msg("Jul"), msg("Aug"), msg("Sep"), msg("Oct"), msg("Nov"), msg("Dec")),
)
_LACKS = {
    Lack.OWNER: (
        msg("Nobody answers for it"),
        msg("The content owner has left, or nobody holds the role. Hand it over: ledsys handover ID --to PERSON"),
    ),
    Lack.GOVERNING: (
        msg("No governing document above"),
        msg("The type asks for one (utgår-från), and the document names none that there is."),
    ),
    Lack.UNIT: (
        msg("Its units have ended"),
        msg("None of the units that it applies to is left, and none has taken them over."),
    ),
    Lack.PROCESS: (
        msg("In no process"),
        msg("No process leads to it (processer). It is found by search, unit and type alone."),
    ),
}


@dataclass(frozen=True)
class Drawing:
    """A chart with its name and what it shows in words, and the same figures as a table."""

    key: str
    title: str
    description: str
    chart: Chart
    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    more: int


@dataclass(frozen=True)
class Line:
    """A document in a list; the address is empty where the handbook has no page of it."""

    id: str
    title: str
    address: str
    cells: tuple[str | int, ...]


@dataclass(frozen=True)
class Listing:
    """Documents of which something is to be told; ``count`` is how many there are, also where not all have a line."""

    key: str
    title: str
    help: str
    count: int
    header: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def more(self) -> int:
        """How many the list leaves out."""
        return self.count - len(self.lines)


class OverviewPage:
    """Makes what the template shows of the figures."""

    def __init__(self, figures: Figures, words: Words) -> None:
        """Take what is to be shown, and the names to show it with."""
        self._figures = figures
        self._words = words

    def values(self, handbook: str, *, alone: bool) -> Values:
        """Give everything that the template may name.

        ``handbook`` leads from the page to the top of the handbook, empty if to none; a page is alone where none of the
        handbook's other pages lies beside it.
        """
        return {
            "handbook": handbook,
            "alone": alone,
            "figures": self._figures,
            "tiles": tuple(self._tiles()),
            "standing": (self._states(), self._ages(), self._types(), self._units()),
            "calendar": self._calendar(),
            "loads": self._loads(),
            "overdue": self._overdue(),
            "slow": self._slow(),
            "orphans": tuple(self._orphans()),
            "proof": self._proof(),
            "below": self._below(),
            "unreadable": self._figures.unreadable[:MOST_LINES],
            "unreadable_more": max(len(self._figures.unreadable) - MOST_LINES, 0),
            "slow_days": SLOW,
            "months": MONTHS,
        }

    def _say(self, message: Message) -> str:
        return self._words.say(message)

    def _tiles(self) -> Iterator[tuple[str, int, str]]:
        """Give the figures that stand first: words, number, and the word for the colour."""
        figures = self._figures
        unproven = sum(len(proof.below) for proof in figures.proofs)
        ownerless = len(figures.orphans[Lack.OWNER])
        yield self._say(msg("In force")), figures.states.get(EditionState.IN_FORCE, 0), ""
        yield self._say(msg("Overdue")), figures.backlog, "bad" if figures.backlog else ""
        yield self._say(plural("Ends within {n} month", "Ends within {n} months", MONTHS)), figures.ending, ""
        yield self._say(msg("Waiting too long")), len(figures.slow), "old" if figures.slow else ""
        yield self._say(msg("Without owner")), ownerless, "bad" if ownerless else ""
        yield self._say(msg("Below the level of proof")), unproven, "old" if unproven else ""

    def _states(self) -> Drawing:
        found = [(self._say(_state(state)), number, _mark(state)) for state, number in self._figures.states.items()]
        return self._counted("lage", msg("By state"), msg("How many documents are in each state."), msg("State"), found)

    def _ages(self) -> Drawing:
        found = [
            (self._say(_age(years)), number, "old" if years == OLDEST else "plain")
            for years, number in enumerate(self._figures.ages)
        ]
        told = msg("How long ago the texts that are in force or have expired were last decided or confirmed.")
        return self._counted("alder", msg("By age"), told, msg("Age"), found)

    def _types(self) -> Drawing:
        found = [(self._words.type(key).text, number, "plain") for key, number in self._figures.types.items()]
        told = msg("How many documents of each type are in force, to come, expired or being written.")
        return self._counted("typ", msg("By document type"), told, msg("Document type"), found)

    def _units(self) -> Drawing:
        found = [(self._words.unit(key).text, number, "plain") for key, number in self._figures.units.items()]
        told = msg("How many such documents apply to each unit itself. One that applies to several counts in each.")
        return self._counted("enhet", msg("By unit"), told, msg("Unit"), found)

    def _counted(
        self, key: str, title: Message, told: Message, head: Message, found: Sequence[tuple[str, int, str]]
    ) -> Drawing:
        rows = tuple(Row(label, (Part(number, mark),)) for label, number, mark in found[:MOST_BARS])
        table = tuple((label, number) for label, number, _ in found[:MOST_ROWS])
        header = (self._say(head), self._say(msg("Documents")))
        more = max(len(found) - MOST_ROWS, 0)
        return Drawing(key, self._say(title), self._say(told), bars(rows), header, table, more)

    def _calendar(self) -> Drawing:
        figures = self._figures
        overdue = self._say(msg("Overdue"))
        rows = [Row(overdue, (Part(figures.backlog, "bad"),), room=_ROOM)]
        table: list[tuple[str | int, ...]] = [(overdue, figures.backlog)]
        for place, month in enumerate(figures.months):
            under = str(month.year) if place == 0 or month.month == 1 else ""
            rows.append(Row(self._say(_MONTHS[month.month - 1]).capitalize(), (Part(month.ends),), under))
            table.append((f"{month.year}-{month.month:02}", month.ends))
        told = msg("How many documents have ended without a decision, and how many end in each coming month.")
        header = (self._say(msg("Month")), self._say(msg("Documents that end")))
        return Drawing(
            "kalender", self._say(msg("Month by month")), self._say(told), columns(rows), header, tuple(table), 0
        )

    def _loads(self) -> Drawing:
        loads = self._figures.loads
        rows = tuple(
            Row(self._owner(load.owner), (Part(load.ended, "bad"), Part(load.total - load.ended)))
            for load in loads[:MOST_BARS]
        )
        told = msg("How many documents of each content owner have ended, and how many end within the calendar.")
        months = tuple(f"{month.year}-{month.month:02}" for month in self._figures.months)
        header = (self._say(msg("Content owner")), self._say(msg("Overdue")), *months)
        more = max(len(loads) - MOST_ROWS, 0)
        table = tuple(self._load(load) for load in loads[:MOST_ROWS])
        return Drawing("agare", self._say(msg("By content owner")), self._say(told), bars(rows), header, table, more)

    def _load(self, load: Load) -> tuple[str | int, ...]:
        return self._owner(load.owner), load.ended, *load.months

    def _owner(self, reference: str) -> str:
        """Give the role and its place, or the person; a few of those who hold it."""
        found = self._words.owner(reference)[:PERSONS_NAMED]
        return "; ".join(f"{ref.text} ({ref.note})" if ref.note else ref.text for ref in found)

    def _overdue(self) -> Listing:
        header = (self._say(msg("Content owner")), self._say(msg("Ended")), self._say(msg("Days ago")))
        told = msg("The last day has passed, and nothing is decided on what follows. Revise, confirm or repeal it.")
        due = self._figures.overdue
        lines = tuple(self._ended(end) for end in due[:MOST_LINES])
        return Listing("forsenade", self._say(msg("Past their last day")), self._say(told), len(due), header, lines)

    def _ended(self, end: Deadline) -> Line:
        cells = (self._owner(end.owner), str(end.last_day), -end.days_left)
        return Line(end.document, end.title, document_address(end.document), cells)

    def _slow(self) -> Listing:
        header = (self._say(msg("Waits for")), self._say(msg("Submitted")), self._say(msg("Days ago")))
        told = plural(
            "Submitted more than {n} day ago, and still not published.",
            "Submitted more than {n} days ago, and still not published.",
            SLOW,
        )
        slow = self._figures.slow
        waits = {Status.REVIEW: msg("review or approval"), Status.APPROVED: msg("publication")}
        lines = tuple(
            self._line(each.entry, self._say(waits[each.entry.work]), str(each.submit.signed_at.date()), each.days)
            for each in slow[:MOST_LINES]
        )
        return Listing("vantar", self._say(msg("Waiting too long")), self._say(told), len(slow), header, lines)

    def _orphans(self) -> Iterator[Listing]:
        header = (self._say(msg("State")), self._say(msg("Document type")), self._say(msg("Content owner")))
        for lack, entries in self._figures.orphans.items():
            lines = tuple(
                self._line(
                    entry,
                    self._say(_state(entry.edition_state or entry.work)),
                    self._words.type(entry.front.type).text if entry.front is not None else "",
                    self._owner(entry.life.owner or (entry.front.owner if entry.front is not None else "")),
                )
                for entry in entries[:MOST_LINES]
            )
            title, told = _LACKS[lack]
            yield Listing(lack.name.lower(), self._say(title), self._say(told), len(entries), header, lines)

    def _proof(self) -> Drawing:
        proofs = self._figures.proofs
        rows = tuple(
            Row(self._words.type(proof.type).text, (Part(proof.reaching, "good"), Part(len(proof.below), "old")))
            for proof in proofs[:MOST_BARS]
        )
        heads = (msg("Document type"), msg("Asked today"), msg("In force"), msg("Reach it"), msg("Below"))
        table = tuple(
            (
                self._words.type(proof.type).text,
                self._say(LEVELS[proof.asked]),
                proof.reaching + len(proof.below),
                proof.reaching,
                len(proof.below),
            )
            for proof in proofs[:MOST_ROWS]
        )
        told = msg("How many editions in force were proven as their type asks today, and how many are below that.")
        title = self._say(msg("Level of proof by document type"))
        header = tuple(self._say(head) for head in heads)
        return Drawing("bevis", title, self._say(told), bars(rows), header, table, max(len(proofs) - MOST_ROWS, 0))

    def _below(self) -> Listing:
        found = [(proof, entry) for proof in self._figures.proofs for entry in proof.below]
        header = (self._say(msg("Document type")), self._say(msg("Is")), self._say(msg("Asked today")))
        told = msg("Decided when less was asked, and still valid. Vouch anew for the approvals: ledsys baseline")
        lines = tuple(
            self._line(
                entry,
                self._words.type(proof.type).text,
                self._say(LEVELS[entry.shown.level if entry.shown is not None else Level.CLAIMED]),
                self._say(LEVELS[proof.asked]),
            )
            for proof, entry in found[:MOST_LINES]
        )
        return Listing("under", self._say(msg("Below the level of proof")), self._say(told), len(found), header, lines)

    def _line(self, entry: Overview, *cells: str | int) -> Line:
        address = document_address(entry.document.id) if entry.life.editions else ""
        return Line(entry.document.id, entry.title or entry.document.path, address, cells)


def _state(state: EditionState | Status) -> Message:
    return STATES[state] if isinstance(state, EditionState) else WORK[state]


def _mark(state: EditionState | Status) -> str:
    if state == EditionState.IN_FORCE:
        return "good"
    if state in (EditionState.EXPIRED, EditionState.STOPPED):
        return "bad"
    return "soon" if state in (EditionState.UPCOMING, *_open()) else "quiet"


def _open() -> Iterable[Status]:
    return (status for status in Status if status.open)


def _age(years: int) -> Message:
    if years == 0:
        return msg("Less than a year")
    if years == OLDEST:
        return plural("{n} year or more", "{n} years or more", OLDEST)
    return plural("{n} year", "{n} years", years)
