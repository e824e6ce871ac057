"""*Reviews and reviewers* (LS522): was whoever voted one of those who may, and did enough of them vote?"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.reviewing import may_vote
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.corpus import Policy
from ledsys.model.document import Document, FrontMatter
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule
from ledsys.rules.signatures import hit

_HELP = msg(
    "Only the reviewers named in the document (granskare), or in the roles that its type asks for, can vote. Let one of"
    " them review the text, and approve it anew."
)


@document_rule("LS522", "vote-of-no-reviewer", Severity.ERROR)
def vote_of_no_reviewer(case: Case, document: Document) -> Iterator[Hit]:
    """Of what applies, or is under review: a vote of somebody who was no reviewer, or too few votes.

    Of acts that land, LS519 asks the same and more; this is for trees of which nobody knows how they came about.
    """
    if case.fresh is not None:
        return
    oldest = case.oldest_shown(document)
    acts = case.acts_to_judge(document)
    for act in acts:
        if act.kind not in {ActKind.REVIEW, ActKind.APPROVE} or act.version < oldest:
            continue
        front, policy = case.front(act, document), case.policy_of(act)
        if front is None or front.type not in policy.types:
            continue
        wrongs = _stranger(act, front, policy) if act.kind is ActKind.REVIEW else _too_few(act, acts, front, policy)
        for field, wrong in wrongs:
            yield hit(act, field, wrong, _HELP)


def _stranger(act: Act, front: FrontMatter, policy: Policy) -> Iterator[tuple[str, Message]]:
    """The vote is of a reviewer named in the text, or in a role that its type asks for."""
    day = act.signed_at.date()
    if act.person not in (*front.reviewers, *may_vote(front, policy.types[front.type], policy.register, day)):
        yield (
            "person",
            msg(
                "{name} ({person}) reviewed on {day}, but was not a reviewer of this text.",
                name=act.name,
                person=act.person,
                day=day,
            ),
        )


def _too_few(act: Act, acts: tuple[Act, ...], front: FrontMatter, policy: Policy) -> Iterator[tuple[str, Message]]:
    """The approval counts as many persons as the policy that it names asked for; in open mode none is kept."""
    counted = {
        vote.person
        for vote in acts
        if vote.id in act.relies_on and vote.kind is ActKind.REVIEW and vote.meaning is Meaning.OK
    }
    lacking = policy.types[front.type].reviewers - len(counted) if act.policy is not None else 0
    if lacking > 0:
        yield (
            "relies-on",
            plural(
                "The approval counts {n} review too few for its document type.",
                "The approval counts {n} reviews too few for its document type.",
                lacking,
            ),
        )
