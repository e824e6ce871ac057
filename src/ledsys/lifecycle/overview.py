"""An *overview* of a document: what it is today, as the acts prove it; one row of every list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.front import front_of
from ledsys.lifecycle.life import Edition, EditionState, Life
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter, Status


@dataclass(frozen=True)
class Overview:
    """One document: its file, its life, and what applies today.

    ``shown`` is the edition at the document's address, ``front`` its front matter, else the work's; ``front`` is None
    where nothing can be read. ``states`` are the Swedish words for all that it is: of its editions and of its work.
    """

    document: Document
    life: Life
    shown: Edition | None
    front: FrontMatter | None
    edition_state: EditionState | None
    upcoming: Edition | None

    @property
    def work(self) -> Status:
        """The state that the work has reached by acts; for a first draft without acts, a draft."""
        return self.life.work.reached

    @property
    def states(self) -> tuple[str, ...]:
        """The words for what it is, what applies first; without "publicerad", which says less than "gällande"."""
        found = [self.edition_state.value] if self.edition_state is not None else []
        if self.upcoming is not None:
            found.append(EditionState.UPCOMING.value)
        if self.work is not Status.PUBLISHED or not found:
            found.append(self.work.value)
        return tuple(dict.fromkeys(found))

    def answers(self, state: str) -> bool:
        """Tell whether it is in the state, also "publicerad"."""
        return state in (*self.states, self.work.value)

    @property
    def title(self) -> str:
        """The title of what is shown, empty where nothing can be read."""
        return self.front.title if self.front is not None else ""

    @property
    def version(self) -> int | None:
        """The version shown, else the one that is being written."""
        if self.shown is not None:
            return self.shown.version
        return self.life.work.version or (self.front.version if self.front is not None else None)


def overviews(corpus: Corpus, lives: Mapping[str, Life]) -> tuple[Overview, ...]:
    """Give the overview of every document that lies in the tree, in the order of their paths."""
    return tuple(overview(corpus, lives, document) for document in corpus.documents)


def overview(corpus: Corpus, lives: Mapping[str, Life], document: Document) -> Overview:
    """Give the overview of one document; one without a readable id has an empty life."""
    life = lives.get(document.id) or _unborn(document.id)
    shown = life.shown(corpus.today)
    upcoming = next(
        (edition for edition in life.editions if edition.state(corpus.today) is EditionState.UPCOMING), None
    )
    return Overview(
        document=document,
        life=life,
        shown=shown,
        front=front_of(corpus, document.id, shown) or document.front,
        edition_state=shown.state(corpus.today) if shown is not None else None,
        upcoming=upcoming if upcoming is not shown else None,
    )


def in_state(found: Iterable[Overview], state: str) -> tuple[Overview, ...]:
    """Keep what is in the state, given by its Swedish word."""
    return tuple(entry for entry in found if entry.answers(state))


def of_type(found: Iterable[Overview], key: str) -> tuple[Overview, ...]:
    """Keep documents of the type."""
    return tuple(entry for entry in found if entry.front is not None and entry.front.type == key)


def at_unit(found: Iterable[Overview], corpus: Corpus, unit: str) -> tuple[Overview, ...]:
    """Keep documents of the unit and the units below it; a merged unit counts as the one that took it over."""
    register = corpus.policy.register
    return tuple(
        entry
        for entry in found
        if entry.front is not None
        and any(register.within(register.current_unit(own, corpus.today), unit) for own in entry.front.units)
    )


def _unborn(document: str) -> Life:
    return derive(document, (), None, None)
