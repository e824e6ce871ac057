"""What a plain landing *brings*: texts, acts and editions of documents, each read once and without looking around.

Most landings bring nothing else. Whatever is not plainly so is left to those who gather a landing with all that is
around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ledsys.actfile import DELEGATIONS, ActFormError, path_of, read_act
from ledsys.actfile import PATH as ACT_PATH
from ledsys.frontmatter.reading import read_content
from ledsys.lifecycle.claims import EDITION_PATH, TEXT
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.document import Document
from ledsys.model.landing import Changed
from ledsys.rules.landings import ORDINARY
from ledsys.store.load import text_alone
from ledsys.store.standing import Standing
from ledsys.store.trees import id_of, is_document


class Brought(NamedTuple):
    """What is brought about one document; acts are in no order, editions by version, with the paths of all of it."""

    documents: tuple[Document, ...] = ()
    acts: tuple[Act, ...] = ()
    editions: Mapping[int, Document] = {}
    files: frozenset[str] = frozenset()


def brought(changes: tuple[Changed, ...], tree: Standing, policy: Policy) -> Mapping[str, Brought] | None:
    """Give what a landing brings to a tree by document id, sorted; none if it does anything else, or does it oddly.

    A text must keep its id; acts and editions must be new, readable and where they belong.
    """
    found: dict[str, Brought] = {}
    for change in changes:
        part = _one(change, tree, policy)
        if part is None:
            return None
        document_id, new = part
        old = found.get(document_id)
        found[document_id] = new if old is None else _joined(old, new)
    return dict(sorted(found.items())) if len(found) > 1 else found


def standing_of(corpus: Corpus, document_id: str) -> Brought:
    """Give all that stands of a document as if it were brought."""
    documents = tuple(document for document in corpus.documents if document.id == document_id)
    written = {document.path for document in documents}
    return Brought(
        documents,
        corpus.acts.get(document_id, ()),
        corpus.editions.get(document_id, {}),
        frozenset(path for path in corpus.files if path in written or f"/{document_id}/" in path),
    )


def _one(change: Changed, tree: Standing, policy: Policy) -> tuple[str, Brought] | None:
    path, before, after = change
    if after is None or after.mode != ORDINARY or not path.isascii():
        return None
    data = tree.objects.read(after.object)
    if data is None:
        return None
    if is_document(path):
        document_id = id_of(data)
        if not document_id or (before is not None and tree.id_of(path) != document_id):
            return None
        text = text_alone(policy, path, data, read_content)
        return (document_id, Brought(documents=(text,), files=frozenset((path,)))) if text.id == document_id else None
    return None if before is not None else _evidence(path, data, policy)


def _evidence(path: str, data: bytes, policy: Policy) -> tuple[str, Brought] | None:
    if place := ACT_PATH.fullmatch(path):
        try:
            act = read_act(data)
        except ActFormError:
            return None
        right = path_of(act) == path and place[1] != DELEGATIONS
        return (act.document, Brought(acts=(act,), files=frozenset((path,)))) if right else None
    place = EDITION_PATH.fullmatch(path)
    if place is None or place[3] != TEXT:
        return None
    text = text_alone(policy, path, data, read_content)
    return place[1], Brought(editions={int(place[2]): text}, files=frozenset((path,)))


def _joined(one: Brought, other: Brought) -> Brought:
    return Brought(
        (*one.documents, *other.documents),
        (*one.acts, *other.acts),
        {**one.editions, **other.editions},
        one.files | other.files,
    )
