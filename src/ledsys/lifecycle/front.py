"""The *front matter that speaks* for a document: that of a published edition, else that of the work."""

from __future__ import annotations

from ledsys.lifecycle.life import Edition
from ledsys.model.corpus import Corpus
from ledsys.model.document import FrontMatter


def front_of(corpus: Corpus, document: str, edition: Edition | None) -> FrontMatter | None:
    """Give the front matter of the edition's frozen text, else of the work; None where neither can be understood."""
    frozen = corpus.editions.get(document, {}).get(edition.version) if edition is not None else None
    found = corpus.document(document)
    return (frozen.front if frozen is not None else None) or (found.front if found is not None else None)
