"""The settings of *GitLab*, seen in the answers of its interface: project, protected branches and tags, approvals.

https://docs.gitlab.com/api/projects/, https://docs.gitlab.com/api/protected_branches/ and
https://docs.gitlab.com/api/merge_request_approvals/
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from ledsys.authority.forge import (
    FALSE_FRIENDS,
    JOURNAL,
    JOURNAL_KEPT,
    NO_FORCE,
    OUTSIDE,
    OWNERS,
    PROTECTED_MAIN,
    QUEUE,
    REQUIRED_CHECK,
    RESET,
    TAGS,
    TOGETHER,
    Answer,
    Answers,
    Demand,
    Look,
    first,
    within,
)
from ledsys.message import msg

NO_ONE = 0
"""GitLab's access level of nobody."""
_NAMED = ("deploy_key_id", "user_id")


def _is(kind: str, key: str, *, wanted: bool) -> Look:
    def look(answers: Answers) -> bool | None:
        value = within(first(answers, kind), key)
        return value is wanted if isinstance(value, bool) else None

    return look


def _rules_of(answers: Answers, branch: str) -> list[Answer]:
    """Give the rules that protect a branch; a name with ``*`` is one for several."""
    return [rule for rule in answers.get("branches", ()) if fnmatchcase(branch, str(rule.get("name")))]


def _of_main(answers: Answers) -> list[Answer]:
    return _rules_of(answers, str(within(first(answers, "project"), "default_branch") or "main"))


def _nobody_pushes(answers: Answers) -> bool | None:
    """Tell whether nobody pushes to main: of several rules, whichever lets most through is the one that counts."""
    if "branches" not in answers:
        return None
    rules = _of_main(answers)
    return bool(rules) and all(_no_one(rule["push_access_levels"]) for rule in rules)


def _no_force(answers: Answers) -> bool | None:
    if "branches" not in answers:
        return None
    rules = _of_main(answers)
    return bool(rules) and all(rule.get("allow_force_push") is False for rule in rules)


def _owners_asked(answers: Answers) -> bool | None:
    if "branches" not in answers:
        return None
    return any(rule.get("code_owner_approval_required") is True for rule in _of_main(answers))


def _no_one(levels: object) -> bool:
    return isinstance(levels, list) and bool(levels) and all(within(one, "access_level") == NO_ONE for one in levels)


def _check_required(answers: Answers) -> bool | None:
    project = first(answers, "project")
    asked = within(project, "only_allow_merge_if_pipeline_succeeds")
    if not isinstance(asked, bool):
        return None
    return asked and within(project, "allow_merge_on_skipped_pipeline") is not True


def _from_outside(answers: Answers) -> bool | None:
    """Tell whether the file of jobs lies in another project; a pipeline execution policy is seen in no answer."""
    place = within(first(answers, "project"), "ci_config_path")
    return True if isinstance(place, str) and "@" in place else None


def _one_step(answers: Answers) -> bool | None:
    project = first(answers, "project")
    method = within(project, "merge_method")
    if not isinstance(method, str):
        return None
    return method in ("merge", "rebase_merge") or within(project, "squash_option") == "always"


def _queue(answers: Answers) -> bool | None:
    project = first(answers, "project")
    seen = [within(project, key) for key in ("merge_pipelines_enabled", "merge_trains_enabled")]
    return None if None in seen else seen == [True, True]


def _tags_refused(answers: Answers) -> bool | None:
    if "tags" not in answers:
        return None
    refused = [tag.get("name") for tag in answers["tags"] if _no_one(tag["create_access_levels"])]
    return all(name in refused for name in FALSE_FRIENDS)


def _journal_kept(answers: Answers) -> bool | None:
    if "branches" not in answers:
        return None
    rules = _rules_of(answers, JOURNAL)
    return bool(rules) and all(
        rule.get("allow_force_push") is False and _machines_only(rule["push_access_levels"]) for rule in rules
    )


def _machines_only(levels: object) -> bool:
    """Tell whether only named keys or accounts may push, and nobody for having a certain role."""
    named = [
        within(one, "access_level") == NO_ONE or any(isinstance(within(one, key), int) for key in _NAMED)
        for one in (levels if isinstance(levels, list) else ())
    ]
    return bool(named) and all(named)


DEMANDS = (
    Demand("protected", PROTECTED_MAIN, _nobody_pushes),
    Demand("no-force-push", NO_FORCE, _no_force),
    Demand("required-check", REQUIRED_CHECK, _check_required),
    Demand("check-from-outside", OUTSIDE, _from_outside),
    Demand("one-step", TOGETHER, _one_step),
    Demand("queue", QUEUE, _queue),
    Demand("approvals-reset", RESET, _is("approvals", "reset_approvals_on_push", wanted=True)),
    Demand(
        "no-own-approval",
        msg("nobody approves a merge request of their own"),
        _is("approvals", "merge_requests_author_approval", wanted=False),
    ),
    Demand(
        "no-committer-approval",
        msg("nobody approves a merge request that they have written in"),
        _is("approvals", "merge_requests_disable_committers_approval", wanted=True),
    ),
    Demand("code-owners", OWNERS, _owners_asked),
    Demand("tags-refused", TAGS, _tags_refused),
    Demand("journal-kept", JOURNAL_KEPT, _journal_kept),
)
