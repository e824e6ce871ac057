"""Attacks by moves at the wrong moment, each right in all but one thing (proof §2, rows 1, 3, 4, 9, 15, 52)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, STRICT, attack
from tests.campaign.moves import dates
from tests.campaign.scene import Scene
from tests.campaign.shapes import APPROVED, DECIDED, IN_FORCE, IN_REVIEW

from ledsys.lifecycle import Move, Wish

WHY = Wish(reason="Så.")


@attack(3, 52, codes="LS519")
def vote_after_the_approval(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=(*STRICT, *HARD))
    scene.draft.forces(Move.REVIEW, document, scene.random.choice(cast.REVIEWERS))


@attack(9, 52, codes="LS519")
def recalled_after_publication(scene: Scene) -> None:
    document = scene.some("published", "confirmed", types=BY_ONE)
    scene.draft.forces(Move.RECALL, document, cast.REGISTRAR, WHY)


@attack(9, 13, codes="LS519")
def published_after_the_recall(scene: Scene) -> None:
    """The approval is true, but the text was recalled since."""
    document = scene.some("approved", types=BY_ONE)
    approve = scene.draft.life(document).work.approve
    assert approve is not None
    scene.walk(document, "recall")
    if scene.random.random() < 0.5:
        scene.land()
    scene.draft.forces(
        Move.PUBLISH,
        document,
        cast.PUBLISHER,
        of=approve.id,
        role="approver" if approve.person == cast.PUBLISHER else "publisher",
        valid_from=approve.valid_from,
        valid_until=approve.valid_until,
        owner=approve.owner,
    )


@attack(4, codes="LS519")
def work_ended_without_a_reason(scene: Scene) -> None:
    move = scene.random.choice((Move.RECALL, Move.ABANDON))
    scene.draft.forces(move, scene.some(*IN_REVIEW, types=BY_ONE), cast.REGISTRAR)


@attack(4, codes="LS519")
def submitted_for_an_owner_that_nobody_is(scene: Scene) -> None:
    owner = scene.random.choice(("hygienist@rehab", cast.STRANGER, "left", "chief@care"))
    document = scene.fresh(scene.random.choice(BY_ONE), innehållsansvarig=owner)
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR)


@attack(4, 14, codes="LS519")
def approved_for_an_owner_who_has_left(scene: Scene) -> None:
    document = scene.fresh(scene.random.choice(BY_ONE), innehållsansvarig="left")
    landing, scene.draft.now = scene.draft.now, datetime.combine(cast.ENDED, time(9), cast.ZONE)
    scene.walk(document, "submit", "votes")
    scene.draft.now = landing
    scene.draft.forces(Move.APPROVE, document, "approver")


@attack(4, codes="LS519")
def handed_over_to_nobody(scene: Scene) -> None:
    document = scene.some(*DECIDED, types=BY_ONE)
    owner = scene.random.choice((None, cast.STRANGER, "hygienist@rehab", "left"))
    scene.draft.forces(Move.HANDOVER, document, cast.REGISTRAR, owner=owner)


@attack(4, codes="LS519")
def handed_over_to_the_one_who_has_it(scene: Scene) -> None:
    document = scene.some(*DECIDED, types=BY_ONE)
    scene.draft.forces(Move.HANDOVER, document, cast.REGISTRAR, Wish(owner=scene.draft.life(document).owner))


@attack(15, 52, codes="LS519")
def repealed_again_for_another_reason(scene: Scene) -> None:
    document = scene.some("repealed", types=BY_ONE)
    edition = scene.draft.life(document).last
    assert edition is not None
    wish = Wish(reason="Ändå.", valid_until=edition.valid_until, successor=scene.some("published", other_than=document))
    scene.draft.forces(Move.REPEAL, document, "approver", wish)


@attack(10, 52, codes="LS519")
def confirmed_after_the_repeal(scene: Scene) -> None:
    document = scene.some("repealed", types=BY_ONE)
    wish = Wish(reason="Läst.", valid_until=scene.draft.now.date() + timedelta(days=100))
    scene.draft.forces(Move.CONFIRM, document, "approver", wish)


@attack(52, codes="LS519")
def stopped_or_vouched_for_after_a_repeal_to_come(scene: Scene) -> None:
    document = scene.some("published", types=CLAIMED)
    last = scene.draft.now.date() + timedelta(days=20)
    scene.draft.does(Move.REPEAL, document, "approver", Wish(reason="Bort.", valid_until=last))
    if scene.random.random() < 0.5:
        scene.land()
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.STOP, document, "director", WHY)
    else:
        scene.draft.forces(Move.BASELINE, document, "director", assurance="key")


@attack(15, codes="LS519")
def stopped_or_vouched_for_after_the_end(scene: Scene) -> None:
    document = scene.fresh("anvisning")
    landing, scene.draft.now = scene.draft.now, scene.draft.now - timedelta(days=20)
    day = scene.draft.now.date()
    scene.walk(document, "submit", "votes")
    scene.draft.does(Move.APPROVE, document, "approver", Wish(valid_from=day, valid_until=day + timedelta(days=5)))
    scene.walk(document, "publish")
    scene.draft.now = landing
    if scene.random.random() < 0.5:
        scene.draft.forces(Move.STOP, document, "director", WHY)
    else:
        scene.draft.forces(Move.BASELINE, document, "director", assurance="key")


@attack(4, codes="LS519")
def vouched_for_with_nothing_more(scene: Scene) -> None:
    """A further signature that vouches for no more than the first."""
    document = scene.some("vouched", types=STRICT)
    approve = scene.draft.life(document).editions[0].approve
    baseline = scene.draft.life(document).editions[0].baselines[0]
    person = scene.random.choice((approve.person, baseline.person))
    assurance = "key" if "riktlinje" in scene.front(document) or baseline.assurance == "key" else "claimed"
    scene.draft.forces(Move.BASELINE, document, person, assurance=assurance)


@attack(1, 41, codes="LS106 LS102")
def key_taken_out(scene: Scene) -> None:
    document = scene.some("draft")
    key = scene.random.choice(("titel", "handlingstyp", "gäller-för"))
    lines = scene.draft.text(document).splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith(f"{key}:"))
    scene.draft.write(scene.draft.path(document), kept)


@attack(41, codes="LS108")
def claim_written_otherwise(scene: Scene) -> None:
    """The same to YAML, and nothing to a shell."""
    document = scene.some("draft")
    old, new = scene.random.choice(
        (
            ("status: utkast", 'status: "utkast"'),
            ("status: utkast", "status:  utkast"),
            ("version: 1", "version: 1 # ett"),
            ("version: 1", "'version': 1"),
        )
    )
    scene.draft.edit(document, old, new)


@attack(41, codes="LS109 LS110")
def type_or_field_that_nobody_decided(scene: Scene) -> None:
    document = scene.some("draft", types=CLAIMED)
    if scene.random.random() < 0.5:
        scene.draft.edit(document, "handlingstyp: anvisning", "handlingstyp: regel")
    else:
        scene.draft.edit(document, "handlingstyp:", "remissdag: i morgon\nhandlingstyp:")


@attack(15, codes="LS520")
def edition_with_other_days_than_were_approved(scene: Scene) -> None:
    """Act and frozen text agree with each other, and not with the approval."""
    document = scene.some(*APPROVED, types=BY_ONE)
    approve = scene.draft.life(document).work.approve
    assert approve is not None
    assert approve.valid_until is not None
    longer = approve.valid_until + timedelta(days=scene.random.randrange(1, 900))
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER, valid_until=longer)
    path = next(path for path in reversed(scene.draft.writes) if path.endswith("/dokument.md"))
    frozen = scene.draft.read(path).decode()
    scene.draft.write(path, frozen.replace(f"giltig-till: {approve.valid_until}", f"giltig-till: {longer}"))


@attack(4, 52, codes="LS519 LS511")
def confirmed_before_anything_was_published(scene: Scene) -> None:
    document = scene.some("approved", types=STRICT)
    approve = scene.draft.life(document).work.approve
    assert approve is not None
    act = scene.draft.does(Move.PUBLISH, document, cast.PUBLISHER)
    confirm = scene.draft.forces(
        Move.CONFIRM,
        document,
        "approver",
        Wish(reason="Läst.", valid_until=dates(scene.draft, document, scene.random).valid_until),
    )
    scene.draft = scene.begin()
    scene.draft.now = confirm.signed_at + timedelta(minutes=1)
    scene.draft.again(scene.draft.put(confirm, "approver"), "approver", of=scene.random.choice((act.id, approve.id)))


@attack(10, codes="LS502 LS507 LS519")
def next_version_submitted_without_a_revision(scene: Scene) -> None:
    document = scene.some(*IN_FORCE, types=STRICT)
    edition = scene.draft.life(document).last
    assert edition is not None
    scene.draft.edit(document, "Så gör vi", "Så gör vi inte")
    scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR, version=edition.version + 1)
