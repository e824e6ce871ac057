"""The pages of *document types*: what each is, and what of it is in force."""

from __future__ import annotations

from functools import cached_property, partial

from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Shelf
from ledsys.site.ways.feeds import type_feed
from ledsys.site.ways.listed import Lister, title_of
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import Ref, Words


class TypePages:
    """Has the pages of all document types."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words, lister: Lister) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._words, self._lister = pages, shelf, words, lister

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The types of the organisation, and those that a document bears although they are no longer among them."""
        used = (copy.front.type for entry in self._shelf.entries.values() for copy in entry.copies.values())
        return tuple(dict.fromkeys((*self._words.policy.types, *used)))

    def add(self) -> None:
        """Have a page for every type, and the list of all."""
        for key in self.keys:
            copies = self._shelf.by_type.get(key, ())
            groups = partial(self._lister.plain, copies)
            sheets = Sheets(self._words.type(key).address, len(copies), groups, title_of)
            sheets.add(self._pages, "handlingstyp.html", partial(self._type, key))
        self._pages.add("handlingstyper/index.html", "handlingstyper.html", lambda: {"types": self.all()})

    def all(self) -> tuple[tuple[Ref, str, int], ...]:
        """Give the types of the organisation, each with what it is and how many documents of it are in force."""
        return tuple(
            (self._words.type(key), known.description, len(self._shelf.by_type.get(key, ())))
            for key, known in self._words.policy.types.items()
        )

    def _type(self, key: str) -> Values:
        known = self._words.policy.types.get(key)
        return {
            "name": known.label if known is not None else key,
            "description": known.description if known is not None else "",
            "longest": known.longest_validity if known is not None else 0,
            "feed": type_feed(key),
        }
