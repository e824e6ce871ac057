"""Preparing an *attempt*: the bytes that a move needs, read from the files of the docs repo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import PurePosixPath

from ledsys.lifecycle import Attempt, Move, Wish
from ledsys.lifecycle.claims import TEXT
from ledsys.model.change import Change
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.model.finding import Finding
from ledsys.store.evidence import edition_paths
from ledsys.store.files import Files, Kind, gone


def prepare(  # noqa: PLR0917  # the parts of an attempt, all different
    files: Files,
    corpus: Corpus,
    document: Document,
    move: Move,
    person: str,
    now: datetime,
    wish: Wish,
    errors: tuple[Finding, ...] = (),
) -> Attempt:
    """Gather what the move may need; ``now`` is in the docs repo's own time zone."""
    editions = _editions(files, document.id)
    beside = (
        str(PurePosixPath(document.folder) / name) for frozen in editions.values() for name in frozen if name != TEXT
    )
    present = frozenset(files.paths())
    return Attempt(
        move=move,
        person=person,
        now=now,
        corpus=corpus,
        document=document,
        source=files.read(document.path),
        wish=wish,
        images={name: files.read(str(PurePosixPath(document.folder) / name)) for name in document.images},
        editions=editions,
        standing={path: files.read(path) for path in dict.fromkeys(beside) if path in present},
        errors=errors,
    )


def _editions(files: Files, document_id: str) -> Mapping[int, Mapping[str, bytes]]:
    found: dict[int, dict[str, bytes]] = {}
    for owner, version, name, path in edition_paths(files):
        if owner == document_id and files.kind(path) is Kind.REGULAR:
            found.setdefault(version, {})[name] = files.read(path)
    return found


def after(files: Files, change: Change) -> Files:
    """Give the files as they will be when the change is made."""
    return _Changed(files, change)


class _Changed:
    """Files with a change laid over them."""

    def __init__(self, files: Files, change: Change) -> None:
        self.files = files
        self.change = change

    def paths(self) -> Iterable[str]:
        return sorted({*self.files.paths(), *self.change.writes} - {*self.change.deletes})

    def kind(self, path: str) -> Kind:
        return Kind.REGULAR if path in self.change.writes else self.files.kind(path)

    def read(self, path: str) -> bytes:
        if path in self.change.writes:
            return self.change.writes[path]
        if path in self.change.deletes:
            raise gone(path)
        return self.files.read(path)
