"""The *files*: which PDFs a handbook has, at which addresses, and how each is made.

``dokument/ID/ID-VERSION.pdf`` for the shown version of every document, ``enheter/UNIT.pdf`` with those of a unit, and
``hela.pdf`` with all that is in force; where there are very many, volumes, ``hela/1.pdf`` and so on. Each is made when
it is asked for; all of them are made side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cached_property, partial
from threading import Lock

from ledsys.message import Message, msg
from ledsys.model.corpus import Corpus
from ledsys.site.pdf.binding import Binder, Book
from ledsys.site.pdf.chapter import Chapter
from ledsys.site.pdf.manuscript import Care, Manuscript, Remark, file_of
from ledsys.site.pdf.markup import literal
from ledsys.site.pdf.typesetting import Typesetter, TypesettingError
from ledsys.site.shelf import Editions, Shelf, shelve
from ledsys.site.volumes import VOLUME, document_file, unit_files, whole_files
from ledsys.site.words import Words

_AT_ONCE = 4


class PdfFiles:
    """The PDFs of a handbook; ``remarks`` gathers what could not be made as accessible as it should be."""

    def __init__(self, shelf: Shelf, words: Words, overrides: Mapping[str, bytes]) -> None:
        """Take what every book needs."""
        self.remarks: set[Remark] = set()
        self._shelf = shelf
        self._typesetter = Typesetter(shelf.day)
        self._words = words
        self._overrides = overrides
        self._cares: dict[str, Care] = {}
        self._one_book = Lock()

    @cached_property
    def binder(self) -> Binder:
        """What binds the books."""
        return Binder(self._shelf, self._words, self._logo(self._words.policy.settings.site.logo))

    def makers(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """Yield every address with how its file is made; the largest comes first, since it takes longest."""
        for number, address in enumerate(whole_files(len(self._shelf.in_force))):
            yield address, partial(self._volume, self.binder.whole, number)
        for unit, copies in self._shelf.by_unit.items():
            for number, address in enumerate(unit_files(unit, len(copies))):
                yield address, partial(self._volume, partial(self.binder.own, unit), number)
        for entry in self._shelf.entries.values():
            if entry.copy is not None:
                yield document_file(entry), partial(self.document, Chapter(entry, entry.copy))

    def all(self) -> tuple[dict[str, bytes], dict[str, Message]]:
        """Make all files, some at once; give them, and why some could not be made, by address."""
        makers = dict(self.makers())
        with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_ONCE)) as hands:
            made = dict(zip(makers, hands.map(_tried, makers.values()), strict=True))
        return (
            {address: data for address, data in made.items() if isinstance(data, bytes)},
            {address: why for address, why in made.items() if not isinstance(why, bytes)},
        )

    def chapter(self, document: str) -> Chapter | None:
        """Give the shown version of a document, if there is a text of it to show."""
        entry = self._shelf.entries.get(document)
        return Chapter(entry, entry.copy) if entry is not None and entry.copy is not None else None

    def unshown(self) -> dict[str, Message]:
        """Give the documents whose shown version has no text that can be shown, each with why."""
        lost = (entry for entry in self._shelf.entries.values() if entry.copy is None)
        return {entry.id: entry.faults[entry.shown.version] for entry in lost}

    def document(self, chapter: Chapter) -> bytes:
        """Make the PDF of one document; raises `TypesettingError` where nothing can be made of it."""
        return self._with_care(chapter)[0]

    def book(self, book: Book) -> bytes:
        """Make the PDF of a book; documents that can't be typeset fully are written with the care that they need."""
        with self._one_book:  # a large one takes gigabytes
            made = self._bound(book)
            self._typesetter.forget()
            return made

    def whole(self) -> bytes:
        """Make the book of the whole system."""
        return self.book(self.binder.whole())

    def unit(self, unit: str) -> bytes:
        """Make the book of all that applies to a unit, what comes from the units above it too."""
        return self.book(self.binder.unit(unit))

    def chosen(self, chapters: tuple[Chapter, ...]) -> bytes:
        """Make one PDF of some documents; of a single one, its own."""
        return self.document(chapters[0]) if len(chapters) == 1 else self.book(self.binder.chosen(chapters))

    def _bound(self, book: Book) -> bytes:
        cares = dict(self._cares)
        try:
            return self._set(self.binder.book(book, cares))
        except TypesettingError:
            cares |= {chapter.copy.front.id: self._with_care(chapter)[1] for chapter in book.chapters}
            return self._set(self.binder.book(book, cares))

    def _volume(self, bind: Callable[[], Book], number: int) -> bytes:
        return self.book(bind().volume(number, VOLUME))

    def _with_care(self, chapter: Chapter) -> tuple[bytes, Care]:
        key, why = chapter.copy.front.id, TypesettingError(msg("The PDF can't be made."))
        for care in Care:
            manuscript = self.binder.document(chapter, care)
            try:
                data = self._set(manuscript)
            except TypesettingError as error:
                why = error
                continue
            self._cares[key] = care
            return data, care
        raise why

    def _set(self, manuscript: Manuscript) -> bytes:
        data = self._typesetter.set(manuscript)
        self.remarks.update(manuscript.remarks)
        return data

    def _logo(self, name: str | None) -> tuple[str, bytes] | None:
        """Give the logo and its file's name, if there is one that typst can read."""
        data = self._overrides.get(name or "")
        file = file_of(name or "", data) if data is not None else None
        if file is None or data is None:
            return None
        opening = f'#show: book.with(title: "-", author: "-", day: (2000, 1, 1))\n#image({literal(file)}, alt: "-")'
        try:
            self._typesetter.set(Manuscript(opening, {file: data}))
        except TypesettingError:
            return None
        return file, data


def pdf_files(corpus: Corpus, editions: Editions, overrides: Mapping[str, bytes], day: date) -> PdfFiles:
    """Give the PDFs of a handbook; takes the same as `ledsys.site.handbook.build`."""
    words = Words(corpus.policy, corpus.policy.settings.language, day)
    return PdfFiles(shelve(corpus, editions, day), words, overrides)


def _tried(make: Callable[[], bytes]) -> bytes | Message:
    try:
        return make()
    except TypesettingError as error:
        return error.message
