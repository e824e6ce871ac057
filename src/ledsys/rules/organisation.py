"""*Organisation* (LS3): the persons, roles, units and processes that documents name, judged by the register of today.

The register changes under published text, so there most of this is a warning; whoever works on a text mends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.message import Message, msg
from ledsys.model.document import Document
from ledsys.model.facts import WHOLE_FILE
from ledsys.model.finding import Severity
from ledsys.model.register import Register
from ledsys.rules.mandates import (
    approver_without_mandate,
    decision_incomplete,
    same_person_twice,
    too_few_reviewers,
)
from ledsys.rules.named import APPROVER, OWNER, living, named
from ledsys.rules.nearest import suggest
from ledsys.rules.register_references import MANDATES, PERSONS, PROCESSES, UNITS, wrong_references
from ledsys.rules.rule import Case, Hit, Rule, document_rule, repository_rule


@document_rule("LS301", "unknown-person", Severity.ERROR, ages=True)
def unknown_person(case: Case, document: Document) -> Iterator[Hit]:
    """A person is named who is not in the register."""
    register = case.register
    for who in named(document):
        known = who.text in register.person_by_id or (who.key == APPROVER and who.text in register.body_by_id)
        if not who.by_role and not known:
            said = msg("{key} names {person}, who is not in the register of persons.", key=who.key, person=who.text)
            yield Hit(who.place, said, _whom_to_write(register, who.text))


def _whom_to_write(register: Register, text: str) -> Message:
    if text in register.role_by_id:
        return msg("Write the role together with its unit, as in {role}@unit.", role=text)
    same_name = [person.id for person in register.persons if person.name.casefold() == text.casefold()]
    if same_name:
        return msg("Write the person's id instead of the name: {ids}.", ids=tuple(same_name))
    otherwise = msg("Write a person's id from {file}, or a role and its unit, as in role@unit.", file=PERSONS)
    return suggest(text, register.person_by_id, otherwise)


@document_rule("LS302", "unknown-unit", Severity.ERROR, ages=True)
def unknown_unit(case: Case, document: Document) -> Iterator[Hit]:
    """A unit is named that is not in the register."""
    units = case.register.unit_by_id
    front = document.front
    listed = [(f"gäller-för.{number}", unit) for number, unit in enumerate(front.units)] if front is not None else []
    places = [(document.facts.place(path), unit) for path, unit in listed]
    places += [(who.place, who.unit) for who in named(document) if who.by_role]
    for place, unit in places:
        if unit not in units:
            otherwise = msg("The units stand in {file}.", file=UNITS)
            yield Hit(place, msg("There is no unit {unit}.", unit=unit or "–"), suggest(unit, units, otherwise))


@document_rule("LS303", "unknown-role", Severity.ERROR, ages=True)
def unknown_role(case: Case, document: Document) -> Iterator[Hit]:
    """A role is named that is not in the register."""
    roles = case.register.role_by_id
    for who in named(document):
        if who.by_role and who.role not in roles:
            otherwise = msg("The roles stand in {file}, under roller.", file=MANDATES)
            yield Hit(
                who.place, msg("There is no role {role}.", role=who.role or "–"), suggest(who.role, roles, otherwise)
            )


@document_rule("LS304", "role-not-held", Severity.ERROR, ages=True)
def role_not_held(case: Case, document: Document) -> Iterator[Hit]:
    """Nobody holds a role that is named; or several hold it, and a content owner is exactly one person."""
    register = case.register
    for _ in living(document):
        for who in named(document):
            if not who.by_role or who.role not in register.role_by_id or who.unit not in register.unit_by_id:
                continue
            holders = register.holders(who.role, who.unit, case.today)
            if not holders:
                yield Hit(
                    who.place,
                    msg(
                        "{key} is {reference}, but nobody holds that role there today.", key=who.key, reference=who.text
                    ),
                    msg(
                        "Enter who holds the role in {file}, under innehav, or name somebody else here.", file=MANDATES
                    ),
                )
                continue
            holders = register.answering(who.text, case.today)
            if who.key == OWNER and len(holders) > 1:
                names = tuple(register.name_of(person) for person in holders)
                yield Hit(
                    who.place,
                    msg("{reference} is held by several persons today: {names}.", reference=who.text, names=names),
                    msg("A content owner is exactly one person. Write the id of the one who is."),
                )


@document_rule("LS305", "person-left", Severity.ERROR, ages=True)
def person_left(case: Case, document: Document) -> Iterator[Hit]:
    """A person is named who has left, or has not yet come."""
    for _ in living(document):
        for who in named(document):
            person = case.register.person_by_id.get(who.text)
            if person is None or person.covers(case.today):
                continue
            if person.until is not None and person.until < case.today:
                said = msg(
                    "{key} is {name} ({id}), who left on {day}.",
                    key=who.key,
                    name=person.name,
                    id=person.id,
                    day=person.until,
                )
            else:
                day = person.from_day or case.today
                said = msg(
                    "{key} is {name} ({id}), who does not begin until {day}.",
                    key=who.key,
                    name=person.name,
                    id=person.id,
                    day=day,
                )
            owner = msg(
                "Name somebody else; once the document has been submitted: `ledsys handover {id} --to PERSON`.",
                id=document.id,
            )
            yield Hit(who.place, said, owner if who.key == OWNER else msg("Name somebody else."))


@document_rule("LS310", "unknown-process", Severity.ERROR, ages=True)
def unknown_process(case: Case, document: Document) -> Iterator[Hit]:
    """A process is named that the organisation does not have."""
    known = case.register.process_by_id
    for number, process in enumerate(document.front.processes if document.front is not None else ()):
        if process not in known:
            otherwise = msg("The processes stand in {file}.", file=PROCESSES)
            place = document.facts.place(f"processer.{number}")
            yield Hit(place, msg("There is no process {process}.", process=process), suggest(process, known, otherwise))


@repository_rule("LS311", "register-reference", Severity.ERROR)
def register_reference(case: Case) -> Iterator[Hit]:
    """A file of the organisation names something that the others don't have."""
    for wrong in wrong_references(case.register, case.corpus.policy.types):
        yield Hit(WHOLE_FILE, wrong.message, wrong.help, wrong.path)


@document_rule("LS312", "unit-ended", Severity.WARNING)
def unit_ended(case: Case, document: Document) -> Iterator[Hit]:
    """The document applies to a unit that has ended."""
    register = case.register
    for front in living(document):
        for number, unit in enumerate(front.units):
            entry = register.unit_by_id.get(unit)
            if entry is None or entry.until is None or case.today <= entry.until:
                continue
            heir = register.current_unit(unit, case.today)
            said = msg(
                "The unit {name} ({unit}) ended on {day}.", name=entry.name(entry.until), unit=unit, day=entry.until
            )
            help_ = msg("Nothing took it over: name the units that the document applies to now.")
            if heir != unit:
                name = register.unit_by_id[heir].name(case.today) if heir in register.unit_by_id else heir
                help_ = msg(
                    "{name} ({unit}) took it over, and the document applies there. Write {unit} at the next revision.",
                    name=name,
                    unit=heir,
                )
            yield Hit(document.facts.place(f"gäller-för.{number}"), said, help_)


RULES: tuple[Rule, ...] = (
    unknown_person,
    unknown_unit,
    unknown_role,
    role_not_held,
    person_left,
    same_person_twice,
    approver_without_mandate,
    decision_incomplete,
    too_few_reviewers,
    unknown_process,
    register_reference,
    unit_ended,
)
