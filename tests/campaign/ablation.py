"""*Ablation*: each guard is switched off; some attack must then get through, or another guard overlaps it.

A guard here is a rule that the step uses, the half of a rule that judges landings or trees, a part of what LS520 holds
against an act, or a guard of the flow under which LS519 tries an act again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from random import Random
from unittest.mock import patch

from tests.campaign.attacks import ATTACKS
from tests.campaign.moves import ground
from tests.campaign.run import attacked, remembering

from ledsys.lifecycle import replay
from ledsys.lifecycle.attempt import Move
from ledsys.lifecycle.flow import FLOW, Step
from ledsys.model.document import Status
from ledsys.model.landing import Landing
from ledsys.proof.step import _OF_TREES, step
from ledsys.rules import misstated
from ledsys.rules.catalogue import RULES
from ledsys.rules.landings import fresh_acts
from ledsys.rules.rule import Rule

USED = tuple(rule for rule in RULES if rule.of_landing is not None or rule.code.startswith(_OF_TREES))
"""The rules that judge a landing."""

PARTS = ("_name", "_role", "_mandate", "_owner", "_against", "_dates", "_votes")
"""What LS520 holds against an act, one by one."""


@dataclass(frozen=True)
class Guard:
    """One thing that can be switched off: which findings may be its own, and the rules or patch without it."""

    name: str
    code: str
    rules: tuple[Rule, ...] = RULES
    patched: Callable[[], AbstractContextManager[object]] = nullcontext
    move: Move | None = None


@dataclass
class Found:
    """Landings that only one rule refuses, by its code, with the name of the attack."""

    sole: dict[str, list[tuple[str, Landing]]] = field(default_factory=dict)
    together: dict[str, set[frozenset[str]]] = field(default_factory=dict)


def guards() -> Iterator[Guard]:
    """Yield everything that can be switched off."""
    for rule in USED:
        others = tuple(other for other in RULES if other is not rule)
        yield Guard(rule.code, rule.code, others)
        if rule.of_landing is not None and rule.code.startswith(_OF_TREES) and (rule.of_document or rule.of_repository):
            halves = {
                "of landings": replace(rule, of_landing=None),
                "of trees": replace(rule, of_document=None, of_repository=None),
            }
            for half, left in halves.items():
                yield Guard(f"{rule.code} {half}", rule.code, (*others, left))
    for part in PARTS:
        yield Guard(
            f"LS520 {part.strip('_')}", "LS520", patched=lambda part=part: patch.object(misstated, part, _silent)
        )
    for move, made in FLOW.items():
        for name, lesser in _lesser(made):
            flow = {**FLOW, move: lesser}
            yield Guard(
                f"LS519 {move.value} {name}",
                "LS519",
                patched=lambda flow=flow: patch.object(replay, "FLOW", flow),
                move=move,
            )


def _silent(*_: object) -> Iterator[tuple[str, object]]:
    yield from ()


def _lesser(made: Step) -> Iterator[tuple[str, Step]]:
    """Yield the row of the flow with one guard less."""
    yield "state", replace(made, states=tuple(Status))
    for guard in made.who:
        yield guard.__name__, replace(made, who=tuple(other for other in made.who if other is not guard))
    for guard in made.when:
        yield guard.__name__, replace(made, when=tuple(other for other in made.when if other is not guard))


def gathered(seed: int, landings: int) -> Found:
    """Make attacks and keep the landings that only one rule refuses, and which rules refuse together."""
    found = Found()
    here = ground(Random(f"{seed} ablation"))
    names = sorted(ATTACKS)
    for place in range(landings):
        name = names[place % len(names)]
        draft = attacked(name, here, f"{seed} ablation {place}").draft
        landing = draft.landing()
        codes = frozenset(finding.code for finding in step(landing))
        if len(codes) == 1:
            found.sole.setdefault(*codes, []).append((name, landing))
        for code in codes:
            found.together.setdefault(code, set()).add(codes - {code})
    return found


def through(guard: Guard, found: Found) -> str | None:
    """Give the name of an attack that gets through without the guard, if one does."""
    with guard.patched():
        for name, landing in found.sole.get(guard.code, ()):
            if guard.move is not None and guard.move.value not in {act.kind.value for act in fresh_acts(landing)}:
                continue
            if not step(landing, guard.rules):
                return name
    return None


def ablated(seed: int, landings: int) -> Mapping[str, str | None]:
    """Give, for every guard by its name, an attack that gets through without it."""
    with remembering():
        found = gathered(seed, landings)
        return {guard.name: through(guard, found) for guard in guards()}


def report(seed: int, landings: int) -> int:
    """Print what gets through without each guard; 1 if one is neither needed nor listed as overlapped."""
    from tests.campaign.overlap import OVERLAP

    names = ablated(seed, landings)
    for name, attack in names.items():
        reason = f"– {OVERLAP[name]}" if name in OVERLAP else "– NOTHING GETS THROUGH"
        print(f"{name:42} {attack or reason}")  # noqa: T201
    unknown = [name for name, attack in names.items() if attack is None and name not in OVERLAP]
    sole = sum(attack is not None for attack in names.values())
    print(
        f"{len(names)} guards: {sole} stop something alone, {len(names) - sole} overlap, {len(unknown)} of them unexplained."
    )  # noqa: T201
    return 1 if unknown else 0
