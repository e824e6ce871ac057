"""The *alphabet*: all documents in force from A to Ö, also under the titles that they have borne before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Shelf, collated
from ledsys.site.ways.listed import ALPHABET, Group, Listed, Lister, letter
from ledsys.site.ways.sheets import SIZE, Sheets
from ledsys.site.words import Ref

ADDRESS = "a-o.html"
_FILES = str.maketrans({"Å": "aa", "Ä": "ae", "Ö": "oe", "#": "ovrigt"})


@dataclass(frozen=True)
class Named:
    """A line under a name: the document's title, or a former one, and then the document."""

    name: str
    former: bool
    line: Listed


class AlphabetPages:
    """Has the alphabet on one page, or a page for every letter where it is long."""

    def __init__(self, pages: Pages, shelf: Shelf, lister: Lister) -> None:
        """Take what it needs."""
        self._pages, self._shelf, self._lister = pages, shelf, lister

    def add(self) -> None:
        """Have the pages."""
        count = sum(map(len, self._names.values()))
        if count <= SIZE:
            groups = tuple(self._names)
            self._sheets(ADDRESS, "".join(groups)).add(self._pages, "a-o.html", partial(self._values, ""))
            return
        self._pages.add(ADDRESS, "a-o.html", lambda: {**self._values(""), "groups": (), "sheets": (), "sheet": 1})
        for sign in self._names:
            self._sheets(letter_address(sign), sign).add(self._pages, "a-o.html", partial(self._values, sign))

    @cached_property
    def _names(self) -> Mapping[str, list[tuple[str, bool, int]]]:
        """Names by letter in the order of the alphabet: each with whether it is a former one, and its place."""
        named = [
            (name, former, place)
            for place, copy in enumerate(self._shelf.in_force)
            for name, former in ((copy.front.title, False), *((title, True) for title in copy.front.former_titles))
        ]
        found: dict[str, list[tuple[str, bool, int]]] = {}
        for each in sorted(named, key=lambda each: (collated(each[0]), each[2])):
            found.setdefault(letter(each[0]), []).append(each)
        return {sign: found[sign] for sign in (*ALPHABET, "#") if sign in found}

    def _sheets(self, address: str, signs: str) -> Sheets[Named]:
        count = sum(len(self._names[sign]) for sign in signs)
        return Sheets(address, count, lambda: tuple(self._group(sign) for sign in signs), lambda named: named.name)

    def _group(self, sign: str) -> Group[Named]:
        lines = (
            Named(name, former, self._lister.line(self._shelf.in_force[place]))
            for name, former, place in self._names[sign]
        )
        return Group(Ref(sign), anchor(sign), tuple(lines))

    def _values(self, sign: str) -> Values:
        """Give the ways to all letters; one without a document leads nowhere."""
        split = sum(map(len, self._names.values())) > SIZE
        ways = tuple(
            Ref(each, (letter_address(each) if split else f"{ADDRESS}#{anchor(each)}") if each in self._names else "")
            for each in (*ALPHABET, *(("#",) if "#" in self._names else ()))
        )
        return {"letters": ways, "sign": sign, "count": len(self._shelf.in_force)}


def anchor(sign: str) -> str:
    """Give the name of the place where a letter begins."""
    return f"bokstav.{sign.translate(_FILES).lower()}"


def letter_address(sign: str) -> str:
    """Give the address of a letter's own page."""
    return f"a-o/{sign.translate(_FILES).lower()}.html"
