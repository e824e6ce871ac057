"""*Diagrams* of a text: blocks of code in Mermaid's language, which the handbook draws.

A diagram says what it shows by ``accTitle:`` and ``accDescr:``, Mermaid's own words for those who can't see it, else by
its ``title``.
"""

from __future__ import annotations

import re

MERMAID = "mermaid"

_TITLE = re.compile(r"^[ \t]*accTitle[ \t]*:[ \t]*(\S[^\n]*)$", re.MULTILINE)
_TEXT = re.compile(r"^[ \t]*accDescr[ \t]*(?::[ \t]*(\S[^\n]*)$|\{([^}]*)\})", re.MULTILINE)
_NAMED = re.compile(r"^[ \t]*(?:pie[ \t]+(?:showData[ \t]+)?)?title(?:[ \t]*:)?[ \t]+(\S[^\n]*)$", re.MULTILINE)


def is_diagram(info: str) -> bool:
    """Tell whether what a block of code says of itself makes it a diagram."""
    return info.split()[:1] == [MERMAID]


def description(source: str) -> str:
    """Give what the diagram says that it shows, in sentences; empty where it says nothing."""
    title = _TITLE.search(source) or _NAMED.search(source)
    text = _TEXT.search(source)
    said = (title[1] if title else "", (text[1] or text[2] or "") if text else "")
    plain = (" ".join(part.split()).strip("\"'") for part in said)
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in plain if part)
