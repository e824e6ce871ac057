"""The classes of attacks, by what they are about."""

from __future__ import annotations

from tests.campaign.attack import ATTACKS
from tests.campaign.attacks import (
    claims,
    documents,
    evasions,
    evidence,
    forms,
    keys,
    moments,
    names,
    paths,
    people,
    policies,
    replays,
    texts,
    times,
)

MODULES = (
    *(claims, people, names, texts, replays, documents, evidence, evasions),
    *(moments, times, keys, policies, paths, forms),
)

__all__ = ("ATTACKS", "MODULES")
