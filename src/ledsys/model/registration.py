"""*Registration numbers* (diarienummer): the series of a register, a year and a running number.

The canonical form is ``RS 2017-00765``; what belongs to a matter already registered has a running part after it,
``RS 2019-03137-40``. In documents the same number is met in eight shapes, and all of them are read here; so
is a slash between year and number, as many write it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_DASH = r"[ \u00a0]*[-\u2010-\u2013\u2212][ \u00a0]*"
_SERIES = rf"(?P<series>[A-ZÅÄÖ]{{1,6}})(?:{_DASH}|[ \u00a0]+)"
_BETWEEN = rf"(?:{_DASH}|[ \u00a0]*/[ \u00a0]*)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_PART = rf"(?:{_DASH}(?P<part>[0-9]{{1,3}}))?"
_SHAPES = (
    re.compile(rf"{_SERIES}{_YEAR}{_BETWEEN}(?P<number>[0-9]{{1,6}}){_PART}"),
    re.compile(rf"{_SERIES}(?P<number>[0-9]{{1,6}}){_BETWEEN}{_YEAR}"),
    re.compile(rf"{_YEAR}{_DASH}(?P<number>[0-9]{{5,6}}){_PART}"),
)
"""Year first, year last, and without a series; five digits tell the last from a span of years and from a date."""

_CANONICAL = re.compile(r"[A-ZÅÄÖ]{1,6} (?:19|20)[0-9]{2}-[0-9]{5,6}(?:-[0-9]{1,3})?")


class _Number(NamedTuple):
    series: str
    year: str
    number: str
    part: str

    def __str__(self) -> str:
        before = f"{self.series} " if self.series else ""
        after = f"-{self.part}" if self.part else ""
        return f"{before}{self.year}-{self.number.zfill(5)}{after}"


def normalise(text: str) -> str | None:
    """Give the registration number in its canonical form; none where the text is no registration number at all.

    A number without a series stays without: no one can tell from it which register it stands in.
    """
    for shape in _SHAPES:
        found = shape.fullmatch(text.strip())
        if found:
            parts = found.groupdict()
            return str(_Number(parts.get("series") or "", parts["year"], parts["number"], parts.get("part") or ""))
    return None


def is_canonical(text: str) -> bool:
    """Tell whether the text is a registration number with its series, in the canonical form."""
    return _CANONICAL.fullmatch(text) is not None
