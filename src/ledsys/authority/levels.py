"""*Levels of proof*: what an act must reach, and what it reaches (proof §1.10)."""

from __future__ import annotations

from datetime import date

from ledsys.lifecycle.attempt import ON_EDITION, Attempt
from ledsys.model.act import Act, ActKind
from ledsys.model.doctype import DocumentType, Level

WITNESSED = (
    *(ActKind.REVIEW, ActKind.APPROVE, ActKind.CONFIRM),
    *(ActKind.REPEAL, ActKind.STOP, ActKind.BASELINE, ActKind.DELEGATE),
)
"""Votes and decisions, which a forge can vouch for, and what makes somebody else decide. At that level the others may
be claimed."""


def asked(document_type: DocumentType, kind: ActKind, day: date) -> Level:
    """Give the level that an act of the kind must reach on the day for a document of the type."""
    level = document_type.level(day)
    return Level.CLAIMED if level is Level.FORGE and kind not in WITNESSED else level


def needed(attempt: Attempt) -> Level:
    """Give the level that the act of a move must reach; what replaces a version is vouched for as well as that one.

    Else a document could be put under a type of which nobody asks for proof, and be replaced in anybody's name.
    """
    front, last = attempt.subject, attempt.life.last
    names = [front.type] if front is not None else []
    if last is not None and attempt.move not in ON_EDITION:
        edition = attempt.corpus.editions.get(attempt.document.id, {}).get(last.version)
        names += [edition.front.type] if edition is not None and edition.front is not None else []
    types, kind = attempt.corpus.policy.types, ActKind(attempt.move.value)
    levels = (asked(types[name], kind, attempt.today) for name in names if name in types)
    return max(levels, key=lambda level: level.rank, default=Level.CLAIMED)


def stated(act: Act) -> Level | None:
    """Give the level that the act says it has; none for a word that no level has."""
    return Level.of_code(act.assurance)
