"""An *act*: one recorded statement of one person doing one thing with a document.

Acts are facts for ever: never changed, never removed. They form a graph: votes, approval and publication point at what
they rest on. The text form is in `ledsys.actfile`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ActKind(StrEnum):
    """What a person did."""

    SUBMIT = "submit"
    REVIEW = "review"
    RECALL = "recall"
    APPROVE = "approve"
    PUBLISH = "publish"
    REVISE = "revise"
    ABANDON = "abandon"
    CONFIRM = "confirm"
    HANDOVER = "handover"
    REPEAL = "repeal"
    STOP = "stop"
    DELEGATE = "delegate"
    BASELINE = "baseline"


class Meaning(StrEnum):
    """What a vote says."""

    OK = "ok"
    RETURN = "return"


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """One act; the fields and their order are those of the text form (proof §1.1, fixed).

    ``id`` is the first 20 hex digits of the SHA-256 of the statement; it is empty until the act has been written as
    text. ``of`` is the id of the act that this one follows; ``signed_at`` bears its UTC offset.
    """

    kind: ActKind
    repo: str
    document: str
    version: int
    content: str | None
    person: str
    name: str
    role: str
    signed_at: datetime
    against: str | None = None
    of: str | None = None
    relies_on: tuple[str, ...] = ()
    policy: str | None = None
    mandate: str | None = None
    decision: str | None = None
    on_behalf_of: str | None = None
    assurance: str = "claimed"
    valid_from: date | None = None
    valid_until: date | None = None
    owner: str | None = None
    successor: str | None = None
    meaning: Meaning = Meaning.OK
    reason: str | None = None
    id: str = ""
    signature: str | None = None

    @property
    def order(self) -> tuple[datetime, str]:
        """The order of acts of one document: by time, then id."""
        return self.signed_at, self.id
