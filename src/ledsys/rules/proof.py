"""*Proof* (LS5): does every claim of a file agree with the acts, and does every act bind to the text it was made for?

A claim is believed only if the acts prove it (proof §1.15). Where the text itself is another than the acts speak
of, that is the one finding, and the status that follows from it is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.life import Work
from ledsys.message import Message, msg
from ledsys.model.document import CLAIMS, Document, Status
from ledsys.model.finding import Severity
from ledsys.rules import chain, changed, founded, frozen, landings, misstated, reviewed, rights, signatures, votes
from ledsys.rules.claimed import Claimed
from ledsys.rules.rule import Case, Hit, Rule, document_rule

_STATUS, _VERSION, _FROM, _UNTIL, _OWNER = CLAIMS
_REWRITE = msg("These lines are never typed by hand: `ledsys doctor` writes them from the acts.")


def _claims(case: Case, document: Document) -> tuple[Claimed, ...]:
    """Give what the document claims; nothing where it has no front matter but an id."""
    found = case.claimed(document)
    return (found,) if found is not None and found.spoken else ()


@document_rule("LS501", "status-unproven", Severity.ERROR)
def status_unproven(case: Case, document: Document) -> Iterator[Hit]:
    """The status is not the one that the acts prove."""
    for found in _claims(case, document):
        work = found.life.work
        accepted = {work.reached.value}
        if changed.changed(document, found.life):
            accepted.add(Status.DRAFT.value)
        if (
            found.missing(_STATUS)
            or found.made[_STATUS] in accepted
            or votes.unheeded(document, found.life) is not None
        ):
            continue
        yield Hit(
            document.facts.place(_STATUS),
            msg(
                "The file says status {claimed}, but its acts prove {proven}.",
                claimed=found.made[_STATUS] or "–",
                proven=found.proven[_STATUS] or "–",
            ),
            _next(document, work),
        )


def _next(document: Document, work: Work) -> Message:
    steps = {
        Status.DRAFT: msg("`ledsys submit {id}` has it reviewed.", id=document.id),
        Status.REVIEW: msg("`ledsys show {id}` tells what it waits for.", id=document.id),
        Status.APPROVED: msg("`ledsys publish {id}` puts it in the handbook.", id=document.id),
    }
    then = steps.get(work.reached)
    return msg("{rewrite} {then}", rewrite=_REWRITE, then=then) if then else _REWRITE


@document_rule("LS502", "version-unproven", Severity.ERROR)
def version_unproven(case: Case, document: Document) -> Iterator[Hit]:
    """The version is not the one that follows from the acts."""
    for found in _claims(case, document):
        if found.differ(_VERSION) and not found.missing(_VERSION) and found.life.work.version is not None:
            yield Hit(
                document.facts.place(_VERSION),
                msg(
                    "The file says version {claimed}, but by its acts it is {proven}.",
                    claimed=found.made[_VERSION] or "–",
                    proven=found.proven[_VERSION] or "–",
                ),
                msg(
                    "{rewrite} A new version is begun with `ledsys revise {id} --reason …`.",
                    rewrite=_REWRITE,
                    id=document.id,
                ),
            )


@document_rule("LS503", "dates-unproven", Severity.ERROR)
def dates_unproven(case: Case, document: Document) -> Iterator[Hit]:
    """A date of validity is not the one that was decided, or stands there before anybody decided."""
    for found in _claims(case, document):
        for key in (_FROM, _UNTIL):
            if not found.differ(key) or (found.made[key] is None and not found.readable):
                continue
            proven, claimed = found.proven[key], found.made[key]
            if proven is None:
                wrong = msg(
                    "The file says {key} {claimed}, but no one has decided that.", key=key, claimed=claimed or "–"
                )
                help_ = msg(
                    "Remove the line. Whoever approves sets the dates: `ledsys approve {id} --from … --until …`.",
                    id=document.id,
                )
            else:
                wrong = msg(
                    "The file says {key} {claimed}, but {proven} was decided.",
                    key=key,
                    claimed=claimed or "–",
                    proven=proven,
                )
                help_ = msg(
                    "{rewrite} If it shall apply longer: `ledsys confirm {id} --until …`.",
                    rewrite=_REWRITE,
                    id=document.id,
                )
            yield Hit(document.facts.place(key if claimed is not None else _STATUS), wrong, help_)


@document_rule("LS504", "owner-unproven", Severity.ERROR)
def owner_unproven(case: Case, document: Document) -> Iterator[Hit]:
    """The content owner is another than the latest act says."""
    for found in _claims(case, document):
        if found.differ(_OWNER) and not found.missing(_OWNER):
            yield Hit(
                document.facts.place(_OWNER),
                msg(
                    "The file says that {claimed} is the content owner, but by its acts it is {proven}.",
                    claimed=found.made[_OWNER] or "–",
                    proven=found.proven[_OWNER] or "–",
                ),
                msg(
                    "Put the line back. Then hand over with `ledsys handover {id} --to {claimed}`.",
                    id=document.id,
                    claimed=found.made[_OWNER] or "…",
                ),
            )


RULES: tuple[Rule, ...] = (
    status_unproven,
    version_unproven,
    dates_unproven,
    owner_unproven,
    changed.changed_after_submit,
    changed.changed_after_approval,
    changed.changed_after_publication,
    votes.return_unheeded,
    votes.two_submits,
    frozen.edition_altered,
    chain.act_chain,
    founded.decision_without_mandate,
    *signatures.RULES_OF_ACTS,
    *landings.RULES_OF_ACTS,
    misstated.act_misstated,
    signatures.delegation_unfounded,
    reviewed.vote_of_no_reviewer,
    rights.act_without_right,
)
