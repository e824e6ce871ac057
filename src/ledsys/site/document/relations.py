"""*Relations* of a document on its page: what governs it, what rests on it, what it answers, where it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledsys.lifecycle.life import EditionState
from ledsys.message import msg
from ledsys.model.catalogue import Requirement
from ledsys.site.pages import Pages
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.words import Ref, Words, process_address, requirement_address


@dataclass(frozen=True)
class Relations:
    """Everything that a document stands in relation to; documents that point here are those in force."""

    governing: tuple[Ref, ...]
    below: tuple[Ref, ...]
    referring: tuple[Ref, ...]
    replaces: tuple[Ref, ...]
    requirements: tuple[Ref, ...]
    processes: tuple[Ref, ...]
    keywords: tuple[str, ...]


class Relating:
    """Finds the relations of documents; what is the same for all of them is looked up once."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take the pages, the shelf and the words of the handbook."""
        self._pages = pages
        self._shelf = shelf
        self._words = words
        self._requirements: dict[str, Requirement] = {
            f"{catalogue.catalogue} {requirement.place}": requirement
            for catalogue in words.policy.requirements
            for requirement in catalogue.requirements
        }

    def of(self, copy: Copy) -> Relations:
        """Give the relations of the document."""
        front = copy.front
        below = self._shelf.below.get(front.id, ())
        known = {front.id, *(other.front.id for other in below)}
        referring = (other for other in self._shelf.referring.get(front.id, ()) if other.front.id not in known)
        return Relations(
            governing=tuple(self.document(above) for above in front.governed_by),
            below=tuple(listed(other) for other in below if other.front.id != front.id),
            referring=tuple(listed(other) for other in referring),
            replaces=tuple(self.document(other) for other in front.replaces),
            requirements=tuple(self._answered(front.fulfils)),
            processes=tuple(self._process(key) for key in front.processes),
            keywords=front.keywords,
        )

    def document(self, document: str) -> Ref:
        """Name a document that another names, and say so if it is not in force."""
        entry = self._shelf.entries.get(document)
        if entry is None:
            return Ref(document, note=self._words.say(msg("not in the handbook")))
        state = "" if entry.state is EditionState.IN_FORCE else self._words.state(entry.state)
        return Ref(entry.title, entry.address, ", ".join(part for part in (document, state) if part))

    def _process(self, key: str) -> Ref:
        known = self._words.policy.register.process_by_id.get(key)
        return Ref(known.name if known is not None else key, self._existing(process_address(key)))

    def _answered(self, places: tuple[str, ...]) -> Iterator[Ref]:
        for place in places:
            known, address = self._requirements.get(place), self._existing(requirement_address(place))
            if known is None:
                yield Ref(place, address, self._words.say(msg("not in the catalogue of requirements")))
                continue
            unchecked = self._words.say(msg("not checked against its source")) if known.checked == "nej" else ""
            yield Ref(f"{place} {known.about}", address, unchecked)

    def _existing(self, address: str) -> str:
        return address if self._pages.has(address) else ""


def listed(copy: Copy) -> Ref:
    """Name a document in a list."""
    return Ref(copy.front.title, copy.address, copy.front.id)
