"""Moves in words: what was done and what comes next, or all reasons against and who could do it instead."""

from __future__ import annotations

from ledsys.lifecycle import Move, Plan, Refusal, waiting
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.report.people import named
from ledsys.report.terminal import note, out, told

DONE = {
    ActKind.SUBMIT: msg("submitted version {version} for review"),
    ActKind.REVIEW: msg("reviewed version {version}: ok"),
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


def show_plan(plan: Plan, document: Document) -> None:
    """Print what a move does with the document, and its notes."""
    title = document.front.title if document.front else document.path
    for act in plan.acts:
        out(
            told(
                msg(
                    "{name} {deed}: {document} {title}",
                    name=act.name,
                    deed=deed(act),
                    document=act.document,
                    title=title,
                )
            )
        )
        if act.valid_from is not None and act.valid_until is not None:
            out(told(msg("  valid from {start} until {end}", start=act.valid_from, end=act.valid_until)))
        elif act.valid_until is not None:
            out(told(msg("  valid until {end}", end=act.valid_until)))
        if act.mandate is not None:
            out(told(msg("  by mandate {mandate}", mandate=act.mandate)))
    for remark in plan.notes:
        out(told(msg("  Note: {remark}", remark=remark)))


def show_next(document: Document, corpus: Corpus) -> None:
    """Print what comes next: whom the document waits for, and the command; nothing where it waits for nobody."""
    waits = waiting(corpus, document)
    if waits is not None:
        who = tuple(named(corpus, person) for person in waits.persons) or msg("nobody in the register can do it today")
        out(told(msg("Next: {what} ({who}): {command}", what=waits.what, who=who, command=waits.command)))


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
