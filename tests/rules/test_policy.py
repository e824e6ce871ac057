"""What a tree and a landing must show of the policy; the pages LS808 to LS811 hold the examples of trees."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.authority.keyed import (
    BEGUN,
    KEYED,
    TODAY,
    files_of,
    first,
    following,
    key,
    signed,
    with_authority,
    with_person,
    without_person,
)

from ledsys.authority.succession import Succession
from ledsys.message import msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy, RepositoryProblem
from ledsys.model.facts import Problem
from ledsys.model.landing import Landing, Proposal
from ledsys.policyfile import acts_digest, history_path, path_of
from ledsys.rules.policy import RULES
from ledsys.rules.rule import Case

FIRST = first()
CHANGED = with_person(KEYED, "owner", title="Ny titel")
SECOND = following(FIRST, CHANGED)
OPEN = with_authority(KEYED, roots=())
ACT = Act(
    kind=ActKind.SUBMIT,
    repo="region/docs",
    document="A",
    version=1,
    content=None,
    person="owner",
    name="Owner",
    role="author",
    signed_at=BEGUN,
    id="1",
)
UNREADABLE = RepositoryProblem(path_of(3), Problem("LS809", 1, 1, msg("Wrong."), msg("Mend it.")))


def corpus(policy: Policy, *made: Succession, **parts: Any) -> Corpus:
    kept = frozenset(history_path(digest) for each in made for digest in each.version.files.values())
    whole = Corpus(
        policy=policy,
        today=TODAY,
        files=kept | {path_of(each.version.version) for each in made},
        chain=tuple(each.version for each in made),
        policies={each.version.hash: each.policy for each in made},
    )
    return replace(whole, **parts)


def in_tree(tree: Corpus) -> list[tuple[str, str]]:
    case = Case(tree, {})
    return [(rule.code, hit.path) for rule in RULES for hit in (rule.of_repository or (lambda _: iter(())))(case)]


def landed(before: Corpus, after: Corpus, policy: Policy | None, *, days: int = 0) -> list[tuple[str, str, str]]:
    proposal = Proposal(policy, files_of(policy) if policy else {})
    landing = Landing(BEGUN + timedelta(days=days), before, after, (), proposal=proposal)
    return found_in(landing)


def found_in(landing: Landing) -> list[tuple[str, str, str]]:
    case = Case(landing.after, {}, frozenset(), landing.now.date())
    return [
        (rule.code, hit.path, str(hit.message))
        for rule in RULES
        for hit in (rule.of_landing or (lambda *_: iter(())))(landing, case)
    ]


def codes(found: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(code, path) for code, path, _ in found]


def test_an_open_docs_repo_and_a_whole_chain_are_in_order() -> None:
    assert in_tree(corpus(OPEN)) == []
    assert in_tree(corpus(CHANGED, FIRST, SECOND)) == []


def test_root_persons_who_have_signed_nothing_are_told() -> None:
    assert in_tree(corpus(KEYED)) == [("LS809", "ledsys.yaml")]
    unreadable = replace(UNREADABLE, path=path_of(1))
    tree = corpus(KEYED, files=frozenset({path_of(1)}), problems=(unreadable,))
    assert in_tree(tree) == [("LS809", path_of(1))]


def test_the_acts_of_open_mode_are_those_that_the_first_version_vouches_for() -> None:
    early, late = ACT, replace(ACT, id="2", policy=FIRST.version.hash)
    vouched = first(acts=acts_digest([early.id]))
    assert in_tree(corpus(KEYED, vouched, acts={"A": (early, late)})) == []
    for acts in ((), (early, replace(late, policy=None)), (replace(early, id="3"),)):
        assert in_tree(corpus(KEYED, vouched, acts={"A": acts})) == [("LS809", path_of(1))]
        assert in_tree(corpus(KEYED, vouched, delegations=acts)) == [("LS809", path_of(1))]
    assert in_tree(corpus(CHANGED, SECOND, acts={"A": (early,)})) == [("LS809", path_of(2))]


def test_the_first_version_vouches_for_delegations_too_and_goes_on_doing_so() -> None:
    handed_on = replace(ACT, id="2", kind=ActKind.DELEGATE)
    vouched = first(acts=acts_digest([ACT.id, handed_on.id]))
    after = following(vouched, CHANGED)
    assert in_tree(corpus(CHANGED, vouched, after, acts={"A": (ACT,)}, delegations=(handed_on,))) == []
    assert in_tree(corpus(CHANGED, vouched, after, acts={"A": (ACT,)})) == [("LS809", path_of(1))]


def test_in_a_tree_too_little_signed_is_one_finding_of_its_own_rule() -> None:
    assert in_tree(corpus(CHANGED, FIRST, following(FIRST, CHANGED, ("owner",)))) == [("LS810", path_of(2))]


def test_bytes_that_have_not_been_kept_are_told_once() -> None:
    whole = corpus(CHANGED, FIRST, SECOND)
    lost = history_path(SECOND.version.files["organisation/personer.yaml"])
    tree = replace(whole, files=whole.files - {lost}, policies={FIRST.version.hash: KEYED})
    assert in_tree(tree) == [("LS809", path_of(2))]
    assert in_tree(replace(whole, policies={FIRST.version.hash: KEYED})) == [("LS809", path_of(2))]


def test_a_landing_without_policy_is_no_matter_of_these_rules() -> None:
    tree = corpus(KEYED, FIRST)
    assert found_in(Landing(BEGUN, tree, tree, ())) == []
    assert found_in(Landing(BEGUN, corpus(OPEN), corpus(OPEN), ())) == []


def test_a_signed_version_lands() -> None:
    assert landed(corpus(OPEN), corpus(OPEN, FIRST), KEYED) == []
    assert landed(corpus(KEYED, FIRST), corpus(KEYED, FIRST, SECOND), CHANGED) == []
    assert landed(corpus(OPEN), corpus(OPEN), OPEN) == []


def test_a_protected_file_does_not_land_unsigned() -> None:
    tree = corpus(KEYED, FIRST)
    assert codes(landed(tree, tree, CHANGED)) == [("LS808", "organisation/personer.yaml")]
    assert codes(landed(corpus(OPEN), corpus(OPEN), KEYED)) == [("LS809", "ledsys.yaml")]
    assert codes(landed(tree, tree, None)) == [("LS808", path) for path in sorted(files_of(KEYED))]


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (following(FIRST, CHANGED, ("owner",)), "LS810"),
        (following(FIRST, CHANGED, before="sha256:" + "ab" * 32), "LS809"),
        (following(FIRST, CHANGED, version=3), "LS809"),
    ],
)
def test_a_version_that_does_not_follow_rightly_does_not_land(made: Succession, code: str) -> None:
    found = landed(corpus(KEYED, FIRST), corpus(KEYED, FIRST, made), CHANGED)
    assert codes(found) == [(code, path_of(made.version.version))]


def test_a_register_that_shrinks_does_not_land() -> None:
    less = without_person(KEYED, "bystander")
    found = landed(corpus(KEYED, FIRST), corpus(KEYED, FIRST, following(FIRST, less)), less)
    assert codes(found) == [("LS811", path_of(2))]


def test_a_version_lands_in_the_days_when_it_was_made() -> None:
    before, after = corpus(KEYED, FIRST), corpus(KEYED, FIRST, SECOND)
    assert landed(before, after, CHANGED, days=30) == []
    for days in (31, -1):
        assert codes(landed(before, after, CHANGED, days=days)) == [("LS809", path_of(2))]


@pytest.mark.parametrize(("ahead", "expected"), [(0, []), (1, [("LS809", path_of(2))])])
def test_a_clock_may_be_five_minutes_ahead_when_a_version_is_made(ahead: int, expected: list[tuple[str, str]]) -> None:
    made = following(FIRST, CHANGED, made_at=BEGUN + timedelta(minutes=5, seconds=ahead))
    assert codes(landed(corpus(KEYED, FIRST), corpus(KEYED, FIRST, made), CHANGED)) == expected


def test_a_key_that_has_ended_since_signs_nothing_that_lands_now() -> None:
    ending = first(with_person(KEYED, "owner", keys=(key("owner", until=TODAY),)))
    made = following(ending, with_person(ending.policy, "bystander", title="Ny titel"))
    before, after = corpus(ending.policy, ending), corpus(ending.policy, ending, made)
    assert landed(before, after, made.policy) == []
    found = landed(before, after, made.policy, days=1)
    assert {code for code, *_ in found} == {"LS810"}
    assert any("did not count on" in message for *_, message in found)


def test_what_landed_before_is_not_judged_again_but_for_new_signatures() -> None:
    weak = first(with_person(KEYED, "owner", keys=(key("owner", until=TODAY),)), ("owner",))
    tree = corpus(weak.policy, weak)
    assert landed(tree, tree, weak.policy, days=90) == []
    more = Succession(signed(weak.version, ("owner", "approver")), weak.policy)
    assert landed(tree, corpus(weak.policy, more), weak.policy, days=90) == []
    worse = Succession(signed(weak.version, ("owner", "author", "approver")), weak.policy)
    assert codes(landed(tree, corpus(weak.policy, worse), weak.policy, days=90)) == [("LS810", path_of(1))]


def test_a_new_version_that_can_not_be_read_or_lacks_its_bytes_does_not_land() -> None:
    before = corpus(KEYED, FIRST, SECOND)
    unread = replace(before, problems=(UNREADABLE,))
    assert codes(landed(before, unread, CHANGED)) == [("LS809", path_of(3))]
    assert landed(unread, unread, CHANGED) == []
    after = corpus(KEYED, FIRST, SECOND)
    lost = replace(after, files=frozenset(), policies={FIRST.version.hash: KEYED})
    found = landed(corpus(KEYED, FIRST), lost, CHANGED)
    assert codes(found) == [("LS809", path_of(2))]
    assert "has not been kept" in found[0][2]
