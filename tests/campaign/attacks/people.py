"""Attacks of people who may not do what they do (proof §2, rows 2-4): alone, in another's name, or without a part."""

from __future__ import annotations

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, STRICT, attack
from tests.campaign.moves import REASON, votes
from tests.campaign.scene import Scene
from tests.campaign.shapes import APPROVED, DECIDED, IN_FORCE, IN_REVIEW, IN_WORK, VOTED

from ledsys.lifecycle import Move, Wish
from ledsys.model.act import Meaning

# One person in two parts.


def _own_text(scene: Scene, kinds: tuple[str, ...], author: str = "author") -> str:
    """Write a fresh text in the name of an author."""
    return scene.fresh(scene.random.choice(kinds), författare=f"[{author}]")


def _maybe_land(scene: Scene) -> None:
    if scene.random.random() < 0.3:
        scene.land()


@attack(2, codes="LS519 LS511")
def author_approves(scene: Scene) -> None:
    document = _own_text(scene, BY_ONE, "chief-writer")
    scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR)
    votes(scene.draft, document, scene.random)
    _maybe_land(scene)
    scene.draft.forces(Move.APPROVE, document, "chief-writer")


@attack(2, codes="LS519 LS511")
def submitter_approves(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE), innehållsansvarig="approver")
    scene.draft.does(Move.SUBMIT, document, "approver")
    votes(scene.draft, document, scene.random)
    _maybe_land(scene)
    scene.draft.forces(Move.APPROVE, document, "approver")


@attack(2, codes="LS519 LS511")
def author_approves_and_publishes(scene: Scene) -> None:
    document = _own_text(scene, BY_ONE, "chief-writer")
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "chief-writer")
    scene.draft.forces(Move.PUBLISH, document, scene.random.choice((cast.PUBLISHER, "chief-writer")))


@attack(2, codes="LS519")
def exemption_that_the_type_does_not_grant(scene: Scene) -> None:
    """The rule of separation reads exemptions out of acts, so the act says that there is one."""
    document = _own_text(scene, BY_ONE, "chief-writer")
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "chief-writer", reason="inlämnare-godkänner: Ensam på enheten.")
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.PUBLISH, document, "chief-writer")


@attack(2, codes="LS519 LS512 LS520")
def author_records_a_body_s_decision(scene: Scene) -> None:
    document = _own_text(scene, BY_ONE, "chief-writer")
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "chief-writer", Wish(decision=cast.DECISION))


@attack(2, codes="LS519 LS512 LS520")
def recorder_invents_a_body(scene: Scene) -> None:
    """A recorder turns a type that persons decide into one that a body decided."""
    document = scene.some("voted", types=BY_ONE)
    decision = scene.random.choice(
        (cast.DECISION, "Styrelsen 2026-05-28 § 1, RS 2026-00191", "Kaffekommittén 2026-05-28 § 1, RS 2026-00191")
    )
    scene.draft.forces(Move.APPROVE, document, cast.RECORDER, decision=decision, role="recorder")


@attack(2, codes="LS519 LS520")
def decision_of_a_body_that_has_not_come(scene: Scene) -> None:
    document = scene.some("voted", types=(cast.BODY_TYPE,))
    scene.draft.forces(
        Move.APPROVE, document, cast.RECORDER, Wish(decision="Fullmäktige 2026-12-05 § 104, RS 2026-00191")
    )


@attack(2, codes="LS519 LS512")
def chief_decides_in_the_body_s_place(scene: Scene) -> None:
    document = scene.some("voted", types=(cast.BODY_TYPE,))
    scene.draft.forces(Move.APPROVE, document, "director", mandate=scene.random.choice(("M-1", "M-2", None)))


@attack(2, codes="LS519")
def submitter_vouches_for_own_edition(scene: Scene) -> None:
    document = _own_text(scene, ("instruktion", "anvisning"), "chief-writer")
    scene.draft.does(Move.SUBMIT, document, "chief-writer")
    scene.walk(document, "votes", "approve", "publish")
    scene.draft.forces(Move.BASELINE, document, "chief-writer", assurance="hardware")


@attack(3, codes="LS519 LS511")
def author_reviews(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE), författare="[reviewer]")
    scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR)
    scene.draft.forces(Move.REVIEW, document, "reviewer")


@attack(3, codes="LS519 LS511")
def submitter_reviews(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE), innehållsansvarig="reviewer")
    scene.draft.does(Move.SUBMIT, document, "reviewer")
    scene.draft.forces(Move.REVIEW, document, "reviewer")


@attack(3, codes="LS519 LS511")
def reviewer_approves(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE), granskare="[reviewer, second-reviewer, approver]")
    scene.walk(document, "submit", "votes")
    if scene.draft.acts[-1].person != "approver":
        scene.draft.does(Move.REVIEW, document, "approver")
    _maybe_land(scene)
    scene.draft.forces(Move.APPROVE, document, "approver")


@attack(3, codes="LS519 LS520")
def one_reviewer_counted_twice(scene: Scene) -> None:
    document = scene.some("review", types=("riktlinje",))
    first = scene.draft.does(Move.REVIEW, document, "reviewer")
    second = scene.draft.does(Move.REVIEW, document, "reviewer")
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=tuple(sorted((first.id, second.id))))


@attack(3, codes="LS519 LS511")
def too_few_reviewers(scene: Scene) -> None:
    document = scene.some("review", "again-review", types=(*BY_ONE, *HARD))
    if scene.random.random() < 0.5 and "riktlinje" in scene.front(document):
        scene.draft.does(Move.REVIEW, document, "reviewer")
    scene.draft.forces(Move.APPROVE, document, "approver")
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER)


