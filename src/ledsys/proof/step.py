"""The *step*: what is wrong with one landing. A merge request is judged by one step, a history by folding them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ledsys.lifecycle import lives
from ledsys.model.finding import Finding, Severity
from ledsys.model.landing import Landing
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import fingerprint, found_in
from ledsys.rules.landings import fresh_acts, fresh_delegations
from ledsys.rules.rule import Case, LandingCheck, Rule

_OF_TREES = ("LS1", "LS402", "LS5", "LS7", "LS801", "LS802", "LS803", "LS805", "LS806")
"""The rules of trees that can be judged of the touched documents alone."""

_OLD_FAULTS = ("LS1", "LS7")
"""What may be wrong in a file from before; `check` tells of it, and it stops nobody who mends something else."""


@dataclass(frozen=True)
class _Chosen:
    """Rules, divided once by what they judge."""

    rules: tuple[Rule, ...]

    @cached_property
    def of_trees(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.code.startswith(_OF_TREES))

    @cached_property
    def of_old_faults(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.of_trees if rule.code.startswith(_OLD_FAULTS))

    @cached_property
    def of_landings(self) -> tuple[tuple[Rule, LandingCheck], ...]:
        return tuple((rule, rule.of_landing) for rule in self.rules if rule.of_landing is not None)


_ALL = _Chosen(RULES)


def step(landing: Landing, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Give everything that stands against a landing, in order; what is judged is the landing, not the whole tree."""
    chosen = _ALL if rules is RULES else _Chosen(tuple(rules))
    fresh = frozenset(act.id for act in (*fresh_acts(landing), *fresh_delegations(landing)))
    case = Case(landing.after, lives(landing.after), fresh, landing.now.date(), landing.before, landing.sound)
    found = [finding for _, finding in found_in(case, chosen.of_trees) if finding.severity is Severity.ERROR]
    if found:
        before = frozenset(fingerprint(finding) for finding in _old_faults(landing, chosen.of_old_faults))
        found = [finding for finding in found if fingerprint(finding) not in before]
    found += [rule.finding(hit) for rule, check in chosen.of_landings for hit in check(landing, case)]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.order))


def _old_faults(landing: Landing, rules: Iterable[Rule]) -> Iterable[Finding]:
    """Give the faults that documents without acts had before; where acts speak, the form must be right."""
    spoken_of = {document for document, acts in landing.after.acts.items() if acts}
    free = tuple(document for document in landing.before.documents if document.id not in spoken_of)
    if not free:
        return ()
    case = Case(landing.before, lives(landing.before), frozenset())
    paths = {document.path for document in free}
    return (finding for _, finding in found_in(case, rules) if finding.path in paths)
