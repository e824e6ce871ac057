"""The *text* that an act is about: the work's, or the frozen one of an edition."""

from __future__ import annotations

from itertools import chain

from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter

_OF_NO_TEXT = (ActKind.RECALL, ActKind.ABANDON, ActKind.HANDOVER)
"""What is done with the work whatever it holds; its text may be edited, or given up, in the same landing."""


def binds(act: Act) -> bool:
    """Tell whether the act is about one text, to the byte, and not about whatever the work holds."""
    return act.content is not None and act.kind not in _OF_NO_TEXT


def text_of(act: Act, document: Document, corpus: Corpus) -> Document | None:
    """Give the text with the content that the act names, none if it is nowhere in the tree.

    For an act that names no content, or that binds to none, it is the work's text, whatever it holds by now.
    """
    if not binds(act):
        return document
    editions = corpus.editions.get(act.document, {})
    same = (text for text in chain((document,), editions.values()) if text.digest == act.content)
    return next(same, None)


def front_of(act: Act, document: Document, corpus: Corpus) -> FrontMatter | None:
    """Give the front matter that the act is about; none if its text is nowhere in the tree any more.

    What binds to no text is about the one of the act that it follows. A text that was edited before anybody decided it
    is gone, and the type and units of the one that came after it tell nothing of what was done with it.
    """
    text = text_of(_binding(act, corpus), document, corpus)
    return text.front if text is not None else None


def _binding(act: Act, corpus: Corpus) -> Act:
    """Give the act itself if it binds to a text, else the nearest that it follows which does, or the last of them."""
    if binds(act):
        return act
    left = {other.id: other for other in corpus.acts.get(act.document, ())}
    while not binds(act) and act.of in left:
        act = left.pop(act.of)
    return act


def replaced_by(act: Act, corpus: Corpus) -> FrontMatter | None:
    """Give the front matter of the version before the one that the act is about; none if there is none."""
    editions = corpus.editions.get(act.document, {})
    before = max((version for version in editions if version < act.version), default=None)
    return editions[before].front if before is not None else None
