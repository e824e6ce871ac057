"""*Listings* of the overview: the documents of which something is to be told, each with what and who."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledsys.deadlines import Deadline
from ledsys.figures import SLOW, Figures, Lack
from ledsys.lifecycle.overview import Overview
from ledsys.message import Message, msg, plural
from ledsys.model.doctype import Level
from ledsys.model.document import Status
from ledsys.site.overview.names import LEVELS, owner_name, state_name
from ledsys.site.shelf import document_address
from ledsys.site.words import Words

MOST_LINES = 50
"""How many documents a list names before it says how many more there are."""

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


class Listings:
    """Makes the listings of some figures."""

    def __init__(self, figures: Figures, words: Words) -> None:
        """Take what is to be told, and the names to tell it with."""
        self._figures = figures
        self._words = words

    def overdue(self) -> Listing:
        """Give what has ended with nothing decided to follow."""
        header = (self._say(msg("Content owner")), self._say(msg("Ended")), self._say(msg("Days ago")))
        told = msg("The last day has passed, and nothing is decided on what follows. Revise, confirm or repeal it.")
        due = self._figures.overdue
        lines = tuple(self._ended(end) for end in due[:MOST_LINES])
        return Listing("forsenade", self._say(msg("Past their last day")), self._say(told), len(due), header, lines)

    def _ended(self, end: Deadline) -> Line:
        cells = (owner_name(self._words, end.owner), str(end.last_day), -end.days_left)
        return Line(end.document, end.title, document_address(end.document), cells)

    def slow(self) -> Listing:
        """Give what was submitted long ago and still waits."""
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

    def orphans(self) -> Iterator[Listing]:
        """Yield, for each thing that a document may lack, those that do."""
        header = (self._say(msg("State")), self._say(msg("Document type")), self._say(msg("Content owner")))
        for lack, entries in self._figures.orphans.items():
            lines = tuple(
                self._line(
                    entry,
                    self._say(state_name(entry.edition_state or entry.work)),
                    self._words.type(entry.front.type).text if entry.front is not None else "",
                    owner_name(self._words, entry.life.owner or (entry.front.owner if entry.front is not None else "")),
                )
                for entry in entries[:MOST_LINES]
            )
            title, told = _LACKS[lack]
            yield Listing(lack.name.lower(), self._say(title), self._say(told), len(entries), header, lines)

    def below(self) -> Listing:
        """Give what is in force and proven less well than its type asks today."""
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

    def _say(self, message: Message) -> str:
        return self._words.say(message)
