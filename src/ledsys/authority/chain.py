"""The *chain* of policy versions: each judged by the one before it, the first by itself (proof §1.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from ledsys.authority.growth import shrunk
from ledsys.authority.identity import unclear
from ledsys.authority.objection import CHAIN, Objection
from ledsys.authority.signing import ungovernable, unsigned
from ledsys.authority.succession import Succession, of_another_repo, out_of_order
from ledsys.message import msg
from ledsys.model.corpus import Policy
from ledsys.model.policy import PolicyVersion


def objections(
    chain: Sequence[PolicyVersion], policies: Mapping[str, Policy]
) -> Iterator[tuple[PolicyVersion, Objection]]:
    """Yield what is wrong with each version of the chain, in its order.

    ``policies`` gives the policy as it stood by the hash of its version. A version that is not the next one, or whose
    policy can't be had, is not judged further.
    """
    before: PolicyVersion | None = None
    for version in chain:
        for objection in against(version, before, policies):
            yield version, objection
        before = version


def against(
    version: PolicyVersion,
    before: PolicyVersion | None,
    policies: Mapping[str, Policy],
    landed: date | None = None,
) -> Iterator[Objection]:
    """Yield what is wrong with the version, which follows the one before; none stands for the beginning.

    ``landed`` is the day of its landing, if it is landing now; a key that signs must then count on that day too.
    """
    misplaced = tuple(out_of_order(version, before))
    yield from misplaced
    policy = policies.get(version.hash)
    policy_before = policies.get(before.hash) if before else None
    if policy is None:
        yield Objection(
            CHAIN,
            msg("What policy version {n} says can't be read any more.", n=version.version),
            msg("Get .ledsys/policy/history back from git; nothing there is ever changed or removed."),
        )
    elif not misplaced and (before is None or policy_before is not None):
        yield from judged(Succession(version, policy, before, policy_before, landed))


def judged(made: Succession) -> Iterator[Objection]:
    """Yield what is wrong with what a version says and with who signed it, its place in the chain apart."""
    yield from of_another_repo(made.version, made.policy)
    yield from ungovernable(made)
    yield from unsigned(made)
    yield from unclear(made.policy)
    if made.policy_before is not None:
        yield from shrunk(made.policy_before, made.policy)
