"""A mandate is handed on by whoever has it, for a time, to one person (vidaredelegering, proof §1.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.lifecycle.world import LEFT, MANDATES, MONDAY, REGISTER, UNKNOWN, ZONE, World, policy

from ledsys import actfile
from ledsys.lifecycle import Move, Plan, Refusal, Wish
from ledsys.lifecycle.delegations import LONGEST, handed_on, reasons_against_delegation
from ledsys.lifecycle.handing_on import hand_on
from ledsys.model.act import ActKind
from ledsys.model.doctype import Level
from ledsys.model.organisation import Holding
from ledsys.model.register import Delegation, Register

FRIDAY = MONDAY + timedelta(days=4)
NOW = datetime(2026, 6, 15, 9, 0, 7, 123, tzinfo=ZONE)


def delegable(register: Register = REGISTER) -> Register:
    """Give the register with a mandate of persons that may be handed on."""
    lines = tuple(line.model_copy(update={"delegable": line.id == "M-1"}) for line in MANDATES)
    return replace(register, mandates=lines)


def tried(  # noqa: PLR0917  # the parts of a delegation, all different
    person: str = "approver",
    delegate: str = "bystander",
    mandate: str = "M-1",
    start: date = MONDAY,
    end: date = FRIDAY,
    register: Register | None = None,
) -> Plan | Refusal:
    world = World(policy=policy(register or delegable()))
    return hand_on(world.corpus, person, delegate, mandate, start, end, NOW, Level.CLAIMED)


def refused(outcome: Plan | Refusal) -> list[str]:
    """Give why the mandate can't be handed on; nothing if it can."""
    return [str(reason.message) for reason in outcome.reasons] if isinstance(outcome, Refusal) else []


def test_handing_on_writes_one_act_that_is_about_no_document() -> None:
    outcome = tried()
    assert isinstance(outcome, Plan)
    [act] = outcome.acts
    assert (act.kind, act.document, act.version, act.content) == (ActKind.DELEGATE, "none", 0, None)
    assert (act.person, act.name, act.role, act.mandate) == ("approver", "Approver", "holder", "M-1")
    assert (act.successor, act.valid_from, act.valid_until) == ("bystander", MONDAY, FRIDAY)
    assert act.signed_at.isoformat() == "2026-06-15T09:00:07+02:00"
    path = f".ledsys/acts/delegations/{act.id}.act"
    change = outcome.change
    assert change.writes == {path: actfile.written(act)}
    assert change.expected == {path: None}
    assert (change.author, change.email, change.when.tzinfo) == ("Approver", "approver@example.org", UTC)


def test_whoever_has_no_address_gets_one_in_the_docs_repo() -> None:
    persons = tuple(person.model_copy(update={"emails": ()}) for person in REGISTER.persons)
    outcome = tried(register=delegable(replace(REGISTER, persons=persons)))
    assert isinstance(outcome, Plan)
    assert outcome.change.email == "approver@region.docs"


def test_a_mandate_that_may_not_be_handed_on_is_not() -> None:
    outcome = tried(register=REGISTER)
    assert isinstance(outcome, Refusal)
    [reason] = outcome.reasons
    assert str(reason.message) == "The mandate M-1 may not be handed on."
    assert (reason.code, str(reason.rule)) == ("DELEGATION", "organisation/mandat.yaml")


@pytest.mark.parametrize("mandate", ["M-2", "M-9"])
def test_what_a_body_has_or_nobody_is_not_handed_on(mandate: str) -> None:
    assert refused(tried(mandate=mandate)) == [
        "The delegation names no line of the delegation order, or no person and period."
    ]


@pytest.mark.parametrize("person", ["owner", "late-deputy", LEFT, UNKNOWN])
def test_whoever_has_not_the_mandate_can_not_hand_it_on(person: str) -> None:
    assert refused(tried(person)) == [f"{person} did not have the mandate M-1 on 2026-06-15."]


@pytest.mark.parametrize(
    ("delegate", "why"),
    [
        ("approver", "approver has the mandate already."),
        (LEFT, "left can't take over the mandate: not in service on 2026-06-15."),
        (UNKNOWN, "unknown can't take over the mandate: not in service on 2026-06-15."),
    ],
)
def test_it_is_handed_on_to_somebody_else_who_is_there(delegate: str, why: str) -> None:
    assert refused(tried(delegate=delegate)) == [why]


@pytest.mark.parametrize(
    ("start", "days", "allowed"),
    [
        (MONDAY, 0, True),
        (MONDAY, LONGEST, True),
        (MONDAY + timedelta(days=100), LONGEST, True),
        (MONDAY, LONGEST + 1, False),
        (MONDAY, -1, False),
        (MONDAY - timedelta(days=1), 5, False),
    ],
)
def test_the_period_begins_no_earlier_than_the_act_and_lasts_a_year_at_most(
    start: date, days: int, *, allowed: bool
) -> None:
    why = refused(tried(start=start, end=start + timedelta(days=days)))
    expected = "A mandate is handed on from the day of the act at the earliest, for a year at the most."
    assert why == ([] if allowed else [expected])


def test_who_lost_the_mandate_before_the_landing_has_not_handed_it_on() -> None:
    outcome = tried("deputy")
    assert isinstance(outcome, Plan)
    [act] = outcome.acts
    assert list(reasons_against_delegation(act, delegable(), MONDAY)) == []
    assert list(reasons_against_delegation(act, delegable(), None)) == []
    [why] = reasons_against_delegation(act, delegable(), MONDAY + timedelta(days=28))
    assert str(why) == "deputy did not have the mandate M-1 on 2026-07-13."


