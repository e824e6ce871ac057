"""Decisions rest on a mandate of the day, whoever wrote the file that says so."""

from __future__ import annotations

from dataclasses import replace

from tests.lifecycle.world import DECISION, World, world_with

from ledsys.actfile import path_of, sealed, written
from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.founded import unfounded
from ledsys.model.act import Act


def _approval(world: World) -> Act:
    approve = world.life.work.approve
    assert approve is not None
    return approve


def _wrong(world: World, act: Act) -> list[str]:
    front = world.found.front
    assert front is not None
    return [str(message) for message in unfounded(act, front, world.policy.register)]


def test_an_approval_that_was_made_by_the_rules_is_founded() -> None:
    world = World().approved()
    assert _wrong(world, _approval(world)) == []


def test_somebody_who_was_not_there_decided_nothing() -> None:
    world = World().approved()
    stranger = replace(_approval(world), person="stranger")
    assert _wrong(world, stranger) == ["stranger, who decided on 2026-06-15, was not in the register then."]


def test_a_decision_of_a_body_needs_its_recorder_and_the_body_its_mandate() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    world.does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    approve = _approval(world)
    assert _wrong(world, approve) == []
    assert _wrong(world, replace(approve, person="bystander")) == [
        "Secretary (bystander) recorded a body's decision on 2026-06-15 without being its recorder."
    ]
    [wrong] = _wrong(world, replace(approve, decision=DECISION.replace("Fullmäktige", "Styrelsen")))
    assert wrong.startswith("The decision “Styrelsen 2026-05-28")


def test_a_forged_approval_by_the_author_is_not_published() -> None:
    world = world_with(författare="[approver]").reviewed()
    submit = world.life.work.submit
    assert submit is not None
    forged = sealed(
        replace(
            submit,
            kind=_approval(World().approved()).kind,
            person="approver",
            name="Approver",
            role="approver",
            of=submit.id,
            relies_on=tuple(vote.id for vote in world.life.work.oks),
            mandate="M-1",
            valid_from=world.day,
            valid_until=world.day,
        )
    )
    world.files[path_of(forged)] = written(forged)
    assert world.against(Move.PUBLISH, "publisher") == ["SOD-SELF-APPROVAL"]
