"""*Field lines*: the strict text form that acts and policy versions share (proof §1.1, fixed).

``key: value`` lines in a fixed order, all fields always there, ``none`` for an empty one, UTF-8 and LF. What is read is
written again and compared, so there is one exact form; these functions only read leniently enough to get there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from sys import intern

from ledsys.characters import CONTROL, FORMATTING, SURROGATE
from ledsys.errors import LedsysError
from ledsys.message import msg

EMPTY = "none"
FORBIDDEN = re.compile(f"[{CONTROL}{FORMATTING}{SURROGATE}]")
"""What no evidence holds: control, format (bidi, zero width), surrogates, line and paragraph ends."""

_ESCAPED = re.compile(r"\\(.?)")


class FieldLinesError(LedsysError):
    """The text is not in the form that it should have."""


def field_line(name: str, value: object) -> str:
    """Give the line of one field, with its line end."""
    return f"{name}: {line(value)}\n"


def line(value: object) -> str:
    """Give the value as the one line that stands for it: NFC, line ends escaped, without what nobody sees."""
    if value is None:
        return EMPTY
    plain = value if type(value) is str else str(value)
    if plain.isascii() and plain.isprintable() and plain and "\\" not in plain and plain != EMPTY:
        return plain  # the rule rather than the exception: most fields need neither normalising nor escaping
    escaped = unicodedata.normalize("NFC", plain).replace("\\", "\\\\").replace("\n", "\\n")
    kept = FORBIDDEN.sub("", escaped)
    return f"\\{EMPTY}" if kept == EMPTY else kept or EMPTY


def fields(lines: Sequence[str], names: Sequence[str]) -> Mapping[str, str]:
    """Give the values of the lines by name, as they stand; FieldLinesError unless the lines are just these fields."""
    found: dict[str, str] = {}
    for number, text_line in enumerate(lines):
        name, colon, value = text_line.partition(": ")
        if number >= len(names) or not colon or name != names[number]:
            raise FieldLinesError(msg("line {line} is not the field that belongs there", line=number + 1))
        found[name] = intern(value)  # most values stand in thousands of files
    if len(found) != len(names):
        raise FieldLinesError(msg("the field {field} is missing", field=names[len(found)]))
    return found


def text(value: str) -> str | None:
    """Give the text of a value, none for an empty one."""
    return None if value == EMPTY else unescaped(value)


def unescaped(value: str) -> str:
    """Give the text of a value that is never empty."""
    if value == f"\\{EMPTY}":
        return EMPTY
    if "\\" not in value:
        return value
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], value)


def day(value: str) -> date | None:
    """Give the date of a value, none for an empty one; ValueError if it is none."""
    return None if value == EMPTY else date.fromisoformat(value)


def time(value: str) -> datetime:
    """Give the time of a value, with its UTC offset; ValueError if it has none."""
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(value)
    return found


def timestamp(value: datetime) -> str:
    """Give the time as it is written: to the second, with its UTC offset."""
    return value.isoformat(timespec="seconds")
