"""`forge setup` and `forge check`, in the example docs repo with accounts for its persons."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.terminal import Ran

from ledsys.authority.forge import Forge
from ledsys.cli import boundary, clock, forge

SAVED = Path(__file__).parents[1] / "forge"
PERSONS = Path("organisation/personer.yaml")


@pytest.fixture
def run(repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    monkeypatch.chdir(repo)
    monkeypatch.setattr(clock, "now", NOON.astimezone)

    def run_one(command: Callable[[], int]) -> Ran:
        capsys.readouterr()
        code = boundary.guarded(lambda _: command(), [])
        printed = capsys.readouterr()
        assert code != 3, printed.err
        return Ran(code, printed.out, printed.err)

    return run_one


@pytest.fixture
def accounts(run: Callable[..., Ran]) -> None:
    """Give every person an account named as their id; depends on ``run`` for the folder."""
    PERSONS.write_text(re.sub(r"- id: (\w+)\n", r"- id: \1\n    konton: [\1]\n", PERSONS.read_text()))


def remote(url: str) -> None:
    subprocess.run(["git", "remote", "add", "origin", url], check=True)


def test_setup_writes_codeowners_and_lists_the_settings(run: Callable[..., Ran], accounts: None) -> None:
    ran = run(lambda: forge.setup(Forge.GITHUB))
    assert ran.code == 0, ran.all
    assert "CODEOWNERS is written, but not committed." in ran.out
    assert "Settings to make at GitHub:" in ran.out
    assert "- main can't be overwritten (no force push)" in ran.out
    assert "/dokument/smarta/" in Path("CODEOWNERS").read_text()
    assert "CODEOWNERS is as the register says." in run(lambda: forge.setup(Forge.GITLAB)).out


def test_a_dry_run_writes_nothing(run: Callable[..., Ran], accounts: None) -> None:
    before = Path("CODEOWNERS").read_bytes()
    ran = run(lambda: forge.setup(Forge.GITHUB, dry_run=True))
    assert "/CODEOWNERS " in ran.out
    assert Path("CODEOWNERS").read_bytes() == before


def test_nobody_asked_is_worse_than_the_old_file(run: Callable[..., Ran]) -> None:
    before = Path("CODEOWNERS").read_bytes()
    ran = run(lambda: forge.setup(Forge.GITHUB))
    assert ran.code == 2
    assert "would ask nobody" in ran.err
    assert "have no account at the forge" in ran.err
    assert Path("CODEOWNERS").read_bytes() == before


def test_check_sees_drift_of_both(run: Callable[..., Ran], accounts: None, tmp_path: Path) -> None:
    saved = SAVED / "gitlab-settings.json"
    ran = run(lambda: forge.check(Forge.GITLAB, [saved]))
    assert ran.code == 1
    assert "CODEOWNERS is not what the register says." in ran.out
    assert "1 thing is not as it should be." in ran.out
    run(lambda: forge.setup(Forge.GITLAB))
    ran = run(lambda: forge.check(Forge.GITLAB, [saved]))
    assert ran.code == 0, ran.all
    assert "made: main can't be overwritten (no force push)" in ran.out
    assert "All is as it should be." in ran.out
    drifted = tmp_path / "drifted.json"
    drifted.write_text(saved.read_text().replace('"allow_force_push": false', '"allow_force_push": true', 1))
    ran = run(lambda: forge.check(Forge.GITLAB, [drifted]))
    assert ran.code == 1
    assert "NOT MADE: main can't be overwritten (no force push)" in ran.out
    drifted.write_text("[]")
    assert "not told: main can't be overwritten" in run(lambda: forge.check(Forge.GITLAB, [drifted])).out


def test_check_without_answers_looks_at_codeowners_alone(run: Callable[..., Ran], accounts: None) -> None:
    run(lambda: forge.setup(Forge.GITHUB))
    ran = run(forge.check)
    assert ran.code == 0, ran.all
    assert "were not looked at" in ran.err


def test_the_forge_is_known_by_the_address_of_the_remote(run: Callable[..., Ran], accounts: None) -> None:
    assert "Say where the docs repo is shared" in run(forge.setup).err
    remote("git@gitlab.region-exempel.example:halsan/ledningssystem.git")
    assert "Settings to make at GitLab:" in run(forge.setup).out


@pytest.mark.parametrize(("text", "why"), [(None, "No such file"), ("{", "it is not JSON"), ("[" * 99999, "not JSON")])
def test_answers_that_can_not_be_read_are_told(
    run: Callable[..., Ran], accounts: None, tmp_path: Path, text: str | None, why: str
) -> None:
    place = tmp_path / "svar.json"
    if text is not None:
        place.write_text(text)
    ran = run(lambda: forge.check(Forge.GITHUB, [place]))
    assert ran.code == 2
    assert why in ran.err
