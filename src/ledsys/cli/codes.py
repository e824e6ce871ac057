"""*Exit codes*: what a program that runs ledsys can tell from how it ended (design §9)."""

from __future__ import annotations

OK = 0
"""Nothing at or above the level asked for, nothing due."""
FINDINGS = 1
"""Findings, or a refused move."""
CANNOT = 2
"""Could not judge or write: usage, settings, no repo, disk full."""
FAULT = 3
"""A fault in ledsys."""
INTERRUPTED = 130
"""Interrupted by the person."""
