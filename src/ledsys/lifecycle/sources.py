"""*Sources*: the organisation's rule that a reason against a move rests on, named by its file."""

from __future__ import annotations

from ledsys.lifecycle.attempt import Attempt
from ledsys.message import Message, msg

MANDATES = "organisation/mandat.yaml"
PERSONS = "organisation/personer.yaml"
FLOW_RULE = msg("the flow that ledsys enforces (docs: the life of a document)")


def type_file(attempt: Attempt) -> str:
    """Give the file that holds the rules of the document's type."""
    return f"handlingstyper/{attempt.front.type}.yaml"


def rule_in(file: str, what: Message) -> Message:
    """Name a rule by its file and its words."""
    return msg("{file}: {what}", file=file, what=what)
