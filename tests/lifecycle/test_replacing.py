"""Who may put a new version in the place of one that was decided for another type or other units."""

from __future__ import annotations

from dataclasses import replace

from tests.authority.keyed import with_register
from tests.lifecycle.world import DECISION, MANDATES, POLICY, REGISTER, World, path_of, policy, text

from ledsys.lifecycle import Move, Wish, lives
from ledsys.lifecycle.replacing import replaced_without_mandate
from ledsys.lifecycle.texts import replaced_by
from ledsys.model.act import ActKind
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Mandate
from ledsys.rules.founded import decision_without_mandate
from ledsys.rules.judge import judge

BOARD = Mandate(**{**MANDATES[1].model_dump(), "id": "M-3", "body": "board", "types": ("rutin",)})
BY_BOARD = Wish(decision="Styrelsen 2026-06-01 § 4, RS 2026-00200")


def revised(old: str, new: str, among: Policy | None = None) -> World:
    """Give a world with a second version under review, in which something of the front matter is another."""
    world = World(policy=among or policy()).published().revised().edit(old, new)
    world.does(Move.SUBMIT, "administrator")
    world.does(Move.REVIEW, "reviewer")
    return world


def council_s() -> World:
    """Give a world with a policy that the council decided, and a routine in its place under review."""
    world = World({path_of(POLICY): text(POLICY, "policy", gäller_för="[region]")}, document=POLICY)
    world.does(Move.SUBMIT, "administrator")
    world.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    world.does(Move.PUBLISH, "publisher")
    world.does(Move.REVISE, "administrator", Wish(reason="Ny form."))
    world.edit("handlingstyp: policy", "handlingstyp: rutin")
    world.edit("gäller-för: [region]", "gäller-för: [pain]")
    world.does(Move.SUBMIT, "administrator")
    world.does(Move.REVIEW, "reviewer")
    return world


def test_who_may_decide_both_versions_may_replace_one_by_the_other() -> None:
    assert revised("gäller-för: [pain]", "gäller-för: [care]").against(Move.APPROVE, "approver") == []
    assert revised("handlingstyp: rutin", "handlingstyp: plan").against(Move.APPROVE, "approver") == []


def test_a_chief_of_another_unit_does_not_replace_a_version_by_giving_it_that_unit() -> None:
    world = revised("gäller-för: [pain]", "gäller-för: [rehab]")
    assert world.against(Move.APPROVE, "elsewhere") == ["MAY-NOT-REPLACE"]
    [reason] = world.reasons(Move.APPROVE, "elsewhere")
    assert reason.instead == ("approver", "deputy")
    assert world.against(Move.APPROVE, "approver") == []


def test_what_the_council_decided_no_person_replaces() -> None:
    assert council_s().against(Move.APPROVE, "approver") == ["MAY-NOT-REPLACE"]


def test_a_body_replaces_what_a_person_decided_but_not_what_another_body_did() -> None:
    both = with_register(policy(), mandates=(*MANDATES, BOARD))
    world = revised("gäller-för: [pain]", "gäller-för: [region]", both)
    assert world.against(Move.APPROVE, "secretary", BY_BOARD) == []
    other = council_s()
    other.policy = both
    assert other.against(Move.APPROVE, "secretary", BY_BOARD) == ["MAY-NOT-REPLACE"]


def test_what_nobody_can_decide_any_more_anybody_replaces_who_may_decide_the_new() -> None:
    world = revised("handlingstyp: rutin", "handlingstyp: plan")
    only = MANDATES[0].model_copy(update={"types": ("plan",)})
    world.policy = with_register(world.policy, mandates=(only, MANDATES[1]))
    assert world.against(Move.APPROVE, "approver") == []


def test_an_approval_that_replaces_too_much_is_found_in_a_tree() -> None:
    world = revised("gäller-för: [pain]", "gäller-för: [rehab]")
    act = world.does(Move.APPROVE, "approver").acts[0]
    assert judge(world.corpus, (decision_without_mandate,)).shown == ()
    world.without(act).put(replace(act, person="elsewhere", name="Elsewhere"))
    [finding] = judge(world.corpus, (decision_without_mandate,)).shown
    assert "This replaces a version" in str(finding.message)


def test_only_an_approval_replaces_and_only_where_there_is_something() -> None:
    world = World().published()
    life = lives(world.corpus)[world.document]
    front = world.found.front
    assert front is not None
    for act in life.acts:
        assert replaced_by(act, world.corpus) is None
        assert list(replaced_without_mandate(act, front, world.corpus, REGISTER)) == []


def test_a_body_s_approval_is_held_to_what_it_replaces_in_a_tree_too() -> None:
    world = council_s()
    submit = world.life.work.submit
    assert submit is not None
    made = replace(submit, kind=ActKind.APPROVE, of=submit.id, person="approver", name="Approver")
    front = world.found.front
    assert front is not None
    wrong = list(replaced_without_mandate(made, front, world.corpus, REGISTER))
    assert len(wrong) == 1
    register = replace(REGISTER, mandates=(*MANDATES, BOARD))
    by_board = replace(made, person="secretary", decision=BY_BOARD.decision)
    assert len(list(replaced_without_mandate(by_board, front, world.corpus, register))) == 1
    by_council = replace(made, person="secretary", decision=DECISION)
    assert list(replaced_without_mandate(by_council, front, world.corpus, register)) == []
    unknown = replace(by_council, of="0" * 20)
    assert list(replaced_without_mandate(unknown, front, world.corpus, register)) == []
