"""*Reading a document*: its bytes become facts, and everything wrong in their form becomes problems."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from ledsys import markdown
from ledsys.frontmatter import canonical, claims, tree
from ledsys.frontmatter.split import FRONT_LINE, Parts, split
from ledsys.frontmatter.tree import Tree
from ledsys.model.facts import DocumentFacts, Problem

_PLAIN_ID = re.compile(r"^dokument-id: (\S+)$", re.MULTILINE)


def read_document(data: bytes) -> DocumentFacts:
    """Read a document; whatever the bytes, the answer is facts with problems (LS1, LS7), never an error.

    The digests (proof §1.3) are there only if the form is wholly right: a text that can be read in two ways has none.
    If the front matter can't be understood, its ``dokument-id`` is all that ``values`` has.
    """
    unfit = canonical.problems(data)
    if len(data) > canonical.MAX_BYTES:
        return DocumentFacts(problems=unfit)
    parts = split(canonical.readable(data))
    front = _front(parts)
    problems = (*unfit, *front.problems)
    body = markdown.read_body(parts.body, parts.body_line)
    return DocumentFacts(
        values=front.values,
        keys=front.keys,
        places=front.places,
        claims=claims.written(parts.front),
        front_digest=None if problems else claims.digest(parts.front),
        body_digest=None if problems else hashlib.sha256(parts.body.encode()).hexdigest(),
        body_line=parts.body_line,
        words=body.words,
        headings=body.headings,
        links=body.links,
        images=body.images,
        instructions=body.instructions,
        numbers=body.numbers,
        problems=_in_order(problems),
        citations=body.citations,
    )


def _front(parts: Parts) -> Tree:
    if parts.problem is not None:
        return Tree(values=_salvaged(parts.front), problems=(parts.problem,))
    found = tree.read(parts.front, FRONT_LINE)
    if any(problem.code == tree.SYNTAX for problem in found.problems):
        return Tree(values=_salvaged(parts.front), problems=found.problems)
    disagreements = tuple(claims.disagreements(parts.front, found))
    return Tree(found.values, found.keys, found.places, found.spans, (*found.problems, *disagreements))


def _salvaged(front: str) -> dict[str, Any]:
    """Save the id of a document whose front matter is broken, so that other documents' links to it still lead there."""
    found = _PLAIN_ID.search(front)
    return {"dokument-id": found[1]} if found else {}


def _in_order(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.line, problem.column, problem.code)))
