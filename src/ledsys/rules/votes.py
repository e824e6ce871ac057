"""*Votes and submits* (LS508, LS509): nobody goes on as if a recall, a return or another submit had not been."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.life import Life
from ledsys.message import msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.document import Document, Status
from ledsys.model.finding import Severity
from ledsys.rules.changed import DECIDED
from ledsys.rules.rule import Case, Hit, document_rule


def unheeded(document: Document, life: Life) -> Act | None:
    """Give the recall that the file does not heed: it still claims to be under review or approved."""
    claimed = document.facts.values.get("status")
    if life.work.reached is not Status.DRAFT or claimed not in (Status.REVIEW.value, Status.APPROVED.value):
        return None
    latest = life.latest(ActKind.SUBMIT, ActKind.RECALL)
    return latest if latest is not None and latest.kind is ActKind.RECALL else None


@document_rule("LS508", "return-unheeded", Severity.ERROR)
def return_unheeded(case: Case, document: Document) -> Iterator[Hit]:
    """A recall is not to be seen in the file, or the text was approved though a reviewer had returned it."""
    life = case.life(document)
    if life is None:
        return
    recall = unheeded(document, life)
    if recall is not None:
        yield Hit(
            document.facts.place("status"),
            msg(
                "The text was recalled on {day} by {name}, but the file still says {claimed}.",
                day=recall.signed_at.date(),
                name=recall.name,
                claimed=str(document.facts.values.get("status")),
            ),
            msg(
                "`ledsys doctor` writes the line anew. Then submit the text again: `ledsys submit {id}`.",
                id=document.id,
            ),
        )
    for vote in _overruled(life):
        yield Hit(
            document.facts.place("status"),
            msg(
                "Version {version} was approved though {name} had returned it: {reason}",
                version=vote.version,
                name=vote.name,
                reason=vote.reason or "–",
            ),
            msg(
                "If it is not published yet: `ledsys recall {id} --reason …`."
                " Else begin a new version and mend it: `ledsys revise {id} --reason …`.",
                id=document.id,
            ),
        )


def _overruled(life: Life) -> Iterator[Act]:
    """Yield the standing returns of texts that were approved all the same: the newest edition and the work."""
    submits = {
        approved.id: submit
        for approved, submit in (
            (life.work.approve, life.work.submit),
            *(((life.last.approve, life.last.submit),) if life.last is not None else ()),
        )
        if approved is not None and submit is not None
    }
    for submit in submits.values():
        standing = {act.person: act for act in life.acts if act.kind is ActKind.REVIEW and act.of == submit.id}
        yield from (vote for vote in standing.values() if vote.meaning is Meaning.RETURN)


@document_rule("LS509", "two-submits", Severity.ERROR)
def two_submits(case: Case, document: Document) -> Iterator[Hit]:
    """One version was submitted twice side by side, in two branches that then were merged.

    That a text is submitted again after an edit is no fault; but then nobody acts on the older submit any more.
    """
    life = case.life(document)
    submit = life.work.submit if life is not None else None
    if life is None or submit is None or life.work.reached in DECIDED:
        return
    answered = {act.of for act in life.acts if act.kind is ActKind.RECALL}
    before = [
        act
        for act in life.acts
        if act.kind is ActKind.SUBMIT and act.version == submit.version and act.order < submit.order
    ]
    if not before or before[-1].id in answered:
        return
    older = before[-1]
    later = any(
        act.of == older.id and act.order > submit.order and act.kind in (ActKind.REVIEW, ActKind.APPROVE)
        for act in life.acts
    )
    if later or older.content == submit.content:
        yield Hit(
            document.facts.place("status"),
            msg(
                "Version {version} was submitted twice, by {first} and by {second}; votes on the first don't count.",
                version=submit.version,
                first=older.name,
                second=submit.name,
            ),
            msg("Start over with one: `ledsys recall {id} --reason …`, then `ledsys submit {id}`.", id=document.id),
        )
