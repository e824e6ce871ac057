"""Whose a key is, and whether it counts on a day."""

from __future__ import annotations

import pytest
from tests.authority.keyed import KEYED, TODAY, TOMORROW, YESTERDAY, key, machine, with_person
from tests.signature.keys import SoftKey

from ledsys.authority.keys import key_holder, key_machine, valid_key
from ledsys.model.organisation import Key
from ledsys.signature import PublicKey, read_key


def public(name: str) -> PublicKey:
    return read_key(SoftKey(name).public_text)


def test_a_key_is_that_of_the_one_person_who_has_it() -> None:
    holder = key_holder(KEYED.register, public("owner"))
    assert holder is not None
    assert holder.id == "owner"
    assert key_holder(KEYED.register, public("stranger")) is None


def test_a_key_that_several_have_is_nobodys() -> None:
    shared = with_person(KEYED, "author", keys=(key("author"), key("owner")))
    assert key_holder(shared.register, public("owner")) is None
    assert key_holder(shared.register, public("author")) is not None
    twice = with_person(KEYED, "author", keys=(key("author", until=YESTERDAY), key("author")))
    assert key_holder(twice.register, public("author")) is not None


@pytest.mark.parametrize(
    ("entry", "counts"),
    [
        (key("a"), True),
        (key("a", from_day=TODAY, until=TODAY), True),
        (key("a", from_day=TOMORROW), False),
        (key("a", until=YESTERDAY), False),
        (key("a", compromised=True), False),
        (key("a", compromised=True, until=TODAY), True),
        (key("a", compromised=True, until=YESTERDAY), False),
        (key("b"), False),
    ],
)
def test_a_key_counts_from_its_first_to_its_last_safe_day(entry: Key, *, counts: bool) -> None:
    person = with_person(KEYED, "new", keys=(entry,)).register.person_by_id["new"]
    assert valid_key(person, public("a"), TODAY) is counts


def test_the_key_of_a_person_who_has_left_does_not_count() -> None:
    person = with_person(KEYED, "new", keys=(key("a"),), until=TODAY).register.person_by_id["new"]
    assert valid_key(person, public("a"), TODAY)
    assert not valid_key(person, public("a"), TOMORROW)


def test_a_machine_is_known_by_its_key() -> None:
    machines = (machine("forge"), machine("other"))
    assert key_machine(machines, public("forge")) == machines[0]
    assert key_machine(machines, public("owner")) is None
    assert key_machine((*machines, machine("forge")), public("forge")) is None
