"""*Founded*: had the one who decided the mandate to do so, on the day of the act?

Judged by the register as it stands, which only grows: lines end, they are not taken away (design §5).
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.decision import read_decision
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.document import FrontMatter
from ledsys.model.organisation import Duty
from ledsys.model.register import Register


def unfounded(act: Act, front: FrontMatter, register: Register) -> Iterator[Message]:
    """Yield why the deciding act (approve, confirm or repeal) rests on no mandate for the type and units."""
    day = act.signed_at.date()
    if not register.present(act.person, day):
        yield msg("{person}, who decided on {day}, was not in the register then.", person=act.person, day=day)
        return
    if act.decision is None:
        if not register.mandates_of(act.person, front.type, front.units, day):
            yield msg(
                "{name} ({person}) decided on {day} without a mandate for {type} at {units}.",
                name=act.name,
                person=act.person,
                day=day,
                type=front.type,
                units=front.units,
            )
        return
    duties = (Duty.RECORD, Duty.REGISTER)
    if not any(register.has_duty(act.person, duty, front.units, day) for duty in duties):
        yield msg(
            "{name} ({person}) recorded a body's decision on {day} without being its recorder.",
            name=act.name,
            person=act.person,
            day=day,
        )
    decision = read_decision(act.decision, register)
    if decision is None or not register.body_mandates(decision.body, front.type, front.units, decision.day):
        yield msg(
            "The decision “{decision}” is not one by a body with a mandate for {type} at {units}.",
            decision=act.decision,
            type=front.type,
            units=front.units,
        )
