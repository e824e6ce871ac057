"""The guards of conftest.py hold: without this proof a guard could fall and nobody would notice."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest


def test_home_is_not_the_home_of_a_person(home: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert Path.home() == home
    assert home.parent == tmp_path_factory.getbasetemp()
    assert (home / "gitconfig").read_bytes() == b""


def test_a_started_program_has_the_same_home(home: Path) -> None:
    script = "import pathlib; print(pathlib.Path.home())"
    seen = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert seen.stdout.strip() == str(home)


def test_the_network_is_out_of_reach() -> None:
    # 192.0.2.1 is set aside for documentation (RFC 5737): nobody answers there.
    with socket.socket() as one, pytest.raises(PermissionError, match="reach the network"):
        one.connect(("192.0.2.1", 80))
    with socket.socket() as one, pytest.raises(PermissionError, match="reach the network"):
        one.connect_ex(("192.0.2.1", 80))


def test_git_has_no_settings_from_outside(tmp_path: Path) -> None:
    seen = subprocess.run(["git", "config", "--list"], cwd=tmp_path, capture_output=True, check=True, text=True)
    assert seen.stdout == ""


def test_no_setting_of_ledsys_or_git_leaks_in() -> None:
    ours = {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "GIT_TERMINAL_PROMPT"}
    assert {name for name in os.environ if name.startswith(("GIT_", "LEDSYS_"))} == ours
