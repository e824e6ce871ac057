"""The classes of attacks, by what they are about."""

from __future__ import annotations

from tests.campaign.attack import ATTACKS
from tests.campaign.attacks import claims, evidence, forms, keys, moments, paths, people, policies, texts, times

MODULES = (claims, people, texts, evidence, moments, times, keys, policies, paths, forms)

__all__ = ("ATTACKS", "MODULES")
