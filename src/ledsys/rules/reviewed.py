"""*Reviews and reviewers* (LS522): was whoever voted one of those who may, on the day of the vote?"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys import actfile
from ledsys.lifecycle.reviewing import may_vote
from ledsys.message import msg
from ledsys.model.act import ActKind
from ledsys.model.document import Document
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule

_HELP = msg(
    "Only the reviewers named in the document (granskare), or in the roles that its type asks for, can vote. Let one of"
    " them review the text, and approve it anew."
)


@document_rule("LS522", "vote-of-no-reviewer", Severity.ERROR)
def vote_of_no_reviewer(case: Case, document: Document) -> Iterator[Hit]:
    """Somebody voted on the newest edition, or on what is under review, who was no reviewer of it on that day.

    Of a vote that lands, LS519 asks the same and more; this is for trees of which nobody knows how they came about.
    """
    if case.fresh is not None:
        return
    life = case.life(document)
    newest = life.last.version if life is not None and life.last is not None else 0
    for act in case.acts_to_judge(document):
        if act.kind is not ActKind.REVIEW or act.version < newest:
            continue
        front, policy = case.front(act, document), case.policy_of(act)
        document_type = policy.types.get(front.type) if front is not None else None
        if front is None or document_type is None:
            continue
        day = act.signed_at.date()
        if act.person not in (*front.reviewers, *may_vote(front, document_type, policy.register, day)):
            wrong = msg(
                "{name} ({person}) reviewed on {day}, but was not a reviewer of this text.",
                name=act.name,
                person=act.person,
                day=day,
            )
            yield Hit(Place(actfile.FIELDS.index("person") + 1, 1), wrong, _HELP, actfile.path_of(act))
