"""Clones that moved on with the same version and are merged: nothing is stuck afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lifecycle.world import MONDAY, World, merged

from ledsys.lifecycle import Move, Wish
from ledsys.model.corpus import Policy
from ledsys.model.document import Status
from ledsys.rules.founded import decision_without_mandate
from ledsys.rules.judge import judge
from ledsys.rules.proof import RULES

REASON = Wish(reason="Fel rubrik.")


@pytest.mark.parametrize(("move", "person"), [(Move.RECALL, "submitter"), (Move.ABANDON, "registrar")])
def test_what_was_taken_back_in_one_clone_and_published_in_another_is_published(move: Move, person: str) -> None:
    published = World().approved()
    taken_back = published.copy()
    taken_back.does(move, person, REASON)
    published.does(Move.PUBLISH, "publisher")
    both = merged(taken_back, published)
    assert both.reached is Status.PUBLISHED
    assert both.life.work.status is Status.PUBLISHED
    assert both.against(Move.SUBMIT, "submitter") == ["STATE"]
    assert both.against(Move.PUBLISH, "publisher") == ["STATE"]
    both.revised().does(Move.SUBMIT, "submitter")


def test_a_version_approved_in_both_clones_is_published_once() -> None:
    one = World().reviewed()
    other = one.copy()
    one.does(Move.APPROVE, "approver")
    other.minute += 1
    other.does(Move.APPROVE, "deputy" if other.against(Move.APPROVE, "deputy") == [] else "approver")
    other.does(Move.PUBLISH, "publisher")
    both = merged(one, other)
    assert both.reached is Status.PUBLISHED
    assert both.against(Move.PUBLISH, "publisher") == ["STATE"]
    assert [edition.version for edition in both.life.editions] == [1]


def test_a_recall_answers_the_submit_whatever_version_the_file_says() -> None:
    world = World().submitted()
    world.edit("version: 1", "version: 4")
    plan = world.does(Move.RECALL, "submitter", REASON)
    assert plan.acts[0].version == 1
    assert world.reached is Status.DRAFT
    assert world.claimed["version"] == "1"


def test_a_status_typed_by_hand_does_not_stand_in_the_way_of_publishing() -> None:
    world = World().approved()
    world.edit("status: godkänd", "status: publicerad")
    plan = world.does(Move.PUBLISH, "publisher")
    assert any(path.endswith("/1/dokument.md") for path in plan.change.writes)


def test_an_edition_is_never_written_over() -> None:
    plan = World().approved().does(Move.PUBLISH, "publisher")
    frozen = [path for path in plan.change.writes if path.startswith((".ledsys/editions/", ".ledsys/acts/"))]
    assert len(frozen) == 2
    assert all(plan.change.expected[path] is None for path in frozen)


def test_an_approval_by_somebody_without_mandate_is_neither_published_nor_left_unseen() -> None:
    world = World().reviewed()
    forged = world.copy()
    forged.policy = _with_mandate_for_everybody(world)
    forged.does(Move.APPROVE, "bystander")
    forged.policy = world.policy
    assert forged.against(Move.PUBLISH, "publisher") == ["APPROVAL-UNFOUNDED"]
    assert [finding.code for finding in judge(forged.corpus, (decision_without_mandate,)).shown] == ["LS512"]


def _with_mandate_for_everybody(world: World) -> Policy:
    register = world.policy.register
    everywhere = tuple(
        holding.model_copy(update={"person": "bystander"})
        for holding in register.holdings
        if holding.person == "approver"
    )
    return replace(world.policy, register=replace(register, holdings=(*register.holdings, *everywhere)))


def test_the_texts_of_a_whole_life_are_proven_by_its_acts() -> None:
    world = World().published()
    world.later(30).revised()
    world.edit()
    world.submitted().does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "approver")
    world.does(Move.PUBLISH, "publisher")
    assert judge(world.corpus, RULES).shown == ()
    assert world.day == MONDAY + timedelta(days=30)


def test_a_reason_that_no_act_can_hold_is_refused() -> None:
    world = World().submitted()
    assert world.against(Move.RECALL, "submitter", Wish(reason="x" * 2001)) == ["TOO-LONG"]
    assert world.against(Move.RECALL, "submitter", Wish(reason="x" * 2000)) == []


def test_stop_does_not_wait_for_a_file_that_can_not_be_edited() -> None:
    world = World().published()
    broken = world.files[world.path].replace(b"titel: ", b"titel: 'aldrig slut: ")
    world.files[world.path] = broken
    plan = world.does(Move.STOP, "registrar", REASON)
    assert list(plan.change.writes) == [path for path in plan.change.writes if path.startswith(".ledsys/acts/")]
    assert any("ledsys doctor" in str(note) for note in plan.notes)
    assert world.files[world.path] == broken
