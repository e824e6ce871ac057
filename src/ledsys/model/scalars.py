"""*Scalars*: the small values of YAML files, read as text and judged here.

YAML would turn ``3.10`` into 3.1, ``no`` into false and ``2026-02-30`` into an error without a place. So the reader
hands over text, and these types say what a date, a whole number or a yes is. Each raises an error with a code of its
own; the sentence for it is in ``ledsys.frontmatter.sentences``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
_ID = re.compile(r"[A-Z]{2,6}-[0-9]{6,10}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_PREFIX = re.compile(r"[A-Z]{2,6}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")

DOCUMENT_ID_PATTERN = _ID.pattern
LARGEST_NUMBER = 999_999
"""The largest whole number that a file may hold: six digits."""


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "expected a single text")
    if not _DAY.fullmatch(value):
        raise PydanticCustomError("day_shape", "not a date", {"value": value})
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day_impossible", "no such day", {"value": value}) from None


def _number(value: Any) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise PydanticCustomError("number_shape", "not a whole number", {"value": str(value)})
    return int(value)


def _yes(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("ja", "nej"):
        raise PydanticCustomError("yes_or_no", "not ja or nej", {"value": str(value)})
    return bool(value == "ja")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("text_expected", "expected a single text")
    if not value.strip():
        raise PydanticCustomError("text_empty", "empty")
    return value


def _matching(pattern: re.Pattern[str], code: str) -> Any:
    def check(value: Any) -> str:
        text = _text(value)
        if not pattern.fullmatch(text):
            raise PydanticCustomError(code, "wrong form", {"value": text})
        return text

    return check


def _list(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise PydanticCustomError("list_expected", "expected a list")
    return value


Day: TypeAlias = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"})
]
Number: TypeAlias = Annotated[
    int,
    BeforeValidator(_number),
    WithJsonSchema(
        {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": f"^({_NUMBER.pattern})$"}]}
    ),
]
Yes: TypeAlias = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": ["ja", "nej"]})]
Text: TypeAlias = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "minLength": 1})]
Name: TypeAlias = Annotated[
    str,
    BeforeValidator(_matching(_NAME, "name_shape")),
    WithJsonSchema({"type": "string", "pattern": f"^{_NAME.pattern}$"}),
]
DocumentId: TypeAlias = Annotated[
    str,
    BeforeValidator(_matching(_ID, "document_id_shape")),
    WithJsonSchema({"type": "string", "pattern": f"^{_ID.pattern}$"}),
]
IdPrefix: TypeAlias = Annotated[
    str,
    BeforeValidator(_matching(_PREFIX, "id_prefix_shape")),
    WithJsonSchema({"type": "string", "pattern": f"^{_PREFIX.pattern}$"}),
]
Colour: TypeAlias = Annotated[
    str,
    BeforeValidator(_matching(_COLOUR, "colour_shape")),
    WithJsonSchema({"type": "string", "pattern": f"^{_COLOUR.pattern}$"}),
]
Texts: TypeAlias = Annotated[tuple[Text, ...], BeforeValidator(_list)]
Names: TypeAlias = Annotated[tuple[Name, ...], BeforeValidator(_list)]
DocumentIds: TypeAlias = Annotated[tuple[DocumentId, ...], BeforeValidator(_list)]

Checked: TypeAlias = Annotated[
    date | Literal["nej"],
    BeforeValidator(lambda value: value if value == "nej" else _day(value)),
    WithJsonSchema({"anyOf": [{"const": "nej"}, {"type": "string", "format": "date"}]}),
]
"""When an entry of a catalogue was compared with its source, or ``nej``."""


class Record(BaseModel):
    """A frozen record of a YAML file: Swedish keys in the file, English attributes in the code, no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
