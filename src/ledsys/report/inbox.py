"""What waits for one person: moves they can make today, and documents of theirs that end, each with its command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledsys.deadlines import Deadline, deadlines
from ledsys.language import say
from ledsys.lifecycle import Life, waiting
from ledsys.message import Message, msg
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.report.data import json_text, one_line
from ledsys.report.expiring import when
from ledsys.report.terminal import told
from ledsys.report.titles import work_title


@dataclass(frozen=True)
class Matter:
    """One thing that waits for a person: about which document, what, and the commands that answer it.

    ``signed`` tells that the document's type asks for the person's own signature on whatever they do with it.
    """

    document: str
    title: str
    path: str
    what: Message
    commands: tuple[Message, ...]
    signed: bool


def matters(corpus: Corpus, lives: Mapping[str, Life], person: str) -> tuple[Matter, ...]:
    """Give what waits for the person: first what can be done now, then what they own that ends or has ended."""
    return (*_moves(corpus, person), *_endings(corpus, lives, person))


def _moves(corpus: Corpus, person: str) -> Iterator[Matter]:
    for document in corpus.documents:
        waits = waiting(corpus, document)
        if waits is not None and person in waits.persons:
            commands, signed = (msg("{command}", command=waits.command),), _signed(corpus, document.id)
            yield Matter(document.id, work_title(document), document.path, waits.what, commands, signed)


def _endings(corpus: Corpus, lives: Mapping[str, Life], person: str) -> Iterator[Matter]:
    for deadline in deadlines(corpus, lives, corpus.policy.settings.expiry_notice):
        if person in deadline.owner_persons and not deadline.revising:
            commands, signed = _own(deadline, person), _signed(corpus, deadline.document)
            title = one_line(deadline.title)
            yield Matter(deadline.document, title, deadline.path, when(deadline), commands, signed)


def _signed(corpus: Corpus, document: str) -> bool:
    found = corpus.document(document)
    kind = corpus.policy.types.get(found.front.type) if found is not None and found.front is not None else None
    return kind is not None and kind.level(corpus.today).rank >= Level.KEY.rank


def _own(deadline: Deadline, person: str) -> tuple[Message, ...]:
    return tuple(step.command for step in deadline.steps if person in step.persons)


def text_lines(found: tuple[Matter, ...]) -> Iterator[str]:
    """Yield each matter and, indented below, its commands."""
    for matter in found:
        what = msg("{what} (signed with your key)", what=matter.what) if matter.signed else matter.what
        yield told(msg("{document} {title}: {what}", document=matter.document, title=matter.title, what=what))
        for command in matter.commands:
            yield f"    {told(command)}"


def as_json(found: tuple[Matter, ...], person: str) -> str:
    """Give the matters as JSON of format ledsys-inbox-1; only ``what`` is in the chosen language."""
    entries = [
        {
            "document": matter.document,
            "title": matter.title,
            "path": matter.path,
            "what": say(matter.what),
            "commands": tuple(str(command) for command in matter.commands),
            "signed": matter.signed,
        }
        for matter in found
    ]
    return json_text("ledsys-inbox-1", {"person": person, "matters": entries})
