"""What a *tree* alone proves: every rule of proof, of hostile bytes and of the repository, over all that stands in it.

It can't show when an act landed, nor that nothing was removed; that takes the history (`ledsys.proof.fold`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from ledsys.authority.identity import owned_keys
from ledsys.lifecycle.disputed import disputed
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.finding import Finding, Severity
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge
from ledsys.signature import read_key

_DUPLICATE_ID = "LS402"

PROVING = tuple(rule for rule in RULES if rule.binding or rule.code == _DUPLICATE_ID)
"""The rules that say whether what stands in a tree is proven."""


def unproven(corpus: Corpus) -> tuple[Finding, ...]:
    """Give what stands against the tree, in order; warnings are left out."""
    return tuple(finding for finding in judge(corpus, PROVING).shown if finding.severity is Severity.ERROR)


def levels(corpus: Corpus) -> Mapping[str, int]:
    """Count all acts by the level of proof that they state."""
    return Counter(act.assurance for act in every_act(corpus))


def disputed_acts(corpus: Corpus) -> tuple[Act, ...]:
    """Give the acts that were signed with a compromised key after its last safe day, and that nobody has answered."""
    zone = ZoneInfo(corpus.policy.settings.zone)
    found = (
        disputed(corpus, read_key(key.key), datetime.combine(key.until + timedelta(days=1), time(), zone))
        for _, key in owned_keys(corpus.policy)
        if key.compromised and key.until is not None
    )
    return tuple(sorted(dict.fromkeys(chain.from_iterable(found)), key=lambda act: act.order))


def every_act(corpus: Corpus) -> tuple[Act, ...]:
    """Give all acts, those that hand a mandate on first."""
    return (*corpus.delegations, *chain.from_iterable(corpus.acts.values()))
