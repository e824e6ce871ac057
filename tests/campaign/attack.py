"""An *attack*: a class of landings that are not legal, made from a valid situation, and what must be found in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from tests.campaign.cast import chance
from tests.campaign.ground import Ground
from tests.campaign.scene import Scene

from ledsys import actfile
from ledsys.model.act import Act

Make: TypeAlias = Callable[[Scene], object]


@dataclass(frozen=True)
class Attack:
    """One class: the rows of proof §2 that it belongs to, and the codes of which at least one must be found."""

    name: str
    rows: tuple[int, ...]
    codes: frozenset[str]
    make: Make


ATTACKS: dict[str, Attack] = {}


def attack(*rows: int, codes: str) -> Callable[[Make], Make]:
    """Enter a class by the name of its function; ``codes`` are apart by blanks."""

    def enter(make: Make) -> Make:
        name = make.__name__.replace("_", "-")
        assert name not in ATTACKS, name
        ATTACKS[name] = Attack(name, rows, frozenset(codes.split()), make)
        return make

    return enter


KEYED = ("riktlinje", "instruktion", "plan")
"""Types that ask for a person's key; any of a person's keys will do."""
STRICT = ("riktlinje", "instruktion")
"""The same, without any waiver."""
HARD, FORGED, CLAIMED = ("ordination",), ("rutin",), ("anvisning",)
BY_ONE = (*STRICT, *FORGED, *CLAIMED)


def claim(scene: Scene, document: str, key: str, value: str | None) -> None:
    """Type a claim line by hand, or take it out."""
    before = scene.draft.text(document)
    front, mark, body = before.partition("\n---\n")
    kept = re.sub(rf"^{key}: .*\n", "", f"{front}\n", flags=re.MULTILINE)
    line = f"{key}: {value}\n" if value is not None else ""
    after = f"{kept}{line}".removesuffix("\n") + mark + body
    assert after != before, (document, key, value)
    scene.draft.write(scene.draft.path(document), after)


def landed_act(scene: Scene, document: str, *kinds: str, signed: bool = False) -> Act:
    """Choose an act about a document that has landed."""
    acts = [act for act in scene.draft.life(document).acts if not kinds or act.kind.value in kinds]
    return scene.random.choice([act for act in acts if act.signature or not signed])


def pasted(scene: Scene, act: Act, armour: str | None) -> None:
    """Put another signature below an act of the draft."""
    scene.draft.write(actfile.path_of(act), actfile.written(replace(act, signature=armour)))


def other_person(scene: Scene, *but: str, among: tuple[str, ...]) -> str:
    return scene.random.choice([person for person in among if person not in but])


def attacked(name: str, here: Ground, *seeds: object) -> Scene:
    """Make one landing of a class."""
    scene = Scene(here, chance(*seeds))
    ATTACKS[name].make(scene)
    return scene
