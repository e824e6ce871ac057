"""*Writing*: new front matter and single values, quoted where YAML needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ledsys.errors import UsageError
from ledsys.frontmatter.canonical import is_writable
from ledsys.message import msg

_PLAIN = re.compile(r"[^\W_](?:[\w /.()@§+–-]*[\w/.)@§+–])?")


def new_front(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """Write front matter, without the lines ``---``: one line for each value, lists as ``[a, b]``.

    Raises UsageError where a value can't stand in a document: control or hidden characters, or several lines.
    """
    return "".join(f"{scalar(key)}: {_value(value)}\n" for key, value in values.items())


def scalar(text: str) -> str:
    """Write a text as a YAML scalar on one line: plain if it can be nothing else, else in single quotes.

    Raises UsageError where the text can't stand in a document.
    """
    if "\n" in text or "\t" in text or not is_writable(text):
        said = msg(
            "{text} has signs that a document can't hold: control characters, hidden ones or line breaks.", text=text
        )
        raise UsageError(said, msg("Write it anew by hand, on one line."))
    if _PLAIN.fullmatch(text):
        return text
    return "'" + text.replace("'", "''") + "'"


def _value(value: str | tuple[str, ...]) -> str:
    return scalar(value) if isinstance(value, str) else f"[{', '.join(scalar(item) for item in value)}]"
