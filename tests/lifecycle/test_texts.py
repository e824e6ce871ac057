"""Which text an act is about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import World

from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.texts import front_of, replaced_by, text_of

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


def test_what_binds_to_no_text_is_about_the_one_of_the_act_that_it_follows() -> None:
    world = World().published().revised().edit("titel: Handhygien", "titel: Handtvätt").submitted()
    act = world.does(Move.RECALL, "submitter", WHY).acts[0]
    front = front_of(act, world.found, world.corpus)
    assert front is not None
    assert front.title == "Handtvätt"
    world.edit()
    assert front_of(act, world.found, world.corpus) is None


def test_a_version_replaces_the_one_before_it_and_the_first_none() -> None:
    world = World().published().revised().edit("titel: Handhygien", "titel: Handtvätt").published()
    world.revised().edit("titel: Handtvätt", "titel: Rena händer").submitted()
    titles = {}
    for act in world.life.acts:
        front = replaced_by(act, world.corpus)
        titles[act.version] = front.title if front is not None else None
    assert titles == {1: None, 2: "Handhygien", 3: "Handtvätt"}
