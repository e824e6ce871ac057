"""The *difference* of two texts: which runs of words were kept, taken out and put in.

The longest common sequence is found by rapidfuzz, which works on whole machine words of bits at a time: Python's own
difflib takes minutes for some texts of a few thousand words, and whoever writes a document could choose such a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Opcodes

LARGEST = 400_000_000
"""How many pairs are compared; 20,000 words with as many take a tenth of a second. Beyond that, nothing is kept."""

_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


class Kind(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Run:
    """Some text that was kept, removed or added."""

    kind: Kind
    text: str


class Span(NamedTuple):
    """The parts ``before[i:j]`` and ``after[k:m]`` of two lists: equal, or the first replaced by the second."""

    equal: bool
    i: int
    j: int
    k: int
    m: int


def matched(before: Sequence[str], after: Sequence[str]) -> tuple[Span, ...]:
    """Match two lists: spans in their order, equal ones and changed ones by turns, which cover both lists."""
    if len(before) * len(after) > LARGEST:
        return (Span(False, 0, len(before), 0, len(after)),)
    numbers: dict[str, int] = {}
    old = [numbers.setdefault(item, len(numbers)) for item in before]
    new = [numbers.setdefault(item, len(numbers)) for item in after]
    return tuple(_joined(LCSseq.opcodes(old, new)))


def _joined(opcodes: Opcodes) -> Iterator[Span]:
    """Join what was taken out and what was put in at the same place."""
    changed: Span | None = None
    for code in opcodes:
        equal = code.tag == "equal"
        span = Span(equal, code.src_start, code.src_end, code.dest_start, code.dest_end)
        if not equal:
            changed = span if changed is None else Span(False, changed.i, span.j, changed.k, span.m)
            continue
        if changed is not None:
            yield changed
            changed = None
        yield span
    if changed is not None:
        yield changed


def runs(before: str, after: str) -> tuple[Run, ...]:
    """Compare two texts word by word; what was kept between two changes and is shorter than they are is no landmark."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    pieces = [("".join(old[span.i : span.j]), "".join(new[span.k : span.m]), span.equal) for span in matched(old, new)]
    return tuple(_readable(pieces))


def _readable(pieces: Sequence[tuple[str, str, bool]]) -> Iterator[Run]:
    removed = added = ""
    for place, (old, new, equal) in enumerate(pieces):
        following = pieces[place + 1] if place + 1 < len(pieces) else ("", "", True)
        if not equal or (removed + added and _slight(old, (removed, added), following)):
            removed, added = removed + old, added + new
            continue
        yield from whole(removed, added)
        removed = added = ""
        yield Run(Kind.KEPT, old)
    yield from whole(removed, added)


def _slight(kept: str, before: tuple[str, str], following: tuple[str, str, bool]) -> bool:
    """Tell whether what was kept is but a crumb between two changes, which read best as one."""
    size = len(kept)
    return not following[2] and size <= max(map(len, before)) and size <= max(len(following[0]), len(following[1]))


def whole(before: str, after: str) -> Iterator[Run]:
    """Yield a text as taken out and another as put in; an empty one is neither."""
    if before:
        yield Run(Kind.REMOVED, before)
    if after:
        yield Run(Kind.ADDED, after)
