"""A *ground*: a region with documents in every state, from which landings are made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from tests.campaign import cast
from tests.campaign.draft import Draft
from tests.campaign.moves import _new_file, handing_on, walk
from tests.campaign.region import Main, advanced, begun
from tests.campaign.shapes import SHAPES

from ledsys.model.act import Act

BETWEEN = datetime(2026, 9, 11, 10, tzinfo=cast.ZONE), datetime(2026, 9, 21, 10, tzinfo=cast.ZONE)
"""The landings of the campaign come between these times."""


@dataclass(frozen=True)
class Kept:
    """A document of the region, with its type and what has happened to it."""

    id: str
    type: str
    shape: str


@dataclass
class Ground:
    """A region with documents in every state, from which landings are made, never landing any of them."""

    main: Main
    kept: tuple[Kept, ...]
    delegation: Act
    numbers: int = 900_000
    past: dict[str, Draft] = field(default_factory=dict)

    def new_id(self) -> str:
        self.numbers += 1
        return f"EXP-{self.numbers}"


def ground(random: Random, only: Iterable[Kept] = ()) -> Ground:
    """Make a region: some documents from when it was open, and more under each version of its policy."""
    kept = tuple(only) or _chosen(random)
    main, waiting = begun(), {entry.id: list(SHAPES[entry.shape]) for entry in kept}
    for entry in kept:
        _new_file(Draft(main, main.now), entry.id, entry.type, random).apply()
    delegation: Act | None = None
    for stage in (-1, 0, 1, 2):
        main = advanced(main, stage) if stage >= 0 else main
        if stage == 2:
            draft = Draft(main, main.now)
            delegation = draft.put(handing_on(draft))
            draft.apply()
        for entry in kept:
            steps = waiting[entry.id]
            number = len(steps) if stage == 2 else random.choice((0, 0, 1, 2, 4, len(steps)))
            draft = Draft(main, main.now + timedelta(hours=random.randrange(60)))
            for _ in range(min(number, len(steps))):
                walk(draft, entry.id, (steps.pop(0),), random)
                draft.now += timedelta(minutes=random.randrange(1, 900))
            draft.apply()
    assert delegation is not None
    return Ground(main, kept, delegation)


def _chosen(random: Random) -> tuple[Kept, ...]:
    pairs = [(kind, shape) for kind in cast.TYPES for shape in SHAPES]
    fit = [(kind, shape) for kind, shape in pairs if kind != cast.BODY_TYPE or shape != "returned"]
    return tuple(Kept(f"EXP-{100_001 + place}", kind, shape) for place, (kind, shape) in enumerate(fit))
