"""*Demands*: the settings that a docs repo asks of its forge, and which of them stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ledsys.authority import github, gitlab
from ledsys.authority.forge import Answers, Demand, Forge

RESETS = frozenset({"approvals-reset", "last-push-approved"})
"""What would take an approval back when the witness writes it down; acts bind to the text by themselves."""


def demands(forge: Forge, *, witnessed: bool) -> tuple[Demand, ...]:
    """Give the settings to make; where a machine writes acts into merge requests, its push must not undo approvals."""
    chosen = github.DEMANDS if forge is Forge.GITHUB else gitlab.DEMANDS
    return tuple(demand for demand in chosen if not (witnessed and demand.code in RESETS))


def looked_for(chosen: Iterable[Demand], answers: Answers) -> Iterator[tuple[Demand, bool | None]]:
    """Yield each setting with what the answers say: made, not made, or not told."""
    for demand in chosen:
        yield demand, demand.look(answers)
