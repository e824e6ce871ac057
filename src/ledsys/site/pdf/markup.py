"""*Markup*: how text goes into typst. It goes in as strings, never as markup, so no text can become code."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ledsys.site.pdf.signs import shown

_LONG = re.compile(r"[^\s\u200b]{25,}")
_JOINT = re.compile(r"(?<=[/\\._=&?:;,+-])(?=[^\s/])")
_WORDS = re.compile(r"[^\W\d_]{1,70}(?:-[^\W\d_]{1,70})*[.,:;!?)]*")
"""What hyphenation divides; no word of a language is longer."""
_WIDE = 20
_PLACE = "\u200b"


def literal(text: str) -> str:
    """Give the text as a string of typst, as it is."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def string(text: str) -> str:
    """Give the text as a string of typst, with those signs that a PDF can show."""
    return literal(shown(text))


def content(text: str) -> str:
    """Give the text as content; what is long and no word, such as an address, is broken at its joints, unhyphenated."""
    pieces: list[str] = []
    end = 0
    seen = shown(text)
    for found in _LONG.finditer(seen):
        if not _WORDS.fullmatch(found[0]):
            pieces += (_plain(seen[end : found.start()]), f"#text(hyphenate: false, {literal(_jointed(found))});")
            end = found.end()
    return "".join((*pieces, _plain(seen[end:])))


def _plain(text: str) -> str:
    return f"#{literal(text)};" if text else ""


def strings(texts: Iterable[str]) -> str:
    """Give the texts as an array of strings."""
    return "(" + "".join(f"{string(text)}, " for text in texts) + ")"


def code(text: str) -> str:
    """Give lines of code as a string; tabs and spaces stay."""
    lines = text.replace("\t", "    ").removesuffix("\n").split("\n")
    return literal("\n".join(_LONG.sub(_jointed, shown(line)) for line in lines))


def _jointed(word: re.Match[str]) -> str:
    return _PLACE.join(piece for part in _JOINT.split(word[0]) for piece in _pieces(part))


def _pieces(part: str) -> Iterable[str]:
    """Cut what has no joints."""
    return (part[begin : begin + _WIDE] for begin in range(0, len(part), _WIDE))
