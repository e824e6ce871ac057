"""An *objection*: why a policy version does not count, under the code of the rule that says so."""

from __future__ import annotations

from dataclasses import dataclass

from ledsys.message import Message

UNSIGNED = "LS808"
CHAIN = "LS809"
THRESHOLD = "LS810"
SHRUNK = "LS811"


@dataclass(frozen=True, slots=True)
class Objection:
    """What is wrong, and what to do."""

    code: str
    message: Message
    help: Message
