"""*Signs* that a PDF can show: those that its fonts hold. PDF/UA and PDF/A allow no empty box in place of a sign."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
"""Source Sans 3 in four styles (SIL Open Font License 1.1), and DejaVu Sans Mono for code and rare signs."""

UNKNOWN = "\ufffd"
_BREAKS = dict.fromkeys(map(ord, "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")
_KEPT = "\u00ad\u200b"  # a soft hyphen and a place to break a line: marks of form, shown by no glyph


def shown(text: str) -> str:
    """Give the text on one line as a PDF can show it; a sign that no font holds becomes U+FFFD."""
    return "".join(map(_shown, unicodedata.normalize("NFC", text.translate(_BREAKS))))


def plain(text: str) -> str:
    """Give the lines of a text without signs that fonts may fail to put together, such as an accent on an arrow."""
    return "\n".join("".join(map(_alone, shown(line))) for line in text.split("\n"))


def _alone(sign: str) -> str:
    return UNKNOWN if unicodedata.category(sign)[0] == "M" else sign


def missing(text: str) -> tuple[str, ...]:
    """Give the signs of the text that a PDF can't show, each once, in their order."""
    normal = unicodedata.normalize("NFC", text.translate(_BREAKS))
    return tuple(dict.fromkeys(sign for sign in normal if sign != UNKNOWN and _shown(sign) == UNKNOWN))


@cache
def _shown(sign: str) -> str:
    if sign in _KEPT or sign == " ":
        return sign
    if unicodedata.category(sign) in ("Cc", "Cf"):
        return ""
    return sign if ord(sign) in _held() and unicodedata.category(sign) != "Co" else UNKNOWN


@cache
def _held() -> frozenset[int]:
    """Give the signs that every style of the text, or the font behind them, holds."""
    fonts = {path.name: frozenset(_of_font(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))}
    behind = [held for name, held in fonts.items() if name.startswith("DejaVu")]
    styles = [held for name, held in fonts.items() if not name.startswith("DejaVu")]
    return frozenset[int]().union(frozenset.intersection(*styles), *behind)


def _of_font(data: bytes) -> Iterator[int]:
    """Yield the signs in the table ``cmap`` of a TrueType font (OpenType specification, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sLLL", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (maps,) = struct.unpack_from(">H", data, start + 2)
    for number in range(maps):
        _, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:  # noqa: PLR2004 - the number of the format
            yield from _segments(data, start + offset)
        elif form == 12:  # noqa: PLR2004 - the same
            yield from _groups(data, start + offset)


def _segments(data: bytes, start: int) -> Iterator[int]:
    (twice,) = struct.unpack_from(">H", data, start + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    begins = struct.unpack_from(f">{count}H", data, start + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * twice)
    ranges = struct.unpack_from(f">{count}H", data, start + 16 + 3 * twice)
    for place, (begin, end, delta, ranged) in enumerate(zip(begins, ends, deltas, ranges, strict=True)):
        for sign in range(begin, min(end, 0xFFFE) + 1):
            glyph = sign + delta
            if ranged:
                at = start + 16 + 3 * twice + 2 * place + ranged + 2 * (sign - begin)
                (glyph,) = struct.unpack_from(">H", data, at)
            if glyph & 0xFFFF:
                yield sign


def _groups(data: bytes, start: int) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", data, start + 12)
    for number in range(count):
        begin, end, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * number)
        yield from range(begin, end + 1)
