"""*Data* for programs: JSON and CSV, in formats frozen by their names.

What documents hold may be hostile. JSON shows every control and format character as an escape, so the data is whole and
the terminal safe; CSV shows them as the terminal does, and no cell can be taken for a formula by a spreadsheet.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from ledsys.report.terminal import safe

Cell: TypeAlias = str | int | None

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs that make a spreadsheet read a cell as a formula, also in their full-width forms."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")
_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")


def json_text(name: str, content: Mapping[str, Any]) -> str:
    """Give the content as JSON that begins with the name of its format; dates are written as YYYY-MM-DD."""
    text = json.dumps({"format": name, **content}, ensure_ascii=False, indent=2, default=str)
    return _BEYOND_ASCII.sub(_escaped, text) + "\n"


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Give rows as CSV with commas; lines end with LF, an empty cell stands for what is not there."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return stream.getvalue()


def one_line(text: str) -> str:
    """Give a title or a reason on one line, so that it can't pass for lines of the report."""
    return " ".join(text.split())


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return json.dumps(character)[1:-1] if unicodedata.category(character) in _HIDDEN else character


def _inert(cell: Cell) -> Cell:
    if not isinstance(cell, str):
        return cell
    guard = "'" if cell.startswith(FORMULA) or cell.lstrip().startswith(FORMULA) else ""
    return guard + safe(one_line(cell))
