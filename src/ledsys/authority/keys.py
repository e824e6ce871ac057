"""Whose a *key* is, and whether it counts on a day.

Identity is the key: who signed is whoever the register says has it. A key that several have is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ledsys.model.organisation import Machine, Person
from ledsys.model.register import Register
from ledsys.signature import PublicKey


def key_holder(register: Register, key: PublicKey) -> Person | None:
    """Give the one person who has the key, ended or not; none if nobody or several have it."""
    return register.person_by_key.get(key.text)


def valid_key(person: Person, key: PublicKey, day: date) -> bool:
    """Tell whether the key is the person's and counts on the day, on which the person has not left either."""
    return person.covers(day) and any(entry.text == key.text and entry.usable(day) for entry in person.keys)


def key_machine(machines: Iterable[Machine], key: PublicKey) -> Machine | None:
    """Give the one of the machines that has the key, ended or not; none if none or several have it."""
    found = [machine for machine in machines if machine.text == key.text]
    return found[0] if len(found) == 1 else None
