"""Who may, on the day of the act: register, mandates, merged units, deputies, separation of duties (design §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.lifecycle.world import DEPUTY_DAYS, HOLDINGS, MONDAY, REGISTER, World, world_with

from ledsys.lifecycle import Move, Wish
from ledsys.model.organisation import Holding

REASON = Wish(reason="Skäl.")
MERGED = date(2026, 7, 1)
"""The first day on which the eye unit is part of the pain unit."""


def test_units_of_a_document_and_role_at_unit_follow_a_merged_unit_but_mandates_do_not() -> None:
    holdings = (
        *HOLDINGS,
        Holding(person="bystander", role="ward-chief", unit="eyes", until=MERGED - timedelta(days=1)),
        Holding(person="elsewhere", role="chief", unit="eyes"),
    )
    world = world_with(
        register=replace(REGISTER, holdings=holdings), gäller_för="[eyes]", innehållsansvarig="ward-chief@eyes"
    )
    world.does(Move.SUBMIT, "author")
    world.does(Move.REVIEW, "reviewer")
    assert world.attempt(Move.SUBMIT, "author").owner_persons == ("bystander",)
    assert world.against(Move.APPROVE, "elsewhere") == []
    assert "NO-MANDATE" in world.against(Move.APPROVE, "approver")  # the eyes lie beside care until they are merged
    world.on(MERGED)
    assert world.attempt(Move.SUBMIT, "author").owner_persons == ("owner",)
    assert world.against(Move.APPROVE, "elsewhere") == ["NO-MANDATE"]
    assert world.against(Move.APPROVE, "approver") == []


def test_reviewers_by_role_follow_a_merged_unit() -> None:
    world = world_with(gäller_för="[eyes]")
    world.does(Move.SUBMIT, "author")
    assert world.against(Move.REVIEW, "role-reviewer") == ["NOT-A-REVIEWER"]
    world.on(MERGED)
    assert world.against(Move.REVIEW, "role-reviewer") == []


def test_a_deputy_and_the_one_deputised_for_are_one_owner() -> None:
    deputy = Holding(person="bystander", role="ward-chief", unit="pain", deputy_for="owner")
    world = world_with(register=replace(REGISTER, holdings=(*HOLDINGS, deputy)))
    assert world.against(Move.SUBMIT, "author") == []
    assert world.against(Move.SUBMIT, "bystander") == [], "the deputy may act as the owner"


def test_an_owner_role_held_by_two_stands_for_nobody() -> None:
    second = Holding(person="bystander", role="ward-chief", unit="pain", from_day=DEPUTY_DAYS[0], until=DEPUTY_DAYS[1])
    world = world_with(register=replace(REGISTER, holdings=(*HOLDINGS, second)))
    [reason] = world.reasons(Move.SUBMIT, "author")
    assert reason.code == "OWNER"
    assert "held by several persons today: owner, bystander" in str(reason.message)
    world.on(DEPUTY_DAYS[1] + timedelta(days=1)).does(Move.SUBMIT, "author")
    world.on(DEPUTY_DAYS[1]).does(Move.REVIEW, "reviewer")
    assert world.against(Move.APPROVE, "approver") == ["OWNER"]


def test_an_owner_role_that_nobody_holds_is_refused() -> None:
    [reason] = world_with(innehållsansvarig="ward-chief@rehab").reasons(Move.SUBMIT, "author")
    assert (reason.code, str(reason.message)) == ("OWNER", "No one holds ward-chief@rehab today.")


def test_any_holder_of_a_role_may_review() -> None:
    world = world_with(granskare="[chief@care]").submitted()
    for person in ("approver", "deputy"):
        assert world.against(Move.REVIEW, person) == []


def test_a_mandate_must_cover_every_unit() -> None:
    world = world_with(gäller_för="[pain, rehab]").reviewed()
    assert world.against(Move.APPROVE, "elsewhere") == ["NO-MANDATE"]
    assert world.against(Move.APPROVE, "approver") == []
    wide = world_with(gäller_för="[pain, region]")
    wide.does(Move.SUBMIT, "author")
    wide.does(Move.REVIEW, "reviewer")
    assert wide.against(Move.APPROVE, "approver") == ["NO-MANDATE"]


def test_a_mandate_covers_only_its_types() -> None:
    register = replace(REGISTER, mandates=REGISTER.mandates[1:])
    world = world_with(register=register).reviewed()
    [reason] = world.reasons(Move.APPROVE, "approver")
    assert reason.instead == ()
    assert "no line gives anybody this type" in str(reason.rule)


def test_an_approver_who_leaves_makes_nothing_invalid() -> None:
    world = World().published()
    before = world.life
    register = REGISTER
    persons = tuple(
        person.model_copy(update={"until": MONDAY}) if person.id == "approver" else person
        for person in register.persons
    )
    world.policy = replace(world.policy, register=replace(register, persons=persons))
    world.later(1)
    assert world.life == before
    assert world.life.in_force(world.day) is not None
    assert world.against(Move.REVISE, "approver", REASON) == ["MAY-NOT-REVISE", "PERSON-LEFT"]


def test_the_owner_may_approve_what_another_submitted_and_it_is_shown() -> None:
    world = world_with(innehållsansvarig="approver").reviewed()
    [note] = world.does(Move.APPROVE, "approver").notes
    assert "The content owner approved" in str(note)


def test_the_owner_may_not_approve_what_the_owner_submitted() -> None:
    world = world_with(innehållsansvarig="approver")
    world.does(Move.SUBMIT, "approver")
    world.does(Move.REVIEW, "reviewer")
    assert world.against(Move.APPROVE, "approver") == ["SOD-SELF-APPROVAL"]
    assert world.against(Move.APPROVE, "deputy") == []


def test_a_counted_reviewer_may_not_approve() -> None:
    world = world_with(granskare="[approver]").submitted()
    world.does(Move.REVIEW, "approver")
    [reason] = world.reasons(Move.APPROVE, "approver")
    assert reason.code == "SOD-REVIEWER-APPROVES"
    assert reason.instead == ("deputy",)


def test_a_type_may_allow_more_with_a_reason_that_is_shown() -> None:
    world = world_with(kind="plan", granskare="[author]", författare="[author, approver]").submitted()
    assert world.against(Move.REVIEW, "author") == []
    world.does(Move.REVIEW, "author")
    [note] = world.does(Move.APPROVE, "approver").notes
    assert str(note) == "Allowed by the type: Ensam på enheten."


def test_a_type_may_let_a_reviewer_approve() -> None:
    world = world_with(kind="plan", granskare="[approver]").submitted()
    world.does(Move.REVIEW, "approver")
    [note] = world.does(Move.APPROVE, "approver").notes
    assert str(note) == "Allowed by the type: Ensam på enheten."


def test_what_no_exemption_was_needed_for_shows_none() -> None:
    assert world_with(kind="plan").reviewed().does(Move.APPROVE, "approver").notes == ()


def test_what_a_body_decided_only_a_body_repeals() -> None:
    mandate = REGISTER.mandates[0].model_copy(update={"id": "M-3", "types": ("policy",), "units": ("region",)})
    world = world_with(kind="policy", gäller_för="[pain]")
    world.does(Move.SUBMIT, "author")
    world.does(Move.APPROVE, "secretary", Wish(decision="Fullmäktige 2026-05-28 § 104, RS 2026-00191"))
    world.does(Move.PUBLISH, "publisher")
    register = replace(REGISTER, mandates=(*REGISTER.mandates, mandate))
    world.policy = replace(world.policy, register=register)
    assert world.against(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=date(2028, 1, 1))) == []
    [reason] = world.reasons(Move.REPEAL, "approver", REASON)
    assert reason.code == "BODY-DECIDES"
    assert "only a body's decision repeals it" in str(reason.message)
    decision = "Fullmäktige 2026-06-10 § 120, RS 2026-00300"
    [act] = world.does(Move.REPEAL, "registrar", Wish(reason="Ersatt.", decision=decision)).acts
    assert (act.role, act.decision, act.mandate) == ("recorder", decision, "M-2")
    assert act.valid_until == MONDAY


def test_a_body_may_repeal_back_to_its_meeting() -> None:
    world = world_with(kind="policy", gäller_för="[pain]")
    world.does(Move.SUBMIT, "author")
    decided = Wish(decision="Fullmäktige 2026-05-28 § 104, RS 2026-00191", valid_from=date(2026, 5, 28))
    world.does(Move.APPROVE, "secretary", decided)
    world.does(Move.PUBLISH, "publisher")
    for last, against in ((date(2026, 6, 10), []), (date(2026, 6, 9), ["VALIDITY"])):
        wish = Wish(reason="Ersatt.", decision="Fullmäktige 2026-06-10 § 120, RS 2026-00300", valid_until=last)
        assert world.against(Move.REPEAL, "secretary", wish) == against
