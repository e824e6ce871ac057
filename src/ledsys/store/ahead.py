"""*Reading ahead*: what the acts, signatures and texts of many landings say is found out before any is judged.

It follows from bytes and types of documents alone, not from what landed before. And a processor does one kind of work
many times over much faster than every kind in turn, since what it works with then stays close to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from ledsys.actfile import PATH as ACT_PATH
from ledsys.actfile import ActFormError, read_act
from ledsys.frontmatter.reading import read_content
from ledsys.lifecycle.claims import EDITION_PATH, TEXT
from ledsys.lifecycle.signatures import signature_of
from ledsys.model.act import Act
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document
from ledsys.model.landing import Changed
from ledsys.rules.landings import ORDINARY
from ledsys.store.history import Landed
from ledsys.store.load import text_alone
from ledsys.store.objects import Objects
from ledsys.store.trees import is_document

PORTION = 400
"""Files that are fetched and read at once."""


def portions(landings: Iterable[Landed]) -> Iterator[Sequence[Landed]]:
    """Divide landings, in order: a portion changes no more than `PORTION` files, unless it is one that changes more."""
    portion: list[Landed] = []
    files = 0
    for landed in landings:
        size = len(landed.changed) or 1
        if portion and files + size > PORTION:
            yield portion
            portion, files = [], 0
        portion.append(landed)
        files += size
    if portion:
        yield portion


def places(changes: Iterable[Changed]) -> Iterator[tuple[str, str]]:
    """Give path and id of every file that is read of what changes bring."""
    for path, _, after in changes:
        if after is not None and after.mode == ORDINARY and (is_document(path) or path.startswith(".ledsys/")):
            yield path, after.object


class Ahead:
    """Acts and texts by their paths and the ids that git has for them, read under the types that there are."""

    def __init__(self, objects: Objects, types: Mapping[str, DocumentType]) -> None:
        self.objects = objects
        self._types = types
        self._acts: dict[tuple[str, str], Act | None] = {}
        self._texts: dict[tuple[str, str], Document | None] = {}

    def read(self, landings: Iterable[Landed], standing: Iterable[Changed] = ()) -> None:
        """Read what landings bring, and files that are there already; forget what was read before.

        What only changes one text is left out: most of these are drafts that need not be read (`store.drafts`).
        """
        brought = (each.changed for each in landings if len(each.changed) != 1 or each.changed[0].before is None)
        new, old = tuple(places(chain.from_iterable(brought))), tuple(places(standing))
        self._acts = {place: self._act(place[1]) for place in new if ACT_PATH.fullmatch(place[0])}
        for act in self._acts.values():
            if act is not None:
                signature_of(act)  # it is remembered there
        self._acts |= {place: self._act(place[1]) for place in old if ACT_PATH.fullmatch(place[0])}
        self._texts = {place: self._text(*place) for place in (*new, *old) if _is_text(place[0])}

    def act(self, path: str, blob: str) -> Act | None:
        """Give the act at a path; none if it is none."""
        return self._acts[path, blob] if (path, blob) in self._acts else self._act(blob)

    def text(self, path: str, blob: str) -> Document | None:
        """Give the text at a path, alone, as a document; none if it is too large."""
        return self._texts[path, blob] if (path, blob) in self._texts else self._text(path, blob)

    def _act(self, blob: str) -> Act | None:
        data = self.objects.read(blob)
        try:
            return read_act(data) if data is not None else None
        except ActFormError:
            return None

    def _text(self, path: str, blob: str) -> Document | None:
        data = self.objects.read(blob)
        return text_alone(self._types, path, data, read_content) if data is not None else None


def _is_text(path: str) -> bool:
    place = EDITION_PATH.fullmatch(path)
    return is_document(path) if place is None else place[3] == TEXT
