"""Nothing in the register may leave it open who signed."""

from __future__ import annotations

import pytest
from tests.authority.keyed import KEYED, TODAY, key, machine, with_authority, with_person

from ledsys.authority.identity import unclear
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Key


def said(policy: Policy) -> str:
    return "\n".join(str(objection.message) for objection in unclear(policy))


def test_an_ordinary_register_is_clear() -> None:
    assert said(KEYED) == ""
    assert said(with_person(KEYED, "owner", keys=(key("owner"), key("second")), accounts=("owner", "owner2"))) == ""


def test_a_key_that_can_not_be_used_is_told_with_its_owner() -> None:
    assert "A key of owner can't be used" in said(with_person(KEYED, "owner", keys=(Key(key="ssh-rsa AAAA"),)))
    broken = machine("forge").model_copy(update={"key": "ssh-ed25519 broken"})
    assert "A key of forge can't be used" in said(with_authority(KEYED, witnesses=(broken,)))


def test_a_compromised_key_must_have_its_last_safe_day() -> None:
    assert "no last safe day" in said(with_person(KEYED, "owner", keys=(key("owner", compromised=True),)))
    assert said(with_person(KEYED, "owner", keys=(key("owner", compromised=True, until=TODAY),))) == ""


def test_a_key_stands_in_the_register_once() -> None:
    shared = with_person(KEYED, "author", keys=(key("author"), key("owner")))
    assert said(shared) == f"The key {key('owner').text} stands in the register more than once: author, owner."
    twice = with_person(KEYED, "owner", keys=(key("owner", until=TODAY), key("owner")))
    assert "more than once: owner, owner" in said(twice)
    assert "more than once: owner, forge" in said(
        with_authority(KEYED, witnesses=(machine("forge").model_copy(update={"key": key("owner").key}),))
    )
    assert "more than once: forge, journal" in said(
        with_authority(KEYED, sealers=(machine("journal").model_copy(update={"key": machine("forge").key}),))
    )


@pytest.mark.parametrize("account", ["olle", "@olle"])
def test_an_account_belongs_to_one_person_whatever_its_capitals_and_sign(account: str) -> None:
    both = with_person(with_person(KEYED, "owner", accounts=("Olle",)), "author", accounts=(account,))
    assert said(both) == "The account olle stands in the register more than once: author, owner."