@pytest.mark.parametrize("field", ["valid_from", "valid_until", "successor", "mandate"])
def test_an_act_that_leaves_out_a_part_hands_nothing_on(field: str) -> None:
    outcome = tried()
    assert isinstance(outcome, Plan)
    act = replace(outcome.acts[0], **{field: None})  # type: ignore[arg-type]  # these fields may be none
    [why] = reasons_against_delegation(act, delegable(), None)
    assert "names no line of the delegation order" in str(why)
    world = World(policy=policy(delegable()))
    world.put(act)
    assert world.corpus.policy.register.delegations == ()


def test_the_types_of_what_is_handed_on_are_those_of_the_line() -> None:
    outcome = tried()
    assert isinstance(outcome, Plan)
    [act] = outcome.acts
    assert handed_on(act, delegable()) == ("rutin", "plan")
    assert handed_on(replace(act, mandate="M-9"), delegable()) == ()


def handing_on(days: int = 27) -> World:
    """Give a world in which the approver has handed the mandate on to the bystander."""
    world = World(policy=policy(delegable()))
    until = MONDAY + timedelta(days=days)
    outcome = hand_on(world.corpus, "approver", "bystander", "M-1", MONDAY, until, world.now, Level.CLAIMED)
    assert isinstance(outcome, Plan), outcome
    world.make(outcome)
    return world


def test_who_has_been_handed_a_mandate_decides_and_the_act_says_by_which_act() -> None:
    world = handing_on()
    [delegation] = world.corpus.delegations
    [act] = world.reviewed().does(Move.APPROVE, "bystander").acts
    assert (act.person, act.role, act.mandate, act.on_behalf_of) == ("bystander", "approver", "M-1", delegation.id)
    world.does(Move.PUBLISH, "bystander")
    [stop] = world.does(Move.STOP, "bystander", Wish(reason="Fel dos.")).acts
    assert (stop.mandate, stop.on_behalf_of) == ("M-1", delegation.id)


def test_the_holder_goes_on_deciding_and_needs_nobodys_act() -> None:
    world = handing_on().reviewed()
    [act] = world.does(Move.APPROVE, "approver").acts
    assert (act.mandate, act.on_behalf_of) == ("M-1", None)


@pytest.mark.parametrize(("day", "expected"), [(0, []), (27, []), (28, ["NO-MANDATE"])])
def test_it_is_handed_on_until_the_last_day(day: int, expected: list[str]) -> None:
    world = handing_on().reviewed()
    assert world.on(MONDAY + timedelta(days=day)).against(Move.APPROVE, "bystander") == expected


def test_it_ends_with_the_mandate_of_the_holder_and_is_not_handed_on_again() -> None:
    world = handing_on().reviewed()
    ended = tuple(
        holding.model_copy(update={"until": MONDAY}) if holding.person == "approver" else holding
        for holding in REGISTER.holdings
    )
    world.policy = policy(delegable(replace(REGISTER, holdings=ended)))
    assert world.against(Move.APPROVE, "bystander") == []
    assert world.later(1).against(Move.APPROVE, "bystander") == ["NO-MANDATE"]
    again = hand_on(handing_on().corpus, "bystander", "author", "M-1", MONDAY, FRIDAY, NOW, Level.CLAIMED)
    assert refused(again) == ["bystander did not have the mandate M-1 on 2026-06-15."]


def with_delegation(**fields: object) -> Register:
    entry = Delegation("0" * 20, "M-1", "approver", "bystander", MONDAY, FRIDAY)
    return replace(delegable(), delegations=(replace(entry, **fields),))  # type: ignore[arg-type]  # its fields


def test_the_register_knows_who_has_a_mandate_by_whom() -> None:
    register = with_delegation()
    units = ("pain",)
    assert [line.id for line in register.mandates_of("bystander", "rutin", units, MONDAY)] == ["M-1"]
    assert register.deciders("rutin", units, MONDAY) == ("approver", "deputy", "bystander")
    assert register.deciders("rutin", units, FRIDAY + timedelta(days=1)) == ("approver", "deputy")
    found = register.delegation_for("bystander", "M-1", units, MONDAY)
    assert found is not None
    assert found.act == "0" * 20
    assert register.delegation_for("approver", "M-1", units, MONDAY) is None
    assert register.delegation_for("bystander", "M-9", units, MONDAY) is None
    assert register.delegation_for("bystander", "M-2", units, MONDAY) is None
    assert register.delegation_for("bystander", "M-1", units, FRIDAY + timedelta(days=1)) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"delegate": LEFT},
        {"holder": "owner"},
        {"mandate": "M-2"},
        {"mandate": "M-9"},
        {"from_day": MONDAY + timedelta(days=1)},
        {"until": MONDAY - timedelta(days=1)},
    ],
)
def test_a_delegation_that_does_not_fit_gives_nothing(fields: dict[str, object]) -> None:
    register = with_delegation(**fields)
    delegate = str(fields.get("delegate", "bystander"))
    assert register.mandates_of(delegate, "rutin", ("pain",), MONDAY) == ()


def test_a_delegation_of_a_line_that_may_no_longer_be_handed_on_gives_nothing() -> None:
    register = replace(with_delegation(), mandates=MANDATES)
    assert register.mandates_of("bystander", "rutin", ("pain",), MONDAY) == ()


def test_a_mandate_reaches_as_far_as_its_holder() -> None:
    holdings = (*REGISTER.holdings, Holding(person="bystander", role="chief", unit="rehab"))
    register = replace(with_delegation(), holdings=holdings)
    assert register.delegation_for("bystander", "M-1", ("rehab",), MONDAY) is None
    assert register.delegation_for("bystander", "M-1", ("pain",), MONDAY) is not None
    assert register.mandates_of("bystander", "rutin", ("region",), MONDAY) == ()
