"""*Levels of proof*: what an act must reach, and what it reaches (proof §1.10)."""

from __future__ import annotations

from datetime import date

from ledsys.model.act import Act, ActKind
from ledsys.model.doctype import DocumentType, Level

WITNESSED = (
    *(ActKind.REVIEW, ActKind.APPROVE, ActKind.CONFIRM),
    *(ActKind.REPEAL, ActKind.STOP, ActKind.BASELINE),
)
"""The acts that a forge can vouch for: votes and decisions. At that level the others may be claimed."""


def asked(document_type: DocumentType, kind: ActKind, day: date) -> Level:
    """Give the level that an act of the kind must reach on the day for a document of the type."""
    level = document_type.level(day)
    return Level.CLAIMED if level is Level.FORGE and kind not in WITNESSED else level


def stated(act: Act) -> Level | None:
    """Give the level that the act says it has; none for a word that no level has."""
    return Level.of_code(act.assurance)
