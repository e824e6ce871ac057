"""The campaign, as large as fits into every run of the tests; `make campaign` runs all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.campaign.attack import attacked
from tests.campaign.attacks import ATTACKS
from tests.campaign.cast import chance
from tests.campaign.controls import CONTROLS
from tests.campaign.ground import Kept, ground
from tests.campaign.rows import ELSEWHERE, MARKED, NOTHING_YET
from tests.campaign.run import batch, main
from tests.campaign.scene import Scene

from ledsys.rules.catalogue import BY_CODE

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[2]
EACH = 5


@pytest.mark.parametrize("number", [1, 2])
def test_every_attack_is_found_out_and_no_valid_landing_is_refused(number: int) -> None:
    tally = batch(26, number, EACH * len(ATTACKS), 13 * len(CONTROLS))
    assert tally.clean, (tally.examples, tally.otherwise, tally.alarms)
    assert min(tally.mutated[name] for name in ATTACKS) == EACH
    assert min(tally.valid[name] for name in CONTROLS) == 13


def test_there_are_more_classes_than_the_design_had() -> None:
    assert len(ATTACKS) >= 115


def test_every_row_of_the_threats_is_tried_somewhere() -> None:
    tried = {row for attack in ATTACKS.values() for row in attack.rows}
    assert MARKED - tried - ELSEWHERE.keys() - NOTHING_YET.keys() == set()
    assert tried & NOTHING_YET.keys() == set()


@pytest.mark.parametrize("path", sorted({path for paths in ELSEWHERE.values() for path in paths}))
def test_where_a_row_is_tried_elsewhere_there_are_tests(path: str) -> None:
    assert (ROOT / path).is_file()


def test_every_expected_code_is_one_of_a_rule() -> None:
    assert {code for attack in ATTACKS.values() for code in attack.codes} <= BY_CODE.keys()


def test_one_seed_gives_one_landing() -> None:
    few = (Kept("EXP-100001", "rutin", "confirmed"), Kept("EXP-100002", "ordination", "voted"))
    one, other = (attacked("author-approves", ground(chance(7), few), "seed").draft for _ in range(2))
    assert one.main.chain == other.main.chain
    assert one.writes == other.writes
    assert one.now == other.now


def test_the_region_before_an_attack_is_right() -> None:
    here = ground(chance(8))
    scene = Scene(here, chance(9))
    assert len({entry.shape for entry in here.kept}) > 15
    scene.draft.write("README.md", b"x\n")
    assert scene.draft.judged() == ()


def test_a_run_tells_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--landings", "4", "--controls", "2", "--jobs", "1", "--seed", "3"]) == 0
    said = capsys.readouterr().out
    assert "4 mutated landings in 4 classes: 0 missed" in said
    assert "2 valid landings of 2 kinds: 0 false alarms." in said
