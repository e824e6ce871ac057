"""What a plain landing *brings*: texts, acts and editions of documents, each read once and without looking around.

Most landings bring nothing else. Whatever is not plainly so is left to those who gather a landing with all that is
around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ledsys.actfile import DELEGATIONS, path_of
from ledsys.actfile import FOLDER as ACTS
from ledsys.actfile import PATH as ACT_PATH
from ledsys.lifecycle.claims import EDITION_PATH, EDITIONS, TEXT
from ledsys.model.act import Act
from ledsys.model.document import Document
from ledsys.model.landing import Changed
from ledsys.rules.landings import ORDINARY
from ledsys.store.ahead import Ahead
from ledsys.store.standing import Standing
from ledsys.store.trees import id_of, is_document


class Brought(NamedTuple):
    """What is brought about one document; acts are in no order, editions by version, with the paths of all of it."""

    documents: tuple[Document, ...] = ()
    acts: tuple[Act, ...] = ()
    editions: Mapping[int, Document] = {}
    files: frozenset[str] = frozenset()


def brought(changes: tuple[Changed, ...], tree: Standing, ahead: Ahead) -> Mapping[str, Brought] | None:
    """Give what a landing brings to a tree by document id, sorted; none if it does anything else, or does it oddly.

    A text must keep its id; acts and editions must be new, readable and where they belong.
    """
    found: dict[str, Brought] = {}
    for change in changes:
        part = _one(change, tree, ahead)
        if part is None:
            return None
        document_id, new = part
        old = found.get(document_id)
        found[document_id] = new if old is None else _joined(old, new)
    return dict(sorted(found.items())) if len(found) > 1 else found


def stands(document_id: str, tree: Standing) -> tuple[Changed, ...]:
    """Give all that a tree has of a document, as if a landing brought it."""
    evidence = (path for folder in (ACTS, EDITIONS) for path in tree.under(f"{folder}/{document_id}"))
    return tuple(Changed(path, None, tree.entry(path)) for path in (*tree.holding(document_id), *evidence))


def about(path: str, tree: Standing) -> str:
    """Give the document that a file is about, whose text or evidence it is in a tree; empty for another file."""
    if path.startswith((f"{ACTS}/", f"{EDITIONS}/")):
        folder = path.split("/")[2]
        return folder if folder != DELEGATIONS else ""
    return tree.id_of(path)


def _one(change: Changed, tree: Standing, ahead: Ahead) -> tuple[str, Brought] | None:
    path, before, after = change
    if after is None or after.mode != ORDINARY or not path.isascii():
        return None
    if not is_document(path):
        return None if before is not None else _evidence(path, after.object, ahead)
    text = ahead.text(path, after.object)
    if text is None or not text.id or (before is not None and tree.id_of(path) != text.id):
        return None
    plain = id_of(tree.objects.read(after.object) or b"") == text.id
    return (text.id, Brought(documents=(text,), files=frozenset((path,)))) if plain else None


def _evidence(path: str, blob: str, ahead: Ahead) -> tuple[str, Brought] | None:
    if place := ACT_PATH.fullmatch(path):
        act = ahead.act(path, blob)
        right = act is not None and path_of(act) == path and place[1] != DELEGATIONS
        return (act.document, Brought(acts=(act,), files=frozenset((path,)))) if act is not None and right else None
    place = EDITION_PATH.fullmatch(path)
    text = ahead.text(path, blob) if place is not None and place[3] == TEXT else None
    if place is None or text is None:
        return None
    return place[1], Brought(editions={int(place[2]): text}, files=frozenset((path,)))


def _joined(one: Brought, other: Brought) -> Brought:
    return Brought(
        (*one.documents, *other.documents),
        (*one.acts, *other.acts),
        {**one.editions, **other.editions},
        one.files | other.files,
    )
