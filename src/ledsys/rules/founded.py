"""*Decisions and mandates* (LS512): had those who decided the mandate to do so, that day and for so long?"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.founded import unfounded
from ledsys.lifecycle.replacing import replaced_without_mandate
from ledsys.lifecycle.validity import years_after
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Policy
from ledsys.model.document import Document, FrontMatter
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule
from ledsys.rules.signatures import hit

DECIDING = (ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE)
"""The acts that need a mandate, of a person or of a body."""

_HELP = msg(
    "Look at the line of the delegation order in organisation/mandat.yaml: lines end, they are never taken away."
    " If nobody had the mandate, let somebody who has it decide: `ledsys recall`, or a new version."
)


@document_rule("LS512", "decision-without-mandate", Severity.ERROR)
def decision_without_mandate(case: Case, document: Document) -> Iterator[Hit]:
    """Somebody decided what applies, or is about to be published, without a mandate on that day."""
    oldest = case.oldest_shown(document)
    for act in case.acts_to_judge(document):
        if act.kind not in DECIDING or act.version < oldest:
            continue
        front, policy = case.front(act, document), case.policy_of(act)
        if front is None:
            continue
        wrongs = [
            *(("person", wrong) for wrong in unfounded(act, front, policy.register)),
            *(("person", wrong) for wrong in replaced_without_mandate(act, front, case.corpus, policy.register)),
            *(("valid-until", wrong) for wrong in (_too_long(act, front, policy) if case.fresh is None else ())),
        ]
        for field, wrong in wrongs:
            yield hit(act, field, wrong, _HELP)


def _too_long(act: Act, front: FrontMatter, policy: Policy) -> Iterator[Message]:
    """Yield that the decision lasts longer than the policy that it names allows; in open mode none is kept.

    Of acts that land, LS519 asks the same.
    """
    starts = {ActKind.APPROVE: act.valid_from, ActKind.CONFIRM: act.signed_at.date()}
    start, end = starts.get(act.kind), act.valid_until
    document_type = policy.types.get(front.type) if act.policy is not None else None
    if document_type is None or start is None or end is None:
        return
    latest = years_after(start, document_type.longest_validity)
    if end > latest:
        yield msg("Valid until {end} is too late: {latest} is the last day allowed.", end=end, latest=latest)
