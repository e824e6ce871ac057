"""The campaign of *kills*: ledsys is killed, or refused by the disk, at every kind of step, and must lose nothing.

``python -m tests.campaign.kills --kills 500`` spreads so many kills evenly over the traced operations of approve,
publish, policy change and seal, then lets the disk be full and faulty there, and prints what came of it. After each the
docs repo must be as before or as after, whole for git and for ledsys, and the command must finish or say that it is
done (proof §4).
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from tests.campaign import killing, traced
from tests.campaign.killing import COMMANDS, Command, Outcome, Start
from tests.campaign.traced import ROOM, Fate, Operation

JOBS = 2
SPARE = 3
"""So many times as many points as are wanted lie ready."""
NAMED = 20
"""So many failures are told in full."""


@dataclass
class Row:
    """What came of one command under one kind of fate."""

    command: str
    fates: str
    operations: int
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def reached(self) -> list[Outcome]:
        """Those that came to their operation at all."""
        return [outcome for outcome in self.outcomes if outcome.reached]

    def count(self, what: str) -> int:
        """Count the outcomes for which a fact holds."""
        return sum(bool(getattr(outcome, what)) for outcome in self.reached)


def spread(points: list[tuple[Operation, Fate]], count: int) -> list[tuple[Operation, Fate]]:
    """Give so many points, evenly spread; all of them, and some again, where there are fewer."""
    return [points[number * len(points) // count] for number in range(count)]


def deadly(operations: Iterable[Operation]) -> list[tuple[Operation, Fate]]:
    """Give the ways to be killed: everything at each operation, and git alone at its own."""
    found = list(operations)
    return [(one, Fate.KILL) for one in found] + [(one, Fate.KILL_GIT) for one in found if one.run]


def refused(operations: Iterable[Operation]) -> list[tuple[Operation, Fate]]:
    """Give the ways to be refused by the disk."""
    return [(one, fate) for one in operations if one.call in ROOM for fate in (Fate.FULL, Fate.FAULT)]


def campaign(ground: Path, commands: Iterable[Command], kills: int, faults: int) -> Iterator[Row]:
    """Let so many kills and so many refusals befall each of the commands, and yield what came of it."""
    # Fresh ones: a copy of a process that has typeset anything waits for ever for threads that it has not got.
    with ProcessPoolExecutor(JOBS, mp_context=get_context("spawn")) as jobs:
        for command in commands:
            prepared = killing.prepared(ground, command)
            whole = killing.copied(prepared, ground / "whole")
            operations = traced.operations(whole, list(command.arguments))
            start = Start(prepared, killing.state(prepared, command), killing.state(whole, command))
            shutil.rmtree(whole)
            for fates, points, count in (
                ("killed", deadly(operations), kills),
                ("refused", refused(operations), faults),
            ):
                row = Row(command.name, fates, len(operations))
                tries = spread(points, count * SPARE)
                # What one try does not come to (ids that differ by the time make other folders), the next may.
                while tries and (lacking := count - len(row.reached)):
                    step = max(1, len(tries) // lacking)
                    taken = range(0, len(tries), step)[:lacking]
                    chosen = [tries[place] for place in taken]
                    tries = [point for place, point in enumerate(tries) if place not in taken]
                    first = len(row.outcomes)
                    places = [ground / f"{command.word}-{first + number}" for number in range(len(chosen))]
                    row.outcomes.extend(jobs.map(killing.befall, repeat(command), repeat(start), places, chosen))
                yield row


def main(arguments: list[str]) -> int:
    """Run the campaign; 0 if nothing was torn or lost and every kill happened, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaign.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="how many kills in all (default: 500)")
    parser.add_argument("--faults", type=int, default=200, help="how many refusals of the disk in all (default: 200)")
    parser.add_argument("--only", choices=[command.name for command in COMMANDS], help="one command only")
    wanted = parser.parse_args(arguments)
    why = traced.usable()
    if why:
        _say(f"cannot run: {why}")
        return 1
    commands = [command for command in COMMANDS if wanted.only in (None, command.name)]
    shares = -(-wanted.kills // len(commands)), -(-wanted.faults // len(commands))
    with tempfile.TemporaryDirectory(prefix="ledsys-kills-") as folder:
        return table(campaign(Path(folder), commands, *shares), wanted.kills)


def table(rows: Iterable[Row], kills: int) -> int:
    """Print the rows as they come, then what went wrong; 1 if anything did."""
    _say(f"{'command':14} {'fate':8} {'operations':>10} {'runs':>6} {'healed':>7} {'told':>5} {'torn':>5} {'lost':>5}")
    done: list[Row] = []
    for row in rows:
        done.append(row)
        counts = [row.count(what) for what in ("healed", "told", "torn", "lost")]
        _say(
            f"{row.command:14} {row.fates:8} {row.operations:10} {len(row.reached):6}"
            f" {counts[0]:7} {counts[1]:5} {counts[2]:5} {counts[3]:5}",
        )
    bad = [(row, outcome) for row in done for outcome in row.outcomes if outcome.torn or outcome.lost]
    for row, outcome in bad[:NAMED]:
        _say(f"{row.command}, {outcome.place}: {outcome.torn or outcome.lost}")
    killed = sum(len(row.reached) for row in done if row.fates == "killed")
    _say(f"{killed} kills, {len(bad)} torn or lost")
    return int(bool(bad) or killed < kills)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
