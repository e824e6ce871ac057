"""*Planning* the next policy version: what it says, what it changes, and what the one begun before it still waits for.

A version that not all have signed who must has not begun to count: a further change replaces it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ledsys.authority.signing import missing
from ledsys.authority.succession import Succession
from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.policy import PolicyVersion, differing
from ledsys.policyfile import PolicyFormError, acts_digest, nameable, read_statement, statement


@dataclass(frozen=True, slots=True)
class Difference:
    """The paths of the protected files that a version changes, sorted."""

    added: tuple[str, ...]
    altered: tuple[str, ...]
    removed: tuple[str, ...]


def newest(corpus: Corpus) -> Succession | None:
    """Give the newest version with the one before it; none in open mode. RepositoryError if one can't be read."""
    if not corpus.chain:
        return None
    version, before = corpus.chain[-1], corpus.chain[-2] if len(corpus.chain) > 1 else None
    return Succession(version, _policy(corpus, version), before, _policy(corpus, before) if before else None)


def next_version(corpus: Corpus, files: Mapping[str, str], person: str, reason: str, now: datetime) -> Succession:
    """Give the version, not yet signed, that makes the protected files count as they stand, after the one before it.

    ``files`` gives SHA-256 in hex by path, empty for what can't be read; ``now`` bears its UTC offset. Raises
    `PolicyFormError` where no statement can say it, and `RepositoryError` where the chain can't be read.
    """
    odd = tuple(path for path, digest in sorted(files.items()) if not nameable(path) or not digest)
    if odd:
        raise PolicyFormError(
            msg("These files can't be signed: {paths}.", paths=odd),
            msg("Each must be an ordinary file that can be read, with a name that has no sign that nobody sees."),
        )
    before = _last_signed(corpus)
    version = PolicyVersion(
        repo=before.repo if before else corpus.policy.settings.repo_id,
        version=before.version + 1 if before else 1,
        before=before.hash if before else None,
        acts=None
        if before
        else acts_digest(act.id for acts in (*corpus.acts.values(), corpus.delegations) for act in acts),
        person=person,
        reason=reason,
        made_at=now,
        files=files,
    )
    read = read_statement(statement(version).encode())
    return Succession(read, corpus.policy, before, _policy(corpus, before) if before else None)


def difference(made: Succession) -> Difference:
    """Give what the version changes; the first adds everything."""
    before, after = made.before.files if made.before else {}, made.version.files
    paths = differing(before, after)
    return Difference(
        added=tuple(path for path in paths if path not in before),
        altered=tuple(path for path in paths if path in before and path in after),
        removed=tuple(path for path in paths if path not in after),
    )


def _last_signed(corpus: Corpus) -> PolicyVersion | None:
    """Give the version that the next one follows; none stands for the beginning."""
    made = newest(corpus)
    if made is None:
        return None
    return made.version if missing(made).nothing else made.before


def _policy(corpus: Corpus, version: PolicyVersion) -> Policy:
    policy = corpus.policies.get(version.hash)
    if policy is None:
        raise RepositoryError(
            msg("What policy version {n} says can't be read any more.", n=version.version),
            msg("Get .ledsys/policy back from git; nothing there is ever changed or removed."),
        )
    return policy
