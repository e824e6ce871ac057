"""A small run of the campaign of kills, with real strace; `make campaign` makes the large one."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.campaign import traced
from tests.campaign.killing import COMMANDS, Command
from tests.campaign.kills import campaign

KILLS, REFUSALS = 4, 2

unusable = traced.usable()
pytestmark = [pytest.mark.whole, pytest.mark.skipif(bool(unusable), reason=unusable)]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the docs repos; the one that all start from is made once."""
    return tmp_path_factory.mktemp("ground")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.word)
def test_a_killed_or_refused_command_tears_and_loses_nothing(ground: Path, command: Command) -> None:
    killed, refused = campaign(ground, [command], KILLS, REFUSALS)
    assert [outcome for row in (killed, refused) for outcome in row.outcomes if outcome.torn or outcome.lost] == []
    assert (len(killed.reached), len(refused.reached)) == (KILLS, REFUSALS)
    assert killed.operations > KILLS
