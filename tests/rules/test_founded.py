"""LS512: which acts need a mandate on their day, and of which versions it is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.lifecycle.world import MONDAY, World, text, world_with

from ledsys import actfile
from ledsys.lifecycle import Move
from ledsys.model.act import Act, ActKind
from ledsys.model.finding import Finding
from ledsys.rules.founded import decision_without_mandate
from ledsys.rules.judge import judge

DECISIONS = (ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE)


def judged(world: World) -> tuple[Finding, ...]:
    return judge(world.corpus, (decision_without_mandate,)).shown


def decided(world: World, kind: ActKind, version: int) -> Act:
    """Let somebody without a mandate decide the version, by an act made by hand."""
    [approve] = (act for act in world.life.acts if (act.kind, act.version) == (ActKind.APPROVE, version))
    return world.put(replace(approve, kind=kind, person="bystander", name="Bystander", signed_at=world.now))


@pytest.mark.parametrize("kind", DECISIONS)
def test_whoever_decides_has_the_mandate(kind: ActKind) -> None:
    world = World().published()
    assert judged(world) == ()
    act = decided(world, kind, 1)
    [finding] = judged(world)
    assert (finding.code, finding.path) == ("LS512", actfile.path_of(act))
    assert (actfile.FIELDS[finding.line - 1], finding.column) == ("person", 1)


@pytest.mark.parametrize("kind", [kind for kind in ActKind if kind not in {*DECISIONS, ActKind.DELEGATE}])
def test_whoever_only_moves_a_document_needs_no_mandate(kind: ActKind) -> None:
    world = World().published()
    decided(world, kind, 1)
    assert judged(world) == ()


def test_who_may_not_decide_what_a_version_replaces_is_found() -> None:
    world = world_with(gäller_för="[pain]").published().revised().edit("[pain]", "[rehab]").reviewed()
    world.does(Move.APPROVE, "approver")
    assert judged(world) == ()
    approve = world.life.latest(ActKind.APPROVE)
    assert approve is not None
    world.without(approve).put(replace(approve, person="elsewhere", name="Elsewhere"))
    [finding] = judged(world)
    assert str(finding.message).startswith("This replaces a version that Elsewhere may not decide")


def test_a_document_without_an_id_is_no_matter_of_mandates() -> None:
    world = World()
    world.files["dokument/pain/ny.md"] = text("x").replace(b"dokument-id: x\n", b"")
    assert judged(world) == ()


def test_of_a_version_that_has_been_replaced_nothing_is_asked() -> None:
    world = World().published().revised().edit().published()
    decided(world, ActKind.CONFIRM, 1)
    assert judged(world) == ()
    decided(world, ActKind.CONFIRM, 2)
    assert [finding.code for finding in judged(world)] == ["LS512"]


def test_the_version_in_force_is_judged_until_the_next_one_begins() -> None:
    start = MONDAY + timedelta(days=30)
    world = World().published().revised().edit().published(start=start)
    decided(world, ActKind.CONFIRM, 1)
    assert [finding.code for finding in judged(world)] == ["LS512"]
    assert judged(world.on(start)) == ()


@pytest.mark.parametrize("kind", [ActKind.APPROVE, ActKind.CONFIRM])
def test_nobody_decides_for_longer_than_the_policy_that_the_act_names_allows(kind: ActKind) -> None:
    world = World().published()
    approve = world.life.latest(ActKind.APPROVE)
    assert approve is not None
    assert approve.valid_from == approve.signed_at.date()
    last = approve.valid_from.replace(year=approve.valid_from.year + world.policy.types["rutin"].longest_validity)

    def found(until: date | None, policy: str | None) -> list[str]:
        act = replace(approve, kind=kind, valid_until=until, policy=policy)
        changed = world.copy().without(approve) if kind is ActKind.APPROVE else world.copy()
        changed.put(act)
        corpus = replace(changed.corpus, policies={"sha256:1": world.policy})
        return [actfile.FIELDS[hit.line - 1] for hit in judge(corpus, (decision_without_mandate,)).shown]

    assert found(last, "sha256:1") == []
    assert found(last + timedelta(days=1), "sha256:1") == ["valid-until"]
    assert found(last + timedelta(days=1), None) == []
    assert found(None, "sha256:1") == []


def test_a_decision_about_a_text_that_is_gone_hides_no_other() -> None:
    world = World().published()
    confirm = decided(world, ActKind.CONFIRM, 1)
    before = confirm.signed_at - timedelta(seconds=1)
    world.put(replace(confirm, kind=ActKind.APPROVE, content="sha256:" + "0" * 64, signed_at=before))
    assert [finding.path for finding in judged(world)] == [actfile.path_of(confirm)]


@pytest.mark.parametrize("kind", [ActKind.APPROVE, ActKind.REPEAL])
def test_a_decision_that_says_no_first_day_lasts_for_no_time_too_long(kind: ActKind) -> None:
    world = World().published()
    approve = world.life.latest(ActKind.APPROVE)
    assert approve is not None
    world.put(replace(approve, kind=kind, valid_from=None, valid_until=date(2099, 1, 1), policy="sha256:1"))
    corpus = replace(world.corpus, policies={"sha256:1": world.policy})
    assert judge(corpus, (decision_without_mandate,)).shown == ()
