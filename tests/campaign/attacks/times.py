"""Attacks on days and on keys that have ended (proof §2, rows 14-16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, CLAIMED, HARD, STRICT, attack
from tests.campaign.scene import Scene
from tests.campaign.shapes import APPROVED, IN_FORCE, IN_WORK, VOTED

from ledsys.lifecycle import Move, Wish


def _lately(scene: Scene) -> datetime:
    """Give a time before what has ended ended, of which the landing is not yet too late."""
    return datetime.combine(cast.ENDED - timedelta(days=scene.random.randrange(5)), time(9), cast.ZONE)


def _at(scene: Scene, when: datetime) -> datetime:
    """Let the draft be made at another time; the time of the landing is given back."""
    landing, scene.draft.now = scene.draft.now, when
    return landing


# When the act was made.


@attack(14, codes="LS518")
def act_dated_back_more_than_a_month(scene: Scene) -> None:
    document = scene.some("draft", types=(*STRICT, *CLAIMED))
    act = scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR)
    back = timedelta(days=30, minutes=scene.random.choice((10, 100, 10_000)))
    scene.draft.again(act, signed_at=scene.draft.now - back)


@attack(14, codes="LS518")
def act_dated_ahead(scene: Scene) -> None:
    document = scene.some("draft", types=(*STRICT, *CLAIMED))
    act = scene.draft.does(Move.SUBMIT, document, cast.ADMINISTRATOR)
    ahead = timedelta(minutes=scene.random.choice((8, 60, 100_000)))
    scene.draft.again(act, signed_at=scene.draft.now + ahead)


@attack(14, codes="LS511 LS519")
def act_dated_before_the_one_it_follows(scene: Scene) -> None:
    document = scene.some("draft", types=BY_ONE)
    scene.walk(document, "submit", "votes")
    act = scene.draft.forces(Move.APPROVE, document, "approver")
    scene.draft.again(act, signed_at=scene.draft.acts[0].signed_at - timedelta(days=scene.random.randrange(1, 9)))


@attack(14, 3, codes="LS511 LS519 LS520")
def vote_counted_that_was_made_later(scene: Scene) -> None:
    document = scene.some("draft", types=BY_ONE)
    scene.walk(document, "submit", "votes")
    vote = scene.draft.acts[-1]
    scene.draft.forces(Move.APPROVE, document, "approver")
    approve = scene.draft.acts[-1]
    scene.draft.again(approve, signed_at=vote.signed_at - timedelta(seconds=1))


@attack(14, 4, codes="LS519")
def former_chief_approves_as_of_then(scene: Scene) -> None:
    """The mandate ended; the act is dated on a day when it had not, within what a landing allows."""
    document = scene.some("draft", types=BY_ONE)
    landing = _at(scene, _lately(scene))
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, scene.random.choice(("former", "left")))
    scene.draft.now = landing


@attack(14, 4, codes="LS519 LS512")
def former_chief_approves_today(scene: Scene) -> None:
    document = scene.some(*VOTED, types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, scene.random.choice(("former", "left", "deputy")), mandate="M-1")


@attack(14, 4, codes="LS519 LS512")
def chief_to_come_approves(scene: Scene) -> None:
    document = scene.some(*VOTED, types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, "coming", mandate="M-1")


@attack(14, 4, codes="LS519")
def deputy_decides_after_the_holiday(scene: Scene) -> None:
    document = scene.some("draft", types=BY_ONE)
    landing = _at(scene, _lately(scene))
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "deputy")
    scene.draft.now = landing


@attack(14, codes="LS517")
def act_under_a_policy_long_replaced(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD))
    scene.draft.forces(Move.APPROVE, document, "approver", policy=scene.ground.main.chain.versions[0].hash)


@attack(14, 9, codes="LS517")
def act_under_no_policy_or_an_invented_one(scene: Scene) -> None:
    document = scene.some(*VOTED, types=(*STRICT, *HARD, *CLAIMED))
    policy = scene.random.choice((None, f"sha256:{scene.random.randbytes(32).hex()}"))
    scene.draft.forces(Move.APPROVE, document, "approver", policy=policy)


# What days it gives.


def _approves(scene: Scene, start: date | None, end: date | None, *shapes: str) -> str:
    document = scene.some(*(shapes or VOTED), types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, "approver", Wish(valid_from=start, valid_until=end))
    return document


@attack(15, codes="LS519")
def valid_from_before_the_decision(scene: Scene) -> None:
    start = scene.draft.now.date() - timedelta(days=scene.random.randrange(2, 400))
    _approves(scene, start, start + timedelta(days=700))


@attack(15, codes="LS519")
def valid_too_long(scene: Scene) -> None:
    start = scene.draft.now.date()
    _approves(scene, start, start + timedelta(days=scene.random.choice((732, 1000, 20_000))))


@attack(15, codes="LS519")
def valid_until_before_valid_from(scene: Scene) -> None:
    start = scene.draft.now.date() + timedelta(days=10)
    _approves(scene, start, start - timedelta(days=scene.random.randrange(1, 9)))


@attack(15, codes="LS511 LS519")
def approval_without_days(scene: Scene) -> None:
    document = scene.some(*VOTED, types=BY_ONE)
    field = scene.random.choice(("valid_from", "valid_until"))
    scene.draft.forces(Move.APPROVE, document, "approver", **{field: None})


@attack(15, codes="LS519")
def version_that_begins_before_the_one_it_replaces(scene: Scene) -> None:
    document = scene.some(*IN_FORCE, types=BY_ONE)
    scene.walk(document, "revise", "submit", "votes")
    first = scene.draft.life(document).editions[0].valid_from
    scene.draft.forces(
        Move.APPROVE,
        document,
        "approver",
        Wish(valid_from=first - timedelta(days=1), valid_until=first + timedelta(days=365)),
    )


@attack(15, codes="LS520")
def publication_of_other_days(scene: Scene) -> None:
    document = scene.some(*APPROVED, types=BY_ONE)
    approve = scene.draft.life(document).work.approve
    assert approve is not None
    assert approve.valid_from is not None
    assert approve.valid_until is not None
    day = timedelta(days=1)
    fields = scene.random.choice(
        ({"valid_until": approve.valid_until + day}, {"valid_from": approve.valid_from - day}, {"valid_from": None})
    )
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER, **fields)


@attack(15, codes="LS519")
def publication_of_what_has_ended(scene: Scene) -> None:
    document = scene.some("draft", types=("anvisning",))
    landing = _at(scene, scene.draft.now - timedelta(days=20))
    start = scene.draft.now.date()
    scene.walk(document, "submit", "votes")
    scene.draft.does(Move.APPROVE, document, "approver", Wish(valid_from=start, valid_until=start + timedelta(days=5)))
    scene.draft.now = landing
    scene.draft.forces(Move.PUBLISH, document, cast.PUBLISHER)


@attack(15, codes="LS519")
def confirmed_too_long_or_into_the_past(scene: Scene) -> None:
    document = scene.some("published", types=BY_ONE)
    end = scene.draft.now.date() + timedelta(days=scene.random.choice((-3, -400, 733, 4000)))
    scene.draft.forces(Move.CONFIRM, document, "approver", Wish(reason="Läst.", valid_until=end))


@attack(15, codes="LS519")
def repealed_from_a_day_long_past_or_to_come(scene: Scene) -> None:
    document = scene.some("confirmed", types=BY_ONE)
    edition = scene.draft.life(document).last
    assert edition is not None
    end = scene.random.choice((scene.draft.now.date() - timedelta(days=30), edition.valid_until + timedelta(days=1)))
    scene.draft.forces(Move.REPEAL, document, "approver", Wish(reason="Bort.", valid_until=end))


# Keys.


@attack(16, codes="LS515")
def ended_key(scene: Scene) -> None:
    document = scene.some(*VOTED, types=STRICT)
    scene.draft.forces(Move.APPROVE, document, "rekeyed", signer="rekeyed/old")


@attack(16, codes="LS515")
def ended_key_with_a_date_from_before(scene: Scene) -> None:
    """git itself takes a signature of an ended key for good, if the committer's date is old enough."""
    document = scene.some("draft", types=STRICT)
    landing = _at(scene, _lately(scene))
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "rekeyed", signer="rekeyed/old")
    scene.draft.now = landing


@attack(16, codes="LS515")
def key_that_does_not_count_yet(scene: Scene) -> None:
    document = scene.some(*VOTED, types=STRICT)
    scene.draft.forces(Move.APPROVE, document, "unready")


@attack(16, codes="LS515")
def key_that_was_stolen(scene: Scene) -> None:
    document = scene.some(*VOTED, types=STRICT)
    act = scene.draft.forces(Move.APPROVE, document, "robbed", signer="robbed/old")
    if scene.random.random() < 0.5:
        scene.draft.again(act, "robbed/old", signed_at=act.signed_at.replace(microsecond=0) - timedelta(seconds=1))


@attack(16, codes="LS515")
def key_of_somebody_who_has_left(scene: Scene) -> None:
    document = scene.some(*IN_WORK, types=STRICT)
    act = scene.draft.forces(Move.SUBMIT, document, cast.ADMINISTRATOR)
    scene.draft.again(replace(act), "left", person="left", name="Left")
