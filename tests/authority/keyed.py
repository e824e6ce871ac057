"""A *keyed* organisation for tests: three root persons with soft keys, and policy versions that people sign.

A soft key follows from its name; unless told otherwise a person's key has the person's id as its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.lifecycle.world import REGISTER, policy
from tests.signature.keys import SoftKey

from ledsys.authority.succession import Succession
from ledsys.digest import sha256
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Key, Machine, Person
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import acts_digest, sealed, statement
from ledsys.signature import POLICY

BEGUN = datetime(2026, 6, 15, 9, tzinfo=ZoneInfo("Europe/Stockholm"))
TODAY = BEGUN.date()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
ROOTS = ("owner", "approver", "administrator")
HOLDERS = (*ROOTS, "registrar", "author")
"""Who has a key."""


def key(name: str, **entries: Any) -> Key:
    """Give the register's entry of a soft key, with a comment as ssh-keygen writes one."""
    return Key(key=f"{SoftKey(name).public_text} {name}@example", **entries)


def machine(name: str, **entries: Any) -> Machine:
    """Give a machine whose key bears its id."""
    return Machine(id=name, key=SoftKey(name).public_text, **entries)


def with_register(policy_: Policy, **parts: object) -> Policy:
    """Give the policy with other parts of the register."""
    return replace(policy_, register=replace(policy_.register, **parts))  # type: ignore[arg-type]


def with_authority(policy_: Policy, **parts: object) -> Policy:
    """Give the policy with other root persons, threshold or machines."""
    authority = policy_.settings.authority.model_copy(update=parts)
    return replace(policy_, settings=policy_.settings.model_copy(update={"authority": authority}))


def with_person(policy_: Policy, id_: str, **parts: object) -> Policy:
    """Give the policy with a person entered, or changed who is there."""
    persons = {person.id: person for person in policy_.register.persons}
    entry = persons.get(id_, Person(id=id_, name=id_.title(), title="Titel"))
    return with_register(policy_, persons=tuple({**persons, id_: entry.model_copy(update=parts)}.values()))


def without_person(policy_: Policy, id_: str) -> Policy:
    """Give the policy without the person."""
    return with_register(policy_, persons=tuple(person for person in policy_.register.persons if person.id != id_))


def _keyed() -> Policy:
    found = policy(REGISTER)
    for name in HOLDERS:
        found = with_person(found, name, keys=(key(name),))
    return with_authority(found, roots=ROOTS, witnesses=(machine("forge"),), sealers=(machine("journal"),))


KEYED = _keyed()


def files_of(policy_: Policy) -> Mapping[str, str]:
    """Give the digests of files that say what the policy does: one of the persons, two of the rest."""
    register, rest = policy_.register, replace(policy_.register, persons=())
    said = {
        "ledsys.yaml": policy_.settings,
        "organisation/mandat.yaml": rest,
        "organisation/personer.yaml": register.persons,
    }
    return {path: sha256(repr(value).encode()) for path, value in said.items()}


def signed(version: PolicyVersion, signers: Iterable[str]) -> PolicyVersion:
    """Give the version as sealed, signed with the soft keys of these names and no others."""
    whole = sealed(replace(version, signatures=()))
    message = statement(whole).encode()
    return replace(whole, signatures=tuple(SoftKey(name).sign(message, POLICY) for name in signers))


def first(policy_: Policy = KEYED, signers: Iterable[str] = ("owner", "approver"), **fields: Any) -> Succession:
    """Give the first version."""
    version = PolicyVersion(
        repo=policy_.settings.repo_id,
        version=1,
        before=None,
        acts=acts_digest(()),
        person="owner",
        reason="Vi börjar.",
        made_at=BEGUN,
        files=files_of(policy_),
    )
    return Succession(signed(replace(version, **fields), signers), policy_)


def following(
    made: Succession, policy_: Policy, signers: Iterable[str] = ("owner", "approver"), **fields: Any
) -> Succession:
    """Give the version after another."""
    before = made.version
    version = replace(
        before, version=before.version + 1, before=before.hash, acts=None, files=files_of(policy_), reason="Vi ändrar."
    )
    return Succession(signed(replace(version, **fields), signers), policy_, before, made.policy)


def day(number: int) -> date:
    """Give a day, counted from the one on which the chain begins."""
    return TODAY + timedelta(days=number)
