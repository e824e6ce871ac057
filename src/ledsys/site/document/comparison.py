"""The *comparison* of two versions of a text: what was changed, put in, taken out and moved, under which headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from rapidfuzz.distance import LCSseq

from ledsys.difference import LARGEST, Kind, Run, matched, runs
from ledsys.site.document.blocks import Block, Shape

ALIKE = 0.5
"""How much of its signs a block shares with another of which it is a new wording; else one went and one came."""
MOST_PAIRS = 40_000
"""How many pairs of blocks are tried for being wordings of each other; where more changed in one place, none is."""
MOVED = 20
"""A block of fewer signs is not followed when it moves: a short line may stand anywhere."""


class What(StrEnum):
    """What happened to a block."""

    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One block that is not as it was; ``path`` is the headings above it, ``runs`` its words."""

    what: What
    shape: Shape
    path: tuple[str, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Group:
    """Changes of one kind that follow each other."""

    what: What
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Place:
    """Changes that lie together under the same headings."""

    path: tuple[str, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Comparison:
    """All changes in the order of the text, and the headings at the top under which nothing changed."""

    places: tuple[Place, ...]
    unchanged: tuple[str, ...]


def compare(before: Sequence[Block], after: Sequence[Block]) -> Comparison:
    """Compare the blocks of two texts."""
    found = _followed(tuple(_changes(before, after)))
    places = tuple(Place(path, _groups(some)) for path, some in groupby(found, key=lambda change: change.path))
    touched = {change.path[0] for change in found if change.path}
    tops = dict.fromkeys(block.path[0] for block in after if block.path)
    return Comparison(places, tuple(top for top in tops if top not in touched))


def _groups(changes: Iterable[Change]) -> tuple[Group, ...]:
    return tuple(Group(what, tuple(some)) for what, some in groupby(changes, key=lambda change: change.what))


def _changes(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    for span in matched([block.key for block in before], [block.key for block in after]):
        if not span.equal:
            yield from _rewritten(before[span.i : span.j], after[span.k : span.m])


def _rewritten(before: Sequence[Block], after: Sequence[Block]) -> Iterator[Change]:
    """Pair new blocks, in order, with the old ones that they are wordings of; the others came or went."""
    signs = [sum(len(block.text) for block in some) for some in (before, after)]
    few = len(before) * len(after) <= MOST_PAIRS and signs[0] * signs[1] <= LARGEST
    reached = 0
    for block in after:
        found = _wording(block, before, reached) if few else None
        if found is None:
            yield _whole(What.ADDED, Kind.ADDED, block)
            continue
        yield from (_whole(What.REMOVED, Kind.REMOVED, gone) for gone in before[reached:found])
        yield Change(What.REWORDED, block.shape, block.path, runs(before[found].text, block.text))
        reached = found + 1
    yield from (_whole(What.REMOVED, Kind.REMOVED, gone) for gone in before[reached:])


def _wording(block: Block, before: Sequence[Block], start: int) -> int | None:
    best, place = ALIKE, None
    for number in range(start, len(before)):
        old = before[number]
        alike = LCSseq.normalized_similarity(old.text, block.text, score_cutoff=best) if old.shape is block.shape else 0
        if alike > best or (alike == best and place is None):
            best, place = alike, number
    return place


def _whole(what: What, kind: Kind, block: Block) -> Change:
    return Change(what, block.shape, block.path, (Run(kind, block.text),))


def _followed(changes: Sequence[Change]) -> tuple[Change, ...]:
    """Join what was taken out in one place and put in as it was in another: it moved, and is shown where it stands."""
    out, put = (_counted(changes, what) for what in (What.REMOVED, What.ADDED))
    left = {What.REMOVED: out & put, What.ADDED: out & put}
    found: list[Change] = []
    for change in changes:
        key = _moving(change)
        if not left.get(change.what, Counter())[key]:
            found.append(change)
            continue
        left[change.what][key] -= 1
        if change.what is What.ADDED:
            kept = (Run(Kind.KEPT, change.runs[0].text),)
            found.append(Change(What.MOVED, change.shape, change.path, kept))
    return tuple(found)


def _counted(changes: Iterable[Change], what: What) -> Counter[str]:
    keys = (_moving(change) for change in changes if change.what is what)
    return Counter(key for key in keys if len(key) >= MOVED)


def _moving(change: Change) -> str:
    return change.runs[0].text if change.runs else ""
