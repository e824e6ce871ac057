"""Fuzz one target: ``python -m tests.fuzz.run act --seconds 600``, or all of them in turn.

Needs atheris, which is in the dependency group of the campaign. What fails is written to ``regressions/<target>/``, and
the ordinary tests replay it from then on; the exit code is then not 0.
"""

from __future__ import annotations

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

NAMES = ("act", "front", "policy", "signature")
LONGEST_INPUT = {"front": 512}
ELSE_LONGEST = 4096
"""Bytes of an input; one of front matter may stand for some hundred times as many."""
SECONDS_OF_ONE = 20
MEBIBYTES = 1024


def main() -> None:
    """Read the command line and fuzz; each target of several in a process of its own, as libFuzzer never returns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="*", choices=NAMES, help="all of them if none is named")
    parser.add_argument("--seconds", type=int, default=600, help="for each target")
    asked = parser.parse_args()
    targets = asked.target or NAMES
    if len(targets) == 1:
        fuzz(targets[0], asked.seconds)
    command = (sys.executable, "-m", "tests.fuzz.run", "--seconds", str(asked.seconds))
    codes = [subprocess.run([*command, target], check=False).returncode for target in targets]
    sys.exit(1 if any(codes) else 0)


def fuzz(target: str, seconds: int) -> None:
    """Fuzz the target for so long; ends the process."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["ledsys"]):
        from tests.fuzz.seeds import REGRESSIONS, dictionary, seeds
        from tests.fuzz.targets import TARGETS
    failed = REGRESSIONS / target
    failed.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(prefix=f"fuzz-{target}-"))
    corpus = place / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds()[target]):
        (corpus / f"seed-{number}").write_bytes(data)
    words = "".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in dictionary(target))
    (place / "words").write_text(words, encoding="ascii")
    settings = {
        "max_total_time": seconds,
        "timeout": SECONDS_OF_ONE,
        "rss_limit_mb": MEBIBYTES,
        "max_len": LONGEST_INPUT.get(target, ELSE_LONGEST),
        "dict": place / "words",
        "artifact_prefix": f"{failed}/",
        "print_final_stats": 1,
        "verbosity": 1,
    }
    atheris.Setup([target, *(f"-{name}={value}" for name, value in settings.items()), str(corpus)], TARGETS[target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
