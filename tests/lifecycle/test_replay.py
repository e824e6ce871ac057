"""What a move would have been refused for, its act is refused for too (design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.lifecycle.world import MONDAY, World, merged, world_with

from ledsys.actfile import sealed
from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.replay import _before, reasons_against
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.document import Document

WHY = Wish(reason="Fel dos.")


def against(world: World, act: Act, days: int = 0, text: Document | None = None) -> list[str]:
    """Give the codes of what is held against the act when it lands so many days after it was made."""
    landed = act.signed_at + timedelta(days=days)
    return [reason.code for reason in reasons_against(act, text or world.found, world.corpus, landed)]


def test_what_was_allowed_is_allowed_when_it_is_tried_again() -> None:
    world = World().published()
    for act in world.life.acts:
        assert against(world, act) == [], act.kind


def test_an_act_is_judged_by_what_was_there_before_it() -> None:
    world = World().reviewed()
    world.does(Move.RECALL, "submitter", WHY)
    vote = world.life.acts[1]
    assert against(world, vote) == []
    late = world.put(replace(vote, signed_at=world.now))
    assert against(world, late) == ["STATE"]


def test_a_person_is_judged_on_the_day_of_the_landing_too_and_the_document_is_not() -> None:
    world = World().reviewed()
    [act] = world.does(Move.APPROVE, "deputy").acts
    assert against(world, act, 27) == []
    assert against(world, act, 28) == ["NO-MANDATE"]
    world.does(Move.PUBLISH, "publisher")
    assert against(world, act) == []


def test_a_person_who_left_before_the_landing_is_refused() -> None:
    world = World().submitted()
    [act] = world.does(Move.REVIEW, "reviewer").acts
    persons = tuple(
        person.model_copy(update={"until": MONDAY}) if person.id == "reviewer" else person
        for person in world.policy.register.persons
    )
    world.policy = replace(world.policy, register=replace(world.policy.register, persons=persons))
    assert against(world, act) == []
    assert against(world, act, 1) == ["PERSON-LEFT", "NOT-A-REVIEWER"]


def test_an_act_about_a_text_that_cannot_be_understood_can_not_be_judged() -> None:
    world = World().submitted()
    [act] = world.life.acts
    assert against(world, act, text=replace(world.found, front=None)) == ["UNREADABLE"]
    world.policy = replace(world.policy, types={})
    assert against(world, act) == ["UNKNOWN-TYPE"]


@pytest.mark.parametrize(
    ("move", "person"), [(Move.STOP, "registrar"), (Move.REPEAL, "approver"), (Move.REVISE, "owner")]
)
def test_of_two_who_did_the_same_neither_knew_of_the_other(move: Move, person: str) -> None:
    one = World().published()
    other = one.copy()
    other.minute += 1
    one.does(move, person, WHY)
    other.does(move, person, WHY)
    both = merged(one, other)
    for act in both.life.acts[-2:]:
        assert against(both, act) == []


def test_of_two_who_published_the_same_neither_knew_of_the_other() -> None:
    one = World().approved()
    other = one.copy()
    other.minute += 1
    one.does(Move.PUBLISH, "publisher")
    other.does(Move.PUBLISH, "approver")
    both = merged(one, other)
    for act in both.life.acts[-2:]:
        assert against(both, act) == []


def test_who_votes_twice_may_do_so_and_who_submits_twice_may_not() -> None:
    world = World().reviewed()
    submit, vote = world.life.acts
    assert against(world, world.put(replace(vote, signed_at=world.now))) == []
    assert against(world, world.put(replace(submit, signed_at=world.now + timedelta(minutes=1)))) == ["STATE"]


def test_one_act_says_other_than_the_first_and_so_comes_after_it() -> None:
    world = World().published()
    world.does(Move.REPEAL, "approver", replace(WHY, valid_until=MONDAY))
    first = world.life.acts[-1]
    second = world.put(replace(first, signed_at=world.now, valid_until=MONDAY + timedelta(days=1)))
    assert against(world, second) == ["REPEALED", "VALIDITY"]


def test_a_handover_is_tried_with_the_owner_that_it_names() -> None:
    world = World().submitted()
    [act] = world.does(Move.HANDOVER, "owner", Wish(owner="bystander")).acts
    assert against(world, act) == []
    assert against(world, world.without(act).put(replace(act, owner=None))) == ["OWNER"]
    assert against(world, world.put(replace(act, owner="chief@pain"))) == ["OWNER"]


def test_who_vouches_anew_does_so_at_the_level_of_the_act() -> None:
    world = World().published()
    [act] = world.does(Move.BASELINE, "approver").acts
    assert against(world, act) == []
    assert against(world, world.without(act).put(replace(act, assurance="claimed"))) == ["NOTHING-VOUCHED"]
    assert against(world, world.put(replace(act, assurance="strong"))) == ["NOTHING-VOUCHED"]


def test_an_act_that_names_no_content_is_tried_on_the_text_as_it_is() -> None:
    world = world_with().published().revised()
    act = world.life.acts[-1]
    assert act.content is None
    world.edit()
    assert against(world, act) == []


def test_a_vote_that_names_no_content_is_tried_on_the_text_as_it_is() -> None:
    """That a vote must name one is the chain's business (LS511)."""
    world = World().reviewed()
    vote = world.life.acts[-1]
    assert against(world, world.without(vote).put(replace(vote, content=None))) == []


def test_an_author_who_has_left_submits_nothing() -> None:
    world = world_with(författare="[left]")
    [act] = world.does(Move.SUBMIT, "submitter").acts
    assert against(world, world.without(act).put(replace(act, person="left"))) == ["PERSON-LEFT"]


def test_an_act_is_tried_on_the_digest_that_it_names() -> None:
    """Which text has it is found out before (`text_of`)."""
    world = World().reviewed()
    vote, edited = world.life.acts[-1], world.copy().edit().found
    assert against(world, vote, text=edited) == []


REPEAL = sealed(
    replace(
        World().published().does(Move.REPEAL, "approver", replace(WHY, valid_until=MONDAY)).acts[0], valid_from=MONDAY
    )
)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": ActKind.STOP},
        {"of": "0" * 20},
        {"version": 2},
        {"content": None},
        {"meaning": Meaning.RETURN},
        {"valid_from": None},
        {"valid_until": None},
        {"successor": "EXP-100002"},
        {"owner": "bystander"},
    ],
)
def test_only_who_says_the_very_same_was_made_side_by_side(fields: dict[str, Any]) -> None:
    early = replace(REPEAL, signed_at=REPEAL.signed_at - timedelta(minutes=5))
    between = replace(REPEAL, kind=ActKind.SUBMIT, signed_at=REPEAL.signed_at - timedelta(minutes=1))
    same, other = sealed(replace(early, person="owner", reason="Annat.")), sealed(replace(early, **fields))
    assert _before(REPEAL, (same, between, REPEAL)) == ()
    assert _before(REPEAL, (other, between, REPEAL)) == (other, between)
