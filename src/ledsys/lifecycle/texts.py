"""The *text* that an act is about: the work's, or the frozen one of an edition."""

from __future__ import annotations

from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter

_OF_NO_TEXT = (ActKind.RECALL, ActKind.ABANDON, ActKind.HANDOVER)
"""What is done with the work whatever it holds; its text may be edited, or given up, in the same landing."""


def text_of(act: Act, document: Document, corpus: Corpus) -> Document | None:
    """Give the text with the content that the act names, none if it is nowhere in the tree.

    For an act that names no content, or that binds to none, it is the work's text, whatever it holds by now.
    """
    editions = corpus.editions.get(act.document, {})
    if act.content is None or act.kind in _OF_NO_TEXT:
        return document
    same = (text for text in (document, *editions.values()) if text.digest == act.content)
    return next(same, None)


def front_of(act: Act, document: Document, corpus: Corpus) -> FrontMatter | None:
    """Give the front matter that the act is about: its own text's, else its version's, else the work's."""
    text = text_of(act, document, corpus) or corpus.editions.get(act.document, {}).get(act.version) or document
    return text.front
