"""The *difference* between two texts of a document, word by word within the paragraphs that changed.

Claim lines are left out: acts change them, not authors. The same two texts always give the same difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ledsys.difference import Kind, Run, matched, runs
from ledsys.frontmatter import claims
from ledsys.frontmatter.split import split
from ledsys.report.data import json_text
from ledsys.report.terminal import safe

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_COLOURS = {"removed": "\x1b[31;9m", "added": "\x1b[32m"}
_RESET = "\x1b[0m"


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
    for span in matched(before, after):
        if not span.equal:
            yield Changed(runs(between.join(before[span.i : span.j]), between.join(after[span.k : span.m])))


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
