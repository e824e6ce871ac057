"""The chain of policy versions: each judged by the one before it (proof §1.6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.authority.keyed import BEGUN, KEYED, first, following, signed, with_authority, with_person, without_person

from ledsys.authority.chain import objections
from ledsys.authority.objection import CHAIN, SHRUNK, THRESHOLD
from ledsys.authority.succession import Succession
from ledsys.model.corpus import Policy

FIRST = first()
SECOND = following(FIRST, with_person(KEYED, "newcomer"))
THIRD = following(SECOND, with_authority(SECOND.policy, threshold=3))
WHOLE = (FIRST, SECOND, THIRD)


def found(made: Iterable[Succession], *, lost: Iterable[Succession] = ()) -> list[tuple[int, str, str]]:
    versions = tuple(made)
    gone = {each.version.hash for each in lost}
    policies: dict[str, Policy] = {each.version.hash: each.policy for each in versions if each.version.hash not in gone}
    judged = objections([each.version for each in versions], policies)
    return [(version.version, objection.code, str(objection.message)) for version, objection in judged]


def codes(*made: Succession) -> list[tuple[int, str]]:
    return [(number, code) for number, code, _ in found(made)]


def test_a_whole_chain_has_nothing_against_it() -> None:
    assert found(()) == []
    assert found(WHOLE) == []


def test_a_version_that_is_missing_is_told_once_and_nothing_is_judged_across_the_gap() -> None:
    assert found((FIRST, THIRD)) == [(3, CHAIN, "Policy version 2 is missing before version 3.")]
    assert found((SECOND, THIRD)) == [(2, CHAIN, "Policy version 1 is missing before version 2.")]
    assert codes(FIRST, FIRST) == [(1, CHAIN)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"before": "sha256:" + "ab" * 32}, "was not made from version 1"),
        ({"repo": "another/repo"}, "is of another docs repo: another/repo"),
        ({"made_at": BEGUN - timedelta(seconds=1)}, "says that it was made before version 1"),
    ],
)
def test_a_version_that_does_not_follow_is_told(fields: dict[str, Any], words: str) -> None:
    other = following(FIRST, with_person(KEYED, "newcomer"), **fields)
    ((number, code, message),) = found((FIRST, other))
    assert (number, code) == (2, CHAIN)
    assert words in message


def test_the_repo_is_that_of_the_settings() -> None:
    ((_, code, message),) = found((first(repo="another/repo"),))
    assert code == CHAIN
    assert "is for another/repo, but its ledsys.yaml says repo-id region/docs" in message


def test_a_policy_that_can_not_be_read_is_told_and_the_next_is_not_judged_by_it() -> None:
    assert found(WHOLE, lost=(SECOND,)) == [(2, CHAIN, "What policy version 2 says can't be read any more.")]
    assert [number for number, *_ in found(WHOLE, lost=(THIRD,))] == [3]
    assert [number for number, *_ in found(WHOLE, lost=(FIRST,))] == [1]


def test_each_version_is_judged_by_the_one_before() -> None:
    unsigned = following(FIRST, with_person(KEYED, "owner", title="Ny"), ("owner",))
    assert codes(FIRST, unsigned, following(unsigned, unsigned.policy)) == [(2, THRESHOLD)]
    shrunk = following(FIRST, without_person(KEYED, "author"))
    assert codes(FIRST, shrunk) == [(2, SHRUNK), (2, SHRUNK)]
    shared = following(FIRST, with_person(KEYED, "reviewer", keys=KEYED.register.person_by_id["author"].keys))
    assert codes(FIRST, shared) == [(2, SHRUNK)]
    assert codes(first(with_authority(KEYED, threshold=1))) == [(1, THRESHOLD)]


def test_a_version_signed_for_another_place_in_the_chain_does_not_count() -> None:
    moved = replace(
        SECOND, version=replace(signed(SECOND.version, ()), version=3, signatures=SECOND.version.signatures)
    )
    assert (3, CHAIN) in codes(FIRST, moved)
