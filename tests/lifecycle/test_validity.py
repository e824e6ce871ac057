"""How long a decision may last: calendar dates, both ends inclusive, at most so many years (design §3)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.lifecycle.world import DECISION, MONDAY, World, world_with

from ledsys.lifecycle import Move, Plan, Wish
from ledsys.lifecycle.decision import read_decision
from ledsys.lifecycle.validity import usual, years_after

LEAP_DAY = date(2028, 2, 29)
MEETING = date(2026, 5, 28)


@pytest.mark.parametrize(
    ("day", "years", "last"),
    [
        (date(2026, 6, 15), 2, date(2028, 6, 15)),
        (LEAP_DAY, 2, date(2030, 2, 28)),
        (LEAP_DAY, 4, date(2032, 2, 29)),
        (date(2027, 2, 28), 1, date(2028, 2, 28)),
        (LEAP_DAY, 0, LEAP_DAY),
    ],
)
def test_the_same_date_years_later(day: date, years: int, last: date) -> None:
    assert years_after(day, years) == last
    assert usual(day, years) == last - timedelta(days=1)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 30))
def test_years_later_is_the_same_month_and_never_too_late(day: date, years: int) -> None:
    later = years_after(day, years)
    assert (later.year, later.month) == (day.year + years, day.month)
    assert later.day == day.day or (day.month, day.day, later.day) == (2, 29, 28)


def _approve(world: World, start: date | None, end: date | None) -> list[str]:
    return world.against(Move.APPROVE, "approver", Wish(valid_from=start, valid_until=end))


@pytest.mark.parametrize("start", [MONDAY, MONDAY + timedelta(days=400), LEAP_DAY])
def test_at_most_so_many_years_to_the_day(start: date) -> None:
    world = World().reviewed()
    latest = years_after(start, 2)
    assert _approve(world, start, latest - timedelta(days=1)) == []
    assert _approve(world, start, latest) == []
    assert _approve(world, start, latest + timedelta(days=1)) == ["VALIDITY"]


def test_a_validity_is_set_to_the_day_before_the_longest() -> None:
    plan = World().reviewed().does(Move.APPROVE, "approver")
    assert (plan.acts[0].valid_from, plan.acts[0].valid_until) == (MONDAY, date(2028, 6, 14))


def test_the_last_day_may_be_the_first_but_not_before_it() -> None:
    world = World().reviewed()
    assert _approve(world, MONDAY, MONDAY) == []
    assert _approve(world, MONDAY, MONDAY - timedelta(days=1)) == ["VALIDITY"]


def test_valid_from_is_yesterday_at_the_earliest() -> None:
    world = World().reviewed()
    assert _approve(world, MONDAY - timedelta(days=1), None) == []
    assert _approve(world, MONDAY - timedelta(days=2), None) == ["VALIDITY"]


def test_a_document_taken_over_may_have_begun_any_day_but_only_its_first_version() -> None:
    world = world_with(version="5").reviewed()
    assert _approve(world, date(1999, 12, 31), date(2001, 12, 31)) == []
    assert _approve(world, date(1999, 12, 31), date(2002, 1, 1)) == ["VALIDITY"]
    world.does(Move.APPROVE, "approver", Wish(valid_from=date(2025, 1, 1)))
    world.does(Move.PUBLISH, "publisher")
    assert world.life.editions[0].taken_over
    world.revised().edit().reviewed()
    assert _approve(world, MONDAY - timedelta(days=2), None) == ["VALIDITY"]
    world.does(Move.APPROVE, "approver")
    world.does(Move.PUBLISH, "publisher")
    assert [(edition.version, edition.taken_over) for edition in world.life.editions] == [(5, True), (6, False)]


def test_version_one_is_not_taken_over() -> None:
    world = World().reviewed()
    assert _approve(world, date(2025, 1, 1), None) == ["VALIDITY"]
    assert not World().published().life.editions[0].taken_over


def test_what_a_body_decided_may_apply_from_the_day_of_its_meeting() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    wish = Wish(decision=DECISION, valid_from=MEETING)
    early = Wish(decision=DECISION, valid_from=MEETING - timedelta(days=1))
    assert world.against(Move.APPROVE, "secretary", early) == ["VALIDITY"]
    assert isinstance(world.tries(Move.APPROVE, "secretary", wish), Plan)


def test_a_body_decides_before_the_submit_but_not_after_today() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    assert world.against(Move.APPROVE, "secretary", Wish(decision=DECISION)) == []
    ahead = DECISION.replace("2026-05-28", "2026-06-16")
    assert world.against(Move.APPROVE, "secretary", Wish(decision=ahead)) == ["DECISION-AHEAD"]
    assert world.later(1).against(Move.APPROVE, "secretary", Wish(decision=ahead)) == []


def test_the_recorder_may_have_submitted_and_written() -> None:
    world = world_with(kind="policy", gäller_för="[region]", författare="[secretary]")
    world.does(Move.SUBMIT, "secretary")
    world.does(Move.APPROVE, "secretary", Wish(decision=DECISION))
    world.does(Move.PUBLISH, "secretary")
    assert world.life.editions[0].approve.decision == DECISION


@pytest.mark.parametrize(
    "decision",
    [
        "Fullmäktige 2026-05-28 § 104",
        "Fullmäktige § 104, RS 2026-00191",
        "2026-05-28 § 104, RS 2026-00191",
        "Fullmäktige 2026-05-28, RS 2026-00191",
        "Fullmäktige 2026-02-30 § 104, RS 2026-00191",
        "Fullmäktige 2026-05-28 § 104, 191",
        "Landstinget 2026-05-28 § 104, RS 2026-00191",
    ],
)
def test_a_decision_names_body_date_paragraph_and_registration_number(decision: str) -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    assert world.against(Move.APPROVE, "secretary", Wish(decision=decision)) == ["DECISION-INCOMPLETE"]


def test_a_decision_is_read_whatever_the_blanks_and_letters() -> None:
    register = World().policy.register
    found = read_decision("  fullmäktige 2026-05-28, §104 , RS 2026-00191 ", register)
    assert found is not None
    assert (found.body, found.day, found.paragraph, found.registration) == ("council", MEETING, 104, "RS 2026-00191")
    assert read_decision(DECISION.replace("Fullmäktige", "council"), register) == found


def test_a_body_without_mandate_cannot_decide() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    wish = Wish(decision=DECISION.replace("Fullmäktige", "Styrelsen"))
    [reason] = world.reasons(Move.APPROVE, "secretary", wish)
    assert reason.code == "BODY-WITHOUT-MANDATE"
    assert "these bodies had: Fullmäktige" in str(reason.message)
    other = world_with(kind="rutin").reviewed()
    [reason] = other.reasons(Move.APPROVE, "secretary", wish)
    assert "these bodies had: none" in str(reason.message)


def test_a_confirmation_counts_its_years_from_its_own_day() -> None:
    world = World().published().later(100)
    latest = years_after(world.day, 2)
    for end, against in (
        (latest, []),
        (latest + timedelta(days=1), ["VALIDITY"]),
        (world.day, []),
        (world.day - timedelta(days=1), ["VALIDITY"]),
        (None, ["VALIDITY"]),
    ):
        assert world.against(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=end)) == against


def test_what_is_upcoming_is_not_confirmed_to_end_before_it_begins() -> None:
    start = MONDAY + timedelta(days=30)
    world = World().published(start)
    for end, against in ((start, []), (start - timedelta(days=1), ["VALIDITY"])):
        assert world.against(Move.CONFIRM, "approver", Wish(reason="Läst.", valid_until=end)) == against


def test_a_document_is_repealed_from_yesterday_until_its_own_last_day() -> None:
    end = MONDAY + timedelta(days=300)
    world = World().published(end=end).later(10)
    yesterday = world.day - timedelta(days=1)
    for last, against in (
        (yesterday, []),
        (yesterday - timedelta(days=1), ["VALIDITY"]),
        (end, []),
        (end + timedelta(days=1), ["VALIDITY"]),
    ):
        assert world.against(Move.REPEAL, "approver", Wish(reason="Ersatt.", valid_until=last)) == against


def test_a_repeal_ends_the_document_today_unless_it_says_otherwise() -> None:
    plan = World().published().later(3).does(Move.REPEAL, "approver", Wish(reason="Ersatt."))
    assert plan.acts[0].valid_until == MONDAY + timedelta(days=3)


def test_an_expired_document_is_repealed_with_the_last_day_it_had() -> None:
    end = MONDAY + timedelta(days=5)
    world = World().published(end=end).later(100)
    plan = world.does(Move.REPEAL, "approver", Wish(reason="Behövs inte."))
    assert plan.acts[0].valid_until == end


def test_what_has_ended_before_it_was_published_goes_back() -> None:
    world = World().approved(end=MONDAY + timedelta(days=3)).later(3)
    assert world.against(Move.PUBLISH, "publisher") == []
    assert world.later(1).against(Move.PUBLISH, "publisher") == ["VALIDITY"]


def test_a_version_does_not_begin_before_the_one_it_follows() -> None:
    start = MONDAY + timedelta(days=20)
    world = World().published(start).revised().edit().reviewed()
    assert _approve(world, start, None) == []
    assert _approve(world, start - timedelta(days=1), None) == ["VALIDITY"]


def test_the_day_is_that_of_the_docs_repo_s_own_zone() -> None:
    world = World()
    world.minute = 15 * 60 - 1  # 23:59 in Stockholm, 21:59 UTC
    world.submitted()
    assert world.life.acts[0].signed_at.isoformat() == "2026-06-15T23:59:00+02:00"
    assert world.life.acts[0].signed_at.date() == MONDAY
