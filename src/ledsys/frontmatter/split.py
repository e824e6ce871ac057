"""*Parts*: a document's text divided into front matter and body by the two lines ``---``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledsys.message import msg
from ledsys.model.facts import Problem

FENCE = "---"
FRONT_LINE = 2
"""The line of the file on which front matter begins."""

_CLOSING = re.compile(rf"^{FENCE}$", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_CONFLICT_IN_FRONT = re.compile(r"^={7}$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a document: ``FENCE LF front FENCE LF body`` is its text, if there is no problem.

    ``front`` is empty or ends with LF; ``body_line`` is the line of the file on which the body begins.
    """

    front: str
    body: str
    body_line: int
    problem: Problem | None = None


def split(text: str) -> Parts:
    """Divide a document's text, lines ended by LF; without front matter all of it is body, with a problem."""
    if ("<" * 7 in text or ">" * 7 in text) and (conflict := _CONFLICT.search(text)):  # the first is much faster
        return _parts(text, _conflict(text.count("\n", 0, conflict.start()) + 1))
    parts = _parts(text, None)
    if parts.problem is None and (mark := _CONFLICT_IN_FRONT.search(parts.front)):
        line = FRONT_LINE + parts.front.count("\n", 0, mark.start())
        return Parts(parts.front, parts.body, parts.body_line, _conflict(line))
    return parts


def joined(front: str, body: str) -> bytes:
    """Put the parts of a document together again."""
    return f"{FENCE}\n{front}{FENCE}\n{body}".encode()


def _parts(text: str, problem: Problem | None) -> Parts:
    first, _, rest = text.partition("\n")
    if first != FENCE:
        return Parts("", text, 1, problem or _missing(text, first))
    closing = _CLOSING.search(rest)
    if closing is None:
        return Parts("", text, 1, problem or _not_closed())
    front, body = rest[: closing.start()], rest[closing.end() + 1 :]
    if not front.strip():
        problem = problem or Problem("LS102", 1, 1, msg("The front matter is empty."), _EXAMPLE)
    return Parts(front, body, FRONT_LINE + front.count("\n") + 1, problem)


_EXAMPLE = msg("A document begins with a line ---, then its facts such as `titel: Handhygien`, then a line --- again.")


def _missing(text: str, first: str) -> Problem:
    said = msg("The document has no front matter: its first line must be ---.")
    if not text.strip():
        said = msg("The file is empty.")
    elif first.strip() == FENCE:
        said = msg("The first line must be --- and nothing else, without blanks around it.")
    return Problem("LS102", 1, 1, said, _EXAMPLE)


def _not_closed() -> Problem:
    said = msg("The front matter begins here but is never closed.")
    return Problem("LS102", 1, 1, said, msg("Write a line with only --- after the last fact, before the text begins."))


def _conflict(line: int) -> Problem:
    return Problem(
        "LS112",
        line,
        1,
        msg(
            "Two people changed the same lines, and the change was never joined: marks of a merge conflict stand here."
        ),
        msg(
            "Choose what is to stand, remove the lines with <<<<<<<, ======= and >>>>>>>, and run `ledsys doctor`: it "
            "writes status, version, dates and owner anew from the acts."
        ),
    )
