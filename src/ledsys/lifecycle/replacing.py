"""*Replacing*: who may put a new version in the place of one that somebody else decided.

A new version ends the one before it, just as a repeal does. So whoever decides it may also decide what it replaces;
else a change of type, or of the units that it is for, would be a way round the delegation order. A body may replace
what persons decided. What nobody can decide any more, such as a type that has been given up, may be replaced by anybody
who may decide the new version.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledsys.lifecycle.attempt import Attempt, Reason
from ledsys.lifecycle.decision import BodyDecision, read_decision
from ledsys.lifecycle.sources import MANDATES
from ledsys.lifecycle.texts import replaced_by
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import FrontMatter
from ledsys.model.register import Register


def may_replace(attempt: Attempt) -> Iterator[Reason]:
    """The person, or the body, may decide what is replaced too."""
    last, register, day = attempt.life.last, attempt.register, attempt.today
    edition = attempt.corpus.editions.get(attempt.document.id, {}).get(last.version) if last is not None else None
    front = edition.front if edition is not None else None
    if last is None or front is None or _alike(front, attempt.front):
        return
    if _barred(attempt.person, attempt.decision, last.approve, front, register, day):
        able = register.deciders(front.type, front.units, day)
        yield Reason(
            "MAY-NOT-REPLACE", _wrong(register.name_of(attempt.person), front), msg("{file}", file=MANDATES), able
        )


def replaced_without_mandate(act: Act, approved: FrontMatter, corpus: Corpus, register: Register) -> Iterator[Message]:
    """Yield that an approval replaces what its person, or its body, could not decide on its day."""
    front = replaced_by(act, corpus) if act.kind is ActKind.APPROVE else None
    if front is None or _alike(front, approved):
        return
    decision = read_decision(act.decision, register) if act.decision is not None else None
    if _barred(act.person, decision, _decided_before(act, corpus), front, register, act.signed_at.date()):
        yield _wrong(act.name, front)


def _alike(one: FrontMatter, other: FrontMatter) -> bool:
    """Tell whether the same people may decide both."""
    return one.type == other.type and set(one.units) == set(other.units)


def _decided_before(act: Act, corpus: Corpus) -> Act | None:
    """Give the approval of the version before the one that is approved."""
    by_id = {other.id: other for other in corpus.acts.get(act.document, ())}
    found: Act | None = act
    for _ in ("submit", "publish", "approve"):
        found = by_id.get(found.of or "") if found is not None else None
    return found


def _barred(  # noqa: PLR0917  # who, what and when, all different
    person: str, decision: BodyDecision | None, decided: Act | None, front: FrontMatter, register: Register, day: date
) -> bool:
    """Tell whether somebody else would have to decide what is replaced, which this approval had decided."""
    if decision is None:
        allowed = register.mandates_of(person, front.type, front.units, day)
    elif decided is not None and decided.decision is not None:
        allowed = register.body_mandates(decision.body, front.type, front.units, decision.day)
    else:
        return False
    return not allowed and bool(
        register.deciders(front.type, front.units, day) or register.deciding_bodies(front.type, front.units, day)
    )


def _wrong(name: str, front: FrontMatter) -> Message:
    return msg(
        "This replaces a version that {name} may not decide: {type} for {units}. Let whoever may approve this one,"
        " or repeal that one.",
        name=name,
        type=front.type,
        units=front.units,
    )
