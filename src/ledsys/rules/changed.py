"""*Changed texts* (LS505-507): the file holds another text than the one that was submitted, approved or published.

What was decided binds to the content digest, so the text that was decided is known to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.life import Life
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.document import Document, Status
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule

DECIDED = (Status.PUBLISHED, Status.STOPPED, Status.REPEALED)
"""The states in which the file holds the text of the newest edition."""


def _content(life: Life) -> str | None:
    """Give the digest of the text that the acts speak of, as far as the work has come; none for a draft."""
    work = life.work
    if work.reached in DECIDED:
        return life.last.content if life.last is not None else None
    return work.submit.content if work.submit is not None else None


def changed(document: Document, life: Life) -> bool:
    """Tell whether the file holds another text than the one that its acts have brought this far."""
    content = _content(life)
    return content is not None and content != document.digest


def _changed_text(case: Case, document: Document, *reached: Status) -> Iterator[Life]:
    life = case.life(document)
    if life is not None and life.work.reached in reached and changed(document, life):
        yield life


def _how(document: Document, then: Message) -> Message:
    """Name the cure, and what to do first where the file can't be compared at all."""
    if document.digest is None:
        return msg(
            "Other findings say that the file is broken or lacks an image; mend those first. {then}",
            then=then,
        )
    return then


@document_rule("LS505", "changed-after-submit", Severity.ERROR)
def changed_after_submit(case: Case, document: Document) -> Iterator[Hit]:
    """The text is another than the one that was submitted, so the reviews do not count for it."""
    for life in _changed_text(case, document, Status.REVIEW):
        submit = life.work.submit
        yield Hit(
            document.facts.place("status"),
            msg("The text was changed after it was submitted{who}; votes on it don't count.", who=_who(submit)),
            _how(
                document,
                msg(
                    "Submit it anew: `ledsys submit {id}`."
                    " If the change was a mistake, get the text back: `git restore {path}`.",
                    id=document.id,
                    path=document.path,
                ),
            ),
        )


@document_rule("LS506", "changed-after-approval", Severity.ERROR)
def changed_after_approval(case: Case, document: Document) -> Iterator[Hit]:
    """The text is another than the one that was approved."""
    for life in _changed_text(case, document, Status.APPROVED):
        yield Hit(
            document.facts.place("status"),
            msg("The text was changed after it was approved{who}.", who=_who(life.work.approve)),
            _how(
                document,
                msg(
                    "If the change is meant: `ledsys recall {id} --reason …`, then submit it again."
                    " If it was a mistake, get the text back: `git restore {path}`.",
                    id=document.id,
                    path=document.path,
                ),
            ),
        )


@document_rule("LS507", "changed-after-publication", Severity.ERROR)
def changed_after_publication(case: Case, document: Document) -> Iterator[Hit]:
    """The text is another than the edition that was published."""
    for life in _changed_text(case, document, *DECIDED):
        back = msg("Get the published text back: `git restore {path}`.", path=document.path)
        yield Hit(
            document.facts.place("status"),
            msg("The text is not the one that was published{who}.", who=_who(life.last.publish if life.last else None)),
            back
            if life.repeal is not None
            else msg('{back} To change it: `ledsys revise {id} --reason "…"`.', back=back, id=document.id),
        )


def _who(act: Act | None) -> Message:
    return msg(" on {day} by {name}", day=act.signed_at.date(), name=act.name) if act is not None else Message("")
