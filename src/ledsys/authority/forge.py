"""The *forge*: GitHub or GitLab, and the settings there that keep main from changing past the check.

None of them is part of the proof (proof §1.14): what goes round them is stopped at publication. They are looked for in
the answers of the forge's own interface, saved as files. What no answer tells is unknown, and unknown is never yes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from ledsys.message import Message, msg

CHECK = "check"
"""The job that must pass, by the name that the template gives it."""
JOURNAL = "ledsys-journal"
FALSE_FRIENDS = ("*/main", "origin/*", "refs/*")
"""Tags that would make a name of main mean something else."""

Answer: TypeAlias = Mapping[str, Any]
Answers: TypeAlias = Mapping[str, tuple[Answer, ...]]
Look: TypeAlias = Callable[[Answers], bool | None]


class Forge(StrEnum):
    """Where the docs repo is shared."""

    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True)
class Demand:
    """One setting: a stable code, what to set, and how it is seen in the answers (None: they don't tell)."""

    code: str
    what: Message
    look: Look


_KINDS = {
    "default_branch": "project",
    "enforce_admins": "protection",
    "bypass_actors": "rulesets",
    "push_access_levels": "branches",
    "create_access_levels": "tags",
    "reset_approvals_on_push": "approvals",
    "type": "rules",
}
"""By which key an answer is known, the first that it has."""


def answers_of(saved: Iterable[object]) -> Answers:
    """Sort saved answers, single or in lists, by what they are about; what is not known is left out."""
    found: dict[str, list[Answer]] = {}
    left = list(saved)
    while left:
        answer = left.pop(0)
        if isinstance(answer, list):
            left[:0] = answer
        elif isinstance(answer, dict):
            known = [kind for key, kind in _KINDS.items() if key in answer]
            if known:
                found.setdefault(known[0], []).append(answer)
    return {kind: tuple(ones) for kind, ones in found.items()}


def first(answers: Answers, kind: str) -> Answer | None:
    """Give the first answer of a kind."""
    return next(iter(answers.get(kind, ())), None)


def within(answer: object, *keys: str) -> Any:
    """Give what stands in an answer under one key after the other; None where any of them is missing."""
    for key in keys:
        answer = answer.get(key) if isinstance(answer, dict) else None
    return answer


def texts(answer: object, *keys: str) -> tuple[str, ...]:
    """Give the texts in a list that stands in an answer; none where there is no list."""
    value = within(answer, *keys)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def parts(answer: object, *keys: str) -> tuple[Answer, ...]:
    """Give the objects in a list that stands in an answer; none where there is no list."""
    value = within(answer, *keys)
    return tuple(one for one in value if isinstance(one, dict)) if isinstance(value, list) else ()


def either(*seen: bool | None) -> bool | None:
    """Give True where any is, else False where any is, else None."""
    return True if True in seen else False if False in seen else None


PROTECTED_MAIN = msg("main is changed by merge requests only, also by administrators")
NO_FORCE = msg("main can't be overwritten (no force push)")
NO_DELETION = msg("main can't be deleted")
REQUIRED_CHECK = msg("the job {check} must pass before a merge", check=CHECK)
OUTSIDE = msg("the job comes from outside this repository, so that no merge request can change what checks it")
TOGETHER = msg("a merge request lands as one step: merge commits or squash, no rebase")
QUEUE = msg("merge requests land one after the other, each checked with what landed before (merge queue or train)")
RESET = msg("approvals lapse when something more is pushed")
OWNERS = msg("those named in CODEOWNERS must approve")
TAGS = msg("nobody can make tags named {names}", names=FALSE_FRIENDS)
JOURNAL_KEPT = msg("only the machine that seals can write on the branch {branch}", branch=JOURNAL)
