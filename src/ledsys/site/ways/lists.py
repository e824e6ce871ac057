"""The *lists* of the handbook: by unit, by type, everything, what is to come and what has ended, and the front page.

Lists of what applies hold only what is in force on the day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from markupsafe import Markup

from ledsys.lifecycle.life import EditionState
from ledsys.model.organisation import Unit
from ledsys.site.pages import Pages, Values
from ledsys.site.phases import later
from ledsys.site.shelf import Copy, Entry, Shelf
from ledsys.site.words import MARKS, Ref, Words, unit_address

NEWEST = 10
"""How many documents the front page names as new or changed."""


@dataclass(frozen=True)
class Listed:
    """One line of a list."""

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
class Group:
    """Lines under one heading."""

    heading: Ref
    lines: tuple[Listed, ...]


@dataclass(frozen=True)
class Branch:
    """A unit in the tree of units, with the number of documents that are its own."""

    unit: Ref
    count: int
    below: tuple[Branch, ...]


class ListPages:
    """Makes the pages that are lists."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what every list needs."""
        self._pages = pages
        self._shelf = shelf
        self._words = words
        self._register = words.policy.register
        self._children = _units_by(self._register.units, lambda unit: unit.parent)
        self._merged = _units_by(self._register.units, lambda unit: unit.merged_into)
        self._made: dict[str, Markup] = {}

    def add(self) -> None:
        """Have all pages that are lists."""
        self._add_units()
        self._add_types()
        self._pages.add("alla.html", "alla.html", self._all)
        self._pages.add("kommande-och-avslutade.html", "kommande-och-avslutade.html", self._not_in_force)
        self._pages.add("index.html", "startsida.html", self._front)
        address = self._words.policy.settings.site.address or ""
        root = f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""
        self._pages.put("404.html", lambda: self._pages.page_from(root, "404.html", {}))

    def _all(self) -> Values:
        return {"lines": tuple(self._entry(entry) for entry in self._shelf.entries.values())}

    def _not_in_force(self) -> Values:
        return {
            "upcoming": self._lines(self._shelf.upcoming),
            "stopped": self._ended(EditionState.STOPPED),
            "repealed": self._ended(EditionState.REPEALED),
            "expired": self._ended(EditionState.EXPIRED),
        }

    def _front(self) -> Values:
        newest = sorted(self._shelf.in_force, key=lambda copy: copy.edition.valid_from, reverse=True)[:NEWEST]
        return {
            "newest": self._lines(newest),
            "tree": self._tree(),
            "types": self._types(),
            "count": len(self._shelf.in_force),
        }

    def _add_units(self) -> None:
        self._pages.add("enheter/index.html", "enheter.html", lambda: {"tree": self._tree()})
        for unit in self._register.units:
            self._pages.add(unit_address(unit.id), "enhet.html", partial(self._unit, unit))

    def _own(self, unit: str) -> Markup | None:
        """Give the list of a unit's own documents, made once for its own page and all pages below it."""
        copies = self._shelf.by_unit.get(unit)
        if copies and unit not in self._made:
            self._made[unit] = self._pages.fragment("lista.html", "../", {"groups": self._grouped(copies)})
        return self._made.get(unit)

    def _unit(self, unit: Unit) -> Values:
        current = self._register.current_unit(unit.id, self._shelf.day)
        above = [step for step in self._register.line_up(unit.id) if step != unit.id]
        return {
            "name": unit.name(self._shelf.day),
            "former": self._words.former_names(unit),
            "taken_in": tuple(
                Ref(other.name(self._shelf.day), unit_address(other.id))
                for other in self._merged.get(unit.id, ())
                if other.until is not None and other.until < self._shelf.day
            ),
            "until": unit.until if unit.until is not None and unit.until < self._shelf.day else None,
            "now": self._words.unit(current) if current != unit.id else None,
            "path": tuple(self._words.unit(step) for step in reversed(above)),
            "below": tuple(
                self._words.unit(child.id) for child in self._children.get(unit.id, ()) if child.covers(self._shelf.day)
            ),
            "own": self._own(unit.id),
            "inherited": tuple((self._words.unit(step), own) for step in above if (own := self._own(step))),
        }

    def _add_types(self) -> None:
        self._pages.add("handlingstyper/index.html", "handlingstyper.html", lambda: {"types": self._types()})
        for key in dict.fromkeys((*self._words.policy.types, *self._used_types())):
            self._pages.add(f"handlingstyper/{key}.html", "handlingstyp.html", partial(self._type, key))

    def _type(self, key: str) -> Values:
        known = self._words.policy.types.get(key)
        return {
            "name": known.label if known is not None else key,
            "description": known.description if known is not None else "",
            "longest": known.longest_validity if known is not None else 0,
            "lines": self._lines(self._shelf.by_type.get(key, ())),
        }

    def _used_types(self) -> Iterable[str]:
        return (copy.front.type for entry in self._shelf.entries.values() for copy in entry.copies.values())

    def _types(self) -> tuple[tuple[Ref, str, int], ...]:
        return tuple(
            (self._words.type(key), known.description, len(self._shelf.by_type.get(key, ())))
            for key, known in self._words.policy.types.items()
        )

    def _tree(self) -> tuple[Branch, ...]:
        known = self._register.unit_by_id
        return tuple(
            self._branch(unit) for unit in self._register.units if unit.parent is None or unit.parent not in known
        )

    def _branch(self, unit: Unit) -> Branch:
        below = (child for child in self._children.get(unit.id, ()) if child.covers(self._shelf.day))
        count = len(self._shelf.by_unit.get(unit.id, ()))
        return Branch(self._words.unit(unit.id), count, tuple(self._branch(child) for child in below))

    def _grouped(self, copies: Iterable[Copy]) -> tuple[Group, ...]:
        found: dict[str, list[Copy]] = {key: [] for key in self._words.policy.types}
        for copy in copies:
            found.setdefault(copy.front.type, []).append(copy)
        return tuple(Group(self._words.type(key), self._lines(some)) for key, some in found.items() if some)

    def _ended(self, state: EditionState) -> tuple[Listed, ...]:
        return tuple(self._entry(entry) for entry in self._shelf.ended(state))

    def _lines(self, copies: Iterable[Copy]) -> tuple[Listed, ...]:
        return tuple(self._copy(copy) for copy in copies)

    def _copy(self, copy: Copy) -> Listed:
        return Listed(
            id=copy.front.id,
            title=copy.front.title,
            address=copy.address,
            type=self._words.type(copy.front.type),
            units=tuple(self._words.unit(unit) for unit in copy.front.units),
            version=f"{copy.version}.0",
            valid_from=copy.edition.valid_from,
            last_day=copy.edition.last_day,
            mark=MARKS[copy.state],
            state=self._words.state(copy.state),
            later=later(copy.edition, self._shelf.day),
        )

    def _entry(self, entry: Entry) -> Listed:
        if entry.copy is not None:
            return self._copy(entry.copy)
        return Listed(
            id=entry.id,
            title=entry.title,
            address=entry.address,
            type=None,
            units=(),
            version=f"{entry.shown.version}.0",
            valid_from=entry.shown.valid_from,
            last_day=entry.shown.last_day,
            mark=MARKS[entry.state],
            state=self._words.state(entry.state),
            later=later(entry.shown, self._shelf.day),
        )


def _units_by(units: Iterable[Unit], key: Callable[[Unit], str | None]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        if (above := key(unit)) is not None:
            found.setdefault(above, []).append(unit)
    return {above: tuple(some) for above, some in found.items()}
