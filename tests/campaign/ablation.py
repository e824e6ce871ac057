"""*Ablation*: each guard is switched off; some attack must then get through, or another guard overlaps it.

A guard here is a rule that the step uses, the half of a rule that judges landings or trees, a part of what LS520 holds
against an act, or a guard of the flow under which LS519 tries an act again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from unittest.mock import patch

from tests.campaign.accounts import OVERLAP
from tests.campaign.attack import attacked
from tests.campaign.attacks import ATTACKS
from tests.campaign.cast import chance
from tests.campaign.ground import Ground, ground
from tests.campaign.region import remembering

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
        yield Guard(f"LS520 {part.strip('_')}", "LS520", patched=partial(patch.object, misstated, part, _silent))
    for move, made in FLOW.items():
        for name, lesser in _lesser(made):
            flow = {**FLOW, move: lesser}
            yield Guard(
                f"LS519 {move.value} {name}",
                "LS519",
                patched=partial(patch.object, replay, "FLOW", flow),
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


def gathered(seed: int, landings: int) -> Mapping[str, list[tuple[str, Landing]]]:
    """Make attacks and give the landings that only one rule refuses, with their class, by the code of the rule."""
    sole: dict[str, list[tuple[str, Landing]]] = {}
    here = ground(chance(seed, "ablation"))
    names = sorted(ATTACKS)
    for place in range(landings):
        name = names[place % len(names)]
        landing = attacked(name, here, f"{seed} ablation {place}").draft.landing()
        codes = {finding.code for finding in step(landing)}
        if len(codes) == 1:
            sole.setdefault(codes.pop(), []).append((name, landing))
    return sole


def through(guard: Guard, landings: Iterable[tuple[str, Landing]]) -> str | None:
    """Give the name of the first attack that gets through without the guard, if one does."""
    with guard.patched():
        for name, landing in landings:
            kinds = {act.kind.value for act in fresh_acts(landing)}
            if (guard.move is None or guard.move.value in kinds) and not step(landing, guard.rules):
                return name
    return None


def ablated(seed: int, landings: int) -> Mapping[str, str | None]:
    """Give, for every guard by its name, an attack that gets through without it."""
    with remembering():
        sole = gathered(seed, landings)
        return {guard.name: through(guard, sole.get(guard.code, ())) for guard in guards()}


def tried(guard: Guard, name: str, here: Ground, times: int) -> bool:
    """Tell whether one of so many attacks of a class gets through without the guard."""
    landings = ((name, attacked(name, here, f"{guard.name} {place}").draft.landing()) for place in range(times))
    return through(guard, landings) is not None


def report(seed: int, landings: int) -> int:
    """Print what gets through without each guard; 1 if that is not what the accounts say."""
    found = ablated(seed, landings)
    wrong = [name for name, attack in found.items() if (attack is None) != (name in OVERLAP)]
    for name, attack in found.items():
        print(f"{name:42} {attack or f'– {OVERLAP.get(name)}'}")  # noqa: T201
    sole = sum(attack is not None for attack in found.values())
    print(f"{len(found)} guards: {sole} stop something alone, {len(found) - sole} overlap.")  # noqa: T201
    print(*(f"{name}: not as the accounts say" for name in wrong), sep="\n")  # noqa: T201
    return 1 if wrong else 0
