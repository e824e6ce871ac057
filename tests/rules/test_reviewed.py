"""A vote counts only if its maker was a reviewer of the text on that day, whoever wrote the file that says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.lifecycle.world import MONDAY, ROUTINE, TYPES, World, text

from ledsys import actfile
from ledsys.lifecycle import Move
from ledsys.model.act import ActKind, Meaning
from ledsys.proof.believed import believed
from ledsys.proof.standing import unproven
from ledsys.rules.judge import judge
from ledsys.rules.reviewed import vote_of_no_reviewer


def found(world: World) -> list[str]:
    return [str(finding.message) for finding in judge(world.corpus, (vote_of_no_reviewer,)).shown]


def without_role(world: World, person: str) -> World:
    """Let a role-holder have gone the day before, as the register tells it."""
    register = world.policy.register
    ended = tuple(
        holding.model_copy(update={"until": MONDAY - timedelta(days=1)}) if holding.person == person else holding
        for holding in register.holdings
    )
    world.policy = replace(world.policy, register=replace(register, holdings=ended))
    return world


def forged(world: World) -> World:
    """Have the vote of a real reviewer say that a bystander gave it, and all that follows rest on that."""
    world.submitted()
    vote = world.does(Move.REVIEW, "reviewer").acts[0]
    world.without(vote).put(replace(vote, person="bystander", name="Bystander"))
    world.does(Move.APPROVE, "approver")
    return world


@pytest.mark.parametrize("person", ["reviewer", "role-reviewer"])
def test_a_reviewer_named_or_in_the_role_that_the_type_asks_for_may_vote(person: str) -> None:
    world = World().submitted()
    world.does(Move.REVIEW, person)
    assert found(world) == []


def test_a_vote_of_a_bystander_is_found_in_the_tree_alone() -> None:
    world = forged(World())
    assert found(world) == ["Bystander (bystander) reviewed on 2026-06-15, but was not a reviewer of this text."]
    [finding] = judge(world.corpus, (vote_of_no_reviewer,)).shown
    assert (actfile.FIELDS[finding.line - 1], finding.column) == ("person", 1)
    assert "LS522" in {finding.code for finding in unproven(world.corpus)}


def test_who_is_named_in_the_text_is_its_reviewer_even_if_the_register_has_lost_the_person() -> None:
    world = World().reviewed()
    register = world.policy.register
    persons = tuple(person for person in register.persons if person.id != "reviewer")
    world.policy = replace(world.policy, register=replace(register, persons=persons))
    assert found(world) == []


def test_a_role_counts_on_the_day_of_the_vote() -> None:
    world = World().submitted()
    world.does(Move.REVIEW, "role-reviewer")
    assert found(without_role(world, "role-reviewer")) != []


def test_the_handbook_keeps_the_version_before_the_one_that_a_bystander_reviewed() -> None:
    world = World().published()
    world.later(30).revised()
    world.edit()
    forged(world).does(Move.PUBLISH, "publisher")
    left = believed(world.corpus)
    assert {finding.code for finding in left.doubts[ROUTINE]} >= {"LS522"}
    assert max(act.version for act in left.corpus.acts[ROUTINE] if act.kind.value == "publish") == 1


def test_votes_on_versions_that_have_been_followed_are_left_in_peace() -> None:
    world = forged(World())
    world.does(Move.PUBLISH, "publisher")
    assert found(world) != []
    world.later(30).revised()
    world.edit()
    world.submitted().does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "approver")
    world.does(Move.PUBLISH, "publisher")
    assert found(world) == []


def test_votes_on_the_version_in_force_are_judged_until_the_next_one_begins() -> None:
    world = forged(World())
    world.does(Move.PUBLISH, "publisher")
    start = MONDAY + timedelta(days=60)
    world.later(30).revised().edit().published(start=start)
    assert len(found(world)) == 1
    assert found(world.on(start)) == []


def test_a_text_that_cannot_be_read_or_has_no_known_type_is_for_other_rules() -> None:
    world = forged(World())
    untyped = world.copy()
    untyped.policy = replace(world.policy, types={"plan": TYPES["plan"]})
    assert found(untyped) == []
    world.files[world.path] = text(ROUTINE, kind="[rutin]")
    assert world.found.front is None
    assert found(world) == []


@pytest.mark.parametrize(("counted", "policy", "wrong"), [(0, "sha256:1", 1), (1, "sha256:1", 0), (0, None, 0)])
def test_an_approval_counts_as_many_as_the_policy_that_it_names_asked_for(
    counted: int, policy: str | None, wrong: int
) -> None:
    world = World().reviewed()
    approve = world.does(Move.APPROVE, "approver").acts[0]
    named = replace(approve, relies_on=approve.relies_on[:counted], policy=policy)
    world.without(approve).put(named)
    corpus = replace(world.corpus, policies={"sha256:1": world.policy})
    said = [str(finding.message) for finding in judge(corpus, (vote_of_no_reviewer,)).shown]
    assert said == ["The approval counts 1 review too few for its document type."] * wrong


def test_who_returned_the_text_is_none_of_those_counted() -> None:
    world = World().reviewed()
    approve = world.does(Move.APPROVE, "approver").acts[0]
    vote = next(act for act in world.corpus.acts[ROUTINE] if act.id in approve.relies_on)
    world.without(vote)
    world.put(replace(vote, meaning=Meaning.RETURN, reason="Nej."))
    back = next(act for act in world.corpus.acts[ROUTINE] if act.meaning is Meaning.RETURN)
    world.without(approve).put(replace(approve, relies_on=(back.id,), policy="sha256:1"))
    corpus = replace(world.corpus, policies={"sha256:1": world.policy})
    assert len(judge(corpus, (vote_of_no_reviewer,)).shown) == 1


def test_a_vote_on_a_text_that_is_gone_hides_no_other() -> None:
    world = forged(World())
    vote = next(act for act in world.life.acts if act.kind is ActKind.REVIEW)
    before = vote.signed_at - timedelta(seconds=1)
    world.put(replace(vote, person="elsewhere", content="sha256:" + "0" * 64, signed_at=before))
    assert found(world) == ["Bystander (bystander) reviewed on 2026-06-15, but was not a reviewer of this text."]


def test_what_is_no_vote_is_none_of_those_counted() -> None:
    world = World().reviewed()
    approve = world.does(Move.APPROVE, "approver").acts[0]
    [submit] = (act for act in world.life.acts if act.kind is ActKind.SUBMIT)
    world.without(approve).put(replace(approve, relies_on=(submit.id,), policy="sha256:1"))
    corpus = replace(world.corpus, policies={"sha256:1": world.policy})
    assert len(judge(corpus, (vote_of_no_reviewer,)).shown) == 1
