"""*Charts*: numbers as shapes on a canvas, in the units of its view box; a template draws them as SVG.

Colours are classes of the stylesheet, since a page allows no styles of its own. A chart shows its numbers in figures
too, and the same figures stand beneath it as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

WIDTH = 320
"""Narrow enough to be legible on a phone, where it is drawn at its own size or a little smaller."""
_ROW, _BAR, _BASELINE = 40, 14, 13
_NUMBER = 46
"""Room for the number at the end of the longest bar."""
_TALL, _HEAD, _FOOT = 130, 18, 34
_LONGEST = 40
"""Signs of a label that fit on a row."""


@dataclass(frozen=True)
class Part:
    """A number and the word for its colour in the stylesheet."""

    number: int
    mark: str = "plain"


@dataclass(frozen=True)
class Row:
    """A label and its numbers, drawn end to end.

    Of a column, ``under`` is a second line beneath its label, and ``room`` the breadth of its place: 1 is the ordinary.
    """

    label: str
    parts: tuple[Part, ...]
    under: str = ""
    room: float = 1

    @property
    def total(self) -> int:
        """All of the row."""
        return sum(part.number for part in self.parts)


@dataclass(frozen=True)
class Shape:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    mark: str


@dataclass(frozen=True)
class Label:
    """A text with its place; ``anchor`` is where in the text that is: start, middle or end."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    quiet: bool = False


@dataclass(frozen=True)
class Chart:
    """A drawing of this width and height."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    labels: tuple[Label, ...]


def bars(rows: Sequence[Row]) -> Chart:
    """Draw rows as lying bars, each below its label and before its number."""
    scale = (WIDTH - _NUMBER) / max((row.total for row in rows), default=1) if any(row.total for row in rows) else 0
    shapes: list[Shape] = []
    labels: list[Label] = []
    for place, row in enumerate(rows):
        top, x = place * _ROW, 0.0
        labels.append(Label(0, top + _BASELINE, _short(row.label)))
        for part in row.parts:
            width = round(part.number * scale, 1)
            if width:
                shapes.append(Shape(round(x, 1), top + _BASELINE + 5, width, _BAR, part.mark))
            x += width
        labels.append(Label(round(x + 6, 1), top + _BASELINE + 16, str(row.total)))
    return Chart(WIDTH, max(len(rows), 1) * _ROW, tuple(shapes), tuple(labels))


def columns(rows: Sequence[Row]) -> Chart:
    """Draw rows as standing columns side by side, each above its label and below its number."""
    scale = _TALL / max((row.total for row in rows), default=1) if any(row.total for row in rows) else 0
    step = WIDTH / max(sum(row.room for row in rows), 1)
    foot = _HEAD + _TALL
    shapes: list[Shape] = [Shape(0, foot, WIDTH, 1, "axis")]
    labels: list[Label] = []
    places = accumulate((row.room for row in rows), initial=0.0)
    for place, row in zip(places, rows, strict=False):
        middle, y = round((place + row.room / 2) * step, 1), float(foot)
        for part in row.parts:
            height = round(part.number * scale, 1)
            if height:
                y -= height
                shapes.append(
                    Shape(round(middle - step * 0.36, 1), round(y, 1), round(step * 0.72, 1), height, part.mark)
                )
        labels.append(Label(middle, round(y - 4, 1), str(row.total), "middle", quiet=not row.total))
        labels.append(Label(middle, foot + 15, row.label, "middle"))
        if row.under:
            labels.append(Label(middle, foot + 29, row.under, "middle", quiet=True))
    return Chart(WIDTH, foot + _FOOT, tuple(shapes), tuple(labels))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
