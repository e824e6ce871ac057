"""Running the campaign: attacked landings that must be found out, and valid ones that must pass.

Usage: python -m tests.campaign.run [--landings N] [--controls N] [--jobs N] [--seed N] [--ablation]

Landings are made in batches, each in a region of its own; the seed and the number of a batch give everything in it.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from tests.campaign.ablation import report
from tests.campaign.attack import attacked
from tests.campaign.attacks import ATTACKS
from tests.campaign.cast import chance
from tests.campaign.controls import CONTROLS
from tests.campaign.ground import ground
from tests.campaign.region import remembering
from tests.campaign.scene import Scene

BATCH = 4_000
"""Landings in one region."""


@dataclass
class Tally:
    """What came of a number of landings, by class."""

    mutated: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    otherwise: Counter[tuple[str, str]] = field(default_factory=Counter)
    valid: Counter[str] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what came of others too."""
        for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
            mine.extend(theirs) if isinstance(mine, list) else mine.update(theirs)

    @property
    def clean(self) -> bool:
        """Tell whether every attack was found out for a reason that was expected, and no valid landing was refused."""
        return not (self.missed or self.otherwise or self.alarms)


def batch(seed: int, number: int, landings: int, controls: int) -> Tally:
    """Make and judge the landings of one batch."""
    tally = Tally()
    with remembering():
        here = ground(chance(seed, number))
        names, kinds = sorted(ATTACKS), sorted(CONTROLS)
        offset = number * BATCH
        for place in range(landings):
            name, source = names[(offset + place) % len(names)], f"{seed} {number} {place}"
            found = frozenset(finding.code for finding in attacked(name, here, source).draft.judged())
            tally.mutated[name] += 1
            if not found:
                tally.missed[name] += 1
                tally.examples.append(f"missed: {name}, {source}")
            elif not found & ATTACKS[name].codes:
                tally.otherwise[name, " ".join(sorted(found))] += 1
        for place in range(controls):
            name, source = kinds[(offset + place) % len(kinds)], f"{seed} {number} valid {place}"
            scene = Scene(here, chance(source))
            CONTROLS[name](scene)
            tally.valid[name] += 1
            for finding in scene.draft.judged():
                tally.alarms[name, f"{finding.code} {finding.message}"] += 1
                tally.examples.append(f"false alarm: {name}, {source}")
    return tally


def campaign(seed: int, landings: int, controls: int, jobs: int) -> Tally:
    """Run all batches, in as many processes as told."""
    number = max(1, -(-(landings + controls) // BATCH))
    shares = [(landings * (place + 1) // number - landings * place // number) for place in range(number)]
    valid = [(controls * (place + 1) // number - controls * place // number) for place in range(number)]
    tally = Tally()
    if jobs == 1:
        parts = map(batch, [seed] * number, range(number), shares, valid)
        for part in parts:
            tally.add(part)
        return tally
    with ProcessPoolExecutor(jobs) as pool:
        for part in pool.map(batch, [seed] * number, range(number), shares, valid):
            tally.add(part)
    return tally


def main(arguments: list[str] | None = None) -> int:
    """Run the campaign and print what came of it; 1 if anything was missed, found for another reason, or refused."""
    parser = argparse.ArgumentParser(description="Attack landings and see that all are found out.")
    parser.add_argument("--landings", type=int, default=100_000)
    parser.add_argument("--controls", type=int, default=50_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ablation", action="store_true", help="switch off each rule and each guard instead")
    chosen = parser.parse_args(arguments)
    if chosen.ablation:
        return report(chosen.seed, chosen.landings)
    start = time.monotonic()
    tally = campaign(chosen.seed, chosen.landings, chosen.controls, chosen.jobs)
    seconds = time.monotonic() - start
    for name, attack in sorted(ATTACKS.items(), key=lambda item: (item[1].rows, item[0])):
        rows = ",".join(map(str, attack.rows))
        print(f"{rows:>9}  {tally.mutated[name]:6} mutated {tally.missed[name]:4} missed  {name}")  # noqa: T201
    for (name, what), times in (*tally.otherwise.items(), *tally.alarms.items()):
        print(f"{times:6} times  {name}: {what}")  # noqa: T201
    print(*tally.examples[:50], sep="\n")  # noqa: T201
    print(  # noqa: T201
        f"{tally.mutated.total()} mutated landings in {len(tally.mutated)} classes: {tally.missed.total()} missed,"
        f" {tally.otherwise.total()} found for another reason than expected.\n"
        f"{tally.valid.total()} valid landings of {len(tally.valid)} kinds: {tally.alarms.total()} false alarms.\n"
        f"Seed {chosen.seed}, {seconds:.0f} s, {(tally.mutated.total() + tally.valid.total()) / seconds:.0f} a second."
    )
    return 0 if tally.clean else 1


if __name__ == "__main__":
    sys.exit(main())
