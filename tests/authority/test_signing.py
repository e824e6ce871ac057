"""Who must sign a policy version, who has, and which signatures don't count (proof §1.6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import (
    BEGUN,
    KEYED,
    TODAY,
    TOMORROW,
    YESTERDAY,
    files_of,
    first,
    following,
    key,
    machine,
    with_authority,
    with_person,
    with_register,
    without_person,
)
from tests.signature.keys import SoftKey

from ledsys.authority.objection import THRESHOLD
from ledsys.authority.signing import missing, ungovernable, unsigned
from ledsys.authority.succession import Succession
from ledsys.authority.ways import Group, OwnedKey, Part, new_keys, ways
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Holding
from ledsys.policyfile import statement
from ledsys.signature import ACT

ROOTS = frozenset({"owner", "approver", "administrator"})
FIRST = first()
OTHERWISE = with_register(KEYED, mandates=KEYED.register.mandates[:1])
"""A policy whose change needs the root persons."""
NEWCOMER = with_person(KEYED, "newcomer", keys=(key("newcomer"),))
SECOND_KEY = with_person(KEYED, "approver", keys=(key("approver"), key("second")))


def said(made: Succession) -> str:
    found = tuple(unsigned(made))
    assert {objection.code for objection in found} <= {THRESHOLD}
    assert missing(made).nothing == (not any("lacks" in str(o.message) or "enters" in str(o.message) for o in found))
    return "\n".join(str(objection.message) for objection in found)


def test_the_first_version_is_signed_by_its_own_root_persons() -> None:
    assert ways(FIRST) == ((Group(Part.ROOT, ROOTS, 2),),)
    assert said(FIRST) == ""
    assert said(first(signers=("owner", "approver", "administrator"))) == ""
    assert "lacks 1 of the root persons (administrator, approver)" in said(first(signers=("owner",)))
    assert "lacks 2 of the root persons (administrator, approver, owner)" in said(first(signers=()))


def test_two_keys_of_one_person_are_one_signature() -> None:
    policy = with_person(KEYED, "owner", keys=(key("owner"), key("second")))
    assert "lacks 1 of" in said(first(policy, ("owner", "second")))
    assert said(first(policy, ("owner", "second", "approver"))) == ""
    assert "lacks 1 of" in said(first(policy, ("owner", "owner")))


def test_a_threshold_of_root_persons_signs_any_change() -> None:
    assert said(following(FIRST, OTHERWISE)) == ""
    assert said(following(FIRST, OTHERWISE, ("approver", "administrator"))) == ""
    assert "lacks 1 of" in said(following(FIRST, OTHERWISE, ("owner",)))
    three = first(with_authority(KEYED, threshold=3), ROOTS)
    assert "lacks 1 of" in said(following(three, OTHERWISE))


def test_the_version_before_says_who_the_root_persons_are() -> None:
    taken_over = with_authority(KEYED, roots=("author", "registrar"))
    assert "lacks 2 of the root persons (administrator, approver, owner)" in said(
        following(FIRST, taken_over, ("author", "registrar"))
    )
    assert said(following(FIRST, taken_over)) == ""
    after = following(FIRST, taken_over)
    assert "has no say in it" in said(following(after, OTHERWISE, ("author", "registrar", "owner")))


def test_a_lower_threshold_counts_only_after_the_version_that_lowers_it() -> None:
    lowered = with_authority(KEYED, threshold=1)
    assert "lacks 1 of" in said(following(FIRST, lowered, ("owner",)))


def test_a_signature_of_somebody_who_has_no_say_is_told() -> None:
    assert said(first(signers=("owner", "approver", "author"))) == (
        "Policy version 1 is signed by author, who has no say in it."
    )
    stranger = SoftKey("stranger").public_text
    assert said(first(signers=("owner", "approver", "stranger"))) == (
        f"Policy version 1 is signed with a key that nobody in the register has: {stranger}."
    )


@pytest.mark.parametrize(
    "entry", [key("owner", until=YESTERDAY), key("owner", from_day=TOMORROW), key("owner", compromised=True)]
)
def test_a_key_that_does_not_count_that_day_signs_nothing(entry: object) -> None:
    made = first(with_person(KEYED, "owner", keys=(entry,)))
    assert f"signed by owner with a key that did not count on {TODAY}" in said(made)
    assert "lacks 1 of the root persons (administrator)" in said(made)


def test_the_day_is_that_of_the_place_where_the_version_was_made() -> None:
    policy = with_person(KEYED, "owner", keys=(key("owner", until=YESTERDAY),))
    assert said(first(policy, made_at=BEGUN - timedelta(hours=9, minutes=1))) == ""
    assert "did not count" in said(first(policy, made_at=BEGUN - timedelta(hours=9)))


def test_a_root_person_who_has_left_signs_nothing() -> None:
    made = first(with_person(KEYED, "owner", until=YESTERDAY))
    assert "did not count" in said(made)
    assert ways(made) == ((Group(Part.ROOT, ROOTS - {"owner"}, 2),),)


def test_an_ended_key_signs_nothing_for_whoever_has_another() -> None:
    policy = with_person(KEYED, "owner", keys=(key("owner"), key("old", until=YESTERDAY)))
    assert "lacks 1 of the root persons (administrator, owner)" in said(first(policy, ("old", "approver")))


def test_of_an_ended_key_of_somebody_without_a_say_one_thing_is_told() -> None:
    policy = with_person(KEYED, "author", keys=(key("author", until=YESTERDAY),))
    assert said(first(policy, ("owner", "approver", "author"))) == (
        f"Policy version 1 is signed by author with a key that did not count on {TODAY}."
    )


def test_a_key_counts_on_the_day_of_the_version_and_on_that_of_its_landing() -> None:
    assert FIRST.days == (TODAY,)
    assert replace(FIRST, landed=TOMORROW).days == (TODAY, TOMORROW)
    for days, wrong in (({"until": TODAY}, TOMORROW), ({"from_day": TOMORROW}, TODAY)):
        made = first(with_person(KEYED, "owner", keys=(key("owner", **days),)))
        assert f"with a key that did not count on {wrong}" in said(replace(made, landed=TOMORROW))


def test_a_signature_on_something_else_is_told_and_does_not_count() -> None:
    sealed = FIRST.version
    message = statement(sealed).encode()
    for armour in (SoftKey("approver").sign(message, ACT), SoftKey("approver").sign(message + b"\n", "x"), "no"):
        made = replace(FIRST, version=replace(sealed, signatures=(sealed.signatures[0], armour)))
        assert "A signature on policy version 1 is wrong" in said(made)
        assert "lacks 1 of" in said(made)
    moved = replace(FIRST, version=replace(sealed, reason="Något annat."))
    assert said(moved).count("is wrong") == 2


def test_every_new_key_signs_for_itself() -> None:
    policy = with_authority(with_person(OTHERWISE, "author", keys=(key("author"), key("second"))), threshold=2)
    made = following(FIRST, policy)
    assert new_keys(made) == (OwnedKey("author", key("second").text),)
    assert missing(made).keys == new_keys(made)
    assert "enters a key for author that has not signed it" in said(made)
    assert said(following(FIRST, policy, ("owner", "approver", "second"))) == ""
    machines = with_authority(KEYED, witnesses=(machine("forge"), machine("other")))
    assert "enters a key for other" in said(following(FIRST, machines))
    assert said(following(FIRST, machines, ("owner", "approver", "other"))) == ""


def test_for_the_keys_of_the_first_version_the_root_persons_vouch() -> None:
    assert new_keys(FIRST) == ()


def test_a_new_person_without_any_part_needs_only_a_registrar_and_the_new_key() -> None:
    made = following(FIRST, NEWCOMER, ())
    assert ways(made) == ((Group(Part.REGISTRAR, frozenset({"registrar"}), 1),), (Group(Part.ROOT, ROOTS, 2),))
    assert "lacks one who may register documents (registrar); or else 2 of the root persons" in said(made)
    assert said(following(FIRST, NEWCOMER, ("registrar", "newcomer"))) == ""
    assert said(following(FIRST, NEWCOMER, ("owner", "approver", "newcomer"))) == ""
    assert "enters a key for newcomer" in said(following(FIRST, NEWCOMER, ("registrar",)))
    assert "lacks one" in said(following(FIRST, NEWCOMER, ("newcomer",)))
    assert "lacks one" in said(following(FIRST, NEWCOMER, ("newcomer", "owner")))
    assert "author, who has no say" in said(following(FIRST, NEWCOMER, ("registrar", "newcomer", "author")))


def test_a_new_person_without_a_key_needs_only_a_registrar() -> None:
    policy = with_person(KEYED, "newcomer")
    assert said(following(FIRST, policy, ("registrar",))) == ""


def test_nobody_registers_where_no_registrar_has_a_key() -> None:
    keyless = first(with_person(KEYED, "registrar", keys=()))
    made = following(keyless, with_person(keyless.policy, "newcomer"), ())
    assert "one who may register documents (nobody has a key that counts)" in said(made)


def test_a_further_key_needs_an_older_one_of_the_same_person() -> None:
    made = following(FIRST, SECOND_KEY, ())
    assert ways(made)[0] == (Group(Part.HOLDER, frozenset({"approver"}), 1),)
    assert "lacks an older key of the person who gets a further one (approver); or else" in said(made)
    assert said(following(FIRST, SECOND_KEY, ("approver", "second"))) == ""
    assert said(following(FIRST, SECOND_KEY, ("owner", "administrator", "second"))) == ""
    assert "enters a key" in said(following(FIRST, SECOND_KEY, ("approver",)))
    assert "lacks" in said(following(FIRST, SECOND_KEY, ("second",)))
    assert "registrar, who has no say" in said(following(FIRST, SECOND_KEY, ("registrar", "second")))


def test_an_ended_key_adds_no_further_one() -> None:
    ended = first(with_person(KEYED, "author", keys=(key("author", until=YESTERDAY),)))
    policy = with_person(ended.policy, "author", keys=(key("author", until=YESTERDAY), key("second")))
    assert "lacks" in said(following(ended, policy, ("author", "second")))


def test_a_first_key_for_somebody_needs_the_root_persons() -> None:
    policy = with_person(KEYED, "reviewer", keys=(key("reviewer"),))
    made = following(FIRST, policy, ("registrar", "reviewer"))
    assert ways(made)[0] == (Group(Part.HOLDER, frozenset(), 1),)
    assert "lacks an older key of the person who gets a further one (nobody has a key" in said(made)
    assert said(following(FIRST, policy, ("owner", "approver", "reviewer"))) == ""


def test_keys_in_another_order_are_no_further_key() -> None:
    two = first(SECOND_KEY)
    policy = with_person(SECOND_KEY, "approver", keys=(key("second"), key("approver")))
    assert ways(following(two, policy)) == ((Group(Part.ROOT, ROOTS, 2),),)


def test_several_light_changes_at_once_need_all_who_sign_each() -> None:
    both = with_person(NEWCOMER, "approver", keys=(key("approver"), key("second")))
    assert said(following(FIRST, both, ("registrar", "newcomer", "approver", "second"))) == ""
    assert "lacks one who may" in said(following(FIRST, both, ("newcomer", "approver", "second")))
    assert "lacks an older" in said(following(FIRST, both, ("registrar", "newcomer", "second")))


def _heavy() -> list[Policy]:
    doubled = with_register(SECOND_KEY, persons=(*KEYED.register.persons, SECOND_KEY.register.person_by_id["approver"]))
    return [
        OTHERWISE,
        with_person(KEYED, "approver", title="Ny titel"),
        with_person(SECOND_KEY, "approver", accounts=("login",)),
        with_person(SECOND_KEY, "approver", until=TOMORROW),
        with_person(SECOND_KEY, "author", until=TOMORROW),
        with_person(KEYED, "approver", keys=(key("approver", until=TOMORROW),)),
        with_person(KEYED, "approver", keys=(key("approver", until=TOMORROW), key("second"))),
        with_person(KEYED, "approver", keys=(key("second"),)),
        without_person(NEWCOMER, "author"),
        doubled,
        with_authority(NEWCOMER, threshold=1),
    ]


@pytest.mark.parametrize("policy", _heavy())
def test_anything_else_needs_the_root_persons(policy: Policy) -> None:
    assert len(ways(following(FIRST, policy))) == 1


@pytest.mark.parametrize(
    "holding",
    [
        Holding(person="newcomer", role="chief", unit="care"),
        Holding(person="owner", role="chief", unit="care", deputy_for="newcomer"),
    ],
)
def test_a_new_person_whom_a_role_already_waits_for_needs_the_root_persons(holding: Holding) -> None:
    waiting = first(with_register(KEYED, holdings=(*KEYED.register.holdings, holding)))
    assert len(ways(following(waiting, with_person(waiting.policy, "newcomer")))) == 1


def test_a_new_person_who_is_named_as_root_person_needs_the_root_persons() -> None:
    waiting = first(with_authority(KEYED, roots=(*ROOTS, "newcomer")))
    assert len(ways(following(waiting, with_person(waiting.policy, "newcomer")))) == 1


def test_another_file_that_differs_needs_the_root_persons() -> None:
    for path in ("CODEOWNERS", "mallar/rutin.md"):
        files = {**files_of(NEWCOMER), path: "ab" * 32}
        assert len(ways(following(FIRST, NEWCOMER, files=files))) == 1
    assert len(ways(following(FIRST, NEWCOMER, files=FIRST.version.files))) == 1


def told(policy: Policy) -> str:
    return "\n".join(str(objection.message) for objection in ungovernable(first(policy)))


def test_enough_root_persons_can_change_the_decisions() -> None:
    assert told(KEYED) == ""
    assert told(with_authority(KEYED, threshold=3)) == ""
    assert "4 root persons (rotpersoner) must sign every change, but only 3" in told(with_authority(KEYED, threshold=4))
    assert "only 1 have a key" in told(with_authority(KEYED, roots=("owner", "reviewer")))
    assert "only 1 have a key" in told(with_authority(KEYED, roots=("owner", "owner")))
    assert "only 0 have a key" in told(with_authority(KEYED, roots=()))
    assert "only 2 have a key" in told(
        with_person(with_authority(KEYED, threshold=3), "owner", keys=(key("owner", until=YESTERDAY),))
    )


@pytest.mark.parametrize("threshold", [0, 1])
def test_nobody_alone_changes_the_decisions(threshold: int) -> None:
    assert f"The threshold (tröskel) is {threshold}" in told(with_authority(KEYED, threshold=threshold))
    assert "2 root persons (rotpersoner) must sign" in told(
        with_authority(KEYED, threshold=threshold, roots=("owner",))
    )


def test_a_root_person_is_in_the_register() -> None:
    assert "not in the register of persons: ghost." in told(with_authority(KEYED, roots=(*ROOTS, "ghost")))
