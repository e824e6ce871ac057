"""The architecture is a test: the contracts stand in pyproject.toml, under tool.importlinter."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
LOWEST_EDGE = "language"


def test_imports_go_down_and_never_sideways_or_up() -> None:
    seen = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, check=False, text=True)
    assert seen.returncode == 0, seen.stdout + seen.stderr


def test_every_room_below_the_edges_is_declared_pure() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in project["tool"]["importlinter"]["contracts"]}
    layers = contracts["layers"]["layers"]
    below = {room for layer in layers[layers.index(LOWEST_EDGE) + 1 :] for room in re.findall(r"\w+", layer)}
    package = ROOT / "src" / "ledsys"
    present = {
        room for room in below if (package / room / "__init__.py").is_file() or (package / f"{room}.py").is_file()
    }
    assert {f"ledsys.{room}" for room in present} == set(contracts["pure"]["source_modules"])
