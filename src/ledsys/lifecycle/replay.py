"""*Replaying* an act: would the move that it records have been allowed?

An act is only a file, and files can be made by hand. So when acts land, each is tried again by the guards of its move,
on what the acts before it had made of the document (design §3: judged at the day of the act, and at the landing).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from operator import attrgetter

from ledsys.lifecycle import people
from ledsys.lifecycle.attempt import Attempt, Move, Reason, Wish
from ledsys.lifecycle.flow import FLOW, in_state
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.document import Document


def reasons_against(act: Act, document: Document, corpus: Corpus, landed: datetime) -> Iterator[Reason]:
    """Yield the reasons against an act about a document, judged on its own day and, for its person, on the landing's.

    ``document`` is the text that the act is about; the corpus has its acts, of which those before this one count.
    """
    attempt = _attempt(act, document, corpus, act.signed_at)
    unreadable = tuple(people.readable(attempt))
    if unreadable:
        yield from unreadable
        return
    step = FLOW[attempt.move]
    for guard in (people.registered, in_state(step.states), *step.who, *step.when):
        yield from guard(attempt)
    if landed.date() != act.signed_at.date():
        later = _attempt(act, document, corpus, landed)
        for guard in (people.registered, *step.who):
            yield from guard(later)


def _attempt(act: Act, document: Document, corpus: Corpus, when: datetime) -> Attempt:
    front, digest = document.front, act.content or document.digest
    if front is not None and front.version != act.version:
        front = front.model_copy(update={"version": act.version})
    if front is not document.front or digest != document.digest:
        document = replace(document, front=front, digest=digest)
    acts = {**corpus.acts, act.document: _before(act, corpus.acts.get(act.document, ()))}
    return Attempt(
        move=Move(act.kind.value),
        person=act.person,
        now=when,
        corpus=replace(corpus, today=when.date(), acts=acts),
        document=document,
        source=b"",
        wish=Wish(
            reason=act.reason,
            vote=act.meaning,
            valid_from=act.valid_from,
            valid_until=act.valid_until,
            decision=act.decision,
            successor=act.successor,
            owner=act.owner if act.kind is ActKind.HANDOVER else None,
        ),
        assurance=Level.of_code(act.assurance) or Level.CLAIMED,
    )


def _before(act: Act, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Give the acts before this one; of two that say the same, made side by side, neither knew of the other."""
    first = next((other for other in acts if _same(other, act)), act)
    return acts[: bisect_left(acts, min(first.order, act.order), key=_ORDER)]


_ORDER = attrgetter("order")
_SAYING = attrgetter("kind", "of", "version", "content", "meaning", "valid_from", "valid_until", "successor", "owner")
_TWICE = (ActKind.PUBLISH, ActKind.REVISE, ActKind.STOP, ActKind.REPEAL)


def _same(one: Act, other: Act) -> bool:
    if one.kind is not other.kind:  # the rule, and told at once
        return False
    return (one.id == other.id or one.kind in _TWICE) and _SAYING(one) == _SAYING(other)
