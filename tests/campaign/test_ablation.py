"""Every guard is needed by itself, or it is known which others stop what it stops."""

from __future__ import annotations

import pytest
from tests.campaign.ablation import guards, tried
from tests.campaign.accounts import OVERLAP, SOLE
from tests.campaign.attacks import ATTACKS
from tests.campaign.cast import chance
from tests.campaign.ground import Ground, ground
from tests.campaign.region import remembering

pytestmark = pytest.mark.whole

GUARDS = {guard.name: guard for guard in guards()}
TIMES = 100
"""So often may an attack be tried that has many ways, of which a guard stops one."""


@pytest.fixture(scope="module")
def here() -> Ground:
    with remembering():
        return ground(chance(3))


def test_every_guard_is_accounted_for() -> None:
    assert GUARDS.keys() == SOLE.keys() | OVERLAP.keys()
    assert not SOLE.keys() & OVERLAP.keys()
    assert set(SOLE.values()) <= ATTACKS.keys()


@pytest.mark.parametrize("name", SOLE)
def test_without_the_guard_an_attack_gets_through(name: str, here: Ground) -> None:
    with remembering():
        assert tried(GUARDS[name], SOLE[name], here, TIMES)
