"""What the fuzzer begins with, and all that ever failed, is read without a fault (see tests/fuzz/README.md)."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.fuzz.run import NAMES
from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS

SEEDS = seeds()


@pytest.mark.parametrize("target", NAMES)
def test_the_seeds_and_all_that_once_failed_are_read(target: str) -> None:
    assert len(SEEDS[target]) > 2
    for data in SEEDS[target]:
        TARGETS[target](data)


@pytest.mark.parametrize("target", NAMES)
def test_a_seed_that_is_cut_or_has_a_bit_flipped_is_read(target: str) -> None:
    for data in SEEDS[target][:3]:
        for at in range(0, len(data), 7):
            TARGETS[target](data[:at])
            TARGETS[target](data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def test_no_nesting_ends_the_process() -> None:
    """The fast YAML parser ends the whole process some 15,000 lists deep, which shows only in a process of its own."""
    nests = ("- ", "-\n ", "a: - ", "- a: ", "[", "{a: ", "[{a: ", "? ", "? - ", "- - a\n")
    texts = [start + nest * (60_000 // len(nest)) for start in ("", "a:\n") for nest in nests]
    inputs = [f"---\n{text}\n---\n".encode() for text in texts]
    program = "import sys; from tests.fuzz.targets import front; [front(data) for data in eval(sys.stdin.read())]"
    done = subprocess.run([sys.executable, "-c", program], input=repr(inputs), text=True, check=False)
    assert done.returncode == 0
