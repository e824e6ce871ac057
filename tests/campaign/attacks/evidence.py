"""Attacks on acts themselves, and with too many of them (proof §2, rows 13, 52, 56)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, STRICT, attack, claim, landed_act
from tests.campaign.draft import signature
from tests.campaign.moves import edit, handing_on, vote
from tests.campaign.region import LINK, PROGRAM
from tests.campaign.scene import Scene
from tests.campaign.shapes import ACTED, APPROVED, DECIDED, ENDED, IN_FORCE, IN_REVIEW, VOTED

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.model.act import ActKind

# Acts removed and altered.


@attack(13, codes="LS804")
def act_removed(scene: Scene) -> None:
    scene.draft.write(actfile.path_of(landed_act(scene, scene.some(*ACTED))), None)


@attack(13, codes="LS804")
def return_removed(scene: Scene) -> None:
    document = scene.some("returned")
    scene.draft.write(actfile.path_of(scene.draft.life(document).work.returns[0]), None)
    if scene.random.random() < 0.5:
        vote(scene.draft, document, scene.random)


@attack(13, codes="LS803")
def act_altered(scene: Scene) -> None:
    act = landed_act(scene, scene.some(*ACTED))
    changed = replace(act, reason="Något annat.", name=f"{act.name} x")
    scene.draft.write(actfile.path_of(act), actfile.written(changed))


@attack(13, codes="LS803")
def act_signed_anew(scene: Scene) -> None:
    """The statement stays; another of the person's keys, or the same again, signs it."""
    act = landed_act(scene, scene.some(*VOTED, *DECIDED, types=STRICT))
    other = replace(act, signature=signature(act, f"{act.person}!" if act.person in cast.HARDWARE else cast.INSIDER))
    scene.draft.write(actfile.path_of(act), actfile.written(other))


@attack(13, codes="LS803")
def signature_taken_out(scene: Scene) -> None:
    act = landed_act(scene, scene.some(*VOTED, *DECIDED, types=("riktlinje", "plan", "ordination")), signed=True)
    scene.draft.write(actfile.path_of(act), actfile.statement(act))


@attack(13, codes="LS804")
def act_renamed(scene: Scene) -> None:
    document = scene.some(*ACTED)
    path = actfile.path_of(landed_act(scene, document))
    scene.draft.move_file(
        path, scene.random.choice((f"{path}.bak", path.replace(document, scene.some(*ACTED, other_than=document))))
    )


@attack(13, 33, codes="LS803")
def act_made_a_program_or_link(scene: Scene) -> None:
    path = actfile.path_of(landed_act(scene, scene.some(*ACTED)))
    scene.draft.write(path, scene.draft.read(path), scene.random.choice((PROGRAM, LINK)))


@attack(13, codes="LS804")
def delegation_removed(scene: Scene) -> None:
    scene.draft.write(actfile.path_of(scene.ground.delegation), None)


@attack(13, codes="LS802 LS803 LS513")
def act_not_written_exactly(scene: Scene) -> None:
    document = scene.some("draft", types=STRICT)
    scene.walk(document, "submit")
    path = actfile.path_of(scene.draft.acts[-1])
    data = scene.draft.read(path)
    wrong = scene.random.choice(
        (
            data.replace(b"\n", b"\r\n"),
            data + b"\n",
            b"\xef\xbb\xbf" + data,
            data.replace(b"meaning: ok", b"meaning:  ok"),
            data.replace(b"decision: none\n", b""),
            data.replace(b"ledsys-act: 1", b"ledsys-act: 2"),
        )
    )
    assert wrong != data
    scene.draft.write(path, wrong)


@attack(13, codes="LS805")
def something_else_among_the_evidence(scene: Scene) -> None:
    document = scene.some(*ACTED)
    path = scene.random.choice(
        (f".ledsys/acts/{document}/anteckning.txt", ".ledsys/nytt", f".ledsys/acts/{document}/0123.act")
    )
    scene.draft.write(path, b"x\n")


# Two at once, and too many.


@attack(52, codes="LS519")
def two_approvals(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=(*BY_ONE, *HARD))
    first = scene.draft.life(document).work.approve
    assert first is not None
    scene.draft.forces(Move.APPROVE, document, "director" if first.person != "director" else "approver", of=first.of)


@attack(52, codes="LS519 LS511")
def published_twice_with_another_text(scene: Scene) -> None:
    document = scene.some("published", "confirmed", types=(*STRICT, *CLAIMED))
    publish = scene.draft.life(document).editions[0].publish
    edit(scene.draft, document, scene.random)
    content = scene.draft.found(document).digest
    scene.draft.put(
        replace(
            publish,
            content=content,
            signed_at=scene.draft.now,
            person=cast.PUBLISHER,
            name="Publisher",
            policy=scene.draft.main.chain.versions[-1].hash,
        )
    )


@attack(52, codes="LS519")
def submitted_twice(scene: Scene) -> None:
    document = scene.some("review", "voted", types=STRICT)
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR)


@attack(52, codes="LS519")
def ended_twice(scene: Scene) -> None:
    move, shape = scene.random.choice(
        ((Move.CONFIRM, "stopped"), (Move.STOP, "repealed"), (Move.REPEAL, "repealed"), (Move.ABANDON, "abandoned"))
    )
    document = scene.some(shape, types=STRICT)
    wish = Wish(reason="Igen.", valid_until=scene.draft.now.date() + timedelta(days=1))
    if move is Move.ABANDON:
        scene.draft.forces(move, document, cast.REGISTRAR, wish)
    else:
        scene.draft.forces(move, document, "approver", wish)


@attack(56, codes="LS817")
def flood_of_acts(scene: Scene) -> None:
    """A few acts about every document, each made by hand."""
    for place, entry in enumerate(scene.ground.kept):
        act = landed_act(scene, entry.id) if entry.shape != "draft" else None
        for number in range(2) if act is not None else ():
            assert act is not None
            later = scene.draft.now - timedelta(seconds=300 * number + place)
            made = actfile.sealed(replace(act, signed_at=later, signature=None))
            scene.draft.write(actfile.path_of(made), actfile.written(made))


@attack(56, codes="LS817")
def flood_of_delegations(scene: Scene) -> None:
    act = handing_on(scene.draft)
    for number in range(1, 205):
        made = actfile.sealed(replace(act, signed_at=act.signed_at - timedelta(seconds=number)))
        scene.draft.write(actfile.path_of(made), actfile.written(replace(made, signature=signature(made))))


@attack(56, codes="LS802")
def huge_act(scene: Scene) -> None:
    document = scene.some("published", types=STRICT)
    scene.draft.forces(Move.STOP, document, "approver", Wish(reason="x" * 9000))


@attack(13, codes="LS511 LS505 LS506 LS507 LS519")
def decision_dropped_by_naming_another_kind(scene: Scene) -> None:
    """An act of a kind that documents do not have: a mandate handed on, laid in a document's folder."""
    document = scene.some(*IN_REVIEW, *ENDED, *IN_FORCE, types=STRICT)
    act = scene.draft.forces(Move.HANDOVER, document, cast.REGISTRAR, Wish(owner="director"))
    scene.draft.again(act, kind=ActKind.BASELINE, owner=None)
    claim(scene, document, "innehållsansvarig", "director")
