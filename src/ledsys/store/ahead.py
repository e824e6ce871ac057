"""*Reading ahead*: what the acts, signatures and texts of many landings say is found out before any is judged.

It follows from bytes and types of documents alone, not from what landed before. And a processor does one kind of work
many times over much faster than every kind in turn, since what it works with then stays close to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ledsys.actfile import PATH as ACT_PATH
from ledsys.actfile import ActFormError, read_act
from ledsys.frontmatter.reading import read_content
from ledsys.lifecycle.claims import EDITION_PATH, TEXT
from ledsys.lifecycle.signatures import signature_of
from ledsys.model.act import Act
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document
from ledsys.rules.landings import ORDINARY
from ledsys.store.history import Landed
from ledsys.store.load import text_alone
from ledsys.store.objects import Objects
from ledsys.store.trees import is_document


class Ahead:
    """Acts and texts by their paths and the ids that git has for them, read under the types that there are."""

    def __init__(self, objects: Objects, types: Mapping[str, DocumentType]) -> None:
        self.objects = objects
        self._types = types
        self._acts: dict[tuple[str, str], Act | None] = {}
        self._texts: dict[tuple[str, str], Document | None] = {}

    def read(self, landings: Iterable[Landed]) -> None:
        """Read what the landings bring, and forget what was read before.

        What only changes one text is left out: most of these are drafts that need not be read (`store.drafts`).
        """
        brought = [
            (path, after.object)
            for landed in landings
            for path, before, after in landed.changed
            if after is not None and after.mode == ORDINARY and (before is None or len(landed.changed) > 1)
        ]
        self._acts = {(path, blob): self._act(blob) for path, blob in brought if ACT_PATH.fullmatch(path)}
        for act in self._acts.values():
            if act is not None:
                signature_of(act)  # it is remembered there
        self._texts = {(path, blob): self._text(path, blob) for path, blob in brought if _is_text(path)}

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
