"""*Formatting*: what ``ledsys fmt`` writes: bytes in canonical form, claim lines bare and in order, nothing else."""

from __future__ import annotations

from ledsys.frontmatter import canonical, tree
from ledsys.frontmatter.claims import CLAIM_LINE
from ledsys.frontmatter.split import FRONT_LINE, joined, split
from ledsys.frontmatter.tree import Tree
from ledsys.model.document import CLAIMS


def formatted(data: bytes) -> bytes:
    """Give a document's bytes in the form that rules ask for; what can't be repaired safely stays as it is.

    The digest of a canonical text stays too: outside claim lines nothing changes.
    """
    repaired = canonical.repair(data)
    if repaired is None:
        return data
    if canonical.problems(repaired):
        return repaired
    parts = split(repaired.decode())
    found = tree.read(parts.front, FRONT_LINE)
    if parts.problem or found.problems:
        return repaired
    front = _with_bare_claims(parts.front, found)
    after = tree.read(front, FRONT_LINE)
    return repaired if after.problems or after.values != found.values else joined(front, parts.body)


def _with_bare_claims(front: str, found: Tree) -> str:
    lines = front.split("\n")
    bare = {key: line for key in CLAIMS if (line := _bare(key, found))}
    ordered = iter(bare.values())
    for number in sorted(found.keys[key].line - FRONT_LINE for key in bare):
        lines[number] = next(ordered)
    return "\n".join(lines)


def _bare(key: str, found: Tree) -> str | None:
    """Give the bare line of a claim whose key and single value stand on one line of their own."""
    value = found.values.get(key)
    if key not in found.spans or not isinstance(value, str) or found.keys[key].column != 1:
        return None
    same_line = found.keys[key].line == found.places[key].line
    line = f"{key}: {value}"
    return line if same_line and CLAIM_LINE.fullmatch(line) and tree.read(line).values == {key: value} else None
