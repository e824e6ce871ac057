"""Acts *at once*: several processes acting in one clone must lose nothing, double nothing and tear nothing (proof §4).

``python -m tests.campaign.at_once`` lets eight processes hand documents over, 25 times each: mostly each a document of
its own, and every fifth time all of them the same. Who is refused because somebody else was faster tries again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from tests.cli.keyed_region import PEOPLE, git

from ledsys.actfile import read_act
from ledsys.cli import main as ledsys
from ledsys.cli.codes import OK

PROCESSES, ACTS = 8, 25
OWN = ("EXP-170264", "EXP-205518", "EXP-318846", "EXP-431790", "EXP-603415", "EXP-903664", "EXP-871942", "EXP-655278")
SHARED = "EXP-482103"
OWNERS = (
    *PEOPLE,
    *("verksamhetschef@smarta", "chefslakare@halsan", "regionomradeschef@expertenheter"),
)
TRIES = 60
AGAIN = "un the command again"
"""What a refusal says that goes by when it is tried again."""


@dataclass(frozen=True)
class Result:
    """What all processes made of it; ``wrong`` says in what the docs repo is not as it must be."""

    wanted: int
    found: int
    refused: Counter[str]
    wrong: tuple[str, ...]


def run(folder: Path, processes: int, acts: int) -> Result:
    """Let the processes act in a new docs repo in the folder, all at once, and look at what is left."""
    root = folder / "repo"
    code, said = _ledsys("init", str(root))
    assert code == OK, said
    before = _handovers(root), int(git(root, "rev-list", "--count", "HEAD"))
    workers = [_started(root, worker, acts) for worker in range(processes)]
    heard = [worker.communicate() for worker in workers]
    answers = [json.loads(out) for out, _ in heard if out]
    wrong = [err for _, err in heard if err]
    after = _handovers(root), int(git(root, "rev-list", "--count", "HEAD"))
    made = sorted(document for answer in answers for document in answer["made"])
    if sorted((after[0] - before[0]).elements()) != made:
        wrong.append(f"acts: {after[0] - before[0]}, told of: {Counter(made)}")
    if after[1] - before[1] != len(made):
        wrong.append(f"{after[1] - before[1]} commits")
    wrong.extend(_ill(root))
    refused = Counter(message for answer in answers for message in answer["refused"])
    wrong.extend(message for message in refused if AGAIN not in message)
    return Result(processes * acts, len(made), refused, tuple(wrong))


def _started(root: Path, worker: int, acts: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.campaign.at_once", "--worker", str(worker), "--acts", str(acts), str(root)]
    environment = {**os.environ, "LEDSYS_LANG": "en", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment, stdout=pipe, stderr=pipe, text=True)


def _handovers(root: Path) -> Counter[str]:
    """Count the handovers of each document; every file of an act must be whole and bear its own name."""
    found: Counter[str] = Counter()
    for path in (root / ".ledsys/acts").glob("*/*.act"):
        act = read_act(path.read_bytes())
        assert act.id == path.stem
        found[act.document] += act.kind == "handover"
    return found


def _ill(root: Path) -> Iterator[str]:
    fsck = subprocess.run(["git", "fsck", "--strict"], cwd=root, check=False, capture_output=True, text=True)
    if fsck.returncode or "error" in fsck.stderr:
        yield fsck.stdout + fsck.stderr
    status = git(root, "status", "--porcelain", "--untracked-files=all")
    if status:
        yield status
    code, said = _ledsys("-C", str(root), "check")
    if code != OK:
        yield said
    if (root / ".git/ledsys-journal.json").exists():
        yield "a change is left half-way"


def _act(worker: int, acts: int) -> None:
    """Hand over so many times, and tell which documents were, and what was said when it was refused."""
    made, refused = [], []
    for number in range(acts):
        document = SHARED if number % 5 == 4 else OWN[worker]
        # On the shared document everybody has two owners of their own, who are never in office already.
        owner = OWNERS[(2 * worker + number // 5 % 2) if document == SHARED else number % len(OWNERS)]
        for _ in range(TRIES):
            code, said = _ledsys("handover", document, "--to", owner, "--as", "orvny1")
            if code == OK:
                made.append(document)
                break
            refused.append(said)
    sys.stdout.write(json.dumps({"made": made, "refused": refused}))


def _ledsys(*arguments: str) -> tuple[int, str]:
    said = StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = ledsys.run(list(arguments))
    return code, said.getvalue()


def main(arguments: list[str]) -> int:
    """Run the campaign in a new docs repo; 0 if every act is there and nothing is wrong, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.at_once", description=__doc__)
    parser.add_argument("--processes", type=int, default=PROCESSES)
    parser.add_argument("--acts", type=int, default=ACTS, help="how many acts each process makes")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    parser.add_argument("folder", type=Path, nargs="?", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.worker is not None:
        os.chdir(wanted.folder)
        _act(wanted.worker, wanted.acts)
        return OK
    with tempfile.TemporaryDirectory(prefix="ledsys-at-once-") as folder:
        result = run(Path(folder), wanted.processes, wanted.acts)
    for line in result.wrong:
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(
        f"{result.found} of {result.wanted} acts, {result.refused.total()} refused and tried again,"
        f" {len(result.wrong)} wrong\n"
    )
    return int(bool(result.wrong) or result.found != result.wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
