"""The pages of *control*: what the handbook answers whoever holds a printed copy and asks if it still applies.

They need no script: every code stands on the page of its first two signs, with what is to be known of its version.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ledsys.copycode import SHARD, copy_code, shown
from ledsys.lifecycle.life import Edition
from ledsys.site.document.standing import Standing, standing
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Entry, Shelf
from ledsys.site.words import Ref, Words


@dataclass(frozen=True)
class Line:
    """What is said of one code."""

    code: str
    shown: str
    document: str
    title: str
    version: Ref
    standing: Standing


def coded(shelf: Shelf) -> Iterator[tuple[str, Entry, Edition]]:
    """Yield the code of every version."""
    for entry in shelf.entries.values():
        for edition in entry.life.editions:
            yield copy_code(entry.id, edition.version, edition.content), entry, edition


class ControlPages:
    """Has the pages made by which printed copies are checked."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what the pages need."""
        self._pages = pages
        self._shelf = shelf
        self._words = words

    def add(self) -> None:
        """Have a page to ask on, and one for each two signs that a code begins with."""
        shards: dict[str, list[tuple[str, Entry, Edition]]] = {}
        for found in coded(self._shelf):
            shards.setdefault(found[0][:SHARD], []).append(found)
        self._pages.add("kontroll/index.html", "kontroll.html", lambda: {"shards": sorted(shards)})
        for shard, versions in shards.items():
            self._pages.add(f"kontroll/{shard}.html", "kontroll-koder.html", partial(self._shard, shard, versions))

    def _shard(self, shard: str, versions: list[tuple[str, Entry, Edition]]) -> Values:
        ordered = sorted(versions, key=lambda found: (found[0], found[1].id, found[2].version))
        return {"shard": shard, "lines": tuple(self._line(*found) for found in ordered)}

    def _line(self, code: str, entry: Entry, edition: Edition) -> Line:
        copy = entry.copies.get(edition.version)
        return Line(
            code=code,
            shown=shown(code),
            document=entry.id,
            title=copy.front.title if copy is not None else entry.title,
            version=Ref(f"{edition.version}.0", entry.page_of(edition)),
            standing=standing(self._shelf, entry, edition, self._words),
        )
