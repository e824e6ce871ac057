"""*Reading a document*: its bytes become facts, and everything wrong in their form becomes problems."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from ledsys import markdown
from ledsys.frontmatter import canonical, claims, plain, tree
from ledsys.frontmatter.split import FRONT_LINE, Parts, joined, split
from ledsys.frontmatter.tree import FRONT_BYTES, Tree
from ledsys.model.document import Status
from ledsys.model.facts import DocumentFacts, Problem

_IMAGE = "!["  # no image is written without it, since HTML is only text
_PLAIN_ID = re.compile(r"^dokument-id: (\S+)$", re.MULTILINE)

_PLAIN_CLAIM = re.compile(
    rf"\n(?:(status): ({'|'.join(status.value for status in Status)})|(version): ([1-9][0-9]{{0,5}})"
    r"|(giltig-från|giltig-till): ([0-9]{4}-[0-9]{2}-[0-9]{2}))(?=\n)"
)
_STAND_INS = {"status": Status.DRAFT.value, "version": "1", "giltig-från": "2000-01-01", "giltig-till": "2000-01-01"}
"""What stands for the values of claim lines in text of which only the rest is to be understood."""


def read_document(data: bytes) -> DocumentFacts:
    """Read a document; whatever the bytes, the answer is facts with problems (LS1, LS7), never an error.

    The digests (proof §1.3) are there only if the form is wholly right: a text that can be read in two ways has none.
    If the front matter can't be understood, its ``dokument-id`` is all that ``values`` has.
    """
    facts, parts = _read(data)
    return replace(facts, **markdown.read_body(parts.body, parts.body_line)._asdict())


def read_content(data: bytes) -> DocumentFacts:
    """Read what acts vouch for: everything that `read_document` gives but headings, links, words and marks.

    A history has every version of every document, so the body is parsed only if it may hold an image.
    """
    facts, parts = _read(data)
    if _IMAGE not in parts.body:
        return facts
    return replace(facts, images=markdown.read_body(parts.body, parts.body_line).images)


def _read(data: bytes) -> tuple[DocumentFacts, Parts]:
    unfit = canonical.problems(data)
    if len(data) > canonical.MAX_BYTES:
        return DocumentFacts(problems=unfit), Parts("", "", 0)
    parts = split(canonical.readable(data) if unfit else data.decode())
    front, written, digest = _front(parts)
    problems = (*unfit, *front.problems)
    facts = DocumentFacts(
        values=front.values,
        keys=front.keys,
        places=front.places,
        claims=written,
        front_digest=None if problems else digest,
        body_digest=None if problems else hashlib.sha256(data[len(joined(parts.front, "")) :]).hexdigest(),
        body_line=parts.body_line,
        problems=_in_order(problems),
    )
    return facts, parts


class _Front(NamedTuple):
    """What front matter says, its claims as written and its digest."""

    tree: Tree
    claims: Mapping[str, str]
    digest: str


def _front(parts: Parts) -> _Front:
    if parts.problem is None:
        return _read_front(parts.front)
    found = Tree(values=_salvaged(parts.front), problems=(parts.problem,))
    return _Front(found, claims.written(parts.front), claims.digest(parts.front))


@lru_cache(maxsize=1024)
def _read_front(front: str) -> _Front:
    """Read front matter; an edit of a text seldom changes it."""
    return _Front(understood(front), claims.written(front), claims.digest(front))


def understood(front: str) -> Tree:
    """Understand front matter, whose spans may be left out; most versions of a text differ in claim lines alone.

    Where form and parser see all claim lines alike, as they do unless there is a problem, the value of such a line has
    no part in how the rest is read. So what was read before serves, with the values that now stand there.
    """
    made: dict[str, str] = {}

    def stand_in(found: re.Match[str]) -> str:
        key, value = filter(None, found.groups())
        made[key] = value
        return f"\n{key}: {_STAND_INS[key]}"

    rest = _understood(_PLAIN_CLAIM.sub(stand_in, f"\n{front}")[1:])
    if rest.problems or len(front) > FRONT_BYTES // 8:  # so short, it is not too large whatever the claims are
        return _understood(front)
    return Tree({key: made.get(key, value) for key, value in rest.values.items()}, rest.keys, rest.places)


@lru_cache(maxsize=4096)
def _understood(front: str) -> Tree:
    """Understand front matter as it stands."""
    found = plain.read(front, FRONT_LINE)
    if any(problem.code == tree.SYNTAX for problem in found.problems):
        return Tree(values=_salvaged(front), problems=found.problems)
    disagreements = tuple(claims.disagreements(front, found))
    return Tree(found.values, found.keys, found.places, found.spans, (*found.problems, *disagreements))


def _salvaged(front: str) -> dict[str, Any]:
    """Save the id of a document whose front matter is broken, so that other documents' links to it still lead there."""
    found = _PLAIN_ID.search(front)
    return {"dokument-id": found[1]} if found else {}


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code)))
