"""The *difference* between two texts of a document, word by word within the paragraphs that changed.

Claim lines are left out: acts change them, not authors. The same two texts always give the same difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from ledsys.frontmatter import claims
from ledsys.frontmatter.split import split
from ledsys.report.data import json_text
from ledsys.report.terminal import safe

LARGEST = 4_000_000
"""How many pairs of words are compared; a change larger than that is shown as a whole taken out and put in."""

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
_COLOURS = {"removed": "\x1b[31;9m", "added": "\x1b[32m"}
_RESET = "\x1b[0m"


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


@dataclass(frozen=True)
class Changed:
    """One place that changed: a line of the front matter, or paragraphs that lie together, as runs of words."""

    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Difference:
    """All that differs between two texts and their images; ``blanks`` when only blank lines of the body do."""

    front: tuple[Changed, ...]
    body: tuple[Changed, ...]
    images: tuple[Run, ...]
    blanks: bool

    def __bool__(self) -> bool:
        return bool(self.front or self.body or self.images)


def difference(
    before: bytes, after: bytes, images_before: Mapping[str, str], images_after: Mapping[str, str]
) -> Difference:
    """Compare two versions of a file (bytes that are not UTF-8 are replaced) and their images by SHA-256 and name."""
    old, new = split(_text(before)), split(_text(after))
    body = tuple(_changes(_paragraphs(old.body), _paragraphs(new.body), "\n\n"))
    return Difference(
        front=tuple(_changes(claims.without(old.front), claims.without(new.front), "\n")),
        body=body,
        images=tuple(_images(images_before, images_after)),
        blanks=old.body != new.body and not body,
    )


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _paragraphs(body: str) -> list[str]:
    return [paragraph for paragraph in _PARAGRAPH.split(body.strip()) if paragraph]


def _images(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Run]:
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        if name in before:
            yield Run(Kind.REMOVED, name)
        if name in after:
            yield Run(Kind.ADDED, name)


def _changes(before: Sequence[str], after: Sequence[str], between: str) -> Iterator[Changed]:
    for kind, i, j, k, m in _matched(before, after):
        if kind != "equal":
            yield Changed(tuple(_runs(between.join(before[i:j]), between.join(after[k:m]))))


def _runs(before: str, after: str) -> Iterator[Run]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > LARGEST:
        yield from _whole(before, after)
        return
    removed = added = ""
    for kind, i, j, k, m in _matched(old, new):
        kept = "".join(old[i:j])
        if kind != "equal":
            removed, added = removed + kept, added + "".join(new[k:m])
        elif kept == " " and removed and added:
            removed, added = removed + kept, added + kept  # words changed on both sides read best as one change
        else:
            yield from _whole(removed, added)
            removed = added = ""
            yield Run(Kind.KEPT, kept)
    yield from _whole(removed, added)


def _whole(before: str, after: str) -> Iterator[Run]:
    if before:
        yield Run(Kind.REMOVED, before)
    if after:
        yield Run(Kind.ADDED, after)


def _matched(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Match two lists; only very long ones leave out what is too common to tell anything."""
    junk = len(before) * len(after) > LARGEST
    return SequenceMatcher(None, before, after, autojunk=junk).get_opcodes()


def text_lines(found: Difference, *, coloured: bool) -> Iterator[str]:
    """Yield the changed places with a blank line between them, in colours or with ``[-removed-]{+added+}``.

    The lines are safe to print as they are: what documents hold has lost its control characters, colours are ours.
    """
    for number, change in enumerate((*found.front, *found.body)):
        if number:
            yield ""
        yield from "".join(_marked(run, coloured=coloured) for run in change.runs).split("\n")
    if found.images and (found.front or found.body):
        yield ""
    for run in found.images:
        yield _marked(run, coloured=coloured)


def _marked(run: Run, *, coloured: bool) -> str:
    text = safe(run.text)
    if run.kind is Kind.KEPT:
        return text
    if coloured:
        start = _COLOURS[run.kind.value]
        return "\n".join(f"{start}{line}{_RESET}" for line in text.split("\n"))
    return f"[-{text}-]" if run.kind is Kind.REMOVED else f"{{+{text}+}}"


def as_json(document: str, version: int | None, found: Difference) -> str:
    """Give the difference as JSON of format ledsys-diff-1; ``version`` is what the text is compared with."""
    content: dict[str, Any] = {
        "document": document,
        "version": version,
        "differs": bool(found),
        "front_matter": [_records(change.runs) for change in found.front],
        "body": [_records(change.runs) for change in found.body],
        "images": _records(found.images),
    }
    return json_text("ledsys-diff-1", content)


def _records(runs: tuple[Run, ...]) -> list[dict[str, str]]:
    return [{"kind": run.kind.value, "text": run.text} for run in runs]
