"""A *scene*: one situation in a region, in which a landing is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from random import Random

from tests.campaign import cast
from tests.campaign.cast import policy_files, protected_files, version
from tests.campaign.draft import Draft
from tests.campaign.ground import BETWEEN, Ground, Kept
from tests.campaign.moves import new_file, walk

from ledsys.lifecycle.claims import edition_folder

DECIDED_BY_ONE = tuple(kind for kind in cast.TYPES if kind != cast.BODY_TYPE)
"""Types that a person decides."""


class Scene:
    """One situation: the region, a draft on a day of its own, and chance."""

    def __init__(self, ground: Ground, random: Random) -> None:
        self.ground = ground
        self.random = random
        self.draft = self.begin()

    def begin(self) -> Draft:
        """Begin a draft of a landing at some time."""
        first, last = BETWEEN
        minutes = int((last - first).total_seconds()) // 60
        return Draft(self.ground.main, first + timedelta(minutes=self.random.randrange(minutes)))

    def kept(self, *shapes: str, types: tuple[str, ...] = (), other_than: str = "") -> Kept:
        """Choose a document to which just this has happened."""
        fit = [
            entry
            for entry in self.ground.kept
            if (not shapes or entry.shape in shapes) and (not types or entry.type in types) and entry.id != other_than
        ]
        return self.random.choice(fit)

    def some(self, *shapes: str, types: tuple[str, ...] = (), other_than: str = "") -> str:
        """Choose a document to which just this has happened, by its id."""
        return self.kept(*shapes, types=types, other_than=other_than).id

    def fresh(self, kind: str = "", **fields: str) -> str:
        """Write a new document, of any type that a person decides unless told."""
        document = self.ground.new_id()
        new_file(self.draft, document, kind or self.random.choice(DECIDED_BY_ONE), self.random, **fields)
        return document

    def walk(self, document: str, *steps: str) -> None:
        """Let people rightly make these moves."""
        walk(self.draft, document, steps, self.random)

    def land(self) -> None:
        """Let the draft so far land, and begin another on what has become of main."""
        self.draft = Draft(self.draft.landed(), self.draft.now + timedelta(hours=self.random.randrange(1, 48)))

    def front(self, document: str) -> str:
        return self.draft.text(document).partition("\n---\n")[0]


def propose(
    draft: Draft,
    change: Mapping[str, bytes | None],
    signers: tuple[str, ...] | list[str],
    made_at: datetime | None = None,
    **fields: object,
) -> None:
    """Write a next version of the policy with these protected files changed, signed by these."""
    files = {**protected_files(2), **change}
    kept = {path: data for path, data in files.items() if data is not None}
    before = draft.main.chain.versions[-1]
    statement = version(before.version + 1, before, kept, made_at or draft.now.replace(microsecond=0), **fields)
    draft.writes.update(change)
    draft.writes.update(policy_files(statement, kept, signers))
    draft.now += timedelta(minutes=1)


def edition_text(document: str, number: int) -> str:
    """Give the path of a frozen text."""
    return f"{edition_folder(document, number)}/dokument.md"
