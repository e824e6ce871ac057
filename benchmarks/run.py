"""Measures ledsys as whole programs: start-up, check of the template, check, build and preview of many documents.

Usage: python benchmarks/run.py [NUMBER]     (default 1000 documents; the figures are medians of five runs)

Beside `check`, the naive way is measured: read every file's front matter with ruamel.yaml and look at nothing else.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from preview import EDITS
from preview import report as preview

HERE = Path(__file__).parent
LEDSYS = (sys.executable, "-m", "ledsys")
NAIVE = """
import sys, pathlib
from ruamel.yaml import YAML
for path in pathlib.Path("dokument").rglob("*.md"):
    YAML(typ="safe", pure=True).load(path.read_text().split("---")[1])
"""


def environment(cache: Path) -> dict[str, str]:
    """Give the environment that all programs are measured in."""
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "LEDSYS_LANG": "en", "LEDSYS_PERSON": "ebbst1"}


def timed(command: tuple[str, ...], folder: Path, cache: Path, *, runs: int = 5, cold: bool = False) -> float:
    """Give the median seconds of whole runs; with ``cold`` the cache is emptied before each."""
    seconds = []
    for _ in range(runs):
        if cold:
            shutil.rmtree(cache, ignore_errors=True)
        start = perf_counter()
        done = subprocess.run(command, cwd=folder, env=environment(cache), capture_output=True, check=False)
        seconds.append(perf_counter() - start)
        if done.returncode != 0:
            raise SystemExit(done.stderr.decode())
    return median(seconds)


def after_one_publication(many: Path, cache: Path) -> float:
    """Give the seconds of a build when one document has been revised, reviewed, approved and published."""
    document = "EXP-1000000"
    path = next(many.glob("dokument/**/rutin-0.md"))
    moves = (
        ("revise", document, "--reason", "En mening till.", "--as", "sixal1"),
        ("submit", document, "--as", "karbe2"),
        ("review", document, "--ok", "--as", "dislj1"),
        ("approve", document, "--as", "sixal1"),
        ("publish", document, "--as", "ebbst1"),
    )
    for move in moves:
        subprocess.run((*LEDSYS, *move), cwd=many, env=environment(cache), check=True, capture_output=True)
        if move[0] == "revise":
            path.write_bytes(path.read_bytes() + b"\nEn mening till.\n")
    return timed((*LEDSYS, "build"), many, cache, runs=1)


def main(number: int) -> None:
    """Measure, and print one line for each figure."""
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} processors")
    with tempfile.TemporaryDirectory() as place:
        work, cache = Path(place), Path(place) / "cache"
        print(f"{'ledsys --help':<44}{timed((*LEDSYS, '--help'), work, cache):8.2f} s")
        subprocess.run([*LEDSYS, "init", "template"], cwd=work, check=True, capture_output=True)
        template = work / "template"
        print(f"{'check, template, no cache':<44}{timed((*LEDSYS, 'check'), template, cache, cold=True):8.2f} s")
        print(f"{'check, template, cache':<44}{timed((*LEDSYS, 'check'), template, cache):8.2f} s")
        print(f"{'build, template':<44}{timed((*LEDSYS, 'build'), template, cache):8.2f} s")
        subprocess.run([sys.executable, HERE / "generate.py", "many", str(number)], cwd=work, check=True)
        many = work / "many"
        rows = (
            ("check, {n} documents, no cache", (*LEDSYS, "check"), True),
            ("check, {n} documents, cache", (*LEDSYS, "check"), False),
            ("  (naive: ruamel reads the front matter)", (sys.executable, "-c", NAIVE), False),
            ("build, {n} documents, no cache", (*LEDSYS, "build"), True),
            ("build, {n} documents, cache", (*LEDSYS, "build"), False),
            ("status as pages, {n} documents", (*LEDSYS, "status", "--out", "overview"), False),
        )
        for label, command, cold in rows:
            print(f"{label.format(n=number):<44}{timed(command, many, cache, runs=3, cold=cold):8.2f} s")
        again = after_one_publication(many, cache)
        print(f"{f'build, {number} documents, after one edit':<44}{again:8.2f} s")
        page = max((many / "site/dokument").glob("EXP-1*/index.html"), key=lambda path: path.stat().st_size)
        weight = (page.stat().st_size + (many / "site/style.css").stat().st_size) / 1000
        print(f"{'weight of the heaviest page, with its style':<44}{weight:8.1f} kB")
        preview(many, EDITS, environment(cache))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
