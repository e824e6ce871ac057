"""A small run of the mutated histories: each change once, and all betrayed as they must be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.campaign.histories import CHANGES, past_in, run

pytestmark = pytest.mark.whole


def test_every_mutated_history_is_betrayed_by_what_must_betray_it(tmp_path: Path) -> None:
    assert run(past_in(tmp_path), len(CHANGES) + 8, seed=1) == []
