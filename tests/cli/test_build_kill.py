"""kill -9 at many points of a build: the old handbook stands whole, and the next build makes the new one whole.

The points are steps of the build itself, and moments within the programs that it starts for the index of the search.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from tests.cli.conftest import NOON
from tests.cli.terminal import Terminal

PROJECT = Path(__file__).parents[2]
POINTS = 3
"""How many parts the steps of a build are divided into; it is killed at each of the places between, and at the ends."""

pytestmark = [pytest.mark.whole, pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")]


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def program(repo: Path, point: int) -> tuple[str, ...]:
    counted = str(repo.parent / "counted")
    day = NOON.replace(tzinfo=None).isoformat()
    return (sys.executable, "-m", "tests.cli.run_and_die", str(point), counted, day, "build")


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "LEDSYS_LANG": "en"}


def ran(repo: Path, point: int) -> int:
    done = subprocess.run(program(repo, point), cwd=repo, env=environment(), capture_output=True, check=False)
    return done.returncode


def revised(ledsys: Terminal) -> None:
    """Let there be something new to build."""
    ledsys.ok("stop", "EXP-655278", "--reason", "Fel i rutinen", as_="tyrli1")


def whole(ledsys: Terminal, repo: Path, new: dict[str, bytes]) -> None:
    ledsys.ok("build")
    assert files(repo / "site") == new
    assert [path.name for path in repo.iterdir() if path.name.startswith(".site")] == []


@pytest.fixture
def new(ledsys: Terminal, repo: Path) -> dict[str, bytes]:
    """What the new handbook is to be; the old one lies in ``site``."""
    ledsys.ok("build")
    revised(ledsys)
    ledsys.ok("build", "--out", "new")
    found = files(repo / "new")
    shutil.rmtree(repo / "new")
    assert found != files(repo / "site")
    return found


def test_a_build_killed_at_any_step_leaves_the_old_handbook_whole(
    ledsys: Terminal, repo: Path, new: dict[str, bytes]
) -> None:
    old = files(repo / "site")
    copy = shutil.copytree(repo, repo.parent / "counting" / "repo", symlinks=True)
    assert ran(copy, 0) == 0
    last = int((copy.parent / "counted").read_text())
    states = set()
    for point in sorted({1, *(last * number // POINTS for number in range(1, POINTS)), last - 1, last}):
        assert ran(repo, point) == -signal.SIGKILL, point
        found = files(repo / "site")
        assert found in (old, new), point
        states.add(found == old)
    assert True in states
    whole(ledsys, repo, new)


@pytest.mark.parametrize("share", [0.4, 0.8])
def test_a_build_killed_with_all_its_programs_at_any_moment_leaves_the_old_handbook_whole(
    ledsys: Terminal, repo: Path, new: dict[str, bytes], share: float
) -> None:
    old = files(repo / "site")
    copy = shutil.copytree(repo, repo.parent / "timing" / "repo", symlinks=True)
    start = monotonic()
    assert ran(copy, 0) == 0
    moment = share * (monotonic() - start)
    with subprocess.Popen(
        program(repo, 0), cwd=repo, env=environment(), start_new_session=True, stdout=subprocess.DEVNULL
    ) as process:
        sleep(moment)
        os.killpg(process.pid, signal.SIGKILL)
    assert files(repo / "site") in (old, new)
    whole(ledsys, repo, new)
