"""What a person signs is said in words first: all of it, as the act has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lifecycle.test_delegations import handing_on
from tests.lifecycle.world import DECISION, MONDAY, World, world_with

from ledsys.lifecycle import Move, Wish
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.report.statement import statement_lines
from ledsys.report.words import _ROLES

YEAR = MONDAY + timedelta(days=365)


def said(world: World, act: Act) -> list[str]:
    """Give the lines that a person is shown before signing the act, without the digest at the end."""
    lines = [str(line) for line in statement_lines(act, world.found, world.corpus)]
    if act.content is not None:
        assert lines.pop() == f"The text has the digest {act.content}."
    return lines


def of_move(world: World, move: Move, person: str, wish: Wish | None = None) -> list[str]:
    [act] = world.does(move, person, wish).acts
    return said(world, act)


def test_the_sentence_of_an_approval_says_who_what_how_long_and_by_which_mandate() -> None:
    assert of_move(World().reviewed(), Move.APPROVE, "approver", Wish(valid_from=MONDAY, valid_until=YEAR)) == [
        "I, Approver (approver), approve “Handhygien” (EXP-100001), version 1.",
        "It applies from 2026-06-15 until 2027-06-15.",
        "By mandate M-1 (Styrelsen 2025-12-02 § 1, RS 2025-00001).",
    ]


def test_a_vote_says_which_way_it_goes() -> None:
    about = "I, Reviewer (reviewer), have reviewed “Handhygien” (EXP-100001), version 1,"
    assert of_move(World().submitted(), Move.REVIEW, "reviewer") == [f"{about} and accept it."]
    back = Wish(vote=Meaning.RETURN, reason="Steg 3 saknas.")
    assert of_move(World().submitted(), Move.REVIEW, "reviewer", back) == [
        f"{about} and return it.",
        "Reason: Steg 3 saknas.",
    ]


def test_a_recorded_decision_says_which() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    assert of_move(world, Move.APPROVE, "secretary", Wish(decision=DECISION, valid_until=YEAR)) == [
        "I, Secretary (recorder of a body's decision), approve “Handhygien” (EXP-100001), version 1.",
        "It applies from 2026-06-15 until 2027-06-15.",
        "By mandate M-2 (Kommunallagen (2017:725) 5 kap. 1 §).",
        f"Decision: {DECISION}",
    ]


def test_a_confirmation_says_until_when() -> None:
    lines = of_move(World().published(), Move.CONFIRM, "approver", Wish(reason="Läst igenom.", valid_until=YEAR))
    assert lines[0] == "I, Approver (approver), have looked at “Handhygien” (EXP-100001), version 1: it still holds."
    assert lines[1] == "It applies until 2027-06-15."
    assert lines[-1] == "Reason: Läst igenom."


def test_a_handover_says_to_whom() -> None:
    lines = of_move(World().submitted(), Move.HANDOVER, "owner", Wish(owner="bystander"))
    assert lines == ["I, Owner (content owner), hand over “Handhygien” (EXP-100001) to bystander."]


def test_a_delegation_names_the_mandate_and_the_person() -> None:
    world = handing_on()
    [act] = world.corpus.delegations
    assert [str(line) for line in statement_lines(act, None, world.corpus)] == [
        "I, Approver, hand my mandate M-1 on to Bystander.",
        "It applies from 2026-06-15 until 2026-07-12.",
        "By mandate M-1 (Styrelsen 2025-12-02 § 1, RS 2025-00001).",
    ]


@pytest.mark.parametrize("kind", ActKind)
def test_every_act_has_its_sentence_even_where_the_text_cannot_be_read(kind: ActKind) -> None:
    world = World().submitted()
    act = replace(world.life.acts[0], kind=kind, mandate=None, owner=None)
    sentence = str(next(statement_lines(act, None, world.corpus)))
    assert sentence.startswith("I, Submitter")
    assert sentence.endswith(".")
    assert "{" not in sentence


def test_every_part_that_ledsys_writes_has_its_words() -> None:
    world = World().published()
    assert {act.role for act in world.life.acts} <= _ROLES.keys()
    act = replace(world.life.acts[0], role="någon annan")
    assert said(world, act)[0].startswith("I, Submitter (någon annan), submit")
