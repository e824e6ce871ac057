"""The wheel works alone: built, installed into an empty environment and used far from the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytestmark = pytest.mark.whole

PROJECT = Path(__file__).parents[1]
LOCK = PROJECT / "requirements" / "run.lock"


def _run(*command: str | Path, at: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    return subprocess.run(command, cwd=at, env={**kept, **environment}, capture_output=True, check=False, text=True)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, at=PROJECT)
    assert built.returncode == 0, built.stderr
    [found] = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of a new environment that holds the wheel, its locked dependencies and nothing else."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    install = (programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet", "install")
    locked = _run(*install, "--require-hashes", "--retries", "1", "-r", LOCK, at=folder)
    if locked.returncode != 0:
        assert "HASH" not in locked.stderr.upper()
        pytest.skip(f"the package index can't be reached: {locked.stderr.strip().splitlines()[-1]}")
    alone = _run(*install, "--no-deps", "--no-index", wheel, at=folder)
    assert alone.returncode == 0, alone.stderr
    return programs


def test_the_wheel_holds_what_the_program_needs_and_no_tests(wheel: Path) -> None:
    listed = _run(sys.executable, "-m", "zipfile", "-l", wheel, at=wheel.parent).stdout
    for part in ("ledsys/template/ledsys.yaml", "ledsys/py.typed", "ledsys/rules/pages/LS401.md", "licenses/LICENSE"):
        assert part in listed
    assert "tests/" not in listed
    assert "__pycache__" not in listed


def test_init_schema_and_check_work_far_from_the_checkout(programs: Path, tmp_path: Path) -> None:
    ledsys = programs / "ledsys"
    lock = _run(programs / "python", "-m", "pip", "check", at=tmp_path)
    assert lock.returncode == 0, lock.stdout

    made = _run(ledsys, "init", "repo", at=tmp_path, LEDSYS_LANG="en")
    assert made.returncode == 0, made.stderr
    assert "Made the docs repo repo with its first commit" in made.stdout
    repo = tmp_path / "repo"

    checked = _run(ledsys, "check", "--format", "json", at=repo, LEDSYS_LANG="en")
    assert checked.returncode == 0, checked.stderr
    found = json.loads(checked.stdout)["findings"]
    assert {finding["severity"] for finding in found} == {"warning"}

    (repo / "dokument/trasig.md").write_text("---\ntitel: [\n---\n")
    broken = _run(ledsys, "check", at=repo, LEDSYS_LANG="en")
    assert broken.returncode == 1
    assert "dokument/trasig.md:" in broken.stdout
    assert "Traceback" not in broken.stderr

    outside = _run(ledsys, "check", at=tmp_path, LEDSYS_LANG="en")
    assert (outside.returncode, outside.stdout) == (2, "")

    schema = _run(ledsys, "schema", "--write", "schemas", at=tmp_path, LEDSYS_LANG="en")
    assert schema.returncode == 0, schema.stderr
    written = sorted((tmp_path / "schemas").glob("*.json"))
    assert written
    for path in written:
        assert json.loads(path.read_text())["$schema"].startswith("https://json-schema.org/")
