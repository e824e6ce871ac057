"""*Sentences*: what to say of a value that a model refuses, by pydantic's name of the error or a scalar's own code.

Each sentence shows the key and the value as the file writes them; its help shows a value that would be right.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeAlias

from ledsys.message import Message, msg
from ledsys.model.document import Status

Said: TypeAlias = tuple[Message, Message]

_LONGEST_SHOWN = 60
_DAY = re.compile(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", re.ASCII)
_QUOTED = re.compile(r"'([^']*)'")

_MONTHS = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)

EXAMPLES: Mapping[str, str] = {
    "dokument-id": "EXP-482103",
    "titel": "Handhygien i patientnära arbete",
    "handlingstyp": "rutin",
    "status": "utkast",
    "version": "1",
    "innehållsansvarig": "verksamhetschef@smarta",
    "gäller-för": "[expertenheter]",
}
"""Values that would be right, for the keys that every document must have."""


class Refused(NamedTuple):
    """A value that a model refuses: its key, the value as read, and what pydantic tells about the limit."""

    key: str
    value: Any
    context: Mapping[str, Any]

    @property
    def shown(self) -> str:
        """The value as a sentence shows it, shortened."""
        text = str(self.value)
        return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


def sentence(kind: str, refused: Refused) -> Said:
    """Give the sentence and the help for an error of pydantic's kind; every kind has one, most their own."""
    if kind not in _OF_STRUCTURE:
        if refused.value is None:
            return _empty(refused)
        if isinstance(refused.value, list):
            return _list_for_text(refused)
        if isinstance(refused.value, dict):
            return _group_for_text(refused)
    return SENTENCES.get(kind, _other)(refused)


def unknown_key(key: str, known: Mapping[str, str]) -> Said:
    """Give the sentence for a key that means nothing here.

    ``known`` has the keys of the file, and beside them names that people may take for one, each with the key meant.
    """
    by_folded = {name.casefold(): meant for name, meant in known.items()}
    close = get_close_matches(key.casefold()[:_LONGEST_SHOWN], by_folded, 1, 0.7)
    said = msg("{key} is not a known key.", key=Refused("", key, {}).shown)
    if close:
        return said, msg("Did you mean {meant}?", meant=by_folded[close[0]])
    return said, msg(
        "Remove the line, or write the fact under one of: {known}.", known=tuple(sorted(set(known.values())))
    )


def missing_key(key: str) -> Said:
    """Give the sentence for a key that must be there."""
    said = msg("{key} is missing.", key=key)
    if key in EXAMPLES:
        return said, msg("Add a line such as `{key}: {example}`.", key=key, example=EXAMPLES[key])
    return said, msg("Add a line `{key}: …`.", key=key)


def _empty(refused: Refused) -> Said:
    said = msg("{key} has no value.", key=refused.key)
    return said, msg("Write a value after the colon, or remove the line if the fact is not needed.")


def _list_for_text(refused: Refused) -> Said:
    said = msg("{key} must be a single value, but here is a list.", key=refused.key)
    return said, msg("Write one value after the colon, without brackets and dashes.")


def _group_for_text(refused: Refused) -> Said:
    said = msg("{key} must be a single value, but here is a group of facts.", key=refused.key)
    return said, msg("If the value has a colon in it, put it between single quotes: 'a: b'.")


def _text_for_list(refused: Refused) -> Said:
    if refused.value is None:
        return _empty(refused)
    said = msg("{key} must be a list.", key=refused.key)
    if isinstance(refused.value, str) and len(refused.value) <= _LONGEST_SHOWN:
        return said, msg("Put brackets around it: `{key}: [{value}]`.", key=refused.key, value=refused.value)
    return said, msg("Write each item on a line of its own, beginning with a dash and a blank.")


def _group_expected(refused: Refused) -> Said:
    said = msg("{key} must hold facts of the form `key: value`.", key=refused.key)
    return said, msg("Write each fact on a line of its own, further in than {key}.", key=refused.key)


def _too_short(refused: Refused) -> Said:
    return msg("The list {key} is empty.", key=refused.key), msg("Write at least one item.")


