"""The *preview* of one state of a docs repo: every address, and what stands there with the preview's own bar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ledsys.digest import sha256
from ledsys.figures import figures
from ledsys.lifecycle import Life, life_of, lives
from ledsys.message import Message
from ledsys.model.corpus import Corpus
from ledsys.rules.rule import Case
from ledsys.site.handbook import Plan
from ledsys.site.overview.pages import TEMPLATE, OverviewPage
from ledsys.site.pages import Values
from ledsys.site.preview.addresses import DRAFTS, LIST, NOWHERE, OVERVIEW, SCRIPT, STATE
from ledsys.site.preview.drafts import Draft, DraftWriter, drafts
from ledsys.site.shelf import Editions
from ledsys.site.text.content import ContentWriter

_DEPTH = 2
"""How many folders deep the page of a document lies: dokument/ID/index.html."""


@dataclass(frozen=True)
class Basis:
    """What a preview is made from: what holds as ``build`` would find it, the files of today, and what is doubtful.

    ``proven`` is the corpus with acts that hold, ``working`` the one with what is being written. ``doubts`` tells what
    ``build`` would leave out or refuse, and why.
    """

    proven: Corpus
    working: Corpus
    editions: Editions
    overrides: Mapping[str, bytes]
    doubts: tuple[Message, ...]
    read: Callable[[str], bytes]
    today: date


class Preview:
    """Makes the pages that are asked for; `edited` takes in what somebody writes."""

    def __init__(self, basis: Basis) -> None:
        """Plan all pages; none is made yet. Raises `UnusableError` for a template that can't be used."""
        self._basis = basis
        self._plan = Plan(basis.proven, basis.editions, basis.overrides, basis.proven.today, basis.today)
        self._writer = ContentWriter(self._plan.shelf, self._plan.words)
        self._state = _State(basis.working, lives(basis.working))

    def make(self, address: str) -> bytes:
        """Make what stands at the address, KeyError where nothing does."""
        if address == LIST:
            return self._page(address, "utkastlista.html", self._listed())
        if address == OVERVIEW:
            return self._page(address, TEMPLATE, self._overview())
        if address.startswith(DRAFTS):
            return self._of_draft(address)
        data = self._plan.pages.make(address)
        return self._barred(address, data) if address.endswith(".html") else data

    def nowhere(self) -> bytes:
        """Make the page that tells that an address leads nowhere."""
        return self._barred("", self._plan.pages.page_from("/", NOWHERE, {}), "/")

    @property
    def working(self) -> Corpus:
        """The corpus with what is being written, as it is known now."""
        return self._state.working

    def edited(self, working: Corpus, paths: Collection[str]) -> None:
        """Take in the corpus in which only the documents at these paths are others."""
        self._state = self._state.edited(working, paths)

    def outdated(self, address: str) -> str | None:
        """Give the path of the draft whose page stands at the address, if its file is another than the one known."""
        draft = self._state.drafts.get(_key(address))
        if draft is None:
            return None
        document = draft.document
        return document.path if sha256(self._basis.read(document.path)) != document.sha256 else None

    def draft_of(self, path: str) -> Draft | None:
        """Give the draft that lies at the path, if it is one."""
        return next((draft for draft in self._state.drafts.values() if draft.document.path == path), None)

    @property
    def writer(self) -> DraftWriter:
        """The writer of drafts for the state as it is now."""
        case = self._state.case
        return DraftWriter(case, self._plan.shelf, self._plan.words, self._writer, self._basis.read)

    def _listed(self) -> Values:
        doubts = tuple(self._plan.words.say(doubt) for doubt in self._basis.doubts)
        return {**self.writer.listed(self._state.drafts.values()), "doubts": doubts}

    def _overview(self) -> Values:
        counted = figures(self._state.working, self._state.lives)
        return OverviewPage(counted, self._plan.words).values("../", alone=False)

    def _of_draft(self, address: str) -> bytes:
        draft = self._state.drafts[_key(address)]
        name = address.removeprefix(f"{DRAFTS}{draft.key}/")
        if name == "index.html":
            return self._page(address, "utkast.html", self.writer.shown(draft))
        image = self.writer.image(draft, name)
        if image is None:
            raise KeyError(address)
        return image

    def _page(self, address: str, template: str, values: Values) -> bytes:
        return self._barred(address, self._plan.pages.page(address, template, values))

    def _barred(self, address: str, page: bytes, root: str | None = None) -> bytes:
        """Put the preview's bar above the text of a page, and its script in its head."""
        root = "../" * address.count("/") if root is None else root
        parts = address.split("/")
        own = parts[1] if parts[0] == "dokument" and len(parts) > _DEPTH else ""
        draft = self._state.drafts.get(own)
        bar = self._plan.pages.fragment(
            "forhandsvisning.html",
            root,
            {
                "count": len(self._state.drafts),
                "doubts": len(self._basis.doubts),
                "draft": draft.address if draft is not None else "",
                "list": LIST,
                "overview": OVERVIEW,
            },
        ).encode()
        script = f'<script src="{root}{SCRIPT}" {STATE} defer></script>\n'.encode()
        page = page.replace(b"</head>", script + b"</head>", 1)
        place = page.find(b"<main")
        return page[:place] + bar + page[place:] if place >= 0 else page


def _key(address: str) -> str:
    """Give the key of the draft that an address below the drafts is about; empty for any other."""
    return address.removeprefix(DRAFTS).partition("/")[0] if address.startswith(DRAFTS) else ""


@dataclass(frozen=True)
class _State:
    """What is being written, and what follows from it."""

    working: Corpus
    lives: Mapping[str, Life]

    @cached_property
    def case(self) -> Case:
        """The case that rules judge."""
        return Case(self.working, self.lives)

    @cached_property
    def drafts(self) -> Mapping[str, Draft]:
        """All drafts by key."""
        return drafts(self.working, self.lives)

    def edited(self, working: Corpus, paths: Collection[str]) -> _State:
        """Give the state with another corpus, in which only the documents at these paths are others."""
        changed = {
            document.id
            for corpus in (self.working, working)
            for document in corpus.documents
            if document.id and document.path in paths
        }
        return _State(working, {**self.lives, **{document: life_of(working, document) for document in changed}})
