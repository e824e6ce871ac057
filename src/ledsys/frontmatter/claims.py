"""*Claim lines*: the lines of front matter that say status, version, dates and owner, and are proven by acts.

They are found twice, by their form and by the YAML parser, and both must agree; for `status: …` at the start of a line
inside another value would be left out of the digest, though it is part of the text (proof §1.3).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from ledsys.frontmatter.split import FRONT_LINE
from ledsys.frontmatter.tree import Tree
from ledsys.message import msg
from ledsys.model.document import CLAIMS
from ledsys.model.facts import Problem

CLAIM_LINE = re.compile(rf"({'|'.join(CLAIMS)}): (\S+)")
"""A whole claim line, without its LF: key and value (design §2, fixed)."""


_CLAIM_LINES = re.compile(rf"\n{CLAIM_LINE.pattern}(?=\n)")  # what begins with a fixed sign is found fast


def scan(front: str) -> dict[int, tuple[str, str]]:
    """Give the claim lines of front matter, found by form alone: key and value by the line's number, from 0."""
    text = f"\n{front}"
    return {text.count("\n", 0, found.start()): (found[1], found[2]) for found in _CLAIM_LINES.finditer(text)}


def written(front: str) -> dict[str, str]:
    """Give the claims as written; of a claim that stands twice, the first."""
    claims: dict[str, str] = {}
    for key, value in scan(front).values():
        claims.setdefault(key, value)
    return claims


def without(front: str) -> list[str]:
    """Give the lines of front matter that are not claim lines, each without its LF."""
    return _kept(front).split("\n")[:-1]


def digest(front: str) -> str:
    """Give the SHA-256, in hex, of front matter without its claim lines, each line ended by LF."""
    return hashlib.sha256(_kept(front).encode()).hexdigest()


def _kept(front: str) -> str:
    return _CLAIM_LINES.sub("", f"\n{front}")[1:]


def disagreements(front: str, tree: Tree) -> Iterator[Problem]:
    """Yield LS108 for every claim that form and parser don't see alike: on the same line, once, with the same text."""
    scanned = scan(front)
    duplicates = {problem.line for problem in tree.problems}
    for key in CLAIMS:
        if key not in tree.keys:
            continue
        place = tree.keys[key]
        if scanned.get(place.line - FRONT_LINE) != (key, tree.values.get(key)):
            yield _malformed(key, place.line)
    for index, (key, _) in scanned.items():
        line = index + FRONT_LINE
        if line not in duplicates and (key not in tree.keys or tree.keys[key].line != line):
            said = msg("This line looks like the fact {key} but is part of another value.", key=key)
            yield Problem("LS108", line, 1, said, msg("Indent the line, or change its beginning."))


def _malformed(key: str, line: int) -> Problem:
    said = msg("{key} must stand alone on its line: key, colon, one blank, value.", key=key)
    help_ = msg(
        "Remove quotes, comments and further blanks on the line (`ledsys fmt` does it); an empty fact goes away."
    )
    return Problem("LS108", line, 1, said, help_)
