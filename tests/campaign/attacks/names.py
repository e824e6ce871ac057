"""Attacks in another's name, or by what an act says of its maker and its grounds (proof §2, row 4)."""

from __future__ import annotations

from tests.campaign import cast
from tests.campaign.attack import CLAIMED, FORGED, HARD, KEYED, STRICT, attack, landed_act, other_person, pasted
from tests.campaign.scene import Scene
from tests.campaign.shapes import APPROVED, IN_WORK, VOTED

from ledsys.lifecycle import Move

# In another's name.


@attack(4, codes="LS514")
def approval_in_another_s_name(scene: Scene) -> None:
    document = scene.some(*VOTED, types=KEYED)
    signer = scene.random.choice(
        (cast.INSIDER, cast.STRANGER, "author", "director", cast.WITNESS, cast.SEALER, "root-a")
    )
    scene.draft.forces(Move.APPROVE, document, "approver", signer=signer)


@attack(4, 3, codes="LS514")
def vote_in_another_s_name(scene: Scene) -> None:
    document = scene.some("review", "again-review", types=KEYED)
    voter = scene.random.choice(cast.REVIEWERS)
    signer = other_person(scene, voter, among=(*cast.WRITERS, cast.INSIDER, *cast.REVIEWERS))
    scene.draft.forces(Move.REVIEW, document, voter, signer=signer)


@attack(4, codes="LS514")
def submit_or_publication_in_another_s_name(scene: Scene) -> None:
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.SUBMIT, scene.some(*IN_WORK, types=KEYED), cast.ADMINISTRATOR, signer=cast.INSIDER)
    else:
        scene.draft.forces(Move.PUBLISH, scene.some(*APPROVED, types=KEYED), cast.PUBLISHER, signer=cast.INSIDER)


@attack(4, codes="LS514")
def security_key_of_another(scene: Scene) -> None:
    document = scene.some(*VOTED, types=HARD)
    scene.draft.forces(Move.APPROVE, document, "approver", signer=f"{scene.random.choice((cast.INSIDER, 'director'))}!")


@attack(4, codes="LS514 LS519")
def person_whom_nobody_knows(scene: Scene) -> None:
    document = scene.some(*VOTED, types=KEYED)
    act = scene.draft.forces(Move.APPROVE, document, "approver")
    scene.draft.again(act, cast.STRANGER, person=cast.STRANGER, name="Stranger")


@attack(4, codes="LS516")
def unsigned_act_that_says_it_is_signed(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*KEYED, *HARD, *FORGED))
    scene.draft.forces(Move.APPROVE, document, "approver", signer=None)


@attack(4, codes="LS516")
def unsigned_act_where_a_key_is_asked_for(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*KEYED, *HARD, *FORGED))
    scene.draft.forces(Move.APPROVE, document, "approver", signer=None, assurance="claimed")


@attack(4, codes="LS516")
def signed_act_that_says_it_is_only_claimed(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*KEYED, *CLAIMED))
    scene.draft.forces(Move.APPROVE, document, "approver", signer="approver", assurance="claimed")


@attack(4, codes="LS516")
def level_that_does_not_exist_here(scene: Scene) -> None:
    document = scene.some(*VOTED, types=KEYED)
    scene.draft.forces(
        Move.APPROVE, document, "approver", signer="approver", assurance=scene.random.choice(("external", "divine"))
    )


@attack(4, codes="LS516")
def witness_vouches_where_a_key_is_asked_for(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*KEYED, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", assurance="forge")


@attack(4, codes="LS514")
def own_key_in_the_witness_s_place(scene: Scene) -> None:
    document = scene.some(*VOTED, types=FORGED)
    signer = scene.random.choice((cast.INSIDER, "approver", cast.SEALER, cast.STRANGER))
    scene.draft.forces(Move.APPROVE, document, "approver", signer=signer)


@attack(4, codes="LS513")
def signature_of_another_act(scene: Scene) -> None:
    """The signature is true, but was made for something else."""
    document = scene.some(*APPROVED, types=("riktlinje", "plan"))
    true = landed_act(scene, document, signed=True)
    other = scene.some(*VOTED, types=KEYED, other_than=document)
    act = scene.draft.forces(Move.APPROVE, other, true.person if true.person in cast.APPROVERS else "approver")
    pasted(scene, act, true.signature)


@attack(4, codes="LS520")
def another_s_printed_name(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    scene.draft.forces(
        Move.APPROVE, document, "approver", name=scene.random.choice(("Director", "approver", "Approver ", "Аpprover"))
    )


@attack(4, codes="LS520")
def another_line_of_the_delegation_order(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", mandate=scene.random.choice(("M-2", "M-3", "M-4", "M-77")))


@attack(4, codes="LS520")
def no_line_of_the_delegation_order(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", mandate=None)


@attack(4, codes="LS520")
def on_behalf_of_nobody(scene: Scene) -> None:
    """The act says that a mandate was handed on, which it was not, or not by that act."""
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    behalf = scene.random.choice((scene.ground.delegation.id, scene.random.randbytes(10).hex()))
    scene.draft.forces(Move.APPROVE, document, "approver", on_behalf_of=behalf)


@attack(4, codes="LS520")
def delegation_left_unnamed(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    scene.draft.forces(Move.APPROVE, document, cast.STAND_IN, on_behalf_of=None)


@attack(4, codes="LS520 LS519")
def role_that_was_not_played(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=STRICT)
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER, role=scene.random.choice(("approver", "kung")))
