"""kill -9 at many points of submit, approve and publish: nothing is torn, and the same command again finishes."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.terminal import Terminal

from ledsys.actfile import read_act

PROJECT = Path(__file__).parents[2]
POINTS = 6
"""How many points of each command are tried."""

pytestmark = [pytest.mark.whole, pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")]

DRAFT = "dokument/expertenheter/prov-pa-helgen.md"
STEPS = ("submit", "review", "approve", "publish")


def _command(step: str, document: str) -> list[str]:
    return {
        "submit": ["submit", document, "--as", "karbe2"],
        "review": ["review", document, "--ok", "--as", "dislj1"],
        "approve": ["approve", document, "--as", "sixal1"],
        "publish": ["publish", document, "--as", "ebbst1"],
    }[step]


def _run(repo: Path, point: int, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "tests.cli.run_and_die", str(point), str(repo.parent / "counted")]
    command = [*program, NOON.replace(tzinfo=None).isoformat(), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    return subprocess.run(command, cwd=repo, env=environment, capture_output=True, check=False, text=True)


def _git(repo: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=repo, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def draft(ledsys: Terminal) -> str:
    """A new rutin in the docs repo, ready to be submitted."""
    new = ("new", "rutin", "--title", "Prov på helgen", "--unit", "expertenheter", "--reviewer", "dislj1")
    found = re.search(r"EXP-\d{6}", ledsys.ok(*new, as_="karbe2").out)
    assert found
    path = Path(DRAFT)
    text = re.sub(r"> \[Instruktion:.*\]\n", "Text som någon har skrivit.\n", path.read_text())
    path.write_text(text.replace("författare:", "utgår-från: [EXP-318846]\nförfattare:"))
    return found[0]


def _acts(repo: Path, document: str, kind: str) -> int:
    """Count the acts of the kind; every act file must be readable and bear its own name."""
    found = list((repo / ".ledsys/acts" / document).glob("*.act"))
    acts = [read_act(path.read_bytes()) for path in found]
    assert {act.id for act in acts} == {path.stem for path in found}
    return sum(act.kind == kind for act in acts)


def _whole(repo: Path, ledsys: Terminal) -> None:
    shown = json.loads(ledsys("check", "--format", "json").out)
    codes = [finding["code"] for finding in shown["findings"]]
    assert [code for code in codes if code.startswith(("LS5", "LS8"))] == []
    assert "error" not in _git(repo, "fsck", "--strict")
    assert _git(repo, "status", "--porcelain", "--untracked-files=all", "--", ".ledsys", "dokument") == ""


def _steps(repo: Path, arguments: list[str]) -> int:
    """Count the steps of the command, made in a copy; by then everything is in the cache."""
    for name in ("warm", "whole"):
        copy = shutil.copytree(repo, repo.parent / name / "repo", symlinks=True)
        assert _run(copy, 0, arguments).returncode == 0
    return int((repo.parent / "whole" / "counted").read_text())


@pytest.mark.parametrize("step", ["submit", "approve", "publish"])
def test_a_killed_move_is_finished_by_the_same_command(
    ledsys: Terminal, repo: Path, draft: str, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for before in STEPS[: STEPS.index(step)]:
        ledsys.ok(*_command(before, draft))
    arguments = _command(step, draft)
    head = _git(repo, "rev-parse", "HEAD").strip()
    last = _steps(repo, arguments)
    landed = []
    for point in sorted({1, *(last * number // POINTS for number in range(1, POINTS))}):
        root = shutil.copytree(repo, repo.parent / str(point) / "repo", symlinks=True)
        monkeypatch.chdir(root)
        assert _run(root, point, arguments).returncode == -signal.SIGKILL, point
        landed.append(_git(root, "rev-parse", "HEAD").strip() != head)
        again = ledsys(*arguments)
        assert again.code in (0, 1), again.err
        assert again.code == 0 or "Nothing was changed" in again.err  # the move was made before the kill, or healed
        assert not landed[-1] or again.code == 1
        assert _acts(root, draft, step) == 1
        assert _git(root, "rev-list", "--count", f"{head}..HEAD").strip() == "1"
        _whole(root, ledsys)
    assert len(landed) == POINTS
    assert not landed[0]
