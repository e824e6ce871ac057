"""The register only grows: nothing vanishes, is taken back or becomes something else (proof §1.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.authority.keyed import (
    KEYED,
    TODAY,
    TOMORROW,
    YESTERDAY,
    key,
    machine,
    with_authority,
    with_person,
    with_register,
    without_person,
)

from ledsys.authority.growth import shrunk
from ledsys.authority.objection import SHRUNK
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Body, DecisionForm, Holding, Mandate, Role, Unit, UnitName


def said(before: Policy, after: Policy) -> str:
    found = tuple(shrunk(before, after))
    assert {objection.code for objection in found} <= {SHRUNK}
    return "\n".join(str(objection.message) for objection in found)


def without(policy: Policy, part: str, place: int) -> Policy:
    entries = getattr(policy.register, part)
    return with_register(policy, **{part: entries[:place] + entries[place + 1 :]})


def changed(policy: Policy, part: str, place: int, **fields: Any) -> Policy:
    entries = list(getattr(policy.register, part))
    entries[place] = entries[place].model_copy(update=fields)
    return with_register(policy, **{part: tuple(entries)})


def test_what_stays_or_is_added_is_no_loss() -> None:
    assert said(KEYED, KEYED) == ""
    grown = with_person(with_person(KEYED, "new", keys=(key("new"),)), "owner", keys=(key("owner"), key("second")))
    more = {
        "units": (Unit(id="new", names=(UnitName(name="Ny"),)),),
        "bodies": (Body(id="new", names=(UnitName(name="Ny"),)),),
        "roles": (Role(id="new", name="Ny"),),
        "holdings": (Holding(person="owner", role="chief", unit="pain"),),
        "mandates": (KEYED.register.mandates[0].model_copy(update={"id": "M-9"}),),
    }
    grown = with_register(grown, **{part: getattr(grown.register, part) + extra for part, extra in more.items()})
    assert said(KEYED, with_authority(grown, witnesses=(machine("forge"), machine("new")))) == ""
    assert said(grown, KEYED).count("has lost") == 8


@pytest.mark.parametrize(
    ("part", "named"),
    [
        ("units", "the unit region"),
        ("bodies", "the body council"),
        ("roles", "the role chief"),
        ("holdings", "the role ward-chief at pain of owner (from: –, deputy for: –)"),
        ("mandates", "the mandate M-1"),
    ],
)
def test_what_vanishes_is_told(part: str, named: str) -> None:
    assert f"has lost {named}." in said(KEYED, without(KEYED, part, 0))


def test_a_person_who_vanishes_takes_the_keys_along() -> None:
    assert said(KEYED, without_person(KEYED, "owner")).splitlines() == [
        "The register has lost the person owner.",
        f"The register has lost the key {key('owner').text} of owner.",
    ]
    assert "the key" in said(KEYED, with_person(KEYED, "owner", keys=()))
    assert "of the witness forge" in said(KEYED, with_authority(KEYED, witnesses=()))
    assert "of the sealer journal" in said(KEYED, with_authority(KEYED, sealers=()))


def test_a_key_that_moves_to_another_is_lost_by_its_owner() -> None:
    moved = with_person(with_person(KEYED, "owner", keys=()), "author", keys=(key("author"), key("owner")))
    assert "of owner" in said(KEYED, moved)
    assert "of owner" not in said(moved, moved)


def test_what_says_nothing_about_authority_may_change() -> None:
    assert said(KEYED, with_person(KEYED, "owner", name="Nytt namn", title="Ny", emails=("ny@example.org",))) == ""
    assert said(KEYED, changed(KEYED, "units", 0, names=(UnitName(name="Nytt"),))) == ""
    assert said(KEYED, changed(KEYED, "roles", 0, name="Nytt")) == ""
    other_comment = key("owner").model_copy(update={"key": f"{key('owner').text} elsewhere"})
    assert said(KEYED, with_person(KEYED, "owner", keys=(other_comment,))) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"role": "ward-chief"},
        {"role": None, "body": "council"},
        {"types": ("rutin",)},
        {"types": ("rutin", "plan", "policy")},
        {"units": ("region",)},
        {"decided_by": "Styrelsen 2026-01-02 § 1, RS 2026-00001"},
        {"form": DecisionForm.DELEGATED},
        {"delegable": True},
    ],
)
def test_a_mandate_never_becomes_another_under_its_id(fields: dict[str, Any]) -> None:
    assert "has changed what the mandate M-1 is." in said(KEYED, changed(KEYED, "mandates", 0, **fields))


def test_the_order_of_a_mandates_types_and_its_end_are_no_change() -> None:
    line: Mandate = KEYED.register.mandates[0]
    assert said(KEYED, changed(KEYED, "mandates", 0, types=tuple(reversed(line.types)), until=TODAY)) == ""


CHANGES: list[Callable[..., Policy]] = [
    lambda **days: with_person(KEYED, "owner", **days),
    lambda **days: with_person(KEYED, "owner", keys=(key("owner", **days),)),
    lambda **days: with_authority(KEYED, witnesses=(machine("forge", **days),)),
    lambda **days: with_authority(KEYED, sealers=(machine("journal", **days),)),
    lambda **days: changed(KEYED, "units", 0, **days),
    lambda **days: changed(KEYED, "bodies", 0, **days),
    lambda **days: changed(KEYED, "mandates", 0, **days),
]
DATED = [*CHANGES, lambda **days: changed(KEYED, "holdings", 0, **days)]


@pytest.mark.parametrize("entry", DATED)
def test_a_last_day_may_be_set_and_moved_on_but_not_back(entry: Callable[..., Policy]) -> None:
    assert said(KEYED, entry(until=YESTERDAY)) == ""
    assert said(entry(until=TODAY), entry(until=TOMORROW)) == ""
    assert said(entry(until=TODAY), KEYED) == ""
    assert f"has been moved back to {YESTERDAY}." in said(entry(until=TODAY), entry(until=YESTERDAY))


@pytest.mark.parametrize("entry", CHANGES)
def test_a_first_day_may_move_back_but_not_on(entry: Callable[..., Policy]) -> None:
    assert said(entry(from_day=TODAY), entry(from_day=YESTERDAY)) == ""
    assert said(entry(from_day=TODAY), KEYED) == ""
    assert said(entry(from_day=TODAY, until=TOMORROW), entry(from_day=YESTERDAY, until=TOMORROW)) == ""
    assert f"has been moved to {TODAY}." in said(KEYED, entry(from_day=TODAY))
    assert f"has been moved to {TODAY}." in said(entry(from_day=YESTERDAY), entry(from_day=TODAY))


def test_a_holding_that_begins_another_day_is_another() -> None:
    assert "has lost the role" in said(KEYED, changed(KEYED, "holdings", 0, from_day=TODAY))


def test_a_holding_for_another_person_is_another() -> None:
    place = next(number for number, line in enumerate(KEYED.register.holdings) if line.deputy_for == "approver")
    assert "deputy for: approver" in said(KEYED, changed(KEYED, "holdings", place, deputy_for="owner"))


def test_a_compromised_key_stays_so_and_its_safe_days_may_get_fewer() -> None:
    def owner(**entries: Any) -> Policy:
        return with_person(KEYED, "owner", keys=(key("owner", **entries),))

    assert said(owner(until=TODAY), owner(until=YESTERDAY, compromised=True)) == ""
    assert said(owner(until=TODAY, compromised=True), owner(until=YESTERDAY, compromised=True)) == ""
    assert "moved back" in said(owner(until=TODAY), owner(until=YESTERDAY))
    assert "no longer says" in said(owner(until=TODAY, compromised=True), owner(until=TODAY))
    taken = with_authority(KEYED, witnesses=(machine("forge", compromised=True, until=TODAY),))
    assert "no longer says" in said(taken, KEYED)


def test_of_entries_with_one_name_the_one_that_ends_last_counts() -> None:
    line = KEYED.register.holdings[0]
    ended = line.model_copy(update={"until": YESTERDAY})
    twice = with_register(KEYED, holdings=(*KEYED.register.holdings, ended))
    assert said(twice, KEYED) == ""
    only_ended = with_register(KEYED, holdings=(ended, *KEYED.register.holdings[1:]))
    assert said(KEYED, only_ended) == ""
    shorter = with_register(KEYED, holdings=(line.model_copy(update={"until": TODAY}), ended))
    assert "moved back" in said(shorter, with_register(KEYED, holdings=(ended,)))
