"""The pages and scripts of the search, at their addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ledsys.model.organisation import Unit
from ledsys.site.pages import Pages, Values
from ledsys.site.search.records import SearchRecord, records
from ledsys.site.search.scripts import CARDS, INDEX, WORDS, SearchScripts
from ledsys.site.search.sources import sources
from ledsys.site.shelf import Shelf
from ledsys.site.words import Words


class SearchPages:
    """Has the page of results, and what the search loads; nothing is read before one of them is asked for."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what every page needs."""
        self._pages = pages
        self._shelf = shelf
        self._words = words

    def add(self) -> None:
        """Have everything that the handbook itself holds of the search."""
        self._pages.add("sok.html", "sok.html", self._results)
        # Not self.scripts.cards: every record would be read before anything is asked for.
        self._pages.put(CARDS, lambda: self.scripts.cards())  # noqa: PLW0108
        self._pages.put(WORDS, lambda: self.scripts.vocabulary_script())  # noqa: PLW0108
        self._pages.put(INDEX, lambda: self.scripts.index())  # noqa: PLW0108

    @cached_property
    def scripts(self) -> SearchScripts:
        """What makes the scripts."""
        return SearchScripts(self._records, self._words)

    @cached_property
    def _records(self) -> tuple[SearchRecord, ...]:
        return records(self._shelf, self._words)

    def sources(self) -> Mapping[str, bytes]:
        """Give the pages that pagefind reads, by file name; nobody else sees them."""
        return sources(self.scripts)

    def _results(self) -> Values:
        register = self._words.policy.register
        return {
            "units": tuple(self._tree(None, 0)),
            "kinds": tuple((key, kind.label) for key, kind in self._words.policy.types.items()),
            "processes": tuple((process.id, process.name) for process in register.processes),
        }

    def _tree(self, above: str | None, depth: int) -> Iterator[tuple[str, str, int]]:
        """Give the units of the day, each before those below it: id, name and depth."""
        for unit in self._below.get(above, ()):
            yield unit.id, unit.name(self._shelf.day), depth
            yield from self._tree(unit.id, depth + 1)

    @cached_property
    def _below(self) -> Mapping[str | None, list[Unit]]:
        register = self._words.policy.register
        found: dict[str | None, list[Unit]] = {}
        for unit in register.units:
            if unit.covers(self._shelf.day):
                above = unit.parent if unit.parent in register.unit_by_id else None
                found.setdefault(above, []).append(unit)
        return found
