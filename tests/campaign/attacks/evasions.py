"""Attacks by going round what is asked (proof §2, rows 1, 2, 4, 9, 14): by another type, other units, another order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, STRICT, attack
from tests.campaign.moves import REASON, dates
from tests.campaign.scene import Scene
from tests.campaign.shapes import IN_REVIEW

from ledsys.digest import sha256
from ledsys.lifecycle import Move, Wish


def _eased(scene: Scene, document: str) -> None:
    """Give the work a type of which nobody asks for proof."""
    front = scene.draft.found(document).front
    assert front is not None
    scene.draft.edit(document, f"handlingstyp: {front.type}", "handlingstyp: anvisning")


# Another type.


@attack(1, 4, codes="LS516")
def work_of_an_easier_type_ended_in_another_s_name(scene: Scene) -> None:
    """What binds to no text is judged by the work's type, which is edited in the same landing."""
    document = scene.some(*IN_REVIEW, "approved", types=(*STRICT, *HARD))
    _eased(scene, document)
    move = scene.random.choice((Move.RECALL, Move.ABANDON))
    scene.draft.forces(move, document, cast.REGISTRAR, REASON, signer=None, assurance="claimed")


@attack(1, 4, codes="LS516")
def work_of_an_easier_type_handed_over_in_another_s_name(scene: Scene) -> None:
    """The type is edited in a landing before, which anybody may; the edition still asks for a key."""
    document = scene.some("revised", types=(*STRICT, *HARD))
    _eased(scene, document)
    if scene.random.random() < 0.5:
        scene.land()
    scene.draft.forces(
        Move.HANDOVER, document, cast.REGISTRAR, Wish(owner="director"), signer=None, assurance="claimed"
    )


@attack(1, 4, codes="LS516")
def revision_to_an_easier_type_begun_in_another_s_name(scene: Scene) -> None:
    document = scene.some("published", "confirmed", types=(*STRICT, *HARD))
    scene.draft.forces(Move.REVISE, document, cast.ADMINISTRATOR, REASON, signer=None, assurance="claimed")
    _eased(scene, document)


@attack(1, 2, 4, codes="LS516")
def replaced_by_an_easier_type_in_others_names(scene: Scene) -> None:
    """The next version is of a type of which nobody asks for proof, so nobody has to sign it."""
    document = scene.some("revised", types=(*STRICT, *HARD))
    _eased(scene, document)
    for move, person in ((Move.SUBMIT, cast.ADMINISTRATOR), (Move.REVIEW, "reviewer")):
        scene.draft.forces(move, document, person, signer=None, assurance="claimed")
    wish = dates(scene.draft, document, scene.random)
    scene.draft.forces(Move.APPROVE, document, "director", wish, signer=None, assurance="claimed")
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER, signer=None, assurance="claimed")


@attack(2, 4, codes="LS519 LS512")
def body_s_decision_replaced_by_a_person(scene: Scene) -> None:
    """What the council decided may only be repealed by the council; a new version of another type does the same."""
    document = scene.some("revised", types=(cast.BODY_TYPE,))
    scene.draft.edit(document, f"handlingstyp: {cast.BODY_TYPE}", "handlingstyp: riktlinje")
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR)
    for person in cast.REVIEWERS:
        scene.draft.forces(Move.REVIEW, document, person)
    scene.draft.forces(Move.APPROVE, document, "director", dates(scene.draft, document, scene.random))


# Other units.


def _moved_to_rehab(scene: Scene, document: str) -> None:
    front = scene.draft.found(document).front
    assert front is not None
    scene.draft.edit(document, f"gäller-för: [{front.units[0]}]", "gäller-för: [rehab]")


@attack(2, 4, codes="LS519 LS512")
def version_for_another_unit_replaces_that_of_this_one(scene: Scene) -> None:
    document = scene.some("revised", types=(*STRICT, *CLAIMED))
    _moved_to_rehab(scene, document)
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "elsewhere", dates(scene.draft, document, scene.random))


@attack(4, codes="LS519")
def work_ended_by_a_chief_of_a_unit_that_it_is_given_to(scene: Scene) -> None:
    document = scene.some(*IN_REVIEW, "approved", types=(*STRICT, *CLAIMED))
    _moved_to_rehab(scene, document)
    scene.draft.forces(Move.RECALL, document, "elsewhere", REASON)


# Another order.


@attack(9, 14, codes="LS519")
def publication_dated_before_the_recall_that_landed(scene: Scene) -> None:
    """The approval was true and was taken back, as all can see; somebody publishes it with a date from before."""
    document = scene.some("draft", types=BY_ONE)
    scene.walk(document, "submit", "votes", "approve")
    earlier = replace(scene.draft, writes=dict(scene.draft.writes), acts=[])
    publish = earlier.does(Move.PUBLISH, document, cast.PUBLISHER)
    scene.walk(document, "recall")
    scene.land()
    scene.draft.put(publish)
    for path in (path for path in earlier.writes if path.startswith(".ledsys/editions/")):
        scene.draft.write(path, earlier.read(path))
    scene.draft.reclaim(document)


# What an act leaves out.


@attack(9, codes="LS511")
def submit_of_no_text(scene: Scene) -> None:
    document = scene.some("draft", "recalled", types=(*STRICT, *CLAIMED))
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR, content=None)


@attack(15, codes="LS511")
def repeal_without_a_last_day(scene: Scene) -> None:
    document = scene.some("published", "confirmed", types=(*STRICT, *CLAIMED))
    scene.draft.forces(Move.REPEAL, document, "approver", REASON, valid_until=None)


@attack(10, 15, codes="LS520")
def older_version_confirmed_or_repealed(scene: Scene) -> None:
    document = scene.some("again-published", types=(*STRICT, *CLAIMED))
    first = scene.draft.life(document).editions[0]
    wish = Wish(reason="Läst.", valid_until=scene.draft.now.date() + timedelta(days=1))
    move = scene.random.choice((Move.CONFIRM, Move.REPEAL))
    scene.draft.forces(move, document, "approver", wish, version=1, of=first.publish.id, content=first.content)


@attack(9, codes="LS520")
def repealed_for_what_is_no_other_document(scene: Scene) -> None:
    document = scene.some("published", types=(*STRICT, *CLAIMED))
    successor = scene.random.choice((document, "nästa", "EXP-1", "<b>EXP-100001</b>"))
    scene.draft.forces(Move.REPEAL, document, "approver", REASON, successor=successor)


@attack(18, 19, codes="LS809")
def other_bytes_kept_under_the_name_of_a_file_to_come(scene: Scene) -> None:
    """What lies there stays for ever, and would keep out the version that names the file."""
    name = sha256(f"Ny {scene.random.random()}.\n".encode())
    scene.draft.write(f".ledsys/policy/history/{name}", scene.random.choice((b"", b"annat\n")))
