"""kill -9 at many points: what is left is whole after the next run, whatever the point."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.store.ground import FIRST, GONE, NEXT, as_person, change, files, litter

from ledsys.store.change import carry_out, heal, interrupted, write_only
from ledsys.store.folder import MARK, replace_folder
from ledsys.store.repository import find

PROJECT = Path(__file__).parents[2]
BEFORE = FIRST
AFTER = {path: data for path, data in {**FIRST, **NEXT}.items() if path != GONE}
POINTS = 40

pytestmark = [pytest.mark.whole, pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL on Windows")]


def run(what: str, root: Path, point: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.store.act_and_die", what, str(root), str(point)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, check=False, text=True)


def act_and_die(what: str, root: Path, point: int) -> None:
    done = run(what, root, point)
    # How often git is listened to differs from run to run, so the last steps may not come.
    assert done.returncode in {-signal.SIGKILL, 0}, done.stderr


def steps(what: str, root: Path) -> int:
    done = run(what, root, 0)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def spread(last: int) -> list[int]:
    return sorted({1, *range(last, 0, -max(1, last // POINTS))})


def test_a_killed_move_is_nothing_or_everything_after_the_next_run(original: Path, tmp_path: Path) -> None:
    outcomes = set()
    for point in spread(steps("carry_out", shutil.copytree(original, tmp_path / "counted"))):
        root = shutil.copytree(original, tmp_path / f"killed at {point}")
        before = as_person(root, "rev-parse", "HEAD")
        act_and_die("carry_out", root, point)
        repository = find(root)
        if as_person(root, "rev-parse", "HEAD") != before:
            assert files(root) == AFTER
        elif files(root) not in (BEFORE, AFTER):
            assert (root / ".git/ledsys-journal.json").exists()
        healed = heal(repository)
        landed = as_person(root, "rev-parse", "HEAD") != before
        assert landed or healed is None
        assert files(root) == (AFTER if landed else BEFORE), point
        outcomes.add((landed, healed is not None))
        if not landed:
            carry_out(repository, change(NEXT, deletes=(GONE,)))
        else:
            carry_out(repository, change({"dokument/nasta.md": b"x\n"}))
        assert as_person(root, "status", "--porcelain") == ""
        assert as_person(root, "rev-list", "--count", "HEAD").strip() == ("3" if landed else "2")
        assert "error" not in as_person(root, "fsck", "--strict")
        assert litter(repository) == []
        assert not interrupted(repository)
    assert outcomes >= {(False, False), (True, True)}


def test_a_killed_write_without_commit_is_nothing_or_everything(original: Path, tmp_path: Path) -> None:
    for point in spread(steps("write_only", shutil.copytree(original, tmp_path / "counted")))[::2]:
        root = shutil.copytree(original, tmp_path / f"killed at {point}")
        act_and_die("write_only", root, point)
        repository = find(root)
        healed = heal(repository)
        assert files(root) == AFTER if healed else files(root) in (BEFORE, AFTER)
        write_only(repository, change(NEXT, deletes=(GONE,)))
        assert files(root) == AFTER
        assert litter(repository) == []


def test_a_killed_build_leaves_the_old_or_the_new_whole(tmp_path: Path) -> None:
    replace_folder(tmp_path / "counted", {"index.html": b"old\n"})
    for point in spread(steps("folder", tmp_path / "counted"))[::2]:
        target = tmp_path / str(point) / "site"
        replace_folder(target, {"index.html": b"old\n"})
        act_and_die("folder", target, point)
        left = files(target)
        left.pop(MARK)
        assert left in ({"index.html": b"old\n"}, {"index.html": b"new\n", "a/b.html": b"new\n"})
        replace_folder(target, {"index.html": b"third\n"})
        assert (target / "index.html").read_bytes() == b"third\n"
        assert list(target.parent.iterdir()) == [target]
