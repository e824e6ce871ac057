"""Images belong to the texts that show them, also when an older text is put back."""

from __future__ import annotations

from tests.lifecycle.world import OTHER, ROUTINE, World, path_of, text

from ledsys.digest import blob_id
from ledsys.lifecycle import Move, Wish

PICTURE = "dokument/pain/flode.png"
REASON = Wish(reason="Behövs inte.")
SHOWN = "![Flödet](flode.png)"


def _illustrated() -> World:
    world = World({path_of(ROUTINE): text(ROUTINE, body=SHOWN), PICTURE: b"old"})
    return world.published().revised()


def test_an_abandoned_revision_puts_its_picture_back_and_expects_the_one_that_it_saw() -> None:
    world = _illustrated()
    world.files[PICTURE] = b"new"
    plan = world.does(Move.ABANDON, "owner", REASON)
    assert plan.change.writes[PICTURE] == b"old"
    assert plan.change.expected[PICTURE] == blob_id(b"new")


def test_a_picture_that_was_deleted_meanwhile_comes_back() -> None:
    world = _illustrated()
    world.edit(SHOWN, "Ingen bild.")
    del world.files[PICTURE]
    plan = world.does(Move.ABANDON, "owner", REASON)
    assert plan.change.writes[PICTURE] == b"old"
    assert plan.change.expected[PICTURE] is None


def test_a_picture_that_another_document_shows_is_not_replaced() -> None:
    world = _illustrated()
    world.files[path_of(OTHER)] = text(OTHER, body=SHOWN)
    assert world.against(Move.ABANDON, "owner", REASON) == [], "the same picture may be shared"
    world.files[PICTURE] = b"new"
    assert world.against(Move.ABANDON, "owner", REASON) == ["SHARED-IMAGE"]
    old = Wish(reason="Tillbaka.", from_version=1)
    assert "SHARED-IMAGE" in world.against(Move.REVISE, "owner", old)
