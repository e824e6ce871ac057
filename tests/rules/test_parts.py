"""LS523: in which part somebody can have acted, of what the files still tell of that day."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lifecycle.world import DECISION, MONDAY, REGISTER, ROUTINE, World, text, world_with
from tests.rules.test_rights import chained, fields, forced, hits, register_with, without_publisher

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.parts import fitting_roles, vouches_for_own, without_part
from ledsys.model.act import Act, ActKind
from ledsys.model.register import Delegation
from ledsys.rules.judge import judge
from ledsys.rules.rights import act_without_right
from ledsys.rules.signatures import OVERLAP

WRONG = Wish(reason="Fel.")
NEW_OWNER = Wish(reason="Ny chef.", owner="bystander")
GONE = "sha256:" + "0" * 64


def published(world: World) -> Act:
    act = world.life.latest(ActKind.PUBLISH)
    assert act is not None
    return act


@pytest.mark.parametrize("move", [Move.HANDOVER, Move.STOP])
def test_stops_and_handovers_are_found_of_versions_that_are_no_longer_in_force(move: Move) -> None:
    world = World().published().revised().edit().published()
    wish = NEW_OWNER if move is Move.HANDOVER else WRONG
    forced(world, move, "bystander", wish, version=1)
    assert fields(world) == ["person"]


@pytest.mark.parametrize(("after", "expected"), [(0, []), (1, ["person"])])
def test_a_policy_counts_that_was_made_on_the_last_day_of_the_overlap(after: int, expected: list[str]) -> None:
    world = World().published()
    corpus = chained(world, without_publisher(world.policy), world.policy)
    first, second = corpus.chain
    made_at = published(world).signed_at + OVERLAP + timedelta(seconds=after)
    found = judge(replace(corpus, chain=(first, replace(second, made_at=made_at))), (act_without_right,)).shown
    assert [actfile.FIELDS[hit.line - 1] for hit in found] == expected


@pytest.mark.parametrize("kind", [ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE])
def test_decisions_are_made_as_approver_and_those_of_bodies_are_recorded(kind: ActKind) -> None:
    act = replace(published(World().published()), kind=kind)
    assert fitting_roles(act, ()) == ("approver",)
    assert fitting_roles(replace(act, decision=DECISION), ()) == ("recorder",)


def test_a_publication_is_by_whoever_approved_or_by_somebody_else_and_by_either_where_that_is_gone() -> None:
    world = World().published()
    act = published(world)
    assert fitting_roles(act, world.life.acts) == ("publisher",)
    assert fitting_roles(replace(act, person="approver"), world.life.acts) == ("approver",)
    assert fitting_roles(act, ()) == ("publisher", "approver")


def test_a_duty_counts_at_the_units_of_the_text_and_nowhere_else() -> None:
    world = world_with(gäller_för="[region]")
    forced(world, Move.SUBMIT, "submitter")
    assert fields(world) == ["person"]
    wider = world_with(gäller_för="[region]")
    wider.does(Move.SUBMIT, "administrator")
    assert hits(wider) == ()


def test_a_revision_is_judged_by_the_edition_that_it_begins_with() -> None:
    world = World().published()
    forced(world, Move.REVISE, "elsewhere", WRONG)
    assert fields(world) == ["person"]
    fitting = world_with(gäller_för="[rehab]").published()
    forced(fitting, Move.REVISE, "elsewhere", WRONG)
    assert hits(fitting) == ()


def test_a_handover_of_a_draft_is_not_judged_by_the_edition_that_the_draft_became() -> None:
    world = World().published().revised().edit()
    forced(world, Move.HANDOVER, "elsewhere", NEW_OWNER)
    assert hits(world.published()) == ()
    forced(world, Move.HANDOVER, "elsewhere", NEW_OWNER)
    assert fields(world) == ["person"]


def test_what_was_taken_back_beside_its_publication_may_have_been_any_text() -> None:
    world = World().published()
    by = {"person": "elsewhere", "name": "Elsewhere", "role": "approver"}
    world.put(replace(published(world), kind=ActKind.RECALL, signed_at=world.now, **by))  # type: ignore[arg-type]
    assert hits(world) == ()


def test_whoever_becomes_owner_may_have_submitted_the_first_version() -> None:
    world = World()
    forced(world, Move.SUBMIT, "bystander")
    assert fields(world) == ["person"]
    world.does(Move.HANDOVER, "registrar", NEW_OWNER)
    assert hits(world) == ()
    world.does(Move.HANDOVER, "registrar", Wish(reason="Åter.", owner="ward-chief@pain"))
    assert world.found.front is not None
    assert world.found.front.owner == "ward-chief@pain"
    assert hits(world) == ()


def test_whoever_becomes_owner_has_not_been_so_before() -> None:
    world = World().submitted()
    forced(world, Move.RECALL, "bystander", WRONG)
    world.does(Move.HANDOVER, "registrar", NEW_OWNER)
    assert fields(world) == ["person"]


def test_whoever_submitted_takes_back_whatever_the_text_has_become() -> None:
    world = World().submitted().edit()
    act = forced(world, Move.RECALL, "submitter", WRONG)
    assert act.content != world.life.acts[0].content
    assert hits(world) == ()


def test_whoever_submits_later_could_not_take_back_what_somebody_else_had_submitted() -> None:
    world = World().submitted()
    forced(world, Move.RECALL, "author", WRONG)
    assert fields(world) == ["person"]
    world.does(Move.SUBMIT, "author")
    assert fields(world) == ["person"]


def test_whoever_approved_one_text_may_not_publish_another_of_the_same_version() -> None:
    world = World().approved()
    world.does(Move.RECALL, "owner", WRONG)
    world.edit().reviewed().does(Move.APPROVE, "deputy")
    forced(world, Move.PUBLISH, "approver")
    assert fields(world) == ["person"]


def test_what_somebody_else_was_handed_on_is_no_mandate_of_one_s_own() -> None:
    draft = World().submitted()
    forced(draft, Move.RECALL, "bystander", WRONG)
    handed = {"act": "x", "mandate": "M-1", "holder": "approver"}
    entry = Delegation(**handed, delegate="author", from_day=MONDAY, until=MONDAY)
    assert fields(draft, register_with(delegations=(entry,))) == ["person"]


@pytest.mark.parametrize("kind", [ActKind.SUBMIT, ActKind.PUBLISH])
def test_an_act_about_a_text_that_cannot_be_read_is_for_other_rules(kind: ActKind) -> None:
    world = World().published()
    act = replace(published(world), kind=kind, person="bystander")
    world.files[world.path] = text(ROUTINE, kind="[rutin]")
    assert world.found.front is None
    assert world.found.digest is not None
    assert not without_part(replace(act, content=world.found.digest), world.found, world.corpus, REGISTER)


def test_a_stop_of_an_edition_that_cannot_be_read_is_for_other_rules() -> None:
    world = World().published()
    act = forced(world, Move.STOP, "bystander", WRONG)
    unread = {version: replace(edition, front=None) for version, edition in world.corpus.editions[ROUTINE].items()}
    assert not without_part(act, world.found, replace(world.corpus, editions={ROUTINE: unread}), REGISTER)


def test_who_wrote_a_text_that_is_gone_or_cannot_be_read_is_not_told() -> None:
    world = World().published()
    act = replace(published(world), kind=ActKind.BASELINE, person="author")
    assert vouches_for_own(act, world.found, world.corpus)
    assert not vouches_for_own(replace(act, content=GONE), world.found, world.corpus)
    world.files[world.path] = text(ROUTINE, kind="[rutin]")
    assert not vouches_for_own(replace(act, content=world.found.digest), world.found, world.corpus)
