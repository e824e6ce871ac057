"""The register answers for a day: who is there, which unit answers, who holds what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.lifecycle.world import LEFT, MONDAY, REGISTER, UNKNOWN

from ledsys.model.organisation import Body, Duty, Holding, Person, Process, Unit, UnitName
from ledsys.model.register import Register

MERGED = date(2026, 7, 1)


def _unit(name: str, parent: str | None = None, merged_into: str | None = None) -> Unit:
    ended = MONDAY if merged_into else None
    return Unit(id=name, names=(UnitName(name=name),), parent=parent, merged_into=merged_into, until=ended)


def test_a_person_is_there_from_the_first_day_through_the_last() -> None:
    person = Person(id="a", name="A", title="T", from_day=MONDAY, until=MONDAY + timedelta(days=2))
    register = Register(persons=(person,))
    assert [register.present("a", MONDAY + timedelta(days=number)) for number in (-1, 0, 2, 3)] == [
        *(False, True, True, False)
    ]
    assert not register.present(UNKNOWN, MONDAY)


def test_a_merged_unit_is_answered_for_by_the_one_that_took_it_over() -> None:
    assert REGISTER.current_unit("eyes", MERGED - timedelta(days=1)) == "eyes"
    assert REGISTER.current_unit("eyes", MERGED) == "pain"
    assert REGISTER.current_unit(UNKNOWN, MERGED) == UNKNOWN


def test_units_merged_twice_are_followed_and_a_ring_ends() -> None:
    chain = Register(units=(_unit("a", merged_into="b"), _unit("b", merged_into="c"), _unit("c")))
    assert chain.current_unit("a", MERGED) == "c"
    ring = Register(units=(_unit("a", merged_into="b"), _unit("b", merged_into="a")))
    assert ring.current_unit("a", MERGED) == "b"


def test_the_line_of_a_unit_goes_up_to_the_top_and_a_ring_ends() -> None:
    assert list(REGISTER.line_up("pain")) == ["pain", "care", "region"]
    assert list(REGISTER.line_up(UNKNOWN)) == []
    ring = Register(units=(_unit("a", parent="b"), _unit("b", parent="a")))
    assert list(ring.line_up("a")) == ["a", "b"]
    assert list(Register(units=(_unit("a", parent="gone"),)).line_up("a")) == ["a"]


def test_a_unit_takes_its_sub_units_along() -> None:
    assert REGISTER.below("care") == ("care", "pain", "rehab")
    assert REGISTER.within("pain", "region")
    assert not REGISTER.within("region", "pain")


def test_a_role_is_held_at_just_that_unit_by_those_who_are_there() -> None:
    assert REGISTER.holders("chief", "care", MONDAY) == ("approver", "deputy")
    assert REGISTER.holders("chief", "care", MONDAY - timedelta(days=1)) == ("approver", LEFT)
    assert REGISTER.holders("chief", "pain", MONDAY) == ()
    assert REGISTER.holders(UNKNOWN, "care", MONDAY) == ()
    twice = replace(REGISTER, holdings=(*REGISTER.holdings, Holding(person="approver", role="chief", unit="care")))
    assert twice.holders("chief", "care", MONDAY) == ("approver", "deputy")


def test_a_reference_stands_for_a_person_or_for_the_holders_of_a_role() -> None:
    assert REGISTER.owner_persons("author", MONDAY) == ("author",)
    assert REGISTER.owner_persons("ward-chief@pain", MONDAY) == ("owner",)
    for nobody in (LEFT, UNKNOWN, "ward-chief@rehab", "@", "ward-chief@"):
        assert REGISTER.owner_persons(nobody, MONDAY) == ()


def test_a_duty_reaches_down_from_the_unit_where_the_role_is_held() -> None:
    assert REGISTER.duty_holders(Duty.ADMINISTER, ("pain", "rehab"), MONDAY) == ("submitter", "administrator")
    assert REGISTER.duty_holders(Duty.ADMINISTER, ("pain", "region"), MONDAY) == ("administrator",)
    assert not REGISTER.has_duty(LEFT, Duty.ADMINISTER, ("pain",), MONDAY)
    assert not REGISTER.has_duty("author", Duty.ADMINISTER, ("pain",), MONDAY)


def test_a_role_that_the_register_lacks_has_no_duties() -> None:
    lost = replace(REGISTER, roles=())
    assert not lost.has_duty("registrar", Duty.REGISTER, ("pain",), MONDAY)


def test_mandates_need_a_person_who_is_there_and_units() -> None:
    assert [mandate.id for mandate in REGISTER.mandates_of("approver", "rutin", ("pain",), MONDAY)] == ["M-1"]
    for person, kind, units in (
        (LEFT, "rutin", ("pain",)),
        ("approver", "policy", ("pain",)),
        ("approver", "rutin", ()),
        ("approver", "rutin", ("pain", "region")),
    ):
        assert REGISTER.mandates_of(person, kind, units, MONDAY) == ()
    assert REGISTER.deciders("rutin", ("rehab",), MONDAY) == ("approver", "elsewhere", "deputy")


def test_a_mandate_applies_on_its_days() -> None:
    line = REGISTER.mandates[0].model_copy(update={"from_day": MONDAY, "until": MONDAY})
    register = replace(REGISTER, mandates=(line,))
    found = [register.deciders("rutin", ("rehab",), MONDAY + timedelta(days=number)) != () for number in (-1, 0, 1)]
    assert found == [False, True, False]


def test_bodies_decide_for_the_units_of_their_mandates() -> None:
    assert REGISTER.deciding_bodies("policy", ("pain",), MONDAY) == ("council",)
    assert REGISTER.body_mandates("council", "policy", (), MONDAY) == ()
    assert REGISTER.deciding_bodies("rutin", ("pain",), MONDAY) == ()


def test_entries_are_found_by_id_and_address() -> None:
    register = replace(REGISTER, processes=(Process(id="p", name="P", kind="huvudprocess"),))
    assert register.person_by_email["author@example.org"].id == "author"
    assert register.process_by_id["p"].name == "P"
    assert register.unit_by_id["pain"].name(MONDAY) == "Smärtcentrum"
    assert register.body_by_id["board"].name(MONDAY) == "Styrelsen"
    assert (register.name_of("author"), register.name_of(UNKNOWN)) == ("Author", UNKNOWN)


def test_what_a_person_holds_on_a_day() -> None:
    assert [holding.unit for holding in REGISTER.roles_of("deputy", MONDAY)] == ["care"]
    assert REGISTER.roles_of("deputy", MONDAY - timedelta(days=1)) == ()


@pytest.mark.parametrize(("day", "name"), [(date(2019, 12, 31), "Gamla"), (date(2020, 1, 1), "Nya")])
def test_a_name_is_borne_from_its_day_and_the_first_one_before(day: date, name: str) -> None:
    names = (UnitName(name="Gamla", from_day=date(2015, 1, 1)), UnitName(name="Nya", from_day=date(2020, 1, 1)))
    unit = Unit(id="a", names=names)
    assert (unit.name(day), Body(id="a", names=names).name(day)) == (name, name)
    assert unit.name(date(2001, 1, 1)) == "Gamla"
