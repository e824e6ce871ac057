"""*Names* on the overview: states, levels of proof, months and owners in words."""

from __future__ import annotations

from ledsys.lifecycle import EditionState
from ledsys.message import Message, msg
from ledsys.model.doctype import Level
from ledsys.model.document import Status
from ledsys.site.words import STATES, Words

PERSONS_NAMED = 3
"""How many of those who hold a role are named."""

WORK = {
    Status.DRAFT: msg("Draft"),
    Status.REVIEW: msg("In review"),
    Status.APPROVED: msg("Approved, not published"),
    Status.PUBLISHED: msg("Published"),
    Status.ABANDONED: msg("Abandoned"),
    Status.REPEALED: msg("Repealed"),
    Status.STOPPED: msg("Stopped"),
}
"""What work is, in words."""
LEVELS = {
    Level.CLAIMED: msg("claimed"),
    Level.FORGE: msg("witnessed by the platform"),
    Level.KEY: msg("own key"),
    Level.HARDWARE: msg("security key"),
    Level.EXTERNAL: msg("signing service"),
}
SHORT_MONTHS = (
    *(msg("Jan"), msg("Feb"), msg("Mar"), msg("Apr"), msg("May"), msg("Jun")),
    *(msg("Jul"), msg("Aug"), msg("Sep"), msg("Oct"), msg("Nov"), msg("Dec")),
)


def state_name(state: EditionState | Status) -> Message:
    """Give the word for the state of a document: that of its edition, or of its work where there is none."""
    return STATES[state] if isinstance(state, EditionState) else WORK[state]


def owner_name(words: Words, reference: str) -> str:
    """Give the role and its place, or the person; a few of those who hold it."""
    found = words.owner(reference)[:PERSONS_NAMED]
    return "; ".join(f"{ref.text} ({ref.note})" if ref.note else ref.text for ref in found)
