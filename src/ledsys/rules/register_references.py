"""*References inside the register*: whether what one file of the organisation names stands in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ledsys.message import Message, msg
from ledsys.model.doctype import DocumentType
from ledsys.model.organisation import OWN_UNIT, Mandate
from ledsys.model.register import Register
from ledsys.rules.nearest import suggest

UNITS = "organisation/enheter.yaml"
PERSONS = "organisation/personer.yaml"
MANDATES = "organisation/mandat.yaml"
PROCESSES = "organisation/processer.yaml"


@dataclass(frozen=True, slots=True)
class WrongReference:
    """A file of the organisation, what is wrong in it, and what to do."""

    path: str
    message: Message
    help: Message


def wrong_references(register: Register, types: Mapping[str, DocumentType]) -> Iterator[WrongReference]:
    """Yield everything that the organisation's files name and don't have, file by file."""
    yield from _duplicates(register)
    yield from _units(register)
    yield from _holdings(register)
    for mandate in register.mandates:
        yield from _mandate(register, types, mandate)
    for document_type in types.values():
        yield from _type(register, types, document_type)


def _duplicates(register: Register) -> Iterator[WrongReference]:
    emails = (email.casefold() for person in register.persons for email in person.emails)
    checked: tuple[tuple[str, Iterable[str]], ...] = (
        (UNITS, (unit.id for unit in register.units)),
        (UNITS, (body.id for body in register.bodies)),
        (PERSONS, (person.id for person in register.persons)),
        (PERSONS, emails),
        (MANDATES, (role.id for role in register.roles)),
        (MANDATES, (mandate.id for mandate in register.mandates)),
        (PROCESSES, (process.id for process in register.processes)),
    )
    for path, names in checked:
        for name, count in Counter(names).items():
            if count > 1:
                said = msg("{name} stands {count} times, but may stand once.", name=name, count=count)
                yield WrongReference(
                    path, said, msg("Give one of them another id, or remove the line that is too much.")
                )
    for person in register.persons:
        if person.id in register.body_by_id:
            said = msg("{name} is the id of both a person and a body.", name=person.id)
            yield WrongReference(
                PERSONS, said, msg("Give one of them another id, so that an approver means one of them.")
            )


def _units(register: Register) -> Iterator[WrongReference]:
    for unit in register.units:
        for key, other in (("överordnad", unit.parent), ("uppgår-i", unit.merged_into)):
            if other is not None:
                yield from _unknown(
                    UNITS, msg("the unit {unit}, {key}", unit=unit.id, key=key), other, register.unit_by_id
                )
        if unit.merged_into is not None and unit.until is None:
            said = msg("The unit {unit} has uppgår-i but no till.", unit=unit.id)
            yield WrongReference(UNITS, said, msg("Write the unit's last day as till."))
        for key, next_of in (
            ("överordnad", {entry.id: entry.parent for entry in register.units}),
            ("uppgår-i", {entry.id: entry.merged_into for entry in register.units}),
        ):
            if _loops(unit.id, next_of):
                said = msg("The unit {unit} comes back to itself by way of {key}.", unit=unit.id, key=key)
                yield WrongReference(
                    UNITS, said, msg("Let {key} lead to a unit that is not below or before it.", key=key)
                )


def _loops(start: str, next_of: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    step = next_of.get(start)
    while step is not None and step != start and step not in seen:
        seen.add(step)
        step = next_of.get(step)
    return step == start


def _holdings(register: Register) -> Iterator[WrongReference]:
    for number, holding in enumerate(register.holdings, start=1):
        where = msg("line {number} under innehav", number=number)
        yield from _unknown(MANDATES, where, holding.person, register.person_by_id)
        yield from _unknown(MANDATES, where, holding.role, register.role_by_id)
        yield from _unknown(MANDATES, where, holding.unit, register.unit_by_id)
        if holding.deputy_for is not None:
            yield from _unknown(MANDATES, where, holding.deputy_for, register.person_by_id)


def _mandate(register: Register, types: Mapping[str, DocumentType], mandate: Mandate) -> Iterator[WrongReference]:
    where = msg("the mandate {id}", id=mandate.id)
    if (mandate.role is None) == (mandate.body is None):
        said = msg("The mandate {id} must have either roll or organ, and just one of them.", id=mandate.id)
        yield WrongReference(MANDATES, said, msg("Write the role or the body that decides."))
    if mandate.role is not None:
        yield from _unknown(MANDATES, where, mandate.role, register.role_by_id)
    if mandate.body is not None:
        yield from _unknown(MANDATES, where, mandate.body, register.body_by_id)
        if OWN_UNIT in mandate.units:
            said = msg(
                "The mandate {id} gives a body {own}, but a body belongs to no unit.", id=mandate.id, own=OWN_UNIT
            )
            yield WrongReference(MANDATES, said, msg("Name the units for which the body decides."))
    for kind in mandate.types:
        yield from _unknown(MANDATES, where, kind, types)
    for unit in mandate.units:
        if unit != OWN_UNIT:
            yield from _unknown(MANDATES, where, unit, register.unit_by_id)


def _type(register: Register, types: Mapping[str, DocumentType], kind: DocumentType) -> Iterator[WrongReference]:
    path = f"handlingstyper/{kind.id}.yaml"
    for role in kind.reviewer_roles:
        yield from _unknown(path, msg("granskande-roller"), role, register.role_by_id)
    for above in kind.governing_types:
        yield from _unknown(path, msg("överordnade-typer"), above, types)


def _unknown(path: str, where: Message, name: str, known: Collection[str]) -> Iterator[WrongReference]:
    if name not in known:
        said = msg("In {where}: there is no {name} in this organisation.", where=where, name=name)
        yield WrongReference(
            path, said, suggest(name, known, msg("Write an id that the organisation has, or enter it first."))
        )
