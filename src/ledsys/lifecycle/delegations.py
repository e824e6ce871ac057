"""*Delegations*: a mandate handed on for a period, by an act of the one who has it (vidaredelegering, proof §1.6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.organisation import Mandate
from ledsys.model.register import Register

LONGEST = 366
"""Days that a mandate may be handed on for: a deputy for longer belongs in the delegation order itself."""


def handed_on(act: Act, register: Register) -> tuple[str, ...]:
    """Give the document types of the mandate that the act hands on."""
    line = _line(act, register)
    return line.types if line is not None else ()


def reasons_against_delegation(act: Act, register: Register, landed: date | None) -> Iterator[Message]:
    """Yield why the mandate could not be handed on; ``landed`` is the day on which the act lands, if it is fresh."""
    line, start, end = _line(act, register), act.valid_from, act.valid_until
    if line is None or start is None or end is None or act.successor is None:
        yield msg("The delegation names no line of the delegation order, or no person and period.")
        return
    if not line.delegable:
        yield msg("The mandate {mandate} may not be handed on.", mandate=line.id)
    if end < start or (end - start).days > LONGEST or start < act.signed_at.date():
        yield msg("A mandate is handed on from the day of the act at the earliest, for a year at the most.")
    for day in dict.fromkeys((act.signed_at.date(), *((landed,) if landed is not None else ()))):
        if not register.holds(act.person, line, day):
            yield msg(
                "{person} did not have the mandate {mandate} on {day}.", person=act.person, mandate=line.id, day=day
            )
    if act.successor == act.person:
        yield msg("{person} has the mandate already.", person=act.person)
    elif not register.present(act.successor, start):
        yield msg("{person} can't take over the mandate: not in service on {day}.", person=act.successor, day=start)


def _line(act: Act, register: Register) -> Mandate | None:
    return next((line for line in register.mandates if line.id == act.mandate and line.role is not None), None)
