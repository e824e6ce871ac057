"""The *front page* as the organisation wrote it, in ``handbok/startsida.md``, for the rules to look at its links."""

from __future__ import annotations

from dataclasses import replace

from ledsys.markdown import read_body
from ledsys.model.corpus import Corpus
from ledsys.model.facts import DocumentFacts
from ledsys.rules.handbook import FRONT_PAGE
from ledsys.store.files import Files, Kind, ReadError


def with_front_page(corpus: Corpus, files: Files) -> Corpus:
    """Give the corpus with what the front page is made of; as it is, where none can be read."""
    if FRONT_PAGE not in corpus.files or files.kind(FRONT_PAGE) is not Kind.REGULAR:
        return corpus
    try:
        text = files.read(FRONT_PAGE).decode().replace("\r\n", "\n")
    except (ReadError, UnicodeDecodeError):
        return corpus
    return replace(corpus, front_page=DocumentFacts(**read_body(text, 1)._asdict(), body_line=1))
