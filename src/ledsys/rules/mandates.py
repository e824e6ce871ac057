"""*Separation and mandate* (LS306-LS309): that those whom a document names may review and decide it, and not alone."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.decision import read_decision
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act, ActKind
from ledsys.model.doctype import DocumentType, Exemption
from ledsys.model.document import Document, FrontMatter
from ledsys.model.finding import Severity
from ledsys.rules.named import APPROVER, AUTHOR, OWNER, REVIEWER, living, named
from ledsys.rules.register_references import MANDATES
from ledsys.rules.rule import Case, Hit, document_rule

_CONFLICTS = (
    (REVIEWER, AUTHOR, Exemption.AUTHOR_REVIEWS),
    (APPROVER, AUTHOR, Exemption.SUBMITTER_APPROVES),
    (APPROVER, REVIEWER, Exemption.REVIEWER_APPROVES),
)
"""Which parts one person can't have both, and what a type may allow all the same (design §3)."""


@document_rule("LS306", "same-person-twice", Severity.ERROR, ages=True)
def same_person_twice(case: Case, document: Document) -> Iterator[Hit]:
    """One person has two parts that must lie with different persons; a role with several holders leaves another."""
    for front in living(document):
        document_type = case.corpus.policy.types.get(front.type)
        alone = [
            (who, found[0])
            for who in named(document)
            if len(found := case.register.owner_persons(who.text, case.today)) == 1
        ]
        owners = {person for who, person in alone if who.key == OWNER}
        for key, other, exemption in _CONFLICTS:
            if document_type is not None and document_type.waiver(exemption) is not None:
                continue
            others = {person for who, person in alone if who.key == other}
            for who, person in alone:
                if who.key == key and person in others:
                    parts = (*((OWNER,) if person in owners else ()), other, key)
                    yield Hit(who.place, _several_parts(case, person, parts), _other_person(document_type, exemption))


def _several_parts(case: Case, person: str, parts: tuple[str, ...]) -> Message:
    return msg(
        "{name} ({id}) is {parts} of the same document.", name=case.register.name_of(person), id=person, parts=parts
    )


def _other_person(document_type: DocumentType | None, exemption: Exemption) -> Message:
    return msg(
        "Name another person, so that each looks with fresh eyes. Where the organisation allows it, avsteg in"
        " handlingstyper/{type}.yaml says so: {exemption}.",
        type=document_type.id if document_type is not None else "–",
        exemption=exemption.value,
    )


@document_rule("LS307", "approver-without-mandate", Severity.ERROR, ages=True)
def approver_without_mandate(case: Case, document: Document) -> Iterator[Hit]:
    """The approver may not decide this type for all the units today."""
    register = case.register
    for front in living(document):
        known = front.type in case.corpus.policy.types and all(unit in register.unit_by_id for unit in front.units)
        if not known or front.approver is None:
            continue
        persons = register.owner_persons(front.approver, case.today)
        is_body = front.approver in register.body_by_id
        may_decide = any(register.mandates_of(person, front.type, front.units, case.today) for person in persons)
        if is_body:
            may_decide = bool(register.body_mandates(front.approver, front.type, front.units, case.today))
        if (persons or is_body) and not may_decide:
            yield Hit(
                document.facts.place(APPROVER),
                msg(
                    "{approver} has no mandate today to decide {type} for {units}.",
                    approver=front.approver,
                    type=front.type,
                    units=front.units,
                ),
                _who_may_decide(case, front),
            )


def _who_may_decide(case: Case, front: FrontMatter) -> Message:
    register = case.register
    persons = register.deciders(front.type, front.units, case.today)
    bodies = register.deciding_bodies(front.type, front.units, case.today)
    named = (
        *(f"{register.name_of(person)} ({person})" for person in persons),
        *(f"{register.body_by_id[body].name(case.today)} ({body})" for body in bodies),
    )
    if not named:
        return msg(
            "Nobody has that mandate: see mandat in {file}, or let the document apply to fewer units.", file=MANDATES
        )
    return msg("These may decide: {named}. The mandates stand in {file}.", named=named, file=MANDATES)


@document_rule("LS308", "decision-incomplete", Severity.ERROR)
def decision_incomplete(case: Case, document: Document) -> Iterator[Hit]:
    """A political body's decision can't be found in its minutes: organ, date, § or registration number is missing."""
    place = document.facts.place(APPROVER)
    help_ = msg(
        "Acts are not changed. Recall the document, or revise it if it is published, and approve it anew with the whole"
        ' decision, as in --decision "Regionfullmäktige 2026-05-28 § 104, RS 2026-00191".'
    )
    for act in _decided(case, document):
        if act.decision is None:
            said = msg(
                "Version {version} was approved without the decision of a body that it needs.", version=act.version
            )
            yield Hit(place, said, help_)
        elif read_decision(act.decision, case.register) is None:
            said = msg(
                'The decision on version {version}, "{decision}", must name body, date, § and registration number.',
                version=act.version,
                decision=act.decision,
            )
            yield Hit(place, said, help_)


def _decided(case: Case, document: Document) -> Iterator[Act]:
    """Yield the acts that rest on a body's decision, or should: of all editions, of open work, and of a repeal."""
    life = case.life(document)
    if life is None:
        return
    of_editions = [act for edition in life.editions for act in (edition.approve, *edition.confirms)]
    found = dict.fromkeys((*of_editions, life.work.approve, life.repeal))
    for act in found:
        if act is not None and (act.decision is not None or act.role == "recorder" or _needs_body(case, document, act)):
            yield act


def _needs_body(case: Case, document: Document, act: Act) -> bool:
    frozen = case.corpus.editions.get(document.id, {}).get(act.version)
    front = (frozen or document).front
    if act.kind is not ActKind.APPROVE or front is None:
        return False
    asked = (front.type, front.units, act.signed_at.date())
    return bool(case.register.deciding_bodies(*asked)) and not case.register.deciders(*asked)


@document_rule("LS309", "too-few-reviewers", Severity.ERROR, ages=True)
def too_few_reviewers(case: Case, document: Document) -> Iterator[Hit]:
    """Fewer may review the document than its type asks for, named persons and reviewing roles taken together."""
    for front in living(document):
        document_type = case.corpus.policy.types.get(front.type)
        if document_type is None:
            continue
        found = _reviewers(case, front, document_type)
        if len(found) < document_type.reviewers:
            yield Hit(
                document.facts.place(REVIEWER),
                plural(
                    "A {type} needs {n} reviewer, but only {found} can review this one.",
                    "A {type} needs {n} reviewers, but only {found} can review this one.",
                    document_type.reviewers,
                    type=front.type,
                    found=len(found),
                ),
                msg("Name more persons or roles under granskare, in the form [one, another]."),
            )


def _reviewers(case: Case, front: FrontMatter, document_type: DocumentType) -> set[str]:
    """Give those who can review; a reference that stands for nobody counts, for other rules tell of it."""
    named: set[str] = set()
    for reference in front.reviewers:
        named.update(case.register.owner_persons(reference, case.today) or (reference,))
    lines = {above for unit in front.units for above in case.register.line_up(unit)}
    by_role = {
        person
        for role in document_type.reviewer_roles
        for unit in lines
        for person in case.register.holders(role, unit, case.today)
    }
    return named | (by_role - set(front.authors))
