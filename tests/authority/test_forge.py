"""The settings of a forge, seen in answers as its interface gives them (the organisation is invented)."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from ledsys.authority.demands import RESETS, demands, looked_for
from ledsys.authority.forge import Answers, Forge, answers_of, first, within

FOLDER = Path(__file__).parents[1] / "forge"


def saved(forge: Forge) -> list[Any]:
    found = json.loads((FOLDER / f"{forge.value}-settings.json").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def seen(forge: Forge, answers: Answers) -> dict[str, bool | None]:
    return {demand.code: made for demand, made in looked_for(demands(forge, witnessed=False), answers)}


@pytest.mark.parametrize("forge", Forge)
def test_a_forge_that_is_set_up_as_asked_has_nothing_missing(forge: Forge) -> None:
    found = seen(forge, answers_of(saved(forge)))
    assert set(found.values()) == {True}, found


@pytest.mark.parametrize("forge", Forge)
def test_what_no_answer_tells_is_unknown_and_never_made(forge: Forge) -> None:
    found = seen(forge, answers_of([[], {}, None, "x", 7, {"message": "Not Found"}]))
    assert set(found.values()) == {None}, found


@pytest.mark.parametrize("forge", Forge)
def test_where_a_witness_writes_nothing_takes_approvals_back(forge: Forge) -> None:
    codes = {demand.code for demand in demands(forge, witnessed=True)}
    assert codes.isdisjoint(RESETS)
    assert codes | RESETS >= {demand.code for demand in demands(forge, witnessed=False)}


GITHUB: list[tuple[str, tuple[int | str, ...], Any]] = [
    ("one-step", (0, "allow_rebase_merge"), True),
    ("protected", (1, "enforce_admins", "enabled"), False),
    ("protected", (1, "required_pull_request_reviews"), None),
    ("no-force-push", (1, "allow_force_pushes", "enabled"), True),
    ("no-deletion", (1, "allow_deletions", "enabled"), True),
    ("required-check", (1, "required_status_checks", "contexts"), ["other"]),
    ("required-check", (1, "required_status_checks"), None),
    ("approvals-reset", (1, "required_pull_request_reviews", "dismiss_stale_reviews"), False),
    ("last-push-approved", (1, "required_pull_request_reviews", "require_last_push_approval"), False),
    ("code-owners", (1, "required_pull_request_reviews", "require_code_owner_reviews"), False),
    ("queue", (2, 0, "type"), "other"),
    ("check-from-outside", (2, 1, "type"), "other"),
    ("tags-refused", (3, "enforcement"), "evaluate"),
    ("tags-refused", (3, "conditions", "ref_name", "include"), ["refs/tags/origin/*"]),
    ("tags-refused", (3, "rules"), [{"type": "deletion"}]),
    ("tags-refused", (3, "conditions", "ref_name", "exclude"), ["refs/tags/origin/main"]),
    ("journal-kept", (4, "target"), "tag"),
]
GITLAB: list[tuple[str, tuple[int | str, ...], Any]] = [
    ("required-check", (0, "only_allow_merge_if_pipeline_succeeds"), False),
    ("required-check", (0, "allow_merge_on_skipped_pipeline"), True),
    ("one-step", (0, "merge_method"), "ff"),
    ("queue", (0, "merge_trains_enabled"), False),
    ("protected", (1, 0, "push_access_levels"), [{"access_level": 40}]),
    ("protected", (1, 0, "push_access_levels"), []),
    ("protected", (1, 0, "name"), "develop"),
    ("protected", (1, 1, "name"), "m*"),
    ("no-force-push", (1, 0, "allow_force_push"), True),
    ("code-owners", (1, 0, "code_owner_approval_required"), False),
    ("journal-kept", (1, 1, "name"), "other"),
    ("journal-kept", (1, 1, "allow_force_push"), True),
    ("journal-kept", (1, 1, "push_access_levels"), [{"access_level": 40}]),
    ("journal-kept", (1, 1, "push_access_levels", 0, "deploy_key_id"), None),
    ("tags-refused", (2, 1, "create_access_levels"), [{"access_level": 40}]),
    ("approvals-reset", (3, "reset_approvals_on_push"), False),
    ("no-own-approval", (3, "merge_requests_author_approval"), True),
    ("no-committer-approval", (3, "merge_requests_disable_committers_approval"), False),
]


@pytest.mark.parametrize(
    ("forge", "code", "place", "value"),
    [(Forge.GITHUB, *case) for case in GITHUB] + [(Forge.GITLAB, *case) for case in GITLAB],
)
def test_a_setting_that_drifted_is_seen(forge: Forge, code: str, place: tuple[int | str, ...], value: Any) -> None:
    answers = copy.deepcopy(saved(forge))
    target: Any = answers
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = value
    found = seen(forge, answers_of(answers))
    assert found[code] is False


def test_rulesets_do_as_well_as_protection_of_the_branch() -> None:
    rules: list[dict[str, Any]] = [
        {"type": "deletion"},
        {"type": "non_fast_forward"},
        {
            "type": "pull_request",
            "parameters": {
                "dismiss_stale_reviews_on_push": True,
                "require_code_owner_review": True,
                "require_last_push_approval": True,
            },
        },
        {"type": "required_status_checks", "parameters": {"required_status_checks": [{"context": "check"}]}},
    ]
    ruleset = {"target": "branch", "enforcement": "active", "bypass_actors": [], "rules": rules}
    found = seen(Forge.GITHUB, answers_of([rules, ruleset]))
    made = {"protected", "no-force-push", "no-deletion", "required-check", "code-owners", *RESETS}
    assert {code for code, one in found.items() if one} == made
    assert seen(Forge.GITHUB, answers_of([rules]))["protected"] is None, "who may go round the rules was not told"
    round_it = {**ruleset, "bypass_actors": [{"actor_type": "OrganizationAdmin"}]}
    assert seen(Forge.GITHUB, answers_of([rules, round_it]))["protected"] is False
    main, journal = {**ruleset, "id": 7}, {**round_it, "id": 8}
    asking = [{**rule, "ruleset_id": 7} for rule in rules]
    assert seen(Forge.GITHUB, answers_of([asking, main, journal]))["protected"] is True, "the journal's machine may"
    assert seen(Forge.GITHUB, answers_of([asking, journal]))["protected"] is None, "main's ruleset was not looked at"
    everything = {**ruleset, "conditions": {"ref_name": {"include": ["~ALL"]}}, "rules": [{"type": "update"}]}
    assert seen(Forge.GITHUB, answers_of([everything]))["journal-kept"] is True


def test_gitlab_with_squash_always_may_fast_forward() -> None:
    project = {"default_branch": "main", "merge_method": "ff", "squash_option": "always"}
    assert seen(Forge.GITLAB, answers_of([project]))["one-step"] is True
    assert seen(Forge.GITLAB, answers_of([project]))["required-check"] is None


ODD: list[Any] = [None, True, 1, "x", [], {}, [1], [[]], [{}], [{"type": []}], [{"access_level": []}]]


@pytest.mark.parametrize("forge", Forge)
def test_an_answer_with_anything_in_it_is_looked_at_to_the_end(forge: Forge) -> None:
    """Whatever one value of a true answer is, nothing but made, not made or not told comes of it."""
    answers = saved(forge)
    left: list[Any] = [answers]
    while left:
        part = left.pop()
        for key, value in list(part.items() if isinstance(part, dict) else enumerate(part)):
            for odd in ODD:
                part[key] = odd
                assert set(seen(forge, answers_of(answers)).values()) <= {True, False, None}
            part[key] = value
            left += [value] if isinstance(value, (dict, list)) else []


def test_answers_are_looked_into_with_care() -> None:
    assert first({}, "project") is None
    assert within({"a": {"b": 1}}, "a", "b") == 1
    assert within({"a": [1]}, "a", "b") is None
    assert within(None, "a") is None
