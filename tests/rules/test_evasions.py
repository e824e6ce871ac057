"""Going round what is asked: by another type, an earlier day, an older fault; and honest people who change course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import KEYED, TOMORROW, with_authority, with_register
from tests.lifecycle.world import MANDATES, MONDAY, OTHER, ROUTINE, TYPES, World, path_of, text
from tests.rules.landed import codes, found, landing_of

from ledsys.authority.levels import needed
from ledsys.digest import sha256
from ledsys.lifecycle import Move, Wish
from ledsys.lifecycle.attempt import Plan
from ledsys.lifecycle.handing_on import hand_on
from ledsys.model.act import Act
from ledsys.model.corpus import Policy
from ledsys.model.doctype import Level, LevelFrom
from ledsys.policyfile import history_path
from ledsys.proof.believed import believed, policy_doubts
from ledsys.proof.standing import unproven
from ledsys.proof.step import step

WHY = Wish(reason="Nytt arbetssätt.")
OPEN = with_authority(KEYED, roots=())
"""People with keys, where nobody has signed the policy."""


def asking(policy: Policy = OPEN, **levels: Level) -> Policy:
    """Give the policy with the levels of proof that these types ask for."""
    changed = {
        name: TYPES[name].model_copy(update={"levels": (LevelFrom.model_validate({"nivå": level}),)})
        for name, level in levels.items()
    }
    return replace(policy, types={**TYPES, **changed})


def tree(world: World) -> list[str]:
    """Give the codes of what stands against the tree as it is, each once, sorted."""
    return sorted({finding.code for finding in unproven(world.corpus)})


# Levels of proof.


def test_a_level_that_has_risen_is_asked_of_what_lands_however_old_it_says_it_is() -> None:
    levels = (LevelFrom.model_validate({"nivå": Level.KEY, "från": TOMORROW}),)
    policy = replace(OPEN, types={**TYPES, "rutin": TYPES["rutin"].model_copy(update={"levels": levels})})
    before = World(policy=policy)
    after = before.copy().submitted()
    assert codes(before, after) == []
    assert codes(before, after, after.now + timedelta(days=1)) == ["LS516"]
    assert tree(after) == []


@pytest.mark.parametrize("move", [Move.RECALL, Move.ABANDON, Move.HANDOVER])
def test_work_does_not_end_unsigned_because_its_type_is_edited(move: Move) -> None:
    before = World(policy=asking(rutin=Level.KEY))
    before.signs(Move.SUBMIT, "author")
    after = before.copy()
    after.does(move, "owner", replace(WHY, owner="author") if move is Move.HANDOVER else WHY)
    after.edit("handlingstyp: rutin", "handlingstyp: plan")
    assert "LS516" in codes(before, after)


@pytest.mark.parametrize("move", [Move.RECALL, Move.ABANDON])
def test_work_on_a_version_that_is_vouched_for_does_not_end_unsigned(move: Move) -> None:
    world = World(policy=OPEN).published().revised().edit("handlingstyp: rutin", "handlingstyp: plan").submitted()
    after = world.copy()
    after.does(move, "owner", WHY)
    assert codes(world, after) == []
    for kept in (world, after):
        kept.policy = asking(rutin=Level.KEY)
    assert codes(world, after) == ["LS516"]


@pytest.mark.parametrize(("first", "newest", "expected"), [("rutin", "plan", ["LS516"]), ("plan", "rutin", [])])
def test_of_several_editions_the_newest_says_what_work_on_the_next_must_reach(
    first: str, newest: str, expected: list[str]
) -> None:
    world = World({path_of(ROUTINE): text(ROUTINE, first)}, OPEN).published().revised()
    world.edit(f"handlingstyp: {first}", f"handlingstyp: {newest}").published().revised()
    world.files[world.path] = world.files[world.path].replace(b"handlingstyp: plan", b"handlingstyp: rutin")
    world.submitted()
    after = world.copy()
    after.does(Move.RECALL, "owner", WHY)
    after.policy = world.policy = asking(plan=Level.KEY)
    assert codes(world, after) == expected


def test_an_act_about_a_text_that_is_not_here_must_reach_what_is_asked_of_the_one_that_is() -> None:
    before = World(policy=asking(plan=Level.KEY))
    after = before.copy().submitted().edit("handlingstyp: rutin", "handlingstyp: plan")
    assert "LS516" in codes(before, after)
    after.signs(Move.SUBMIT, "author")
    assert codes(before, after) == ["LS516"]


def test_what_is_decided_of_an_edition_need_not_reach_what_is_asked_of_the_next_version() -> None:
    before = World(policy=asking(plan=Level.KEY)).published().revised()
    before.edit("handlingstyp: rutin", "handlingstyp: plan")
    after = before.copy()
    after.does(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=MONDAY + timedelta(days=9)))
    assert codes(before, after) == []


def test_of_a_draft_that_no_act_spoke_of_the_old_type_asks_for_nothing() -> None:
    before = World({path_of(ROUTINE): text(ROUTINE, "plan")}, asking(plan=Level.KEY))
    after = before.copy().edit("handlingstyp: plan", "handlingstyp: rutin").submitted()
    after.does(Move.RECALL, "submitter", WHY)
    assert codes(before, after) == []


@pytest.mark.parametrize(
    ("reached", "move", "person"),
    [
        (World.submitted, Move.REVIEW, "reviewer"),
        (World.reviewed, Move.APPROVE, "approver"),
        (World.approved, Move.PUBLISH, "publisher"),
    ],
)
def test_every_act_that_leads_to_a_new_version_is_vouched_for_as_the_old_one_was(
    reached: Callable[[World], World], move: Move, person: str
) -> None:
    world = reached(World(policy=OPEN).published().revised().edit("handlingstyp: rutin", "handlingstyp: plan"))
    world.policy = asking(rutin=Level.KEY)
    after = world.copy()
    after.does(move, person)
    assert codes(world, after) == ["LS516"]


def test_what_replaces_a_version_is_vouched_for_as_well_as_that_one() -> None:
    world = World(policy=OPEN).published().revised().edit("handlingstyp: rutin", "handlingstyp: plan")
    world.policy = asking(rutin=Level.KEY)
    before = world.copy()
    after = world.copy().submitted()
    assert codes(before, after) == ["LS516"]
    attempt = before.attempt(Move.SUBMIT, "submitter")
    assert needed(attempt) is Level.KEY
    assert needed(replace(attempt, corpus=replace(attempt.corpus, editions={}))) is Level.CLAIMED
    assert needed(before.attempt(Move.CONFIRM, "approver")) is Level.KEY
    assert needed(World().attempt(Move.SUBMIT, "submitter")) is Level.CLAIMED
    unreadable = World({path_of(OTHER): text(OTHER, slag="ett")}, document=OTHER)
    assert needed(unreadable.attempt(Move.SUBMIT, "submitter")) is Level.CLAIMED


def _delegation(policy: Policy, level: Level) -> tuple[World, Act]:
    world = World(policy=policy)
    until = MONDAY + timedelta(days=27)
    outcome = hand_on(world.corpus, "approver", "bystander", "M-1", MONDAY, until, world.now, level)
    assert isinstance(outcome, Plan), outcome
    return world, outcome.acts[0]


def test_nobody_becomes_a_decider_by_an_unsigned_act_where_a_forge_vouches_for_decisions() -> None:
    delegable = tuple(line.model_copy(update={"delegable": True}) for line in MANDATES)
    policy = with_register(asking(rutin=Level.FORGE, plan=Level.FORGE), mandates=delegable)
    world, act = _delegation(policy, Level.CLAIMED)
    before = world.copy()
    world.put(act)
    assert codes(before, world) == ["LS516"]
    assert [finding.code for finding in policy_doubts(world.corpus)] == ["LS516"]
    world, act = _delegation(policy, Level.KEY)
    world.put(act, "approver")
    assert codes(before, world) == []
    assert policy_doubts(world.corpus) == ()


# Old faults.


def test_an_old_fault_of_a_draft_is_no_excuse_once_acts_speak_of_it() -> None:
    before = World({path_of(OTHER): text(OTHER, slag="ett")}, document=OTHER)
    after = before.copy()
    other = World().submitted()
    [act] = other.life.acts
    after.put(replace(act, document=OTHER))
    assert "LS105" in codes(before, after)


# What is believed.


def test_a_forged_act_does_not_make_a_true_one_look_wrong() -> None:
    world = World(policy=asking(rutin=Level.CLAIMED)).published()
    [*_, publish] = world.life.acts
    world.put(
        replace(
            publish, content=f"sha256:{'0' * 64}", signed_at=publish.signed_at - timedelta(seconds=5), assurance="key"
        )
    )
    found = believed(world.corpus)
    assert found.published(world.document)
    assert [finding.code for finding in found.doubts[world.document]] == ["LS516"]


# Honest people.


def test_a_recalled_draft_may_become_of_a_type_that_asks_for_more() -> None:
    world = World(policy=asking(plan=Level.KEY)).approved()
    world.does(Move.RECALL, "owner", WHY)
    world.does(Move.HANDOVER, "owner", Wish(owner="author"))
    before = world.copy()
    world.edit("handlingstyp: rutin", "handlingstyp: plan")
    assert codes(before, world) == []
    assert tree(world) == []
    world.signs(Move.SUBMIT, "author")
    assert tree(world) == []


def test_a_recalled_draft_may_be_for_other_units() -> None:
    world = World()
    world.edit("gäller-för: [pain]", "gäller-för: [rehab]")
    world.submitted().does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "elsewhere")
    world.does(Move.RECALL, "owner", WHY)
    before = world.copy()
    world.edit("gäller-för: [rehab]", "gäller-för: [care]")
    assert codes(before, world) == []
    assert tree(world) == []
    world.submitted().does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "approver")
    assert tree(world) == []


def test_what_was_done_with_a_version_is_judged_by_that_version() -> None:
    world = World(policy=asking(plan=Level.KEY)).published()
    world.does(Move.HANDOVER, "owner", Wish(owner="author"))
    world.does(Move.REVISE, "author", WHY)
    world.edit("handlingstyp: rutin", "handlingstyp: plan")
    assert tree(world) == []


# What is kept for policy versions.


@pytest.mark.parametrize(("data", "expected"), [(b"Ny.\n", []), (b"annat\n", ["LS809"])])
def test_bytes_that_are_kept_are_those_that_their_name_promises(data: bytes, expected: list[str]) -> None:
    path = history_path(sha256(b"Ny.\n"))
    world = World()
    made = landing_of(world.files, {**world.files, path: data}, world.now, world.policy)
    assert [finding.code for finding in step(made)] == expected


# Floods.


def test_in_a_flood_of_acts_none_is_tried_by_itself() -> None:
    before = World().submitted()
    after = before.copy()
    act = after.does(Move.REVIEW, "reviewer").acts[0]
    for second in range(1, 201):
        after.put(replace(act, person="bystander", name="Nobody", signed_at=act.signed_at + timedelta(seconds=second)))
    now = after.now + timedelta(minutes=10)
    assert codes(before, after, now) == ["LS817"]
    after.without(act)
    assert codes(before, after, now) == ["LS519", "LS520"]


# What an act on an edition names.


@pytest.mark.parametrize("move", [Move.CONFIRM, Move.REPEAL, Move.BASELINE])
def test_what_is_decided_of_an_edition_is_decided_of_the_newest(move: Move) -> None:
    world = World(policy=OPEN).published().revised().edit().published()
    before, first = world.copy(), world.life.editions[0]
    wish = Wish(reason="Läst.", valid_until=MONDAY + timedelta(days=9))
    act = (world.signs if move is Move.BASELINE else world.does)(move, "approver", wish).acts[0]
    assert codes(before, world) == []
    world.without(act).put(replace(act, version=1, of=first.publish.id, content=first.content))
    world.files = {**before.files, **{path: data for path, data in world.files.items() if path.endswith(".act")}}
    assert "LS520" in codes(before, world)


@pytest.mark.parametrize("move", [Move.STOP, Move.HANDOVER])
def test_nothing_but_a_repeal_names_what_takes_over(move: Move) -> None:
    before = World().published()
    world = before.copy()
    act = world.does(move, "registrar", Wish(reason="Fel i dosen.", owner="owner")).acts[0]
    assert codes(before, world) == []
    world.without(act).put(replace(act, successor=OTHER))
    assert codes(before, world) == ["LS520"]


@pytest.mark.parametrize(("successor", "expected"), [(OTHER, []), (ROUTINE, ["LS520"]), ("nästa", ["LS520"])])
def test_what_takes_over_from_a_repealed_document_is_another(successor: str, expected: list[str]) -> None:
    world = World().published()
    before = world.copy()
    act = world.does(Move.REPEAL, "approver", WHY).acts[0]
    world.without(act).put(replace(act, successor=successor))
    assert codes(before, world) == expected
    assert all(successor in str(finding.message) for finding in found(before, world))
