"""*Code owners*: whom the forge asks about a change, written from the register so that it follows the delegation order.

It is a courtesy of the forge and never a proof: who may decide is judged by ledsys (proof §1.14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ledsys.model.corpus import Policy
from ledsys.model.organisation import Duty
from ledsys.model.policy import PROTECTED

PATH = "CODEOWNERS"
CHAIN = ".ledsys/policy/"
_ACCOUNT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_HEADING = {
    "sv": "# Skrivs av: ledsys forge setup. Ändra i organisation/ och ledsys.yaml, inte här.",
    "en": "# Written by: ledsys forge setup. Change organisation/ and ledsys.yaml, not this.",
}


@dataclass(frozen=True)
class CodeOwners:
    """The text of the file, and the ids of persons that it would name if the register had their accounts."""

    text: str
    without_account: tuple[str, ...]


def code_owners(policy: Policy, day: date) -> CodeOwners:
    """Give the file as it should be on the day: the last line that fits a path says who owns it.

    A folder of documents belongs to those who may decide for its unit, the others to the document administrators; what
    only a change of policy may touch belongs to the root persons, else to the registrars.
    """
    register = policy.register
    units = [unit.id for unit in register.units if unit.covers(day)]
    tops = [unit.id for unit in register.units if unit.covers(day) and unit.parent is None]
    everywhere = {duty: _each(register.duty_holders(duty, (top,), day) for top in tops) for duty in Duty}
    roots = tuple(person for person in policy.settings.authority.roots if register.present(person, day))
    lines = [("dokument/", everywhere[Duty.ADMINISTER])]
    for unit in units:
        deciders = _each(register.deciders(kind, (unit,), day) for kind in sorted(policy.types))
        lines.append((f"dokument/{unit}/", deciders))
    lines += [(path, roots or everywhere[Duty.REGISTER]) for path in sorted((*PROTECTED, CHAIN))]
    accounts = {person: accounts_of(policy, person) for _, persons in lines for person in persons}
    named = [(path, sorted({name for person in persons for name in accounts[person]})) for path, persons in lines]
    width = max(len(path) for path, _ in named) + 2
    text = [f"{'/' + path:<{width}} {' '.join(f'@{name}' for name in names)}" for path, names in named if names]
    missing = tuple(person.id for person in register.persons if accounts.get(person.id) == ())
    return CodeOwners("\n".join((_HEADING[policy.settings.language], "", *text, "")), missing)


def accounts_of(policy: Policy, person: str) -> tuple[str, ...]:
    """Give the person's login names in the forge, without ``@``; what can't be one is left out."""
    entry = policy.register.person_by_id.get(person)
    names = (account.removeprefix("@") for account in (entry.accounts if entry else ()))
    return tuple(name for name in names if _ACCOUNT.fullmatch(name))


def _each(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for group in groups for person in group))
