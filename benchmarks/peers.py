"""Measures a general builder of documentation on the same documents, beside ``ledsys build``.

Usage: python benchmarks/peers.py [NUMBER]     (default 1000 documents made by generate.py)

MkDocs with its theme Material is what many would take instead. It renders the same texts, with navigation and a Swedish
search. It judges nothing: no acts, no validity, no versions, no way in by unit or process. It is installed from PyPI
into a folder for temporary files.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

PEER = "mkdocs-material==9.7.0"
SETTINGS = """
site_name: Handbok
docs_dir: many/dokument
site_dir: site
theme:
  name: material
  language: sv
  font: false
plugins:
  - search:
      lang: sv
"""


def seconds(command: list[str], folder: Path) -> float:
    """Give the seconds that a command takes; SystemExit with its complaint where it fails."""
    start = perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return perf_counter() - start


def main(number: int) -> None:
    """Measure, and print one line for each builder."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as place:
        work = Path(place)
        generate = str(Path(__file__).parent / "generate.py")
        seconds([sys.executable, generate, "many", str(number)], work)
        seconds([sys.executable, "-m", "venv", "peer"], work)
        seconds(["peer/bin/python", "-m", "pip", "install", "--quiet", PEER], work)
        (work / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        mine = seconds([sys.executable, "-m", "ledsys", "build"], work / "many")
        theirs = seconds([str(work / "peer/bin/mkdocs"), "build", "--quiet"], work)
        print(f"{f'ledsys build, {number} documents':<44}{mine:8.2f} s")
        print(f"{f'{PEER}, the same texts':<44}{theirs:8.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
