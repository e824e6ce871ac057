"""The pages of *documents*: one at the lasting address of each, and one for every version."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ledsys.copycode import copy_code, shown
from ledsys.errors import UnusableError
from ledsys.lifecycle.life import Edition
from ledsys.markdown import parser
from ledsys.message import Message, msg
from ledsys.site.document.changes import WHAT, before, changes_address, compared, facts, images, summed
from ledsys.site.document.history import history
from ledsys.site.document.information import information, last_day_in_words
from ledsys.site.document.mistakes import mistake_address
from ledsys.site.document.proof import signature_line
from ledsys.site.document.relations import Relating
from ledsys.site.document.standing import standing
from ledsys.site.document.validity import last_day
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Copy, Entry, Shelf, version_address
from ledsys.site.text import diagrams
from ledsys.site.text.content import ContentWriter
from ledsys.site.volumes import document_file
from ledsys.site.words import Ref, Words


class DocumentPages:
    """Has the pages of all documents made.

    ``unbuilt`` names the versions whose text could not be shown, with why; ``remarks`` what pages of versions lack that
    are, or will be, in force: older ones can't be mended.
    """

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what every document's pages need."""
        self.unbuilt: list[tuple[str, Message]] = []
        self.remarks: list[tuple[str, Message]] = []
        self._pages = pages
        self._shelf = shelf
        self._words = words
        self._errors_to = words.policy.settings.site.errors_to
        self._pdf = words.policy.settings.site.pdf
        self._parser = parser()
        self._writer = ContentWriter(shelf, words)
        self._relating = Relating(pages, shelf, words)

    def add(self) -> None:
        """Have a page for every version of every document, and its images."""
        for entry in self._shelf.entries.values():
            self._add_entry(entry)

    def _add_entry(self, entry: Entry) -> None:
        for edition in entry.life.editions:
            self._pages.put(entry.page_of(edition), partial(self._page, entry, edition))
        for copy in entry.copies.values():
            old = before(entry, copy.version)
            if old is not None:
                address = changes_address(entry.id, copy.version)
                self._pages.add(address, "andringar.html", partial(self._changes, entry, old, copy))
            for name, data in copy.images.items():
                self._pages.put(f"dokument/{entry.id}/{copy.version}/{name}", lambda data=data: data)  # type: ignore[misc]  # a default binds it for each
            for name, make in diagrams.files(copy.source, self._words):
                self._pages.put(f"dokument/{entry.id}/{copy.version}/{name}", make)
        same = version_address(entry.id, entry.shown.version)
        self._pages.add(same, "samma-version.html", partial(self._same, entry))

    def _same(self, entry: Entry) -> Values:
        return {
            "document": entry.id,
            "title": entry.title,
            "version": f"{entry.shown.version}.0",
            "target": entry.address,
        }

    def _page(self, entry: Entry, edition: Edition) -> bytes:
        """Make the page of a version; where its text can't be shown, the page says so and why."""
        copy = entry.copies.get(edition.version)
        if copy is None:
            return self._faulty(entry, edition, entry.faults[edition.version])
        try:
            self.remarks += self._remarks(entry, copy)
            return self._pages.page(copy.address, "dokument.html", self._of_copy(entry, copy))
        except UnusableError:
            raise
        except Exception as why:  # noqa: BLE001 - a text that brings the renderer down must not take the others with it
            fault = msg("Version {version} can't be made into a page: {why}", version=edition.version, why=repr(why))
            return self._faulty(entry, edition, fault)

    def _remarks(self, entry: Entry, copy: Copy) -> Iterator[tuple[str, Message]]:
        for found in diagrams.undrawn(copy.source) if copy.version >= entry.shown.version else ():
            said = msg(
                "Diagram {number} of version {version} can't be drawn, and stands there as text.",
                number=found.number,
                version=f"{copy.version}.0",
            )
            yield entry.id, said

    def _of_copy(self, entry: Entry, copy: Copy) -> Values:
        lines = history(self._shelf, entry, self._words)
        root = "../" * copy.address.count("/")
        folder = f"{copy.version}/" if copy.edition is entry.shown else ""
        return {
            "document": entry.id,
            "title": copy.front.title,
            "summary": copy.front.summary,
            "abbreviations": copy.front.abbreviations,
            "type": self._words.type(copy.front.type),
            "version": f"{copy.version}.0",
            "valid_from": copy.edition.valid_from,
            "valid_until": last_day_in_words(copy.edition, self._words),
            "expires": last_day(copy.edition, self._shelf.day),
            "issued": copy.edition.publish.signed_at.date(),
            "code": shown(copy_code(entry.id, copy.version, copy.edition.content)),
            "digest": copy.edition.content,
            "standing": standing(self._shelf, entry, copy.edition, self._words),
            "content": self._writer.write(copy, root, folder),
            "signature": signature_line(copy.edition, self._words),
            "information": information(entry, copy, self._words),
            "history": lines,
            "decided": next(line for line in lines if line.version.address == copy.address),
            "relations": self._relating.of(copy),
            "units": tuple(self._words.unit(unit) for unit in copy.front.units),
            "changes": self._to_changes(entry, copy),
            "pdf": document_file(entry) if self._pdf and copy.edition is entry.shown else "",
            "mistakes": mistake_address(self._errors_to, entry.id, f"{copy.version}.0", copy.front.title),
        }

    def _to_changes(self, entry: Entry, copy: Copy) -> Ref | None:
        old = before(entry, copy.version)
        if old is None:
            return None
        said = self._words.say(msg("What changed since version {version}", version=f"{old.version}.0"))
        return Ref(said, changes_address(entry.id, copy.version))

    def _changes(self, entry: Entry, old: Copy, new: Copy) -> Values:
        words = self._words
        found = compared(self._parser, old, new)
        put, out = summed(found)
        lines = history(self._shelf, entry, words)
        line = next(line for line in lines if line.version.address == new.address)
        return {
            "document": entry.id,
            "title": new.front.title,
            "version": line.version,
            "previous": Ref(f"{old.version}.0", old.address),
            "valid_from": new.edition.valid_from,
            "decided_by": line.decided_by,
            "reason": line.reason,
            "standing": standing(self._shelf, entry, new.edition, words),
            "put": put,
            "out": out,
            "facts": facts(entry, old, new, words, self._relating),
            "places": found.places,
            "unchanged": found.unchanged,
            "differs": old.frozen.facts.body_digest != new.frozen.facts.body_digest,
            "whats": {what: words.say(said) for what, said in WHAT.items()},
            "images": images(old, new, words),
            "history": lines,
        }

    def _faulty(self, entry: Entry, edition: Edition, fault: Message) -> bytes:
        self.unbuilt.append((entry.id, fault))
        return self._pages.page(
            entry.page_of(edition),
            "kan-inte-visas.html",
            {
                "document": entry.id,
                "title": entry.title,
                "fault": self._words.say(fault),
                "standing": standing(self._shelf, entry, edition, self._words),
                "history": history(self._shelf, entry, self._words),
                "version": Ref(f"{edition.version}.0"),
            },
        )
