"""A *decision* of a political body as it is written: organ, datum, § and diarienummer (domain: facts to build on)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ledsys.model.register import Register

_SHAPE = re.compile(
    r"(?P<body>[^\d§,]{2,80}?)\s+(?P<day>\d{4}-\d{2}-\d{2})\s*,?\s*§\s*(?P<paragraph>\d{1,4})\s*,\s*(?P<number>\S.{3,40})"
)
_NUMBER = re.compile(r"([A-ZÅÄÖ]{2,5}) (\d{4})-(\d{5})(-\d{1,3})?")


@dataclass(frozen=True, slots=True)
class BodyDecision:
    """One decision of a body, complete enough to be found in its minutes."""

    body: str
    day: date
    paragraph: int
    registration: str


def read_decision(text: str, register: Register) -> BodyDecision | None:
    """Read "Regionfullmäktige 2026-05-28 § 104, RS 2026-00191"; none if a part is missing or the body is unknown."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None or _NUMBER.fullmatch(found["number"].strip()) is None:
        return None
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    name = found["body"].strip().casefold()
    for body in register.bodies:
        if name == body.id or any(name == known.name.casefold() for known in body.names):
            return BodyDecision(body.id, day, int(found["paragraph"]), found["number"].strip())
    return None