def _day_shape(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is not a date.", key=refused.key, value=refused.shown)
    found = _DAY.fullmatch(refused.shown)
    if found:
        meant = "{:0>4}-{:0>2}-{:0>2}".format(*found.groups())
        if _is_day(meant):
            return said, msg("Write {day}.", day=meant)
    return said, msg("Write a date as year, month and day: 2026-12-31.")


def _day_impossible(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is not a day in the calendar.", key=refused.key, value=refused.shown)
    year, month, day = (int(part) for part in refused.shown.split("-"))
    if not 1 <= month <= len(_MONTHS):
        return said, msg("Months go from 01 to 12: 2026-12-31.")
    if year and day:
        name = _MONTHS[month - 1]
        said = msg("{key}: there is no {day} {month} {year}.", key=refused.key, day=day, month=name, year=year)
        last = f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"
        return said, msg("The last day of that month is {last}.", last=last)
    return said, msg("Write a date as year, month and day: 2026-12-31.")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is not a whole number.", key=refused.key, value=refused.shown)
    return said, msg("Write a whole number without decimals, blanks or leading zeros, such as 3.")


def _too_low(refused: Refused) -> Said:
    least = refused.context["ge"]
    said = msg("{key} is {value}, but must be at least {least}.", key=refused.key, value=refused.shown, least=least)
    return said, msg("Write {least} or more.", least=least)


def _yes_or_no(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is neither ja nor nej.", key=refused.key, value=refused.shown)
    return said, msg("Write ja or nej.")


def _text_empty(refused: Refused) -> Said:
    return msg("{key} is an empty text.", key=refused.key), msg("Write a text, or remove the line if it is not needed.")


def _name(refused: Refused) -> Said:
    said = msg("{key}: “{value}” can't be a name in the register.", key=refused.key, value=refused.shown)
    return said, msg("Such a name has only a–z, 0–9 and hyphens, at most 64 signs: verksamhetschef.")


def _document_id(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is not a document id.", key=refused.key, value=refused.shown)
    return said, msg(
        "An id is 2–6 capitals A–Z, a hyphen and 6–10 digits: EXP-482103. Ids of old belong in tidigare-id."
    )


def _id_prefix(refused: Refused) -> Said:
    said = msg("{key}: “{value}” can't begin document ids.", key=refused.key, value=refused.shown)
    return said, msg("Write 2–6 capitals A–Z, such as EXP.")


def _colour(refused: Refused) -> Said:
    said = msg("{key}: “{value}” is no colour.", key=refused.key, value=refused.shown)
    return said, msg("Write it as # and six signs 0–9 or a–f, such as #0a5566, within quotes.")


def _status(refused: Refused) -> Said:
    return _choose(refused, tuple(status.value for status in Status))


def _choice(refused: Refused) -> Said:
    return _choose(refused, tuple(_QUOTED.findall(str(refused.context["expected"]))))


def _choose(refused: Refused, words: tuple[str, ...]) -> Said:
    said = msg("{key} can't be “{value}”.", key=refused.key, value=refused.shown)
    return said, msg("Write one of: {words}.", words=words)


def _other(refused: Refused) -> Said:
    said = msg("{key} can't have the value “{value}”.", key=refused.key, value=refused.shown)
    return said, msg("Compare with the description of the file in the documentation.")


SENTENCES: Mapping[str, Callable[[Refused], Said]] = {
    "text_expected": _other,  # what is no text is a list, a group or nothing, and has been answered before
    "text_empty": _text_empty,
    "list_expected": _text_for_list,
    "tuple_type": _text_for_list,
    "model_type": _group_expected,
    "too_short": _too_short,
    "day_shape": _day_shape,
    "day_impossible": _day_impossible,
    "number_shape": _number,
    "greater_than_equal": _too_low,
    "yes_or_no": _yes_or_no,
    "name_shape": _name,
    "document_id_shape": _document_id,
    "id_prefix_shape": _id_prefix,
    "colour_shape": _colour,
    "status_unknown": _status,
    "enum": _choice,
    "literal_error": _choice,
}
_OF_STRUCTURE = frozenset({"list_expected", "tuple_type", "model_type", "too_short"})
