"""All *lives* of a corpus, each derived once."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.life import Life
from ledsys.model.corpus import Corpus


def lives(corpus: Corpus) -> Mapping[str, Life]:
    """Give the life of every document by its id, also of ids that have acts but no document."""
    return {document: life_of(corpus, document) for document in dict.fromkeys((*corpus.by_id, *corpus.acts))}


def life_of(corpus: Corpus, document_id: str) -> Life:
    """Derive the life of one document; it is empty for an id of which the corpus knows nothing."""
    document = corpus.document(document_id)
    front = document.front if document is not None else None
    return derive(
        document_id,
        corpus.acts.get(document_id, ()),
        front.version if front is not None else None,
        document.digest if document is not None else None,
    )
