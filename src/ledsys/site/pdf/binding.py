"""*Binding*: chapters become the manuscript of a book: one document, a unit's handbook, or the whole system in one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import quote, unquote

from ledsys.message import msg, plural
from ledsys.site.look import darkened
from ledsys.site.pdf.chapter import Chapter, ChapterWriter, Seat, page_of
from ledsys.site.pdf.manuscript import Care, Manuscript, Remark
from ledsys.site.pdf.markup import literal, string, strings
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.words import Words

COLOUR = "#0a5566"
_PAPER = "#ffffff"


@dataclass(frozen=True)
class Part:
    """A part of a book: its title, a line below that, and its chapters."""

    title: str
    line: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True)
class Book:
    """Many documents in one PDF; ``lines`` stand below the title on the cover."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters, in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    def volume(self, number: int, most: int) -> Book:
        """Give the volume of the number, from 0, where each has at most so many chapters."""
        first = number * most
        parts: list[Part] = []
        for part in self.parts:
            chapters = part.chapters[max(first, 0) : max(first + most, 0)]
            first -= len(part.chapters)
            if chapters:
                parts.append(replace(part, chapters=chapters))
        return replace(self, parts=tuple(parts))


class Binder:
    """Binds the books of one handbook."""

    def __init__(self, shelf: Shelf, words: Words, logo: tuple[str, bytes] | None = None) -> None:
        """Take the shelf, the words, and the logo by the name that typst is to find it under."""
        self._shelf = shelf
        self._words = words
        self._site = words.policy.settings.site
        self._logo = logo
        self._writer = ChapterWriter(shelf, words)
        colour = self._site.colour
        self._colour = darkened(colour, (_PAPER,)) if colour else COLOUR

    def document(self, chapter: Chapter, care: Care = Care.FULL) -> Manuscript:
        """Give the manuscript of one document."""
        front = chapter.copy.front
        whole = frozenset[str]() if care is Care.SOURCE else frozenset((front.id,))
        lead = _Lead(self._shelf, self._site.address, {front.id: ("d0", chapter.copy)}, whole, front.id)
        made = self._writer.write(chapter, Seat("d0", 1, lead.place, care))
        opening = self._book(front.title, front.keywords, front.summary or "")
        return Manuscript(f"{opening}\n{made.markup}", made.files, made.remarks)

    def book(self, book: Book, cares: Mapping[str, Care]) -> Manuscript:
        """Give the manuscript of a book of many documents; ``cares`` names those that can't be written fully."""
        places = {chapter.copy.front.id: (f"d{number}", chapter.copy) for number, chapter in enumerate(book.chapters)}
        whole = frozenset(key for key in places if cares.get(key, Care.FULL) is not Care.SOURCE)
        files: dict[str, bytes] = {}
        remarks: list[Remark] = []
        markup = [self._book(book.title, (), " ".join(book.lines)), self._cover(book, files), self._contents(book)]
        for part in book.parts:
            opening = f"#part({string(part.title)}, {string(part.line)})"
            for chapter in part.chapters:
                key = chapter.copy.front.id
                lead = _Lead(self._shelf, self._site.address, places, whole, key)
                care = cares.get(key, Care.FULL)
                made = self._writer.write(chapter, Seat(places[key][0], 2, lead.place, care, opening))
                opening = ""
                markup.append(made.markup)
                files.update(made.files)
                remarks += made.remarks
        return Manuscript("\n".join(markup), files, tuple(remarks))

    def whole(self) -> Book:
        """Give the book of the whole system: all that is in force, by document type."""
        parts = tuple(
            Part(self._words.type(key).text, self._count(len(copies)), self._chapters(copies))
            for key in dict.fromkeys((*self._words.policy.types, *self._shelf.by_type))
            if (copies := self._shelf.by_type.get(key, ()))
        )
        return Book(self._site.title, self._lines(parts), parts)

    def unit(self, unit: str) -> Book:
        """Give the book of a unit: its own documents, then those of the units above it."""
        register = self._words.policy.register
        parts: list[Part] = []
        named: set[str] = set()
        for step in register.line_up(unit):
            copies = [copy for copy in self._shelf.by_unit.get(step, ()) if copy.front.id not in named]
            named.update(copy.front.id for copy in copies)
            if copies:
                parts.append(Part(self._words.unit(step).text, self._count(len(copies)), self._chapters(copies)))
        return Book(self._words.unit(unit).text, self._lines(parts), tuple(parts))

    def own(self, unit: str) -> Book:
        """Give the book of a unit's own documents, by document type."""
        grouped: dict[str, list[Copy]] = {key: [] for key in self._words.policy.types}
        for copy in self._shelf.by_unit.get(unit, ()):
            grouped.setdefault(copy.front.type, []).append(copy)
        parts = tuple(
            Part(self._words.type(key).text, self._count(len(copies)), self._chapters(copies))
            for key, copies in grouped.items()
            if copies
        )
        said = msg("The unit's own documents; those of units above it apply too.")
        return Book(self._words.unit(unit).text, (*self._lines(parts), self._words.say(said)), parts)

    def chosen(self, chapters: Sequence[Chapter]) -> Book:
        """Give a book of some documents, which need not be in force."""
        count = self._count(len(chapters))
        part = Part(self._words.say(msg("Documents")), count, tuple(chapters))
        said = msg("As they stand on {day}; each says itself whether it is in force.", day=self._shelf.day)
        return Book(self._site.title, (count, self._words.say(said)), (part,))

    def _chapters(self, copies: Sequence[Copy]) -> tuple[Chapter, ...]:
        return tuple(Chapter(self._shelf.entries[copy.front.id], copy) for copy in copies)

    def _lines(self, parts: Sequence[Part]) -> tuple[str, ...]:
        count = len({chapter.copy.front.id for part in parts for chapter in part.chapters})
        return (self._words.say(msg("What is in force on {day}", day=self._shelf.day)), self._count(count))

    def _count(self, count: int) -> str:
        return self._words.say(plural("{n} document", "{n} documents", count))

    def _book(self, title: str, keywords: Sequence[str], description: str) -> str:
        day = self._shelf.day
        return (
            f"#show: book.with(title: {string(title)}, author: {string(self._words.policy.settings.name)},"
            f" keywords: {strings(keywords)}, description: {string(description)},"
            f" language: {string(self._words.language)}, day: ({day.year}, {day.month}, {day.day}),"
            f" colour: {string(self._colour)})"
        )

    def _cover(self, book: Book, files: dict[str, bytes]) -> str:
        logo = "none"
        if self._logo is not None:
            file, files[file] = self._logo
            logo = f"image({literal(file)}, height: 16mm, alt: {string(self._words.policy.settings.name)})"
        said = msg("Uncontrolled when printed: what is in force now stands in the handbook.")
        remarks = [self._words.say(said), *((self._site.address,) if self._site.address else ())]
        return (
            f"#cover(title: {string(book.title)}, organisation: {string(self._words.policy.settings.name)},"
            f" logo: {logo}, lines: {strings(book.lines)}, remarks: {strings(remarks)})"
        )

    def _contents(self, book: Book) -> str:
        title = self._words.say(msg("Contents"))
        return f"#contents(title: {string(title)}, header: {strings((book.title, ''))}, {self._folio()})"

    def _folio(self) -> str:
        printed = f"{self._words.say(msg('Uncontrolled when printed'))} {self._shelf.day}"
        return f"footer: {strings((printed, ''))}, page-of: {page_of(self._words)}"


class _Lead(NamedTuple):
    """Where links of a document lead: inside the book where what they name stands there, else to the handbook."""

    shelf: Shelf
    address: str | None
    places: Mapping[str, tuple[str, Copy]]
    whole: frozenset[str]
    document: str

    def place(self, target: str) -> str:
        """Give the label or address that a link leads to; nothing for one that leads nowhere."""
        document, _, anchor = target.partition("#")
        document = document or self.document
        if document in self.places:
            label, copy = self.places[document]
            slugs = [heading.slug for heading in copy.frozen.facts.headings] if document in self.whole else []
            found = unquote(anchor)
            if found in slugs:
                return f"label({literal(f'{label}-{slugs.index(found)}')})"
            return "" if target.startswith("#") else f"label({literal(label)})"
        entry = self.shelf.entries.get(document)
        if entry is None or not self.address:
            return ""
        return f"{self.address.rstrip('/')}/{quote(entry.address)}{f'#{quote(unquote(anchor))}' if anchor else ''}"
