"""The *clock*: the one place that asks what time it is."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo


def now(zone: ZoneInfo) -> datetime:
    """Give the present time in the zone."""
    return datetime.now(zone)
