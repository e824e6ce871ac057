"""Attacks on the evidence (proof §2, rows 9-13, 52, 56): acts replayed, removed and altered, documents that vanish."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, KEYED, STRICT, attack, claim, landed_act, pasted
from tests.campaign.controls import Scene, edition_text
from tests.campaign.moves import (
    ACTED,
    APPROVED,
    DECIDED,
    ENDED,
    IN_FORCE,
    IN_REVIEW,
    VOTED,
    edit,
    handing_on,
    new_file,
    vote,
)
from tests.campaign.region import LINK, PROGRAM, signature

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.model.act import ActKind

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


# Ids.


@attack(11, codes="LS507 LS506 LS505 LS801")
def ids_swapped(scene: Scene) -> None:
    one = scene.some(*DECIDED, *APPROVED)
    two = scene.some(*DECIDED, *APPROVED, other_than=one)
    first, second = scene.draft.path(one), scene.draft.path(two)
    texts = scene.draft.text(one), scene.draft.text(two)
    scene.draft.write(first, texts[0].replace(one, two))
    scene.draft.write(second, texts[1].replace(two, one))


@attack(11, 12, codes="LS801")
def id_changed(scene: Scene) -> None:
    document = scene.some(*ACTED)
    scene.draft.edit(document, document, scene.ground.new_id())


@attack(11, codes="LS107 LS111 LS801")
def id_that_only_looks_right(scene: Scene) -> None:
    """Letters from another alphabet, small letters, too many or other digits."""
    document = scene.fresh()
    digits = document.partition("-")[2]
    wrong = scene.random.choice(
        (f"ЕХР-{digits}", f"exp-{digits}", f"EXP–{digits}", f"EXP-{digits[:-1]}O", f"EXQ-{digits}", f"EXP-{digits}-1")
    )
    scene.draft.write(scene.draft.path(document), scene.draft.text(document).replace(document, wrong))


@attack(11, codes="LS402")
def id_used_twice(scene: Scene) -> None:
    document = scene.some(*ACTED)
    folder = scene.random.choice(("dokument/aaa", "dokument/zzz", "dokument/pain"))
    text = scene.draft.text(document)
    if scene.random.random() < 0.5:
        text = text.replace("Så gör vi", "Så gör vi inte")
    scene.draft.write(f"{folder}/kopia.md", text)


@attack(11, codes="LS402")
def decoy_that_comes_first(scene: Scene) -> None:
    """The true text lies first by path, so that the acts are judged with it; the false one beside it is shown."""
    document = scene.some(*DECIDED)
    text = scene.draft.text(document)
    scene.draft.write(f"dokument/aaa/{document.lower()}.md", text)
    edit(scene.draft, document, scene.random) if scene.draft.path(document).startswith("dokument/pain") else None


@attack(11, 12, codes="LS507 LS402 LS801")
def id_of_a_dead_document_for_a_new_one(scene: Scene) -> None:
    document = scene.some("repealed")
    scene.draft.write(scene.draft.path(document), None)
    new_file(scene.draft, document, "anvisning", scene.random, titel="Helt ny")


# Documents that vanish.


@attack(12, codes="LS801")
def document_deleted(scene: Scene) -> None:
    scene.draft.write(scene.draft.path(scene.some(*ACTED)), None)


@attack(12, 13, codes="LS804")
def document_deleted_with_its_acts(scene: Scene) -> None:
    document = scene.some(*ACTED)
    scene.draft.write(scene.draft.path(document), None)
    for folder in (f".ledsys/acts/{document}", f".ledsys/editions/{document}"):
        for path in scene.draft.paths(folder):
            scene.draft.write(path, None)


@attack(12, codes="LS801")
def document_hidden_by_its_name(scene: Scene) -> None:
    document = scene.some(*ACTED)
    path = scene.draft.path(document)
    scene.draft.move_file(
        path,
        scene.random.choice(
            (path.replace(".md", ".txt"), path.replace(".md", ".MD"), path.replace("dokument/", "arkiv/"))
        ),
    )


@attack(12, codes="LS801 LS102")
def document_emptied(scene: Scene) -> None:
    scene.draft.write(scene.draft.path(scene.some(*ACTED)), scene.random.choice((b"", b"Borta.\n", b"---\n---\n")))


@attack(12, codes="LS812 LS806")
def edition_removed(scene: Scene) -> None:
    document = scene.some(*DECIDED)
    for path in scene.draft.paths(f".ledsys/editions/{document}/1"):
        scene.draft.write(path, None)


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
        (data.replace(b"\n", b"\r\n"), data + b"\n", b"\xef\xbb\xbf" + data, data.replace(b"meaning: ok", b"meaning:  ok"),
         data.replace(b"decision: none\n", b""), data.replace(b"ledsys-act: 1", b"ledsys-act: 2"))
    )  # fmt: skip
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
