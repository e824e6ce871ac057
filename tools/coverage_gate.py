"""The coverage gate: the pure core is tested whole, the edges to 90 %, lines and branches counted together.

Reads the JSON report of coverage from the path given; prints what lacks; ends with 1 if the gate stays shut.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = "src/ledsys/"
CORE = (
    *("actfile", "authority", "characters", "copycode", "deadlines", "difference", "digest", "errors", "fieldlines"),
    *(
        "figures",
        "frontmatter",
        "lifecycle",
        "markdown",
        "message",
        "model",
        "policyfile",
        "proof",
        "rules",
        "signature",
    ),
)
CORE_PERCENT = 100
EDGE_PERCENT = 90


@dataclass(frozen=True)
class Tally:
    """What one file has to be run (lines and branches), what was, and where the rest is."""

    path: str
    total: int
    run: int
    lacking: str

    @property
    def core(self) -> bool:
        """Tell whether the file belongs to a pure room."""
        return Path(self.path.removeprefix(ROOT)).parts[0].removesuffix(".py") in CORE


def tally(path: str, report: dict[str, Any]) -> Tally:
    """Read one file's part of the report."""
    summary = report["summary"]
    lines = [str(line) for line in report["missing_lines"]]
    branches = [f"{start}->{'exit' if end < 0 else end}" for start, end in report.get("missing_branches", ())]
    return Tally(
        path=path.replace("\\", "/"),
        total=summary["num_statements"] + summary.get("num_branches", 0),
        run=summary["covered_lines"] + summary.get("covered_branches", 0),
        lacking=", ".join([*lines, *branches]),
    )


def shut(name: str, tallies: list[Tally], least: int) -> bool:
    """Print how a group of files fares, and say whether it falls below the least percentage."""
    total = sum(each.total for each in tallies)
    run = sum(each.run for each in tallies)
    below = run * 100 < least * total
    verdict = "too low" if below else "enough"
    print(f"coverage of {name}: {run} of {total} lines and branches, {verdict} (least: {least} %)")
    if below:
        for each in tallies:
            if each.lacking:
                print(f"  {each.path}: {each.lacking}")
    return below


def main(report: str) -> int:
    """Judge the report; 0 if the gate is open, 1 if it stays shut."""
    files = json.loads(Path(report).read_text(encoding="utf-8"))["files"]
    tallies = [tally(path, part) for path, part in sorted(files.items())]
    core = shut("the core", [each for each in tallies if each.core], CORE_PERCENT)
    edge = shut("the edges", [each for each in tallies if not each.core], EDGE_PERCENT)
    return int(core or edge)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
