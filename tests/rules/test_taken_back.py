"""Work that is taken back: what may still be published then, and which acts need their text no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import ROUTINE, World, merged
from tests.rules.landed import found, places

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.model.act import ActKind


def side_by_side(one_does: Move, other_does: Move) -> tuple[World, World]:
    """Give what is there when a clone has done something with an approved second version, and another lands later.

    What lands was done a minute before.
    """
    one = World().published().revised().edit().approved()
    other = one.copy()
    other.minute += 1
    for world, move in ((one, one_does), (other, other_does)):
        if move is Move.SUBMIT:
            world.edit("nu.", "sedan.")
        person = {Move.PUBLISH: "publisher", Move.SUBMIT: "submitter"}.get(move, "owner")
        world.does(move, person, Wish(reason="Fel dos.", owner="bystander" if move is Move.HANDOVER else None))
    return other, merged(one, other)


def taken_back(before: World, after: World) -> list[tuple[str, int, int]]:
    """Give where it is told that a text is published that had been taken back."""
    return places(*(finding for finding in found(before, after) if "was recalled, given up" in str(finding.message)))


@pytest.mark.parametrize("move", [Move.RECALL, Move.ABANDON, Move.SUBMIT])
def test_nobody_publishes_what_all_can_see_to_have_been_taken_back(move: Move) -> None:
    before, after = side_by_side(Move.PUBLISH, move)
    publish = after.life.latest(ActKind.PUBLISH)
    assert publish is not None
    assert taken_back(before, after) == [(actfile.path_of(publish), actfile.FIELDS.index("of") + 1, 1)]


@pytest.mark.parametrize(
    ("one", "other"),
    [(Move.PUBLISH, Move.HANDOVER), (Move.PUBLISH, Move.PUBLISH), (Move.HANDOVER, Move.RECALL)],
)
def test_what_is_done_beside_something_else_takes_nothing_back(one: Move, other: Move) -> None:
    assert taken_back(*side_by_side(one, other)) == []


def test_what_was_published_before_it_was_taken_back_may_be_published_by_two() -> None:
    first = World().approved()
    recalled, published = first.copy(), first.copy()
    first.does(Move.PUBLISH, "approver")
    recalled.minute += 1
    recalled.does(Move.RECALL, "owner", Wish(reason="Fel dos."))
    published.minute += 2
    published.does(Move.PUBLISH, "publisher")
    assert taken_back(merged(recalled, published), merged(first, recalled, published)) == []


GONE = f"sha256:{'0' * 64}"


def lost(before: World, after: World) -> list[str]:
    """Give the paths of the acts of which it is told that their text is not here."""
    wrong = "The act is about a text that is not here."
    return [finding.path for finding in found(before, after) if str(finding.message) == wrong]


def test_a_recall_excuses_no_act_on_which_an_edition_rests() -> None:
    after = World().published()
    acts = after.life.acts
    after.put(replace(acts[0], kind=ActKind.RECALL, of=acts[0].id, owner=None, reason="Fel.", signed_at=after.now))
    after.files[f".ledsys/editions/{ROUTINE}/1/dokument.md"] += b"\n"
    after.edit()
    assert {actfile.path_of(act) for act in acts[:-1]} <= set(lost(World(), after))


def test_an_act_that_follows_nothing_is_not_excused_by_what_others_did() -> None:
    after = World().reviewed()
    vote = after.life.acts[-1]
    after.does(Move.RECALL, "owner", Wish(reason="Fel."))
    after.published()
    stray = after.put(replace(vote, of="0" * 20, content=GONE, signed_at=after.now))
    after.minute += 1
    later = after.put(replace(after.life.acts[0], version=7, content=GONE, signed_at=after.now))
    after.minute += 1
    after.does(Move.HANDOVER, "owner", Wish(owner="bystander"))
    after.does(Move.REVISE, "bystander", Wish(reason="Nytt."))
    after.edit().submitted()
    assert lost(World(), after) == sorted(actfile.path_of(act) for act in (stray, later))
