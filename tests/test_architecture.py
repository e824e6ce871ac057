"""The architecture is a test: the contracts stand in pyproject.toml, under tool.importlinter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")


def test_imports_go_down_and_never_sideways_or_up() -> None:
    seen = subprocess.run([LINT_IMPORTS, "--no-cache"], cwd=ROOT, capture_output=True, check=False, text=True)
    assert seen.returncode == 0, seen.stdout + seen.stderr
