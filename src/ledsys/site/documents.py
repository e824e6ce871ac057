"""The pages of *documents*: one at the lasting address of each, and one for every version."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.errors import UnusableError
from ledsys.lifecycle.life import Edition
from ledsys.message import Message, msg
from ledsys.site.content import ContentWriter
from ledsys.site.history import history
from ledsys.site.information import information, last_day_in_words
from ledsys.site.pages import Pages
from ledsys.site.proof import signature_line
from ledsys.site.relations import Relating
from ledsys.site.shelf import Copy, Entry, Shelf, version_address
from ledsys.site.standing import standing
from ledsys.site.words import Ref, Words


class DocumentPages:
    """Makes the pages of documents."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what every document's pages need."""
        self._pages = pages
        self._shelf = shelf
        self._words = words
        self._writer = ContentWriter(shelf, words)
        self._relating = Relating(shelf, words)

    def add(self, entry: Entry) -> Iterator[Message]:
        """Make the pages of a document; yield why a version's text can't be shown. Its page says so too."""
        for edition in entry.life.editions:
            copy = entry.copies.get(edition.version)
            if copy is None:
                yield self._add_faulty(entry, edition, entry.faults[edition.version])
                continue
            try:
                self._add_copy(entry, copy)
            except UnusableError:
                raise
            except Exception as why:  # noqa: BLE001 - a text that brings the renderer down must not take the others with it
                fault = msg(
                    "Version {version} can't be made into a page: {why}", version=edition.version, why=repr(why)
                )
                yield self._add_faulty(entry, edition, fault)
        self._pages.add(
            version_address(entry.id, entry.shown.version),
            "samma-version.html",
            document=entry.id,
            title=entry.title,
            version=f"{entry.shown.version}.0",
            target=entry.address,
        )

    def _add_copy(self, entry: Entry, copy: Copy) -> None:
        root = "../" * copy.address.count("/")
        folder = f"{copy.version}/" if copy.edition is entry.shown else ""
        content = self._writer.write(copy, root, folder)
        self._pages.add(
            copy.address,
            "dokument.html",
            document=entry.id,
            title=copy.front.title,
            summary=copy.front.summary,
            abbreviations=copy.front.abbreviations,
            type=self._words.type(copy.front.type),
            version=f"{copy.version}.0",
            valid_from=copy.edition.valid_from,
            valid_until=last_day_in_words(copy.edition, self._words),
            standing=standing(self._shelf, entry, copy.edition, self._words),
            content=content,
            signature=signature_line(copy.edition, self._words),
            information=information(entry, copy, self._words),
            history=history(self._shelf, entry, self._words),
            relations=self._relating.of(copy),
            units=tuple(self._words.unit(unit) for unit in copy.front.units),
        )
        for name, data in copy.images.items():
            self._pages.files[f"dokument/{entry.id}/{copy.version}/{name}"] = data

    def _add_faulty(self, entry: Entry, edition: Edition, fault: Message) -> Message:
        self._pages.add(
            entry.page_of(edition),
            "kan-inte-visas.html",
            document=entry.id,
            title=entry.title,
            fault=self._words.say(fault),
            standing=standing(self._shelf, entry, edition, self._words),
            history=history(self._shelf, entry, self._words),
            version=Ref(f"{edition.version}.0"),
        )
        return fault
