r"""*Endings* of streams in a PDF: where the data of a stream end in a carriage return, one byte more follows them.

PDF/A asks that the length of a stream be that of its bytes before the line end and ``endstream`` (ISO 19005-2,
6.1.7.1). Data that end in ``\r``, before the ``\n`` that typst writes, look as if the line end were ``\r\n``, and the
length one too much. Every decoder of deflated data stops where they end, so a byte after them changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

_DOUBTFUL = b"\r\nendstream"
_HEAD = re.compile(rb"/Length (\d+)[^\n]*>>\nstream\n")
_ENTRY = re.compile(rb"(\d{10})( \d{5} n)")
_MORE = b"\0"


def settled(pdf: bytes) -> bytes:
    """Give the PDF, as typst writes it with a plain table of places, with every stream's length beyond doubt."""
    changes = [change for head in _HEAD.finditer(pdf) if _is_doubtful(pdf, head) for change in _changes(head)]
    if not changes:
        return pdf
    table = pdf.rindex(b"\nxref\n") + 1
    places = [place for place, _, _ in changes]
    grown = [0, *accumulate(len(new) - len(old) for _, old, new in changes)]

    def moved(offset: int) -> int:
        return offset + grown[bisect_left(places, offset)]

    pieces: list[bytes] = []
    end = 0
    for place, old, new in changes:
        pieces += (pdf[end:place], new)
        end = place + len(old)
    pieces.append(pdf[end:table])
    entries = _ENTRY.sub(lambda entry: b"%010d%b" % (moved(int(entry[1])), entry[2]), pdf[table:])
    ends = entries.replace(b"startxref\n%d\n" % table, b"startxref\n%d\n" % moved(table))
    return b"".join((*pieces, ends))


def _is_doubtful(pdf: bytes, head: re.Match[bytes]) -> bool:
    end = head.end() + int(head[1])
    return pdf[end - 1 : end - 1 + len(_DOUBTFUL)] == _DOUBTFUL


def _changes(head: re.Match[bytes]) -> tuple[tuple[int, bytes, bytes], ...]:
    length = int(head[1])
    return (head.start(1), head[1], b"%d" % (length + 1)), (head.end() + length, b"", _MORE)
