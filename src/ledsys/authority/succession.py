"""A *succession*: one policy version after the one before it, each with the policy as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledsys.authority.objection import CHAIN, Objection
from ledsys.message import msg
from ledsys.model.corpus import Policy
from ledsys.model.policy import PolicyVersion


@dataclass(frozen=True)
class Succession:
    """A version and the one that it follows; the first follows none, and is judged by what it says itself.

    ``landed`` is the day on which it lands, if it is landing now.
    """

    version: PolicyVersion
    policy: Policy
    before: PolicyVersion | None = None
    policy_before: Policy | None = None
    landed: date | None = None

    @property
    def judge(self) -> Policy:
        """The policy that says who may make this version."""
        return self.policy_before or self.policy

    @property
    def days(self) -> tuple[date, ...]:
        """The days on which a key must count that signs: when the version was made, where it was, and when it lands."""
        made = self.version.made_at.date()
        return (made,) if self.landed is None else (made, self.landed)


def out_of_order(version: PolicyVersion, before: PolicyVersion | None) -> Iterator[Objection]:
    """Yield why the version is not the next one after the other; none stands for the beginning."""
    number = before.version + 1 if before else 1
    if version.version != number:
        yield Objection(
            CHAIN,
            msg("Policy version {number} is missing before version {n}.", number=number, n=version.version),
            msg("Get the folder of the missing version back from git; versions are never removed."),
        )
        return
    if before is None:
        return
    if version.before != before.hash:
        yield Objection(
            CHAIN,
            msg(
                "Policy version {n} was not made from version {number} as it is here.",
                n=number,
                number=before.version,
            ),
            msg("Get both folders back from git. If two persons made a version at once, make the later one anew."),
        )
    if version.repo != before.repo:
        yield Objection(
            CHAIN,
            msg("Policy version {n} is of another docs repo: {repo}.", n=number, repo=version.repo),
            msg("Versions can't be taken over from another docs repo. Make the version anew here."),
        )
    if version.made_at < before.made_at:
        yield Objection(
            CHAIN,
            msg(
                "Policy version {n} says that it was made before version {number}.",
                n=number,
                number=before.version,
            ),
            msg("Set the clock of the computer right, and make the version anew."),
        )


def of_another_repo(version: PolicyVersion, policy: Policy) -> Iterator[Objection]:
    """Yield that the settings which the version names are those of another docs repo."""
    if policy.settings.repo_id != version.repo:
        yield Objection(
            CHAIN,
            msg(
                "Policy version {n} is for {repo}, but its ledsys.yaml says repo-id {other}.",
                n=version.version,
                repo=version.repo,
                other=policy.settings.repo_id,
            ),
            msg("The line repo-id never changes. Put the old one back."),
        )
