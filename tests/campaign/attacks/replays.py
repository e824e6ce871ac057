"""Attacks with true acts in a wrong place, and with versions that had their time (proof §2, rows 9, 10)."""

from __future__ import annotations

from dataclasses import replace

from tests.campaign import cast
from tests.campaign.attack import CLAIMED, HARD, KEYED, STRICT, attack, landed_act, pasted
from tests.campaign.scene import Scene, edition_text
from tests.campaign.shapes import APPROVED, DECIDED, VOTED

from ledsys import actfile
from ledsys.lifecycle import Move, Wish

# Replays.


@attack(9, codes="LS803")
def act_laid_in_another_s_folder(scene: Scene) -> None:
    act = landed_act(scene, scene.some(*APPROVED, *DECIDED), "approve", "review")
    other = scene.some(*VOTED)
    scene.draft.write(f".ledsys/acts/{other}/{act.id}.act", actfile.written(act))


@attack(9, codes="LS513")
def approval_rewritten_for_another_document(scene: Scene) -> None:
    act = landed_act(scene, scene.some("approved", "published", types=("riktlinje",)), "approve", signed=True)
    other = scene.some(*VOTED, types=STRICT)
    submit = scene.draft.life(other).work.submit
    assert submit is not None
    made = scene.draft.put(
        replace(act, document=other, of=submit.id, content=submit.content, signed_at=scene.draft.now)
    )
    pasted(scene, made, act.signature)


@attack(9, codes="LS511")
def act_of_another_repo(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*KEYED, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", repo="annan-region/docs")


@attack(9, codes="LS511 LS519")
def approval_of_the_version_before(scene: Scene) -> None:
    """The old approval, made anew by the same person word by word, must not carry the new version."""
    document = scene.some("again-voted", types=STRICT)
    life = scene.draft.life(document)
    old, submit = life.editions[0].approve, life.work.submit
    assert submit is not None
    made = scene.draft.put(replace(old, of=submit.id, version=2, signed_at=scene.draft.now), "approver")
    scene.draft.again(made, "approver", person="approver", name="Approver")
    scene.draft.reclaim(document)


@attack(9, codes="LS511 LS519")
def vote_for_another_version(scene: Scene) -> None:
    document = scene.some("review", types=STRICT)
    scene.draft.forces(Move.REVIEW, document, "reviewer", version=scene.random.choice((2, 7)))


@attack(9, 13, codes="LS803")
def act_under_another_name(scene: Scene) -> None:
    document = scene.some(*VOTED)
    act = landed_act(scene, document)
    scene.draft.write(f".ledsys/acts/{document}/{scene.random.randbytes(10).hex()}.act", actfile.written(act))


@attack(9, codes="LS511 LS519")
def act_that_follows_one_that_is_not_there(scene: Scene) -> None:
    document = scene.some(*VOTED, types=STRICT)
    scene.draft.forces(Move.APPROVE, document, "approver", of=scene.random.randbytes(10).hex())


@attack(9, codes="LS511 LS519")
def act_that_follows_the_wrong_kind(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=STRICT)
    life = scene.draft.life(document)
    assert life.work.submit is not None
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER, of=life.work.submit.id)


@attack(9, codes="LS511 LS519")
def submit_that_forgets_the_edition(scene: Scene) -> None:
    document = scene.some("revised", types=STRICT)
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR, of=None)


@attack(9, codes="LS520")
def diff_shown_against_something_else(scene: Scene) -> None:
    document = scene.some("again-voted", types=STRICT)
    scene.draft.forces(Move.APPROVE, document, "approver", against=f"sha256:{scene.random.randbytes(32).hex()}")


# Rolling back.


@attack(10, codes="LS507")
def old_version_put_back(scene: Scene) -> None:
    """The old edition's true bytes, with its true claims; its acts are true too."""
    document = scene.some("again-published")
    scene.draft.write(scene.draft.path(document), scene.draft.read(edition_text(document, 1)))


@attack(10, codes="LS507")
def old_version_under_new_claims(scene: Scene) -> None:
    document = scene.some("again-published")
    scene.draft.write(scene.draft.path(document), scene.draft.read(edition_text(document, 1)))
    scene.draft.reclaim(document)


@attack(10, 12, 13, codes="LS804 LS812")
def landing_reverted_with_its_acts(scene: Scene) -> None:
    document = scene.some("again-published")
    second = [act for act in scene.draft.life(document).acts if act.version == 2]
    for act in second:
        scene.draft.write(actfile.path_of(act), None)
    for path in scene.draft.paths(f".ledsys/editions/{document}/2"):
        scene.draft.write(path, None)
    scene.draft.write(scene.draft.path(document), scene.draft.read(edition_text(document, 1)))


@attack(10, codes="LS507")
def old_version_published_anew(scene: Scene) -> None:
    document = scene.some("again-published", types=(*STRICT, *CLAIMED))
    first = scene.draft.life(document).editions[0]
    scene.draft.put(
        replace(
            first.publish,
            signed_at=scene.draft.now,
            person=cast.PUBLISHER,
            name="Publisher",
            policy=scene.draft.main.chain.versions[-1].hash,
        )
    )
    scene.draft.write(scene.draft.path(document), scene.draft.read(edition_text(document, 1)))


@attack(10, codes="LS519 LS511")
def repealed_document_revived(scene: Scene) -> None:
    document = scene.some("repealed", types=STRICT)
    move = scene.random.choice((Move.REVISE, Move.SUBMIT))
    scene.draft.forces(move, document, cast.ADMINISTRATOR, Wish(reason="Vi behöver den."))


@attack(10, codes="LS519 LS511")
def version_skipped(scene: Scene) -> None:
    document = scene.some("revised", types=STRICT)
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR, version=3)
