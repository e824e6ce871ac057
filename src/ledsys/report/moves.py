"""Moves in words: what was done and what comes next, or all reasons against and who could do it instead."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle import Move, Plan, Refusal, waiting
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.report.people import named, owner_named
from ledsys.report.terminal import note

DONE = {
    ActKind.SUBMIT: msg("submitted version {version} for review"),
    ActKind.REVIEW: msg("reviewed version {version} and said ok"),
    ActKind.RECALL: msg("recalled version {version}"),
    ActKind.APPROVE: msg("approved version {version}"),
    ActKind.PUBLISH: msg("published version {version}"),
    ActKind.REVISE: msg("began version {version}"),
    ActKind.ABANDON: msg("abandoned version {version}"),
    ActKind.CONFIRM: msg("confirmed version {version} without changes"),
    ActKind.HANDOVER: msg("handed over to a new content owner"),
    ActKind.REPEAL: msg("repealed the document"),
    ActKind.STOP: msg("stopped version {version}"),
    ActKind.DELEGATE: msg("delegated a mandate"),
    ActKind.BASELINE: msg("vouched anew for version {version}"),
}
RETURNED = msg("returned version {version}")


def deed(act: Act) -> Message:
    """Give what the act did, without who and when."""
    template = RETURNED if act.kind is ActKind.REVIEW and act.meaning is Meaning.RETURN else DONE[act.kind]
    return Message(template.template, (("version", act.version),))


def plan_lines(plan: Plan, document: Document, corpus: Corpus) -> Iterator[Message]:
    """Yield what a move does with the document, and its notes; document and corpus are as the move leaves them."""
    title = document.front.title if document.front else document.path
    for act in plan.acts:
        yield msg("{name} {deed}: {document} {title}", name=act.name, deed=deed(act), document=document.id, title=title)
        if act.kind is ActKind.HANDOVER and act.owner is not None:
            yield msg("  new content owner: {owner}", owner=owner_named(corpus, act.owner))
        if act.valid_from is not None and act.valid_until is not None:
            yield msg("  valid from {start} until {end}", start=act.valid_from, end=act.valid_until)
        elif act.valid_until is not None:
            yield msg("  valid until {end}", end=act.valid_until)
        if act.mandate is not None:
            yield msg("  by mandate {mandate}", mandate=act.mandate)
    if not plan.acts and document.front is not None:  # a draft that no act tells of is handed over by an edit
        owner = owner_named(corpus, document.front.owner)
        yield msg("New content owner of {document} {title}: {owner}", document=document.id, title=title, owner=owner)
    for remark in plan.notes:
        yield msg("  Note: {remark}", remark=remark)


def next_lines(document: Document, corpus: Corpus) -> Iterator[Message]:
    """Yield what comes next: whom the document waits for, and the command; nothing where it waits for nobody."""
    waits = waiting(corpus, document)
    if waits is not None:
        who = tuple(named(corpus, person) for person in waits.persons) or msg("nobody in the register can do it today")
        yield msg("Next: {what} ({who}): {command}", what=waits.what, who=who, command=waits.command)


def show_refusal(refusal: Refusal, move: Move, document: Document, corpus: Corpus) -> None:
    """Print all reasons against a move, the rule behind each, and who could do it instead; all on stderr."""
    note(
        msg("Refused: {move} {document}. Nothing was changed.", move=move.value, document=document.id or document.path)
    )
    for reason in refusal.reasons:
        note(msg("- {message}", message=reason.message))
        if reason.rule.template:
            note(msg("  Rule: {rule}", rule=reason.rule))
        if reason.instead:
            note(msg("  Could do it: {persons}", persons=tuple(named(corpus, person) for person in reason.instead[:8])))
