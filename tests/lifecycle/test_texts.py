"""Which text an act is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import World

from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.texts import text_of

WHY = Wish(reason="Nytt arbetssätt.")


@pytest.mark.parametrize("move", [Move.RECALL, Move.ABANDON, Move.HANDOVER])
def test_what_is_done_with_work_whatever_it_holds_is_about_the_text_as_it_is(move: Move) -> None:
    world = World().reviewed()
    act = world.does(move, "owner", replace(WHY, owner="submitter") if move is Move.HANDOVER else WHY).acts[0]
    world.edit()
    assert text_of(act, world.found, world.corpus) is world.found


def test_a_vote_is_about_the_text_that_was_read_and_no_other() -> None:
    world = World().submitted()
    act = world.does(Move.REVIEW, "reviewer").acts[0]
    assert text_of(act, world.found, world.corpus) is world.found
    world.edit()
    assert text_of(act, world.found, world.corpus) is None


def test_a_decision_about_an_edition_is_about_the_frozen_text() -> None:
    world = World().published()
    act = world.does(Move.STOP, "approver", WHY).acts[0]
    world.edit()
    assert text_of(act, world.found, world.corpus) is world.corpus.editions[world.document][1]
