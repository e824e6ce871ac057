"""What is *listed*: documents as lines, and lines in groups under headings.

Lists of what applies hold only what is in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.message import msg
from ledsys.site.phases import later
from ledsys.site.shelf import Copy, Entry, collated, document_address
from ledsys.site.words import MARKS, Ref, Words, process_address

T = TypeVar("T")


@dataclass(frozen=True)
class Listed:
    """One line of a list; ``later`` is what it becomes by dates alone (see `ledsys.site.phases.later`).

    Of a document whose text can't be shown, nobody knows the type and the units.
    """

    id: str
    title: str
    address: str
    type: Ref | None
    units: tuple[Ref, ...]
    version: str
    valid_from: date
    last_day: date
    mark: str
    state: str
    later: str


@dataclass(frozen=True)
class Group(Generic[T]):
    """Lines under one heading; ``anchor`` is the name of the place, unique on its page, empty for no heading at all."""

    heading: Ref
    anchor: str
    lines: tuple[T, ...]


def plain(lines: Iterable[T]) -> tuple[Group[T], ...]:
    """Give the lines as one group without a heading, or no group where there are none."""
    given = tuple(lines)
    return (Group(Ref(""), "", given),) if given else ()


def title_of(line: Listed) -> str:
    """Give what names a line on the way to its sheet."""
    return line.title


class Lister:
    """Makes lines and groups of lines, every line once."""

    def __init__(self, words: Words) -> None:
        """Take the words of the handbook."""
        self._words = words
        self._made: dict[str, Listed] = {}

    def line(self, copy: Copy) -> Listed:
        """Give the line of a copy."""
        made = self._made.get(copy.address)
        if made is None:
            type_ = self._words.type(copy.front.type)
            units = tuple(self._words.unit(unit) for unit in copy.front.units)
            plain = self._line(copy.front.id, copy.front.title, copy.edition, copy.state)
            made = self._made[copy.address] = replace(plain, address=copy.address, type=type_, units=units)
        return made

    def lines(self, copies: Iterable[Copy]) -> tuple[Listed, ...]:
        """Give a line for each."""
        return tuple(self.line(copy) for copy in copies)

    def entry(self, entry: Entry) -> Listed:
        """Give the line of a document, also of one whose text can't be shown."""
        if entry.copy is not None:
            return self.line(entry.copy)
        return self._line(entry.id, entry.title, entry.shown, entry.state)

    def plain(self, copies: Iterable[Copy]) -> tuple[Group[Listed], ...]:
        """Give a line for each, without a heading."""
        return plain(self.lines(copies))

    def by_type(self, copies: Iterable[Copy], place: str) -> tuple[Group[Listed], ...]:
        """Group by document type, in the order of the organisation's types; ``place`` begins the anchors."""
        found: dict[str, list[Copy]] = {key: [] for key in self._words.policy.types}
        for copy in copies:
            found.setdefault(copy.front.type, []).append(copy)
        return self._groups(found, self._words.type, place)

    def by_process(self, copies: Iterable[Copy], place: str) -> tuple[Group[Listed], ...]:
        """Group by process, in the order of the register, those of none last; a document stands under each it names."""
        known = self._words.policy.register.process_by_id
        found: dict[str, list[Copy]] = {key: [] for key in known}
        rest: list[Copy] = []
        for copy in copies:
            places = [key for key in copy.front.processes if key in known]
            for key in places:
                found[key].append(copy)
            if not places:
                rest.append(copy)
        other = Ref(self._words.say(msg("Other documents")))
        groups = self._groups(found, lambda key: Ref(known[key].name, process_address(key)), place)
        return (*groups, Group(other, f"{place}.", self.lines(rest))) if rest else groups

    def _groups(
        self, found: Mapping[str, list[Copy]], heading: Callable[[str], Ref], place: str
    ) -> tuple[Group[Listed], ...]:
        return tuple(Group(heading(key), f"{place}.{key}", self.lines(some)) for key, some in found.items() if some)

    def _line(self, document: str, title: str, edition: Edition, state: EditionState) -> Listed:
        return Listed(
            id=document,
            title=title,
            address=document_address(document),
            type=None,
            units=(),
            version=f"{edition.version}.0",
            valid_from=edition.valid_from,
            last_day=edition.last_day,
            mark=MARKS[state],
            state=self._words.state(state),
            later=later(edition, self._words.day),
        )


def letter(title: str) -> str:
    """Give the letter of the alphabet under which a title stands: A to Ö, and ``#`` for everything else."""
    first = collated(title.lstrip())[:1].translate(_BACK).upper()
    return first if first and first in ALPHABET else "#"


ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"
_BACK = str.maketrans("{|}", "åäö")
