"""The *ways* to make a policy version count: who must sign it (proof §1.6).

As a rule a threshold of root persons signs, as the version before names them; the first version is signed by its own.
Two changes that give nobody a mandate go lighter, if the register of persons is all that differs: new persons are
vouched for by one who may register documents, a further key by its holder with an older one. Every new key signs for
itself, which proves that whoever it is entered for really has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from ledsys.authority.identity import owned_keys
from ledsys.authority.succession import Succession
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Duty, Person
from ledsys.model.policy import differing

PERSONS = "organisation/personer.yaml"


class Part(Enum):
    """In which capacity somebody signs."""

    ROOT = "root"
    REGISTRAR = "registrar"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True)
class Group:
    """Persons of whom so many must sign; those who have no key that counts on the day are not among them."""

    part: Part
    persons: frozenset[str]
    needed: int


@dataclass(frozen=True, slots=True)
class OwnedKey:
    """A key by its text, and the id of the person or machine that it is entered for."""

    owner: str
    text: str


def ways(made: Succession) -> tuple[tuple[Group, ...], ...]:
    """Give the ways to make the version count: the light one first if there is one, then that of the root persons."""
    authority = made.judge.settings.authority
    by_roots = (Group(Part.ROOT, able(made.judge, authority.roots, made), authority.threshold),)
    light = _light(made)
    return (light, by_roots) if light else (by_roots,)


def able(policy: Policy, persons: Iterable[str], made: Succession) -> frozenset[str]:
    """Give those of the persons who have a key that counts on the days of the version."""
    known = policy.register.person_by_id
    entries = (known[person] for person in persons if person in known)
    return frozenset(
        person.id
        for person in entries
        if any(all(person.covers(day) and key.usable(day) for day in made.days) for key in person.keys)
    )


def new_keys(made: Succession) -> tuple[OwnedKey, ...]:
    """Give the keys that the version enters, each of which must sign it; for the first, the root persons vouch."""
    if made.policy_before is None:
        return ()
    known = {key.text for _, key in owned_keys(made.policy_before)}
    found = (OwnedKey(owner, key.text) for owner, key in owned_keys(made.policy) if key.text not in known)
    return tuple(dict.fromkeys(found))


def _light(made: Succession) -> tuple[Group, ...]:
    """Give who signs if only new persons without any part, and further keys, are entered; nobody if more differs."""
    if made.before is None or made.policy_before is None:
        return ()
    register, entered = made.policy_before.register, made.policy.register
    known = register.person_by_id
    new = {person.id for person in entered.persons if person.id not in known}
    changed = [person for person in entered.persons if person.id in known and person != known[person.id]]
    if (
        set(differing(made.before.files, made.version.files)) != {PERSONS}
        or not known.keys() <= entered.person_by_id.keys()
        or len(entered.persons) != len(entered.person_by_id)
        or new & _with_part(made.policy)
        or not all(_only_more_keys(known[person.id], person) for person in changed)
    ):
        return ()
    registrars = [
        person.id
        for person in register.persons
        if all(register.has_duty(person.id, Duty.REGISTER, (), day) for day in made.days)
    ]
    vouching = (Group(Part.REGISTRAR, able(made.policy_before, registrars, made), 1),) if new else ()
    return (*vouching, *(Group(Part.HOLDER, able(made.policy_before, [person.id], made), 1) for person in changed))


def _with_part(policy: Policy) -> set[str]:
    """Give the ids that hold a role, stand in for somebody or are root persons."""
    holdings = policy.register.holdings
    held = {person for holding in holdings for person in (holding.person, holding.deputy_for) if person is not None}
    return held | set(policy.settings.authority.roots)


def _only_more_keys(before: Person, after: Person) -> bool:
    same = after.model_copy(update={"keys": before.keys}) == before
    return same and set(before.keys) < set(after.keys)
