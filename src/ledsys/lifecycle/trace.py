"""A *trace*: who decided a document, by which mandate, under which governing documents, up to the top.

It answers the question "Vem har tagit alla beslut som fattas?" (domain). The line of the delegation order is read as it
stands in the register today, by the id that the act bears; the act itself is the fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ledsys.lifecycle.decision import BodyDecision, read_decision
from ledsys.lifecycle.front import front_of
from ledsys.lifecycle.life import Edition, Life
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.organisation import Mandate

LONGEST = 32
"""How many documents may stand above one another before a chain is given up as a fault."""


class Ending(StrEnum):
    """Why a trace goes no further up at a document."""

    TOP = "top"
    MISSING = "missing"
    LOOP = "loop"
    REPEATED = "repeated"
    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Trace:
    """One document in a trace, and those that govern it.

    ``edition`` is the one in force, else the one that stands at the document's address; None where none is published.
    ``mandate`` is None where the act bears none or the register lacks the line. ``decision`` is what a body decided,
    ``ending`` why nothing stands above.
    """

    document: str
    title: str
    edition: Edition | None
    approve: Act | None
    mandate: Mandate | None
    decision: BodyDecision | None
    above: tuple[Trace, ...]
    ending: Ending | None


def trace(corpus: Corpus, lives: Mapping[str, Life], document: str) -> Trace:
    """Trace a document to the top; each governing document is followed once, so a loop ends and is told."""
    return _trace(corpus, lives, document, (), set())


def _trace(corpus: Corpus, lives: Mapping[str, Life], document: str, below: tuple[str, ...], seen: set[str]) -> Trace:
    life = lives.get(document)
    shown = life.shown(corpus.today) if life is not None else None
    front = front_of(corpus, document, shown)
    ending = _ending(corpus, lives, document, below, seen)
    if front is None and ending is None:
        ending = Ending.UNREADABLE
    seen.add(document)
    governed_by = front.governed_by if front is not None and ending is None else ()
    above = tuple(_trace(corpus, lives, upper, (*below, document), seen) for upper in dict.fromkeys(governed_by))
    approve = shown.approve if shown is not None else None
    mandates = {mandate.id: mandate for mandate in corpus.policy.register.mandates}
    return Trace(
        document=document,
        title=front.title if front is not None else "",
        edition=shown,
        approve=approve,
        mandate=mandates.get(approve.mandate or "") if approve is not None else None,
        decision=read_decision(approve.decision, corpus.policy.register) if approve and approve.decision else None,
        above=above,
        ending=ending if ending is not None or above else Ending.TOP,
    )


def _ending(
    corpus: Corpus, lives: Mapping[str, Life], document: str, below: tuple[str, ...], seen: set[str]
) -> Ending | None:
    if document and document not in lives and corpus.document(document) is None:
        return Ending.MISSING
    if document in below:
        return Ending.LOOP
    if len(below) >= LONGEST:
        return Ending.TOO_LONG
    return Ending.REPEATED if document in seen else None
