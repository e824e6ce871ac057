"""A small run of the campaign of acts at once; `make campaign` makes the large one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.campaign.at_once import run

pytestmark = pytest.mark.whole


def test_eight_processes_in_one_clone_lose_nothing(tmp_path: Path) -> None:
    result = run(tmp_path, processes=8, acts=5)
    assert result.wrong == ()
    assert result.found == result.wanted == 40
