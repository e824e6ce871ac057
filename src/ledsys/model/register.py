"""The *register*: the organisation's files joined, and the questions that rules and guards ask of it.

All answers are for a day. A unit that was merged is followed to the one that took it over; a mandate is not: it ends
with its line (domain: "gäller-för and role@unit follow it, mandates don't").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ledsys.model.organisation import OWN_UNIT, Body, Duty, Holding, Mandate, Person, Process, Role, Unit


@dataclass(frozen=True, slots=True)
class Delegation:
    """A mandate handed on for a period by the act of its holder (vidaredelegation); ``act`` is the id of that act."""

    act: str
    mandate: str
    holder: str
    delegate: str
    from_day: date
    until: date

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in the period, both ends inclusive."""
        return self.from_day <= day <= self.until


@dataclass(frozen=True)
class Register:
    """Everything under ``organisation/``, in the order of the files, and the delegations that acts have made."""

    units: tuple[Unit, ...] = ()
    bodies: tuple[Body, ...] = ()
    persons: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    holdings: tuple[Holding, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    processes: tuple[Process, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """Units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def body_by_id(self) -> Mapping[str, Body]:
        """Bodies by id."""
        return {body.id: body for body in self.bodies}

    @cached_property
    def person_by_id(self) -> Mapping[str, Person]:
        """Persons by id, also those who have left."""
        return {person.id: person for person in self.persons}

    @cached_property
    def person_by_email(self) -> Mapping[str, Person]:
        """Persons by e-mail address in lower case."""
        return {email.casefold(): person for person in self.persons for email in person.emails}

    @cached_property
    def person_by_key(self) -> Mapping[str, Person | None]:
        """Persons by the text of their keys, without comment; none for a key that several persons have."""
        found: dict[str, Person | None] = {}
        for person in self.persons:
            for text in {key.text for key in person.keys}:
                found[text] = None if text in found else person
        return found

    @cached_property
    def role_by_id(self) -> Mapping[str, Role]:
        """Roles by id."""
        return {role.id: role for role in self.roles}

    @cached_property
    def process_by_id(self) -> Mapping[str, Process]:
        """Processes by id."""
        return {process.id: process for process in self.processes}

    @cached_property
    def _holdings_by_role(self) -> Mapping[str, tuple[Holding, ...]]:
        found: dict[str, list[Holding]] = {}
        for holding in self.holdings:
            found.setdefault(holding.role, []).append(holding)
        return {role: tuple(holdings) for role, holdings in found.items()}

    @cached_property
    def _holdings_by_person(self) -> Mapping[str, tuple[Holding, ...]]:
        found: dict[str, list[Holding]] = {}
        for holding in self.holdings:
            found.setdefault(holding.person, []).append(holding)
        return {person: tuple(holdings) for person, holdings in found.items()}

    def present(self, person: str, day: date) -> bool:
        """Tell whether the person is in the register and has not left (or not yet come) on the day."""
        entry = self.person_by_id.get(person)
        return entry is not None and entry.covers(day)

    def current_unit(self, unit: str, day: date) -> str:
        """Give the unit that answers for this one on the day: itself, or the one it was merged into."""
        seen = {unit}
        while (entry := self.unit_by_id.get(unit)) and entry.merged_into and not entry.covers(day):
            if entry.merged_into in seen:
                break
            unit = entry.merged_into
            seen.add(unit)
        return unit

    def line_up(self, unit: str) -> Iterator[str]:
        """Yield the unit and every unit above it, nearest first; a loop in the tree is walked once."""
        seen: set[str] = set()
        step: str | None = unit
        while step is not None and step in self.unit_by_id and step not in seen:
            seen.add(step)
            yield step
            step = self.unit_by_id[step].parent

    def within(self, unit: str, above: str) -> bool:
        """Tell whether the unit is the other one or lies below it."""
        return above in self.line_up(unit)

    def below(self, unit: str) -> tuple[str, ...]:
        """Give the unit and all units below it, in the order of the file."""
        return tuple(entry.id for entry in self.units if self.within(entry.id, unit))

    def holders(self, role: str, unit: str, day: date) -> tuple[str, ...]:
        """Give who holds the role at just this unit (or the one it was merged into) on the day, deputies too."""
        at = self.current_unit(unit, day)
        return _once(
            holding.person
            for holding in self._holdings_by_role.get(role, ())
            if self.current_unit(holding.unit, day) == at and holding.covers(day) and self.present(holding.person, day)
        )

    def answering(self, reference: str, day: date) -> tuple[str, ...]:
        """Give who answers for something as ``person`` or ``role@unit``: a deputy only where the principal is away.

        A deputy and the one deputised for are one holder, so a holiday leaves a document with its one owner.
        """
        persons = self.owner_persons(reference, day)
        role, at, unit = reference.partition("@")
        if not at:
            return persons
        place = self.current_unit(unit, day)
        deputies = {
            holding.person
            for holding in self._holdings_by_role.get(role, ())
            if holding.deputy_for in persons and holding.covers(day) and self.current_unit(holding.unit, day) == place
        }
        return tuple(person for person in persons if person not in deputies)

    def duty_holders(self, duty: Duty, units: Iterable[str], day: date) -> tuple[str, ...]:
        """Give the persons whose role has the duty at every one of the units or at a unit above it."""
        places = tuple(units)
        candidates = {
            holding.person
            for role in self.roles
            if duty in role.duties
            for holding in self._holdings_by_role.get(role.id, ())
        }
        return self._in_order(person for person in candidates if self.has_duty(person, duty, places, day))

    def has_duty(self, person: str, duty: Duty, units: Iterable[str], day: date) -> bool:
        """Tell whether the person holds a role with the duty at, or above, every one of the units that day."""
        if not self.present(person, day):
            return False
        places = {
            self.current_unit(holding.unit, day)
            for holding in self._holdings_by_person.get(person, ())
            if holding.covers(day) and holding.role in self.role_by_id and duty in self.role_by_id[holding.role].duties
        }
        lines = [set(self.line_up(self.current_unit(unit, day))) for unit in units]
        return bool(places) and all(line & places for line in lines)

    def roles_of(self, person: str, day: date) -> tuple[Holding, ...]:
        """Give what the person holds on the day."""
        return tuple(holding for holding in self._holdings_by_person.get(person, ()) if holding.covers(day))

    def owner_persons(self, reference: str, day: date) -> tuple[str, ...]:
        """Give the persons that ``person`` or ``role@unit`` stands for on the day; none where it stands for nobody."""
        role, at, unit = reference.partition("@")
        if at:
            return self.holders(role, unit, day)
        return (reference,) if self.present(reference, day) else ()

    def mandates_of(self, person: str, document_type: str, units: tuple[str, ...], day: date) -> tuple[Mandate, ...]:
        """Give the person's mandates that cover the type and every one of the units on the day, delegated ones last."""
        own = self.own_mandates(person, document_type, units, day)
        return (*own, *(mandate for mandate, _ in self._handed_on(person, document_type, units, day)))

    def own_mandates(self, person: str, document_type: str, units: tuple[str, ...], day: date) -> tuple[Mandate, ...]:
        """Give the mandates that the person has by a role, not by a delegation."""
        if not self.present(person, day) or not units:
            return ()
        held = self.roles_of(person, day)
        return tuple(
            mandate
            for mandate in self.mandates
            if mandate.role is not None
            and any(
                holding.role == mandate.role and self._reaches(mandate, document_type, units, holding.unit, day)
                for holding in held
            )
        )

    def holds(self, person: str, mandate: Mandate, day: date) -> bool:
        """Tell whether the person has the mandate on the day by a role of its own, wherever that is held."""
        roles = {holding.role for holding in self.roles_of(person, day)}
        return self.present(person, day) and mandate.covers(day) and mandate.role in roles

    def delegation_for(self, person: str, mandate: str, units: tuple[str, ...], day: date) -> Delegation | None:
        """Give the delegation by which the person has the mandate for the units on the day, if it is not its own."""
        types = next((line.types for line in self.mandates if line.id == mandate), ())
        if any(line.id == mandate for line in self.own_mandates(person, types[0], units, day)) if types else True:
            return None
        found = (entry for line, entry in self._handed_on(person, types[0], units, day) if line.id == mandate)
        return next(found, None)

    def _handed_on(
        self, person: str, document_type: str, units: tuple[str, ...], day: date
    ) -> Iterator[tuple[Mandate, Delegation]]:
        if not self.present(person, day):
            return
        for entry in self.delegations:
            if entry.delegate == person and entry.covers(day):
                for mandate in self.own_mandates(entry.holder, document_type, units, day):
                    if mandate.id == entry.mandate and mandate.delegable:
                        yield mandate, entry

    def body_mandates(self, body: str, document_type: str, units: tuple[str, ...], day: date) -> tuple[Mandate, ...]:
        """Give the body's mandates that cover the type and every one of the units on the day."""
        return tuple(
            mandate
            for mandate in self.mandates
            if mandate.body == body and units and self._reaches(mandate, document_type, units, None, day)
        )

    def deciders(self, document_type: str, units: tuple[str, ...], day: date) -> tuple[str, ...]:
        """Give the persons who have a mandate for the type and every one of the units on the day."""
        candidates = {
            holding.person
            for mandate in self.mandates
            if mandate.role is not None and document_type in mandate.types and mandate.covers(day)
            for holding in self._holdings_by_role.get(mandate.role, ())
        } | {entry.delegate for entry in self.delegations}
        return self._in_order(person for person in candidates if self.mandates_of(person, document_type, units, day))

    def deciding_bodies(self, document_type: str, units: tuple[str, ...], day: date) -> tuple[str, ...]:
        """Give the bodies that have a mandate for the type and every one of the units on the day."""
        return tuple(body.id for body in self.bodies if self.body_mandates(body.id, document_type, units, day))

    def _reaches(
        self, mandate: Mandate, document_type: str, units: tuple[str, ...], held_at: str | None, day: date
    ) -> bool:
        if not mandate.covers(day) or document_type not in mandate.types:
            return False
        tops = {held_at if unit == OWN_UNIT else unit for unit in mandate.units}
        return all(tops & set(self.line_up(self.current_unit(unit, day))) for unit in units)

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {person.id: place for place, person in enumerate(self.persons)}

    def _in_order(self, persons: Iterable[str]) -> tuple[str, ...]:
        """Give known persons in the order of the register."""
        return tuple(sorted((person for person in persons if person in self._place), key=self._place.__getitem__))

    def name_of(self, person: str) -> str:
        """Give the printed name of a person, or the id where the register does not know it."""
        entry = self.person_by_id.get(person)
        return entry.name if entry else person


def _once(persons: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(persons))
