"""*Identity*: what in the register would leave it open who signed. A key and an account belong to one, and only one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledsys.authority.objection import SHRUNK, Objection
from ledsys.message import msg
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Key
from ledsys.signature import SignatureFormError, read_key


def unclear(policy: Policy) -> Iterator[Objection]:
    """Yield every key that can't be used, and every key or account that stands in the register more than once."""
    for owner, key in owned_keys(policy):
        try:
            read_key(key.key)
        except SignatureFormError as error:
            yield Objection(
                SHRUNK, msg("A key of {owner} can't be used: {why}", owner=owner, why=error.message), error.help
            )
        if key.compromised and key.until is None:
            yield Objection(
                SHRUNK,
                msg("A key of {owner} is compromised, but it has no last safe day.", owner=owner),
                msg("Write till: the last day on which nobody else can have used it."),
            )
    for key_text, owners in _several((key.text, owner) for owner, key in owned_keys(policy)):
        yield Objection(
            SHRUNK,
            msg("The key {key} stands in the register more than once: {owners}.", key=key_text, owners=owners),
            msg("A key belongs to one person or machine. Let each of the others make one of their own."),
        )
    accounts = (
        (account.removeprefix("@").casefold(), person.id)
        for person in policy.register.persons
        for account in person.accounts
    )
    for account, owners in _several(accounts):
        yield Objection(
            SHRUNK,
            msg(
                "The account {account} stands in the register more than once: {owners}.", account=account, owners=owners
            ),
            msg("An account (konton) belongs to one person. Remove it from the others."),
        )


def owned_keys(policy: Policy) -> Iterator[tuple[str, Key]]:
    """Yield all keys of persons and machines, each with the id of its owner."""
    for person in policy.register.persons:
        for key in person.keys:
            yield person.id, key
    for machine in (*policy.settings.authority.witnesses, *policy.settings.authority.sealers):
        yield machine.id, machine


def _several(owned: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for thing, owner in owned:
        found.setdefault(thing, []).append(owner)
    return ((thing, tuple(owners)) for thing, owners in found.items() if len(owners) > 1)
