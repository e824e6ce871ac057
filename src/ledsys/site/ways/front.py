"""The *front page*: what the organisation writes in ``handbok/startsida.md``, then the built-in ways in.

The text is Markdown as in a document: links to documents by their id, images by their names in ``handbok``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from ledsys.errors import Fault, UnmadeError
from ledsys.message import msg
from ledsys.model.image import usable
from ledsys.site.pages import Pages, Values
from ledsys.site.press import OVERRIDES
from ledsys.site.shelf import Shelf
from ledsys.site.text.content import ContentWriter
from ledsys.site.volumes import whole_files
from ledsys.site.ways.news import News, still
from ledsys.site.ways.processes import ProcessPages
from ledsys.site.ways.types import TypePages
from ledsys.site.ways.units import UnitPages, pruned
from ledsys.site.words import Words

TEXT = "startsida.md"
LATEST = 6
"""How many events the front page names."""
MOST_UNITS = 40
"""How many units the front page shows; of a larger organisation only the upper levels."""


class FrontPage:
    """Has the front page."""

    def __init__(
        self, overrides: Mapping[str, bytes], shelf: Shelf, words: Words, write: Callable[[], ContentWriter]
    ) -> None:
        """Take what it needs; ``write`` gives the writer of texts, if there is one to write."""
        self._overrides, self._shelf, self._words, self._write = overrides, shelf, words, write

    def add(self, pages: Pages, ways: tuple[UnitPages, ProcessPages, TypePages], news: News) -> None:
        """Have the front page, which names these ways in and the latest news."""
        pages.add("index.html", "startsida.html", lambda: self._values(ways, news))

    def _values(self, ways: tuple[UnitPages, ProcessPages, TypePages], news: News) -> Values:
        units, processes, types = ways
        return {
            "own": self._own(),
            "latest": still(news.all, LATEST),
            "tree": pruned(units.tree(), MOST_UNITS),
            "map": processes.map,
            "types": tuple(each for each in types.all() if each[2]),
            "count": len(self._shelf.in_force),
            "pdfs": whole_files(len(self._shelf.in_force)) if self._words.policy.settings.site.pdf else (),
            "upcoming": len(self._shelf.upcoming),
            "requirements": bool(self._words.policy.requirements),
        }

    def _own(self) -> Markup | None:
        data = self._overrides.get(TEXT)
        if data is None:
            return None
        try:
            text = data.decode()
        except UnicodeDecodeError:
            said = msg("The text of the front page is not in UTF-8.")
            raise UnmadeError((Fault(f"{OVERRIDES}/{TEXT}", 0, 0, said, msg("Save it as UTF-8.")),)) from None
        images = {name: image for name, image in self._overrides.items() if usable(name)}
        return self._write().write_text(text, images)
