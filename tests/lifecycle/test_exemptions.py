"""An act that made use of an exemption records which, and why, in its own reason."""

from __future__ import annotations

from tests.lifecycle.world import TYPES, world_with

from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.exemptions import granted, recorded
from ledsys.model.act import Meaning
from ledsys.model.doctype import Exemption


def test_what_was_made_use_of_stands_in_the_act_for_good() -> None:
    world = world_with(kind="plan", granskare="[author]", författare="[author, approver]").submitted()
    [vote] = world.does(Move.REVIEW, "author", Wish(vote=Meaning.RETURN, reason="Saknas.")).acts
    assert vote.reason == "Saknas.\nförfattare-granskar: Ensam på enheten."
    world.does(Move.REVIEW, "author")
    [approve] = world.does(Move.APPROVE, "approver").acts
    assert granted(approve, Exemption.SUBMITTER_APPROVES) == "Ensam på enheten."
    assert granted(approve, Exemption.REVIEWER_APPROVES) is None
    assert granted(vote, Exemption.AUTHOR_REVIEWS) == "Ensam på enheten."


def test_nothing_is_recorded_where_nothing_was_made_use_of() -> None:
    assert recorded(None, (), TYPES["plan"]) is None
    assert recorded("Skäl.", (), TYPES["plan"]) == "Skäl."
    assert recorded(None, (Exemption.AUTHOR_REVIEWS,), TYPES["rutin"]) is None
    [act] = world_with(kind="plan").submitted().does(Move.REVIEW, "reviewer").acts
    assert granted(act, Exemption.AUTHOR_REVIEWS) is None
