"""*Tables* in a PDF: columns wide enough for their words, and a page turned on its side where there are many."""

from __future__ import annotations

from collections.abc import Sequence

Cell = tuple[str, str, str]
"""A cell: its markup, its plain text, and how it is aligned."""

_LINE = 80
"""Signs that a line of a table on an upright page has room for."""
_MOST = 60
_WORD = 18
_AIR = 4
_SHORT = 16
"""A column of no more signs than this is as wide as they are, if such columns leave room for the others."""
_KEPT = 900
"""A table of no more signs than this stays on one page."""
_TURNED = 9
"""From so many columns on, a table stands on a page on its side unless it fits on an upright one."""
_SIZES = ((4, "9.5pt"), (6, "9pt"), (8, "8pt"), (12, "8.5pt"), (18, "7pt"))
_SMALLEST = "5.5pt"


def table(rows: Sequence[Sequence[Cell]], *, alone: bool) -> str:
    """Give the markup of a table, whose first row is its head; ``alone`` tells that no list or quote holds it."""
    head, *others = rows
    texts = list(zip(*[[text for _, text, _ in row] for row in rows], strict=True))
    size = next((size for most, size in _SIZES if len(head) <= most), _SMALLEST)
    columns = ", ".join(_widths(texts))
    align = ", ".join(how for _, _, how in head)
    heads = "".join(f"[{markup}], " for markup, _, _ in head)
    cells = "".join(f"[{markup}], " for row in others for markup, _, _ in row)
    whole = str(sum(len(text) for column in texts for text in column) <= _KEPT).lower()
    sheet = f"#sheet(columns: ({columns},), align: ({align},), size: {size}, whole: {whole}, head: ({heads}), {cells});"
    return f"#landscape[{sheet}]" if alone and len(head) >= _TURNED and not _fits(texts) else sheet


def _widths(columns: Sequence[Sequence[str]]) -> list[str]:
    widest = [max(map(len, column)) for column in columns]
    if _fits(columns):
        return ["auto"] * len(widest)
    short = _short(widest)
    longest = [max((len(word) for text in column for word in text.split()), default=1) for column in columns]
    return [
        "auto" if place in short else f"{max(min(most, _MOST), min(word, _WORD)) + _AIR}fr"
        for place, (most, word) in enumerate(zip(widest, longest, strict=True))
    ]


def _fits(columns: Sequence[Sequence[str]]) -> bool:
    """Tell whether every text stands on a line of its own on an upright page."""
    return sum(max(map(len, column)) + _AIR for column in columns) <= _LINE


def _short(widest: Sequence[int]) -> set[int]:
    """Give the places of columns that may be as wide as their text, narrowest first while they leave room."""
    found: set[int] = set()
    room = _LINE // 2
    for most, place in sorted((most, place) for place, most in enumerate(widest) if most <= _SHORT):
        room -= most + _AIR
        if room < 0:
            break
        found.add(place)
    return found
