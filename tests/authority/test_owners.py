"""CODEOWNERS follows the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.store.example import TODAY, example

from ledsys.authority.owners import accounts_of, code_owners
from ledsys.model.corpus import Policy
from ledsys.model.policy import PROTECTED
from ledsys.store.policy import load_policy

NOBODY = frozenset[str]()


def with_accounts(*, without: frozenset[str] = NOBODY, roots: tuple[str, ...] = (), language: str = "sv") -> Policy:
    policy = load_policy(example())
    persons = tuple(
        person.model_copy(update={"accounts": () if person.id in without else (f"@{person.id}", "två ord")})
        for person in policy.register.persons
    )
    authority = policy.settings.authority.model_copy(update={"roots": roots})
    settings = policy.settings.model_copy(update={"authority": authority, "language": language})
    return replace(policy, register=replace(policy.register, persons=persons), settings=settings)


def lines(policy: Policy, day: date = TODAY) -> dict[str, list[str]]:
    text = code_owners(policy, day).text
    return {path: owners for path, *owners in (line.split() for line in text.splitlines() if line.startswith("/"))}


def test_a_unit_is_owned_by_those_who_decide_for_it() -> None:
    found = lines(with_accounts())
    assert found["/dokument/smarta/"] == ["@hjaek1", "@ragsa1", "@sixal1", "@tyrli1", "@ylvta1"]
    assert found["/dokument/"] == ["@orvny1"]
    assert "/dokument/syn/" not in found, "the unit is no more"


def test_a_holiday_deputy_owns_for_the_holiday() -> None:
    assert "@ylvta1" in lines(with_accounts(), date(2026, 7, 1))["/dokument/rehab/"]
    assert "@ylvta1" not in lines(with_accounts(), date(2026, 8, 1))["/dokument/rehab/"]


def test_what_only_a_policy_change_may_touch_is_owned_by_registrars_and_comes_last() -> None:
    found = lines(with_accounts())
    protected = {f"/{path}" for path in (*PROTECTED, ".ledsys/policy/")}
    assert {path for path, owners in found.items() if owners == ["@orvny1", "@vegho1"]} == protected
    assert set(list(found)[-len(protected) :]) == protected
    assert "/CODEOWNERS" in protected


def test_it_is_owned_by_the_root_persons_once_there_are_any() -> None:
    found = lines(with_accounts(roots=("tyrli1", "gerfj1", "ragsa1")))
    assert found["/CODEOWNERS"] == ["@ragsa1", "@tyrli1"], "one of the three has left"


def test_who_has_no_account_is_told_and_not_asked() -> None:
    owners = code_owners(with_accounts(without=frozenset({"ylvta1", "malbj1"})), TODAY)
    assert owners.without_account == ("ylvta1",), "the other one is asked for nothing"
    assert "@ylvta1" not in owners.text


def test_the_text_is_the_same_every_time_and_in_the_language_of_the_docs_repo() -> None:
    text = code_owners(with_accounts(), TODAY).text
    assert text == code_owners(with_accounts(), TODAY).text
    assert text.startswith("# Skrivs av: ledsys forge setup.")
    assert text.endswith("\n")
    assert code_owners(with_accounts(language="en"), TODAY).text.startswith("# Written by: ledsys forge setup.")


def test_nobody_unknown_has_an_account() -> None:
    assert accounts_of(with_accounts(), "nobody") == ()
    assert accounts_of(with_accounts(), "ylvta1") == ("ylvta1",)
