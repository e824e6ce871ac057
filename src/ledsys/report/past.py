"""The *past*: the docs repo as its acts stood on an earlier day, as far as decided texts tell of it.

What was being written on an earlier day is not known, since only decided texts are kept: so it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document


def as_of(corpus: Corpus, day: date) -> Corpus:
    """Give the corpus of the day: acts signed by then, and of each document the newest text published by then."""
    known = {document: _known(acts, day) for document, acts in corpus.acts.items()}
    published = {document: version for document, acts in known.items() if (version := _published(acts))}
    acts = {document: tuple(_of_editions(known[document], version)) for document, version in published.items()}
    editions = {
        document: {version: text for version, text in texts.items() if version <= published[document]}
        for document, texts in corpus.editions.items()
        if document in published
    }
    then = replace(corpus, acts=acts, editions=editions)
    return replace(then, today=day, documents=tuple(_texts(then, published)))


def _known(acts: tuple[Act, ...], day: date) -> tuple[Act, ...]:
    return tuple(act for act in acts if act.signed_at.date() <= day)


def _published(acts: tuple[Act, ...]) -> int:
    return max((act.version for act in acts if act.kind is ActKind.PUBLISH), default=0)


def _of_editions(acts: tuple[Act, ...], version: int) -> Iterator[Act]:
    """Yield what concerns published versions; who owns the document is of no version."""
    return (act for act in acts if act.version <= version or act.kind is ActKind.HANDOVER)


def _texts(corpus: Corpus, published: dict[str, int]) -> Iterator[Document]:
    for document in corpus.documents:
        frozen = corpus.editions.get(document.id, {}).get(published.get(document.id, 0))
        if frozen is not None:
            yield replace(frozen, path=document.path)
