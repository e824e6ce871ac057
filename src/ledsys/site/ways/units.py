"""The pages of *units*: what applies to a unit, its own documents first, then those from above; and the tree of units.

A unit has its documents by type at its own address, and by process at another; the reader goes from one to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from ledsys.message import msg
from ledsys.model.organisation import Unit
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.volumes import unit_files
from ledsys.site.ways.listed import Group, Listed, Lister, title_of
from ledsys.site.ways.news import News, still
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import Ref, Words, unit_address

WHOLE = 100
"""How many documents from a unit above are listed whole on a page; of more, only how many there are in each group."""
LAST, LATEST = 50, 5
"""Among how many events a unit's page looks for those that still hold, and how many of these it names."""


@dataclass(frozen=True)
class Branch:
    """A unit in the tree of units, with the number of documents that are its own."""

    unit: Ref
    count: int
    below: tuple[Branch, ...]


@dataclass(frozen=True)
class View:
    """One order in which the documents of units are shown: its name, and where it stands beside the unit's page."""

    name: str
    tail: str
    grouped: Callable[[Iterable[Copy], str], tuple[Group[Listed], ...]]

    def address(self, unit: str) -> str:
        """Give the address of a unit's page in this order."""
        return f"{unit_address(unit).removesuffix('.html')}{self.tail}"


class UnitPages:
    """Has the pages of all units."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words, lister: Lister, news: News) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._words, self._news = pages, shelf, words, news
        self._register = words.policy.register
        self._pdf = words.policy.settings.site.pdf
        self._children = _units_by(self._register.units, lambda unit: unit.parent)
        self._merged = _units_by(self._register.units, lambda unit: unit.merged_into)
        self._inherited: dict[tuple[str, str], Markup] = {}
        self._views = (
            View(words.say(msg("Document type")), ".html", lister.by_type),
            View(words.say(msg("Process")), "/processer.html", lister.by_process),
        )
        self._sheets = {
            (unit.id, view.tail): self._listed(unit.id, view) for unit in self._register.units for view in self._views
        }

    def add(self) -> None:
        """Have a page for every unit, in each order, and the tree of all."""
        for unit in self._register.units:
            for view in self._views:
                self._sheets[unit.id, view.tail].add(self._pages, "enhet.html", partial(self._unit, unit, view))
        self._pages.add("enheter/index.html", "enheter.html", lambda: {"tree": self.tree()})

    def tree(self) -> tuple[Branch, ...]:
        """Give all units that there are on the day, each with those below it."""
        known = self._register.unit_by_id
        tops = (unit for unit in self._register.units if unit.parent is None or unit.parent not in known)
        return tuple(self._branch(unit) for unit in tops if unit.covers(self._shelf.day))

    def _branch(self, unit: Unit) -> Branch:
        below = (child for child in self._children.get(unit.id, ()) if child.covers(self._shelf.day))
        count = len(self._shelf.by_unit.get(unit.id, ()))
        return Branch(self._words.unit(unit.id), count, tuple(self._branch(child) for child in below))

    def _listed(self, unit: str, view: View) -> Sheets[Listed]:
        copies = self._shelf.by_unit.get(unit, ())
        count = len(copies) if view is self._views[0] else sum(max(1, len(copy.front.processes)) for copy in copies)
        return Sheets(view.address(unit), count, lambda: view.grouped(copies, unit), title_of)

    def _unit(self, unit: Unit, view: View) -> Values:
        day = self._shelf.day
        current = self._register.current_unit(unit.id, day)
        above = [step for step in self._register.line_up(unit.id) if step != unit.id]
        return {
            "id": unit.id,
            "name": unit.name(day),
            "address": unit_address(unit.id),
            "former": self._words.former_names(unit),
            "taken_in": tuple(
                Ref(other.name(day), unit_address(other.id))
                for other in self._merged.get(unit.id, ())
                if other.until is not None and other.until < day
            ),
            "until": unit.until if unit.until is not None and unit.until < day else None,
            "now": self._words.unit(current) if current != unit.id else None,
            "path": tuple(self._words.unit(step) for step in reversed(above)),
            "below": tuple(
                self._words.unit(child.id) for child in self._children.get(unit.id, ()) if child.covers(day)
            ),
            "views": tuple(Ref(each.name, "" if each is view else each.address(unit.id)) for each in self._views),
            "inherited": tuple(
                (self._words.unit(step), self._from_above(step, view)) for step in above if step in self._shelf.by_unit
            ),
            "latest": still(self._news.of_unit(unit.id, LAST), LATEST),
            "feed": unit_feed(unit.id),
            "pdfs": unit_files(unit.id, len(self._shelf.by_unit.get(unit.id, ()))) if self._pdf else (),
        }

    def _from_above(self, unit: str, view: View) -> Markup:
        """Give the list of a unit's own documents for the pages of all units below it, made once."""
        made = self._inherited.get((unit, view.tail))
        if made is None:
            sheets = self._sheets[unit, view.tail]
            groups = sheets.groups()
            whole = sum(len(group.lines) for group in groups) <= WHOLE
            ways = (
                ()
                if whole
                else tuple(
                    Ref(group.heading.text, sheets.where(group.anchor), str(len(group.lines))) for group in groups
                )
            )
            root = "../" * view.address(unit).count("/")
            given: Values = {"groups": groups, "ways": ways, "whole": whole}
            made = self._inherited[unit, view.tail] = self._pages.fragment("fran-ovan.html", root, given)
        return made


def pruned(tree: tuple[Branch, ...], most: int) -> tuple[Branch, ...]:
    """Give as many whole levels of the tree, from the top, as hold no more than so many units; at least the first."""
    levels, level, count = 0, tree, 0
    while level and (levels == 0 or count + len(level) <= most):
        levels, count = levels + 1, count + len(level)
        level = tuple(below for branch in level for below in branch.below)
    return _upper(tree, levels)


def _upper(tree: tuple[Branch, ...], levels: int) -> tuple[Branch, ...]:
    return tuple(replace(branch, below=_upper(branch.below, levels - 1) if levels > 1 else ()) for branch in tree)


def unit_feed(unit: str) -> str:
    """Give the address of the feed of what is new for a unit."""
    return f"enheter/{unit}.xml"


def _units_by(units: Iterable[Unit], key: Callable[[Unit], str | None]) -> Mapping[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for unit in units:
        if (above := key(unit)) is not None:
            found.setdefault(above, []).append(unit)
    return {above: tuple(some) for above, some in found.items()}
