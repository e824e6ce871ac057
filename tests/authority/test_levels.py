"""What a move must reach before it is signed; what is asked of acts is told in tests/rules/test_evasions.py."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.lifecycle.world import MONDAY, TYPES, World

from ledsys.authority.levels import needed
from ledsys.lifecycle import Move, Wish
from ledsys.model.doctype import Level, LevelFrom

PLAN = {**TYPES, "plan": TYPES["plan"].model_copy(update={"levels": (LevelFrom.model_validate({"nivå": Level.KEY}),)})}
"""Types of which only plans ask for signatures."""


def test_a_stop_is_vouched_for_as_what_it_stops_and_not_as_what_is_coming() -> None:
    world = World().published().later(1).revised().edit("handlingstyp: rutin", "handlingstyp: plan").reviewed()
    world.does(Move.APPROVE, "approver", Wish(valid_from=MONDAY + timedelta(days=20)))
    world.does(Move.PUBLISH, "publisher")
    world.policy = replace(world.policy, types=PLAN)
    assert needed(world.attempt(Move.STOP, "registrar")) is Level.CLAIMED
    assert needed(world.on(MONDAY + timedelta(days=20)).attempt(Move.STOP, "registrar")) is Level.KEY


def test_a_version_that_can_not_be_read_or_has_no_type_any_more_asks_for_no_level() -> None:
    world = World().published().revised().edit("handlingstyp: rutin", "handlingstyp: plan")
    attempt = world.attempt(Move.SUBMIT, "submitter")
    assert (
        needed(replace(attempt, corpus=replace(attempt.corpus, policy=replace(world.policy, types={}))))
        is Level.CLAIMED
    )
    frozen = attempt.corpus.editions[world.document][1]
    unreadable = {world.document: {1: replace(frozen, front=None)}}
    assert needed(replace(attempt, corpus=replace(attempt.corpus, editions=unreadable))) is Level.CLAIMED
