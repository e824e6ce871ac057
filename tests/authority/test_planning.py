"""The next policy version: what it says, and what it replaces while it waits for signatures."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import BEGUN, KEYED, TODAY, files_of, first, following, with_authority, with_person

from ledsys.authority.planning import Difference, difference, newest, next_version
from ledsys.authority.signing import missing
from ledsys.authority.succession import Succession
from ledsys.errors import RepositoryError
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy
from ledsys.policyfile import PolicyFormError, acts_digest, sealed

FIRST = first()
CHANGED = with_authority(KEYED, threshold=3)
LATER = BEGUN + timedelta(days=1, microseconds=7)


def corpus(policy: Policy, *made: Succession) -> Corpus:
    """Give a docs repo with a chain, and with the policy as it stands in the files."""
    return Corpus(
        policy=policy,
        today=TODAY,
        chain=tuple(each.version for each in made),
        policies={each.version.hash: each.policy for each in made},
    )


def planned(at: Corpus) -> Succession:
    return next_version(at, files_of(at.policy), "owner", "Fler skriver under.", LATER)


def act(number: int, document: str) -> Act:
    return Act(
        kind=ActKind.SUBMIT,
        repo="region/docs",
        document=document,
        version=1,
        content=None,
        person="owner",
        name="Owner",
        role="author",
        signed_at=BEGUN,
        id=str(number),
    )


def test_the_first_version_closes_what_was_done_in_open_mode() -> None:
    at = replace(
        corpus(KEYED), acts={"A": (act(3, "A"), act(1, "A")), "B": (act(2, "B"),)}, delegations=(act(4, "none"),)
    )
    assert newest(at) is None
    made = planned(at)
    assert made.before is None
    assert made.version == sealed(made.version)
    said = (made.version.repo, made.version.version, made.version.before, made.version.person, made.version.reason)
    assert said == ("region/docs", 1, None, "owner", "Fler skriver under.")
    assert made.version.acts == acts_digest("1234")
    assert made.version.made_at == LATER.replace(microsecond=0)
    assert difference(made) == Difference(tuple(sorted(files_of(KEYED))), (), ())
    assert [group.needed for way in missing(made).ways for group in way] == [2]


def test_the_next_version_follows_the_newest_that_is_signed() -> None:
    made = planned(corpus(CHANGED, FIRST))
    assert (made.version.version, made.version.before, made.version.acts) == (2, FIRST.version.hash, None)
    assert (made.before, made.policy_before, made.policy) == (FIRST.version, KEYED, CHANGED)
    assert difference(made) == Difference((), ("ledsys.yaml",), ())
    second = following(FIRST, CHANGED)
    assert newest(corpus(CHANGED, FIRST, second)) == second
    assert planned(corpus(with_person(CHANGED, "new"), FIRST, second)).before == second.version


def test_a_version_that_waits_for_signatures_is_replaced() -> None:
    waiting = following(FIRST, CHANGED, ("owner",))
    again = planned(corpus(with_authority(KEYED, threshold=2, witnesses=()), FIRST, waiting))
    assert (again.version.version, again.before) == (2, FIRST.version)
    begun = first(signers=("owner",))
    assert planned(corpus(KEYED, begun)).before is None


def test_what_a_version_adds_alters_and_removes_is_told() -> None:
    before = first(files={"a": "1", "b": "1", "c": "1"})
    after = replace(
        before, before=before.version, version=replace(before.version, files={"b": "2", "c": "1", "d": "1"})
    )
    assert difference(after) == Difference(("d",), ("b",), ("a",))


@pytest.mark.parametrize("files", [{"ledsys.yaml": ""}, {"dokument/a.md": "ab" * 32}, {"mallar/\u202e": "ab" * 32}])
def test_a_file_that_no_version_can_name_is_told(files: dict[str, str]) -> None:
    with pytest.raises(PolicyFormError, match="can't be signed"):
        next_version(corpus(KEYED), files, "owner", "Därför.", BEGUN)


def test_a_reason_is_needed() -> None:
    with pytest.raises(PolicyFormError):
        next_version(corpus(KEYED), files_of(KEYED), "owner", "", BEGUN)


def test_a_chain_that_can_not_be_read_is_no_ground_for_a_version() -> None:
    lost = replace(corpus(CHANGED, FIRST, following(FIRST, CHANGED)), policies={})
    with pytest.raises(RepositoryError, match="policy version 2"):
        planned(lost)
