"""A *sheet*: as much of a long list as fits on one page, so that no page becomes too heavy for a slow computer.

The first sheet has the list's own address; the others lie in a folder of the same name. A list that fits is one sheet.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, partial
from typing import Generic, TypeVar

from ledsys.site.pages import Pages, Values
from ledsys.site.ways.listed import Group
from ledsys.site.words import Ref

T = TypeVar("T")

SIZE = 500
"""How many lines a sheet holds at most."""
_SHORT = 12


class Sheets(Generic[T]):
    """A list on as many sheets as it needs. ``groups`` is asked when the first of them is made."""

    def __init__(
        self, address: str, count: int, groups: Callable[[], tuple[Group[T], ...]], name: Callable[[T], str]
    ) -> None:
        """Take the address of the list, how many lines it has, and what names a line on the way to its sheet."""
        self.address = address
        self.number = max(1, -(-count // SIZE))
        self._groups = cache(groups)
        self._name = name

    def add(self, pages: Pages, template: str, values: Callable[[], Values]) -> None:
        """Have a page for every sheet; its template sees ``groups``, the ways to all ``sheets``, and ``sheet``."""
        for number in range(1, self.number + 1):
            pages.add(sheet_address(self.address, number), template, partial(self._values, number, values))

    def where(self, anchor: str) -> str:
        """Give the address of the place where a group begins, from the top of the handbook."""
        for number, groups in enumerate(self._sheets, 1):
            if any(group.anchor == anchor for group in groups):
                return f"{sheet_address(self.address, number)}#{anchor}"
        return self.address

    def groups(self) -> tuple[Group[T], ...]:
        """Give all groups of the list, whole."""
        return self._groups()

    def _values(self, number: int, values: Callable[[], Values]) -> Values:
        cut = self._sheets
        ways = tuple(
            Ref(self._label(groups), sheet_address(self.address, place)) for place, groups in enumerate(cut, 1)
        )
        return {**values(), "groups": cut[number - 1], "sheets": ways if self.number > 1 else (), "sheet": number}

    @cached_property
    def _sheets(self) -> tuple[tuple[Group[T], ...], ...]:
        groups = self._groups()
        return (groups,) if self.number == 1 else _cut(groups, self.number)

    def _label(self, groups: tuple[Group[T], ...]) -> str:
        if not groups:
            return ""
        first, last = groups[0], groups[-1]
        begin, end = (_short(self._name(line)) for line in (first.lines[0], last.lines[-1]))
        if first.heading.text:
            begin = f"{first.heading.text}: {begin}"
        if first.heading != last.heading:
            end = f"{last.heading.text}: {end}"
        return f"{begin} – {end}"


def sheet_address(address: str, number: int) -> str:
    """Give the address of a sheet of the list at the address."""
    return address if number == 1 else f"{address.removesuffix('.html')}/{number}.html"


def _cut(groups: tuple[Group[T], ...], number: int) -> tuple[tuple[Group[T], ...], ...]:
    """Cut into so many parts, equal but for the last, every part with the headings that its lines need."""
    size = -(-sum(len(group.lines) for group in groups) // number)
    parts: list[list[Group[T]]] = [[]]
    room = size
    for group in groups:
        rest = group.lines
        anchor = group.anchor
        while rest:
            if not room:
                parts.append([])
                room = size
            parts[-1].append(Group(group.heading, anchor, rest[:room]))
            rest, room = rest[room:], max(0, room - len(rest))
    parts += [[] for _ in range(number - len(parts))]
    return tuple(tuple(part) for part in parts)


def _short(text: str) -> str:
    word = text.strip().partition(" ")[0]
    return word if len(word) <= _SHORT else f"{word[: _SHORT - 1]}…"
