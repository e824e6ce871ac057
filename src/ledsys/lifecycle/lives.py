"""All *lives* of a corpus, each derived once."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.lifecycle.life import Life, derive
from ledsys.model.corpus import Corpus


def lives(corpus: Corpus) -> Mapping[str, Life]:
    """Give the life of every document by its id, also of ids that have acts but no document."""
    found: dict[str, Life] = {}
    for document_id in dict.fromkeys((*corpus.by_id, *corpus.acts)):
        document = corpus.document(document_id)
        front = document.front if document is not None else None
        found[document_id] = derive(
            document_id,
            corpus.acts.get(document_id, ()),
            front.version if front is not None else None,
            document.digest if document is not None else None,
        )
    return found
