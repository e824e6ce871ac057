"""The *shelf*: every document with an edition, put in order for the pages of one day.

A *copy* is one edition with its frozen text, proven to be the text that was approved; an *entry* is all of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ledsys.digest import sha256
from ledsys.lifecycle.claims import TEXT
from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.life import Edition, EditionState, Life
from ledsys.message import Message, msg
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter
from ledsys.model.image import usable
from ledsys.proof.standing import disputed_acts

Editions = Mapping[str, Mapping[int, Mapping[str, bytes]]]


@dataclass(frozen=True)
class Copy:
    """One edition with its frozen text (UTF-8) and images by their names relative to it; ``address`` is its page's."""

    edition: Edition
    state: EditionState
    frozen: Document
    front: FrontMatter
    source: str
    images: Mapping[str, bytes]
    address: str

    @property
    def version(self) -> int:
        """The version of the edition."""
        return self.edition.version


@dataclass(frozen=True)
class Entry:
    """A document's place in the handbook; ``faults`` says which of its versions can't be shown, and why."""

    id: str
    life: Life
    shown: Edition
    state: EditionState
    copies: Mapping[int, Copy]
    faults: Mapping[int, Message]

    @property
    def copy(self) -> Copy | None:
        """The copy at the document's own address; none if its text can't be shown."""
        return self.copies.get(self.shown.version)

    @property
    def title(self) -> str:
        """The title, or the id of a document whose text can't be shown."""
        return self.copy.front.title if self.copy is not None else self.id

    @property
    def address(self) -> str:
        """The lasting address of the document's page, from the top of the handbook."""
        return document_address(self.id)

    def page_of(self, edition: Edition) -> str:
        """Give the address of the page that shows the edition."""
        return self.address if edition is self.shown else version_address(self.id, edition.version)

    @property
    def order(self) -> tuple[str, str]:
        """The order of documents in lists: by title, then id."""
        return collated(self.title), self.id


_LETTERS = str.maketrans("åäæöøéèáàü{|}", "{||}}eeaay!!!")  # braces follow z, so they stand for å, ä and ö


def collated(text: str) -> str:
    """Give what to sort by in the order of the Swedish alphabet: å, ä and ö come after z."""
    return text.casefold().translate(_LETTERS)


def document_address(document: str) -> str:
    """Give the lasting address of a document's page."""
    return f"dokument/{document}/index.html"


def version_address(document: str, version: int) -> str:
    """Give the address of the page of one version."""
    return f"dokument/{document}/{version}/index.html"


@dataclass(frozen=True)
class Shelf:
    """All entries by id, in the order of their titles, and what lists are made of."""

    corpus: Corpus
    day: date
    entries: Mapping[str, Entry]

    @cached_property
    def disputed(self) -> frozenset[str]:
        """The ids of acts of which nobody knows whose they are, since others may have had the key."""
        return frozenset(act.id for act in disputed_acts(self.corpus))

    @cached_property
    def in_force(self) -> tuple[Copy, ...]:
        """The copies in force on the day, in the order of their titles."""
        return tuple(
            entry.copy
            for entry in self.entries.values()
            if entry.copy is not None and entry.state is EditionState.IN_FORCE
        )

    @cached_property
    def upcoming(self) -> tuple[Copy, ...]:
        """The copies that are to come, first come first, also of documents that are in force in an older version."""
        found = (
            copy
            for entry in self.entries.values()
            for copy in entry.copies.values()
            if copy.state is EditionState.UPCOMING
        )
        return tuple(sorted(found, key=lambda copy: copy.edition.valid_from))

    def ended(self, state: EditionState) -> tuple[Entry, ...]:
        """Give the documents that have come to this end, latest first."""
        found = (entry for entry in self.entries.values() if entry.state is state)
        return tuple(sorted(found, key=lambda entry: entry.shown.last_day, reverse=True))

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Copy, ...]]:
        """Copies in force by the unit that they apply to; a merged unit's are with the one that took it over."""
        register = self.corpus.policy.register
        current = {unit.id: register.current_unit(unit.id, self.day) for unit in register.units}
        return _grouped((current.get(unit, unit), copy) for copy in self.in_force for unit in copy.front.units)

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Copy, ...]]:
        """Copies in force by document type."""
        return _grouped((copy.front.type, copy) for copy in self.in_force)

    @cached_property
    def below(self) -> Mapping[str, tuple[Copy, ...]]:
        """Copies in force by the document that they name as governing them."""
        return _grouped((above, copy) for copy in self.in_force for above in copy.front.governed_by)

    @cached_property
    def referring(self) -> Mapping[str, tuple[Copy, ...]]:
        """Copies in force by the document that their text links to."""
        links = ((link.target, copy) for copy in self.in_force for link in copy.frozen.facts.links)
        return _grouped((target.partition("#")[0], copy) for target, copy in links)


def _grouped(pairs: Iterable[tuple[str, Copy]]) -> Mapping[str, tuple[Copy, ...]]:
    found: dict[str, dict[str, Copy]] = {}
    for key, copy in pairs:
        found.setdefault(key, {})[copy.address] = copy
    return {key: tuple(copies.values()) for key, copies in found.items()}


def shelve(corpus: Corpus, editions: Editions, day: date) -> Shelf:
    """Put every document that had an edition by the end of the day on the shelf; later acts are left out."""
    found = (_entry(corpus, editions, life, day) for life in _lives(corpus, day) if life.editions)
    return Shelf(corpus, day, {entry.id: entry for entry in sorted(found, key=lambda entry: entry.order)})


def _lives(corpus: Corpus, day: date) -> Iterator[Life]:
    for document, acts in corpus.acts.items():
        done = tuple(act for act in acts if act.signed_at.date() <= day)
        yield derive(document, done, None, None)


def _entry(corpus: Corpus, editions: Editions, life: Life, day: date) -> Entry:
    shown = life.shown(day) or life.editions[-1]
    copies: dict[int, Copy] = {}
    faults: dict[int, Message] = {}
    for edition in life.editions:
        files = editions.get(life.document, {}).get(edition.version, {})
        frozen = corpus.editions.get(life.document, {}).get(edition.version)
        address = (
            document_address(life.document) if edition is shown else version_address(life.document, edition.version)
        )
        copy = _copy(edition, day, files, frozen, address)
        if isinstance(copy, Copy):
            copies[edition.version] = copy
        else:
            faults[edition.version] = copy
    return Entry(life.document, life, shown, shown.state(day), copies, faults)


def _copy(
    edition: Edition, day: date, files: Mapping[str, bytes], frozen: Document | None, address: str
) -> Copy | Message:
    """Give the edition with its text, or why it must not be shown: no text stands here that nobody approved."""
    if frozen is None or TEXT not in files:
        return msg("The text of version {version} is missing among the published ones.", version=edition.version)
    if frozen.front is None:
        return msg("The facts at the top of version {version} can't be read.", version=edition.version)
    images = {name: files[name] for name in frozen.images if name in files and usable(name)}  # else it may be a page
    same = (
        sha256(files[TEXT]) == frozen.sha256 and {name: sha256(data) for name, data in images.items()} == frozen.images
    )
    if not same or frozen.digest is None or frozen.digest != edition.content:
        return msg("The text kept as version {version} is not the text that was approved.", version=edition.version)
    source = files[TEXT].decode()  # what has a digest is UTF-8
    return Copy(edition, edition.state(day), frozen, frozen.front, source, images, address)
