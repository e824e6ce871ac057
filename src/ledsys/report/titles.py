"""*Titles*: how reports name a document, its units and its type, each on one line."""

from __future__ import annotations

from ledsys.language import say
from ledsys.lifecycle import Edition
from ledsys.lifecycle.front import front_of
from ledsys.message import msg
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.report.data import one_line

UNREADABLE = msg("(the front matter can't be read; run: ledsys check)")


def title_of(corpus: Corpus, document: str, edition: Edition | None = None) -> str:
    """Give the title that the edition has, else the work; empty where neither can be read."""
    front = front_of(corpus, document, edition)
    return one_line(front.title) if front is not None else ""


def work_title(document: Document) -> str:
    """Give the title of the file as it stands, or say in the chosen language that it can't be read."""
    return one_line(document.front.title) if document.front is not None else say(UNREADABLE)


def unit_names(corpus: Corpus, units: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names that the units bear on the corpus's day, or their ids where the register does not know them."""
    known = corpus.policy.register.unit_by_id
    return tuple(known[unit].name(corpus.today) if unit in known else unit for unit in units)


def type_label(corpus: Corpus, key: str) -> str:
    """Give what the organisation calls the document type, or the key where it has none."""
    known = corpus.policy.types.get(key)
    return known.label if known is not None else key
