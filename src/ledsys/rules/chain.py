"""*The chain of acts* (LS511): does every act rest on acts that are there, and were they made by different people?

Acts point backwards: votes and approval at the submit, publication at the approval, the next submit at the publication.
So removing or swapping one that another relies on breaks the chain (proof §1.2). Separation of duties is judged again
here from the acts; how many votes a type asks for only until publication, for a type may ask for more later, and by
the policy that the approval names, where it is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledsys import actfile
from ledsys.lifecycle.exemptions import lifted
from ledsys.lifecycle.life import Life
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Exemption
from ledsys.model.document import Document, FrontMatter
from ledsys.model.finding import Severity
from ledsys.rules.rule import Case, Hit, document_rule
from ledsys.rules.signatures import hit

_FOLLOWS: Mapping[ActKind, ActKind] = {
    ActKind.SUBMIT: ActKind.PUBLISH,
    ActKind.REVIEW: ActKind.SUBMIT,
    ActKind.RECALL: ActKind.SUBMIT,
    ActKind.APPROVE: ActKind.SUBMIT,
    ActKind.PUBLISH: ActKind.APPROVE,
    ActKind.REVISE: ActKind.PUBLISH,
    ActKind.CONFIRM: ActKind.PUBLISH,
    ActKind.REPEAL: ActKind.PUBLISH,
    ActKind.STOP: ActKind.PUBLISH,
    ActKind.BASELINE: ActKind.PUBLISH,
}
"""Which kind of act each kind follows; the rest may follow any."""

_SAME_TEXT = (
    ActKind.REVIEW,
    ActKind.APPROVE,
    ActKind.PUBLISH,
    ActKind.CONFIRM,
    ActKind.REPEAL,
    ActKind.STOP,
    ActKind.BASELINE,
)
_OF_A_TEXT = (*_SAME_TEXT, ActKind.SUBMIT)
_SAME_VERSION = (*_SAME_TEXT, ActKind.RECALL)
_NEXT_VERSION = (ActKind.SUBMIT, ActKind.REVISE)

_HELP = msg(
    "Acts are never edited, moved or removed. Get the folder back from git: `git restore {folder}`."
    " If the act was made by a fault, recall the text and submit it again, or begin a new version.",
    folder=actfile.FOLDER,
)


@document_rule("LS511", "act-chain", Severity.ERROR)
def act_chain(case: Case, document: Document) -> Iterator[Hit]:
    """An act does not fit the acts that it rests on."""
    life = case.life(document)
    if life is None or case.corpus.document(document.id) is not document:
        return
    to_judge = case.evidence_to_judge(document.id)
    if to_judge:
        by_id = {act.id: act for act in life.acts}
        published: dict[int, Act] = {}
        first = len(life.acts) - len(to_judge)  # what is to be judged comes last
        for place, act in enumerate(life.acts):
            if place >= first:
                yield from _home(case, act)
                yield from _followed(act, by_id, published)
                yield from _counted(act, by_id)
            if act.kind is ActKind.PUBLISH:
                published.setdefault(act.version, act)
    yield from _separation(case, document, life)


def _hit(act: Act, field: str, wrong: Message) -> Hit:
    return hit(act, field, wrong, _HELP)


def _home(case: Case, act: Act) -> Iterator[Hit]:
    expected = case.corpus.policy.settings.repo_id
    if act.repo != expected:
        wrong = msg("The act was made in {found}, not in {expected}.", found=act.repo, expected=expected)
        yield _hit(act, "repo", wrong)
    if act.kind is ActKind.APPROVE and (act.valid_from is None or act.valid_until is None):
        yield _hit(act, "valid-from", msg("The approval has no dates of validity."))
    if act.kind is ActKind.REPEAL and act.valid_until is None:
        yield _hit(act, "valid-until", msg("The act does not say which day is the last."))
    if act.kind in _OF_A_TEXT and act.content is None:
        yield _hit(act, "content", msg("The act does not say which text it is about."))


def _followed(act: Act, by_id: Mapping[str, Act], published: Mapping[int, Act]) -> Iterator[Hit]:
    kind = _FOLLOWS.get(act.kind)
    first = published.get(act.version) if act.kind is ActKind.PUBLISH else None
    # Two clones may publish the same approved text before they are merged: both acts say the same, so neither is wrong.
    if first is not None and (act.of, act.content) != (first.of, first.content):
        yield _hit(act, "version", msg("Version {version} was published once already.", version=act.version))
    if act.of is None:
        begins = act.kind is ActKind.SUBMIT and not any(version < act.version for version in published)
        if kind is not None and not begins:
            wrong = msg(
                "This act ({act}) follows no other, but must follow {kind}.", act=act.kind.value, kind=kind.value
            )
            yield _hit(act, "of", wrong)
        return
    before = by_id.get(act.of)
    if before is None:
        yield _hit(act, "of", msg("The act {id}, which this one follows, is not there.", id=act.of))
    elif kind is not None and before.kind is not kind:
        wrong = msg(
            "This act ({act}) follows {found}, but must follow {kind}.",
            act=act.kind.value,
            found=before.kind.value,
            kind=kind.value,
        )
        yield _hit(act, "of", wrong)
    elif before.order > act.order:
        yield _hit(act, "signed-at", msg("The act was made before the one that it follows, {id}.", id=before.id))
    elif (act.kind in _SAME_VERSION and act.version != before.version) or (
        act.kind in _NEXT_VERSION and act.version != before.version + 1
    ):
        wrong = msg(
            "The act is about version {version}, but follows one about version {before}.",
            version=act.version,
            before=before.version,
        )
        yield _hit(act, "version", wrong)
    elif act.kind in _SAME_TEXT and act.content != before.content:
        yield _hit(
            act, "content", msg("The act is about another text than the one that it follows, {id}.", id=before.id)
        )


def _counted(act: Act, by_id: Mapping[str, Act]) -> Iterator[Hit]:
    for number in act.relies_on:
        vote = by_id.get(number)
        if vote is None:
            yield _hit(act, "relies-on", msg("The vote {id}, which this act counts, is not there.", id=number))
        elif not _accepts(vote) or vote.of != act.of:
            wrong = msg("The act counts {id}, which is no vote for the text that was submitted.", id=number)
            yield _hit(act, "relies-on", wrong)
        elif vote.order > act.order:
            yield _hit(act, "relies-on", msg("The act counts the vote {id}, which was made after it.", id=number))


def _accepts(act: Act) -> bool:
    return act.kind is ActKind.REVIEW and act.meaning is Meaning.OK


def _separation(case: Case, document: Document, life: Life) -> Iterator[Hit]:
    """Judge the newest edition and the work: who decided has neither written, submitted nor reviewed (design §3)."""
    work, last = life.work, life.last
    if last is not None:
        edition = case.corpus.editions.get(document.id, {}).get(last.version)
        if edition is not None and edition.front is not None:
            votes = tuple(vote for vote in last.reviews if _accepts(vote))
            yield from _apart(case, edition.front, last.submit, last.approve, votes)
    if work.submit is None or work.approve is None or work.publish is not None or document.front is None:
        return
    by_id = {act.id: act for act in life.acts}
    counted = tuple(vote for number in work.approve.relies_on if (vote := by_id.get(number)) and _accepts(vote))
    yield from _apart(case, document.front, work.submit, work.approve, counted)
    named = case.corpus.policies.get(work.approve.policy or "")
    if named is not None and case.fresh is None:
        return  # LS522 counts them
    asked = (named or case.corpus.policy).types.get(document.front.type)
    lacking = (asked.reviewers if asked is not None else 0) - len({vote.person for vote in counted})
    if lacking > 0:
        wrong = plural(
            "The approval counts {n} review too few for its document type.",
            "The approval counts {n} reviews too few for its document type.",
            lacking,
        )
        yield _hit(work.approve, "relies-on", wrong)


def _apart(case: Case, front: FrontMatter, submit: Act, approve: Act, votes: tuple[Act, ...]) -> Iterator[Hit]:
    writers = {submit.person, *front.authors}

    def stands(act: Act, exemption: Exemption) -> bool:
        return lifted(act, exemption, front.type, case.corpus)

    if approve.decision is None:
        if approve.person in writers and not stands(approve, Exemption.SUBMITTER_APPROVES):
            wrong = msg("{name} approved a text that the same person wrote or submitted.", name=approve.name)
            yield _hit(approve, "person", wrong)
        reviewed = approve.person in {vote.person for vote in votes}
        if reviewed and not stands(approve, Exemption.REVIEWER_APPROVES):
            yield _hit(
                approve, "person", msg("{name} approved a text and counts as its reviewer too.", name=approve.name)
            )
    for vote in votes:
        if vote.person in writers and not stands(vote, Exemption.AUTHOR_REVIEWS):
            wrong = msg("{name} reviewed a text that the same person wrote or submitted.", name=vote.name)
            yield _hit(vote, "person", wrong)