@attack(3, codes="LS511 LS520")
def approval_counts_fewer_than_it_must(scene: Scene) -> None:
    """The reviews are there, but the approval does not rest on them."""
    document = scene.some(*VOTED, types=(*BY_ONE, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=())
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER)


@attack(3, codes="LS511 LS520")
def approval_counts_an_invented_vote(scene: Scene) -> None:
    document = scene.some("review", *VOTED, types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=(scene.random.randbytes(10).hex(),))


@attack(3, 9, codes="LS511 LS519 LS520")
def approval_counts_votes_for_the_text_before(scene: Scene) -> None:
    document = scene.some("voted", types=BY_ONE)
    counted = tuple(vote.id for vote in scene.draft.life(document).work.votes)
    scene.walk(document, "edit", "submit")
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=counted)


@attack(3, 9, codes="LS511 LS519 LS520")
def approval_counts_votes_from_before_the_recall(scene: Scene) -> None:
    document = scene.some("voted", types=BY_ONE)
    counted = tuple(vote.id for vote in scene.draft.life(document).work.votes)
    scene.walk(document, "recall", "submit")
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=counted)


@attack(3, 13, codes="LS519 LS511 LS520")
def approval_counts_a_return_as_a_vote(scene: Scene) -> None:
    document = scene.some("returned", types=BY_ONE)
    counted = tuple(vote.id for vote in scene.draft.life(document).work.votes)
    scene.draft.forces(Move.APPROVE, document, "approver", relies_on=counted)


@attack(13, codes="LS519 LS508")
def approved_over_an_open_return(scene: Scene) -> None:
    document = scene.some("returned", types=BY_ONE)
    objector = scene.draft.life(document).work.returns[0].person
    for person in (*cast.REVIEWERS, "hygienist"):
        if person != objector:
            scene.draft.does(Move.REVIEW, document, person)
    scene.draft.forces(Move.APPROVE, document, "approver")
    if scene.random.random() < 0.3:
        scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER)


@attack(3, codes="LS519")
def review_by_somebody_who_was_not_asked(scene: Scene) -> None:
    document = scene.some(*IN_REVIEW, types=BY_ONE)
    scene.draft.forces(Move.REVIEW, document, scene.random.choice((cast.INSIDER, cast.OWNER, "elsewhere")))


# Nobody's part.


@attack(4, codes="LS519 LS512")
def approval_without_mandate(scene: Scene) -> None:
    document = scene.some(*VOTED, types=BY_ONE)
    scene.draft.forces(
        Move.APPROVE,
        document,
        scene.random.choice((cast.INSIDER, cast.OWNER, "elsewhere", cast.PUBLISHER)),
        mandate="M-1",
    )


@attack(4, codes="LS519")
def publication_by_somebody(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=BY_ONE)
    scene.draft.forces(Move.PUBLISH, document, scene.random.choice((cast.INSIDER, "elsewhere")), role="publisher")


@attack(4, codes="LS519")
def submission_by_somebody(scene: Scene) -> None:
    document = scene.some(*IN_WORK, types=BY_ONE)
    scene.draft.forces(Move.SUBMIT, document, scene.random.choice((cast.INSIDER, "elsewhere", cast.PUBLISHER)))


@attack(4, codes="LS519")
def work_ended_by_somebody(scene: Scene) -> None:
    move = scene.random.choice((Move.RECALL, Move.ABANDON))
    document = scene.some(*IN_REVIEW, types=BY_ONE)
    scene.draft.forces(move, document, scene.random.choice((cast.INSIDER, "elsewhere", cast.PUBLISHER)), REASON)


@attack(4, codes="LS519 LS512")
def edition_ended_by_somebody(scene: Scene) -> None:
    move = scene.random.choice((Move.STOP, Move.REPEAL, Move.CONFIRM, Move.REVISE, Move.BASELINE))
    document = scene.some("published", "again-published", types=CLAIMED)
    wish = Wish(reason="Så.", valid_until=scene.draft.now.date())
    scene.draft.forces(move, document, scene.random.choice((cast.INSIDER, "elsewhere", cast.PUBLISHER)), wish)


@attack(4, codes="LS519")
def handed_over_by_the_one_who_takes_it(scene: Scene) -> None:
    document = scene.some(*DECIDED, types=BY_ONE)
    scene.draft.forces(Move.HANDOVER, document, cast.INSIDER, Wish(owner=cast.INSIDER))


@attack(1, 4, codes="LS520 LS519")
def owner_smuggled_into_another_act(scene: Scene) -> None:
    """An act that is right in all else makes somebody else content owner."""
    move, shape, person = scene.random.choice(
        (
            (Move.APPROVE, "voted", "approver"),
            (Move.PUBLISH, "approved", cast.PUBLISHER),
            (Move.REVIEW, "review", "reviewer"),
        )
    )
    document = scene.some(shape, types=(*BY_ONE, *HARD))
    scene.draft.forces(move, document, person, owner=cast.INSIDER)


@attack(1, 4, codes="LS520 LS519")
def owner_smuggled_into_a_later_submit(scene: Scene) -> None:
    document = scene.some("revised", "recalled", types=STRICT)
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR, owner=cast.INSIDER)


@attack(4, codes="LS519")
def edition_stopped_without_a_reason(scene: Scene) -> None:
    move = scene.random.choice((Move.STOP, Move.REPEAL, Move.CONFIRM, Move.REVISE))
    document = scene.some(*IN_FORCE, types=STRICT)
    scene.draft.forces(move, document, "approver", Wish(reason=None, valid_until=scene.draft.now.date()))


@attack(13, codes="LS519")
def returned_without_a_word(scene: Scene) -> None:
    document = scene.some("review", types=STRICT)
    scene.draft.forces(Move.REVIEW, document, "reviewer", Wish(vote=Meaning.RETURN))
