"""*Drawings* of the overview: figures as charts, each with the same figures as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ledsys.figures import OLDEST, Figures, Load
from ledsys.lifecycle import EditionState
from ledsys.message import Message, msg, plural
from ledsys.model.document import Status
from ledsys.site.overview.charts import Chart, Part, Row, bars, columns
from ledsys.site.overview.names import LEVELS, SHORT_MONTHS, owner_name, state_name
from ledsys.site.words import Words

MOST_BARS = 12
"""How many rows a chart draws; its table has more."""
MOST_ROWS = 40
"""How many rows the table beneath a chart has."""
_ROOM = 2.5
"""How many months' breadth the words beneath the calendar's first column take."""


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


class Drawings:
    """Makes the drawings of some figures."""

    def __init__(self, figures: Figures, words: Words) -> None:
        """Take what is to be drawn, and the names to show it with."""
        self._figures = figures
        self._words = words

    def standing(self) -> tuple[Drawing, ...]:
        """Give the documents by state, age, type and unit."""
        return self._states(), self._ages(), self._types(), self._units()

    def _states(self) -> Drawing:
        found = [(self._say(state_name(state)), number, _mark(state)) for state, number in self._figures.states.items()]
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

    def calendar(self) -> Drawing:
        """Give how many have ended, and how many end in each month to come."""
        figures = self._figures
        overdue = self._say(msg("Overdue"))
        rows = [Row(overdue, (Part(figures.backlog, "bad"),), room=_ROOM)]
        table: list[tuple[str | int, ...]] = [(overdue, figures.backlog)]
        for place, month in enumerate(figures.months):
            under = str(month.year) if place == 0 or month.month == 1 else ""
            rows.append(Row(self._say(SHORT_MONTHS[month.month - 1]).capitalize(), (Part(month.ends),), under))
            table.append((f"{month.year}-{month.month:02}", month.ends))
        told = msg("How many documents have ended without a decision, and how many end in each coming month.")
        header = (self._say(msg("Month")), self._say(msg("Documents that end")))
        return Drawing(
            "kalender", self._say(msg("Month by month")), self._say(told), columns(rows), header, tuple(table), 0
        )

    def loads(self) -> Drawing:
        """Give how many of each content owner's have ended, and end in each month to come."""
        loads = self._figures.loads
        rows = tuple(
            Row(owner_name(self._words, load.owner), (Part(load.ended, "bad"), Part(load.total - load.ended)))
            for load in loads[:MOST_BARS]
        )
        told = msg("How many documents of each content owner have ended, and how many end within the calendar.")
        months = tuple(f"{month.year}-{month.month:02}" for month in self._figures.months)
        header = (self._say(msg("Content owner")), self._say(msg("Overdue")), *months)
        more = max(len(loads) - MOST_ROWS, 0)
        table = tuple(self._load(load) for load in loads[:MOST_ROWS])
        return Drawing("agare", self._say(msg("By content owner")), self._say(told), bars(rows), header, table, more)

    def _load(self, load: Load) -> tuple[str | int, ...]:
        return owner_name(self._words, load.owner), load.ended, *load.months

    def proof(self) -> Drawing:
        """Give how many documents of each type reach the level of proof that it asks for."""
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

    def _say(self, message: Message) -> str:
        return self._words.say(message)


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
