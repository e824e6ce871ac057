"""A *landing*: one step of main along its first parents, or what a merge request would make of it (proof §1.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from ledsys.model.act import Act
from ledsys.model.corpus import Corpus, Policy


class Entry(NamedTuple):
    """What git has at a path: its mode (``100644``, ``120000`` …) and the id of its object."""

    mode: str
    object: str


class Changed(NamedTuple):
    """A path whose entry the landing changes; none where there is nothing before, or nothing after."""

    path: str
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True)
class Proposal:
    """The policy as the landing would have it: loaded from the tree after it, none where that can't be used.

    ``files`` gives SHA-256 in hex of all protected files after the landing, ``kept`` of the bytes that it adds to those
    kept for policy versions.
    """

    policy: Policy | None
    files: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Landing:
    """What the rules of landings may know.

    ``now`` is the time of the landing. ``before`` and ``after`` hold only the documents that the landing touches, with
    all their acts and editions, and both under the policy at the tip of the target; documents are matched by id.
    ``clashes`` pairs a changed path with another of the tree after it that some computers take for the same.
    ``nested`` are folders that git would take for a repository of its own. ``proposal`` is there only if a protected
    file or the policy chain is changed.

    ``sound`` tells that steps before this one have judged all evidence of the touched documents, in the same docs repo,
    and found nothing; and that the landing only adds to it, acts that come after all of those.
    """

    now: datetime
    before: Corpus
    after: Corpus
    changed: tuple[Changed, ...]
    clashes: tuple[tuple[str, str], ...] = ()
    nested: tuple[str, ...] = ()
    proposal: Proposal | None = None
    sound: bool = False

    @cached_property
    def fresh(self) -> tuple[Act, ...]:
        """The acts about documents that the landing brings, in the order of documents and then of time."""
        before, after = self.before.acts, self.after.acts
        if before == after:
            return ()
        known = {act.id for acts in before.values() for act in acts}
        return tuple([act for acts in after.values() for act in acts if act.id not in known])

    @cached_property
    def fresh_delegations(self) -> tuple[Act, ...]:
        """The delegations that the landing brings."""
        if self.after.delegations is self.before.delegations:
            return ()
        known = {act.id for act in self.before.delegations}
        return tuple(act for act in self.after.delegations if act.id not in known)
