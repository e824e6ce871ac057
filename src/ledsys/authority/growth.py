"""*Growth*: the register only grows, so that whoever reads an old act finds the person, key and mandate behind it.

What ends gets a last day. Nothing vanishes, and nothing becomes something else under its old name (proof §1.6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from ledsys.authority.objection import SHRUNK, Objection
from ledsys.message import Message, msg
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Holding, Key, Mandate, Period, Role

Entry: TypeAlias = Period | Role


def shrunk(before: Policy, after: Policy) -> Iterator[Objection]:
    """Yield what the later policy lacks, or has taken back, of what the earlier one had."""
    later = _entries(after)
    for name, entry in _entries(before).items():
        kept = later.get(name)
        if kept is None:
            yield _objection(
                msg("The register has lost {entry}.", entry=name),
                msg("Put it back. What ends is not removed: it gets till, the last day it applies."),
            )
        elif kept != entry:
            yield from _taken_back(name, entry, kept)


def _entries(policy: Policy) -> Mapping[Message, Entry]:
    """Give everything that may not vanish, by what identifies it; of entries with one name, the one that ends last."""
    found = sorted(_named(policy), key=lambda named: _end(named[1]))
    return dict(found)


def _named(policy: Policy) -> Iterator[tuple[Message, Entry]]:
    register, authority = policy.register, policy.settings.authority
    for person in register.persons:
        yield msg("the person {id}", id=person.id), person
        for key in person.keys:
            yield msg("the key {key} of {owner}", key=key.text, owner=person.id), key
    for unit in register.units:
        yield msg("the unit {id}", id=unit.id), unit
    for body in register.bodies:
        yield msg("the body {id}", id=body.id), body
    for role in register.roles:
        yield msg("the role {id}", id=role.id), role
    for mandate in register.mandates:
        yield msg("the mandate {id}", id=mandate.id), mandate
    for holding in register.holdings:
        yield _held(holding), holding
    for witness in authority.witnesses:
        yield msg("the key {key} of the witness {owner}", key=witness.text, owner=witness.id), witness
    for sealer in authority.sealers:
        yield msg("the key {key} of the sealer {owner}", key=sealer.text, owner=sealer.id), sealer


def _held(holding: Holding) -> Message:
    return msg(
        "the role {role} at {unit} of {person} (from: {day}, deputy for: {principal})",
        role=holding.role,
        unit=holding.unit,
        person=holding.person,
        day=holding.from_day or "–",
        principal=holding.deputy_for or "–",
    )


def _end(entry: Entry) -> date:
    return (entry.until if isinstance(entry, Period) else None) or date.max


def _taken_back(name: Message, before: Entry, after: Entry) -> Iterator[Objection]:
    if isinstance(before, Mandate) and isinstance(after, Mandate) and _power(before) != _power(after):
        yield _objection(
            msg("The register has changed what {entry} is.", entry=name),
            msg("Put it back, let it end by till, and enter what was decided now under an id of its own."),
        )
    if isinstance(before, Key) and isinstance(after, Key) and before.compromised and not after.compromised:
        yield _objection(
            msg("The register no longer says that {entry} is compromised.", entry=name),
            msg("Put the line röjd back. A key that was stolen once is never safe again."),
        )
    if isinstance(before, Period) and isinstance(after, Period):
        yield from _shortened(name, before, after)


def _power(mandate: Mandate) -> Mapping[str, object]:
    """Give what a mandate says, but for its days; the order of types and units says nothing."""
    said = mandate.model_dump(exclude={"from_day", "until"})
    return {**said, "types": frozenset(mandate.types), "units": frozenset(mandate.units)}


def _shortened(name: Message, before: Period, after: Period) -> Iterator[Objection]:
    """Yield a first day that became later, and a last day that became earlier (of a compromised key it may)."""
    if (after.from_day or date.min) > (before.from_day or date.min):
        yield _objection(
            msg("The first day (från) of {entry} has been moved to {day}.", entry=name, day=after.from_day or "–"),
            msg("Put the old day back: acts of the days between would lose what they rest on."),
        )
    safe_until = isinstance(after, Key) and after.compromised
    if before.until is not None and _end(after) < before.until and not safe_until:
        yield _objection(
            msg("The last day (till) of {entry} has been moved back to {day}.", entry=name, day=after.until or "–"),
            msg("Put {day} back: acts of the days between would lose what they rest on.", day=before.until),
        )


def _objection(message: Message, help_: Message) -> Objection:
    return Objection(SHRUNK, message, help_)
