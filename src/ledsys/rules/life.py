"""*Life* (LS2): how long a document applies.

What the file claims is compared with itself and with its type; whether the document has ended, only its acts say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ledsys.lifecycle.life import EditionState, Life
from ledsys.lifecycle.validity import years_after
from ledsys.message import Message, msg, plural
from ledsys.model.document import Document, Status
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, Rule, document_rule

_FROM, _UNTIL = "giltig-från", "giltig-till"


@document_rule("LS201", "validity-missing", Severity.ERROR)
def validity_missing(_: Case, document: Document) -> Iterator[Hit]:
    """A file that claims to be approved or published lacks a date."""
    front = document.front
    if front is None or front.status not in (Status.APPROVED, Status.PUBLISHED):
        return
    missing = tuple(key for key, day in ((_FROM, front.valid_from), (_UNTIL, front.valid_until)) if day is None)
    if missing:
        yield Hit(
            document.facts.place("status"),
            msg("The status is {status}, but the file lacks {missing}.", status=front.status.value, missing=missing),
            msg("Run `ledsys doctor`: it writes status, version, dates and owner anew from the acts."),
        )


@document_rule("LS202", "validity-reversed", Severity.ERROR)
def validity_reversed(_: Case, document: Document) -> Iterator[Hit]:
    """The last day comes before the first."""
    front = document.front
    if front is None or front.valid_from is None or front.valid_until is None:
        return
    if front.valid_until < front.valid_from:
        yield Hit(
            document.facts.place(_UNTIL),
            msg("giltig-till {end} comes before giltig-från {start}.", start=front.valid_from, end=front.valid_until),
            msg(
                "Put the dates right; if the document is approved, run `ledsys doctor`, which takes them from the acts."
            ),
        )


@document_rule("LS203", "validity-too-long", Severity.ERROR, ages=True)
def validity_too_long(case: Case, document: Document) -> Iterator[Hit]:
    """The document applies longer than its type allows, counted from its first day or from the last confirmation."""
    front = document.front
    if front is None or front.valid_from is None or front.valid_until is None:
        return
    document_type = case.corpus.policy.types.get(front.type)
    if document_type is None:
        return
    start = max(front.valid_from, _confirmed(case.life(document), front.version))
    latest = years_after(start, document_type.longest_validity)
    if front.valid_until > latest:
        yield Hit(
            document.facts.place(_UNTIL),
            plural(
                "giltig-till {end} is too late: a {type} may apply for {n} year, counted from {start} until {latest}.",
                "giltig-till {end} is too late: a {type} may apply for {n} years, counted from {start} until {latest}.",
                document_type.longest_validity,
                end=front.valid_until,
                type=document_type.id,
                start=start,
                latest=latest,
            ),
            msg(
                "Approve or confirm it for a shorter time. The limit stands in handlingstyper/{type}.yaml.",
                type=front.type,
            ),
        )


def _confirmed(life: Life | None, version: int) -> date:
    edition = life.edition(version) if life is not None else None
    return (
        max((act.signed_at.date() for act in edition.confirms), default=date.min) if edition is not None else date.min
    )


@document_rule("LS204", "expired", Severity.WARNING)
def expired(case: Case, document: Document) -> Iterator[Hit]:
    """The newest version has ended, and nobody has confirmed, revised or repealed it."""
    life = case.life(document)
    if life is None or life.last is None or life.last.state(case.today) is not EditionState.EXPIRED:
        return
    yield Hit(
        document.facts.place(_UNTIL),
        msg("The document expired on {day} and no longer applies.", day=life.last.valid_until_on(case.today)),
        _what_to_do(case, life, document.id),
    )


@document_rule("LS205", "expiring", Severity.WARNING)
def expiring(case: Case, document: Document) -> Iterator[Hit]:
    """The document ends within the days that the settings give as notice."""
    life = case.life(document)
    if life is None or life.last is None or life.repeal is not None:
        return
    until = life.last.valid_until_on(case.today)
    notice = timedelta(days=case.corpus.policy.settings.expiry_notice)
    if life.last.state(case.today) is not EditionState.IN_FORCE or until > case.today + notice:
        return
    yield Hit(
        document.facts.place(_UNTIL),
        plural(
            "The document expires on {day}, in {n} day.",
            "The document expires on {day}, in {n} days.",
            (until - case.today).days,
            day=until,
        ),
        _what_to_do(case, life, document.id),
    )


def _what_to_do(case: Case, life: Life, document_id: str) -> Message:
    owner = life.owner or ""
    names = tuple(case.register.name_of(person) for person in case.register.owner_persons(owner, case.today))
    return msg(
        'The content owner {owner} ({names}) sees to it: `ledsys confirm {id} --until DATE --note "…"` if it still'
        ' holds as it is, `ledsys revise {id} --reason "…"` if it must change,'
        ' `ledsys repeal {id} --reason "…"` if it is no longer needed.',
        owner=owner or "–",
        names=names or "–",
        id=document_id,
    )


RULES: tuple[Rule, ...] = (validity_missing, validity_reversed, validity_too_long, expired, expiring)
