"""The *handbook*: everything that staff read, as files in a folder. Pure: what is written where is for the store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ledsys.message import Message
from ledsys.model.corpus import Corpus
from ledsys.site.document.control import ControlPages
from ledsys.site.document.pages import DocumentPages
from ledsys.site.look import logo, own_look
from ledsys.site.pages import Pages
from ledsys.site.pdf.files import PdfFiles
from ledsys.site.press import Press, static_files
from ledsys.site.search.pages import SearchPages
from ledsys.site.shelf import Editions, shelve
from ledsys.site.ways.pages import add_ways
from ledsys.site.words import Words


@dataclass(frozen=True)
class Handbook:
    """Files by relative path, and the documents with a version that can't be shown, each with the reason.

    ``remarks`` names documents whose page lacks something, with what it is, and ``sources`` is what the index of the
    search is made of (`ledsys.site.search.index`).
    """

    files: Mapping[str, bytes]
    unbuilt: tuple[tuple[str, Message], ...]
    remarks: tuple[tuple[str, Message], ...] = ()
    sources: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Share:
    """Some of a handbook's files by relative path, and of its documents what can't be shown and what is lacking."""

    files: Mapping[str, bytes]
    unbuilt: tuple[tuple[str, Message], ...]
    remarks: tuple[tuple[str, Message], ...]


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
        shelf = self.shelf = shelve(corpus, editions, day)
        words = self.words = Words(corpus.policy, settings.language, day)
        as_of = None if today in (None, day) else day
        self.pages = Pages(Press(overrides, settings.language), shelf, words, as_of, logo(overrides, settings.site))
        built_in = static_files(overrides)
        for name, data in {**built_in, **own_look(built_in, overrides, settings.site)}.items():
            self.pages.put(name, lambda data=data: data)  # type: ignore[misc]  # a default binds it for each
        self._documents = DocumentPages(self.pages, shelf, words)
        self._documents.add()
        ControlPages(self.pages, shelf, words).add()
        add_ways(self.pages, shelf, words, overrides)
        self._search = SearchPages(self.pages, shelf, words)
        self._search.add()

        self._pdfs = dict(PdfFiles(shelf, words, overrides).makers()) if settings.site.pdf else {}
        for address, make in self._pdfs.items():
            self.pages.put(address, make)

    def shares(self, number: int) -> tuple[tuple[str, ...], ...]:
        """Divide all addresses but those of PDFs, which are made beside, into so many shares of about equal work.

        What is no document's own page stands in the last, since such pages share what they are made of.
        """
        wanted = [address for address in self.pages.addresses() if address not in self._pdfs]
        own = [address for address in wanted if address.startswith("dokument/")]
        rest = [address for address in wanted if not address.startswith("dokument/")]
        shares = [own[place::number] for place in range(number)]
        return *map(tuple, shares[:-1]), (*shares[-1], *rest)

    def share(self, addresses: Iterable[str]) -> Share:
        """Make what stands at these addresses."""
        unbuilt, remarks = len(self._documents.unbuilt), len(self._documents.remarks)
        files = {address: self.pages.make(address) for address in addresses}
        return Share(files, tuple(self._documents.unbuilt[unbuilt:]), tuple(self._documents.remarks[remarks:]))

    def joined(self, shares: Iterable[Share]) -> Handbook:
        """Make the handbook of all its shares; it is the same however many there were."""
        made: dict[str, bytes] = {}
        unbuilt: list[tuple[str, Message]] = []
        remarks: list[tuple[str, Message]] = []
        for share in shares:
            made.update(share.files)
            unbuilt += share.unbuilt
            remarks += share.remarks
        files = {address: made[address] for address in self.pages.addresses() if address in made}
        sources = self._search.sources()
        return Handbook(files, tuple(sorted(unbuilt, key=str)), tuple(sorted(remarks, key=str)), sources)

    def made(self) -> Handbook:
        """Make everything but the PDFs, which are made beside (`ledsys.site.pdf.files`)."""
        return self.joined(map(self.share, self.shares(1)))


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
