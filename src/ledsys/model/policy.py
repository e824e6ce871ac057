"""A *policy version*: one signed step in the chain of what the organisation decided about its documents (proof §1.6).

Each names the one before it and the digest of every protected file, so a threshold of root persons vouches for all of
them. The text form is in `ledsys.policyfile`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PROTECTED = (
    *("ledsys.yaml", "CODEOWNERS", ".gitattributes", ".gitmodules", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
    *("organisation/", "handlingstyper/", "krav/", "lagrum/", "mallar/", "handbok/", ".github/", ".gitlab/"),
)
"""The files, and folders with all in them, that only a change of policy may touch."""


def protected(path: str) -> bool:
    """Tell whether the path is one that only a change of policy may touch."""
    return any(path == place or (place.endswith("/") and path.startswith(place)) for place in PROTECTED)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[str, ...]:
    """Give the paths, sorted, whose digests are not the same in both."""
    return tuple(path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path))


@dataclass(frozen=True, kw_only=True)
class PolicyVersion:
    """One version of the policy; the fields and their order are those of the text form (fixed).

    ``before`` is the hash of the version before (none for the first). ``acts`` is, in the first version only, the
    digest of the ids of all acts that had been made until then, in open mode. ``files`` gives SHA-256 in hex by path.
    ``hash`` (``sha256:…``) is of the statement; ``signatures`` are armoured, each of one key.
    """

    repo: str
    version: int
    before: str | None
    acts: str | None
    person: str
    reason: str
    made_at: datetime
    files: Mapping[str, str]
    hash: str = ""
    signatures: tuple[str, ...] = field(default=())
