"""The settings of *GitHub*, seen in the answers of its interface: repository, branch protection, rules and rulesets.

Protection comes in two kinds, of the branch itself and by rulesets; either will do.
https://docs.github.com/en/rest/branches/branch-protection and https://docs.github.com/en/rest/repos/rules
"""

from __future__ import annotations

from ledsys.authority.forge import (
    CHECK,
    FALSE_FRIENDS,
    JOURNAL,
    JOURNAL_KEPT,
    NO_DELETION,
    NO_FORCE,
    OUTSIDE,
    OWNERS,
    PROTECTED_MAIN,
    QUEUE,
    REQUIRED_CHECK,
    RESET,
    TAGS,
    TOGETHER,
    Answers,
    Demand,
    Look,
    either,
    first,
    parts,
    texts,
    within,
)
from ledsys.message import msg


def _protection(*keys: str, is_: bool) -> Look:
    """Look in the protection of the branch: a key that it lacks is a thing that is not protected."""

    def look(answers: Answers) -> bool | None:
        found = first(answers, "protection")
        if found is None:
            return None
        value = within(found, *keys)
        return value is is_ if isinstance(value, bool) else None if is_ is False else False

    return look


def _rule(kind: str, parameter: str = "") -> Look:
    """Look for a rule in force on main, and for a parameter of it that must be set."""

    def look(answers: Answers) -> bool | None:
        if "rules" not in answers:
            return None
        found = [rule for rule in answers["rules"] if rule["type"] == kind]
        return any(not parameter or within(rule, "parameters", parameter) is True for rule in found)

    return look


def _any(*looks: Look) -> Look:
    return lambda answers: either(*(look(answers) for look in looks))


def _all(*looks: Look) -> Look:
    def look(answers: Answers) -> bool | None:
        seen = [one(answers) for one in looks]
        return False if False in seen else None if None in seen else True

    return look


def _reviews_asked(answers: Answers) -> bool | None:
    found = first(answers, "protection")
    return None if found is None else isinstance(found.get("required_pull_request_reviews"), dict)


def _nobody_goes_round(answers: Answers) -> bool | None:
    """Tell whether a ruleset that asks for merge requests on main lets nobody past; others are no matter."""
    rules = [rule for rule in answers.get("rules", ()) if rule["type"] == "pull_request"]
    asking = [within(rule, "ruleset_id") for rule in rules]
    found = [one for one in answers.get("rulesets", ()) if one.get("target") == "branch" and one.get("id") in asking]
    return any(not one["bypass_actors"] for one in found) if found else None


def _check_required(answers: Answers) -> bool | None:
    listed = [texts(found, "required_status_checks", "contexts") for found in answers.get("protection", ())]
    listed += [
        tuple(str(within(check, "context")) for check in parts(rule, "parameters", "required_status_checks"))
        for rule in answers.get("rules", ())
    ]
    return any(CHECK in names for names in listed) if listed else None


def _no_rebase(answers: Answers) -> bool | None:
    allowed = within(first(answers, "project"), "allow_rebase_merge")
    return not allowed if isinstance(allowed, bool) else None


def _tags_refused(answers: Answers) -> bool | None:
    return _refuses(answers, "tag", tuple(f"refs/tags/{name}" for name in FALSE_FRIENDS), "creation")


def _journal_kept(answers: Answers) -> bool | None:
    return _refuses(answers, "branch", (f"refs/heads/{JOURNAL}",), "update")


def _refuses(answers: Answers, target: str, names: tuple[str, ...], what: str) -> bool | None:
    """Tell whether rulesets in force refuse this for all of the names; one with exceptions is not relied upon."""
    if "rulesets" not in answers:
        return None
    covered: set[str] = set()
    for found in answers["rulesets"]:
        kinds = [within(rule, "type") for rule in parts(found, "rules")]
        in_force = found.get("target") == target and found.get("enforcement") == "active"
        if in_force and what in kinds and not within(found, "conditions", "ref_name", "exclude"):
            covered.update(texts(found, "conditions", "ref_name", "include"))
    return "~ALL" in covered or covered.issuperset(names)


_REVIEWS = "required_pull_request_reviews"

DEMANDS = (
    Demand(
        "protected",
        PROTECTED_MAIN,
        _any(
            _all(_reviews_asked, _protection("enforce_admins", "enabled", is_=True)),
            _all(_rule("pull_request"), _nobody_goes_round),
        ),
    ),
    Demand(
        "no-force-push",
        NO_FORCE,
        _any(_protection("allow_force_pushes", "enabled", is_=False), _rule("non_fast_forward")),
    ),
    Demand("no-deletion", NO_DELETION, _any(_protection("allow_deletions", "enabled", is_=False), _rule("deletion"))),
    Demand("required-check", REQUIRED_CHECK, _check_required),
    Demand("check-from-outside", OUTSIDE, _rule("workflows")),
    Demand("one-step", TOGETHER, _no_rebase),
    Demand("queue", QUEUE, _rule("merge_queue")),
    Demand(
        "approvals-reset",
        RESET,
        _any(
            _protection(_REVIEWS, "dismiss_stale_reviews", is_=True),
            _rule("pull_request", "dismiss_stale_reviews_on_push"),
        ),
    ),
    Demand(
        "last-push-approved",
        msg("the last push must be approved by somebody else than who pushed it"),
        _any(
            _protection(_REVIEWS, "require_last_push_approval", is_=True),
            _rule("pull_request", "require_last_push_approval"),
        ),
    ),
    Demand(
        "code-owners",
        OWNERS,
        _any(
            _protection(_REVIEWS, "require_code_owner_reviews", is_=True),
            _rule("pull_request", "require_code_owner_review"),
        ),
    ),
    Demand("tags-refused", TAGS, _tags_refused),
    Demand("journal-kept", JOURNAL_KEPT, _journal_kept),
)
