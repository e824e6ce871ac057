"""The *handbook*: everything that staff read, as files in a folder. Pure: what is written where is for the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledsys.message import Message
from ledsys.model.corpus import Corpus
from ledsys.site.document.pages import DocumentPages
from ledsys.site.look import logo, own_look
from ledsys.site.pages import Pages
from ledsys.site.press import Press, static_files
from ledsys.site.shelf import Editions, shelve
from ledsys.site.ways.pages import add_ways
from ledsys.site.words import Words


@dataclass(frozen=True)
class Handbook:
    """Files by relative path, and the documents with a version that can't be shown, each with the reason."""

    files: Mapping[str, bytes]
    unbuilt: tuple[tuple[str, Message], ...]


class Plan:
    """The handbook of a day before anything of it is made: its addresses, and what of it could not be made so far."""

    def __init__(
        self,
        corpus: Corpus,
        editions: Editions,
        overrides: Mapping[str, bytes],
        day: date,
        today: date | None = None,
    ) -> None:
        """Take the same as `build`."""
        settings = corpus.policy.settings
        shelf = shelve(corpus, editions, day)
        words = Words(corpus.policy, settings.language, day)
        as_of = None if today in (None, day) else day
        self.pages = Pages(Press(overrides, settings.language), shelf, words, as_of, logo(overrides, settings.site))
        built_in = static_files(overrides)
        for name, data in {**built_in, **own_look(built_in, overrides, settings.site)}.items():
            self.pages.put(name, lambda data=data: data)  # type: ignore[misc]  # a default binds it for each
        self._documents = DocumentPages(self.pages, shelf, words)
        self._documents.add()
        add_ways(self.pages, shelf, words, overrides)

    def made(self) -> Handbook:
        """Make everything."""
        files = {address: self.pages.make(address) for address in self.pages.addresses()}
        return Handbook(files, tuple(self._documents.unbuilt))


def build(
    corpus: Corpus, editions: Editions, overrides: Mapping[str, bytes], day: date, today: date | None = None
) -> Handbook:
    """Make the handbook of a day, from what had been decided by the end of it; drafts are never part of it.

    Where ``today`` is another day, every page says of which day the handbook is and stays so in a browser; else pages
    keep up with the calendar. ``editions`` are the frozen bytes by document id, version and name; ``overrides`` the
    files of the docs repo's ``handbok`` folder by name. Same input, same bytes. Raises `UnusableError` for a template
    that can't be used.
    """
    return Plan(corpus, editions, overrides, day, today).made()
