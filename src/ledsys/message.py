"""A *message*: one sentence for a person, kept apart from its language.

The core says what is wrong as a template in English and the values that fill it; the edges choose the language and turn
it into text (``ledsys.language``). So a rule or a guard can be tested without a language, and every sentence can be
found and translated by gettext.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, int, date, "Message", tuple["Value", ...]]
Translate: TypeAlias = Callable[["Message"], str]


@dataclass(frozen=True, slots=True)
class Message:
    """A template in English with ``{name}`` placeholders, and their values.

    ``many`` is the plural template, empty where there is none; then the value ``n`` decides between the two.
    """

    template: str
    values: tuple[tuple[str, Value], ...] = ()
    many: str = ""

    def __str__(self) -> str:
        """Give the message in English, for tests and for programmers."""
        return fill(self.template if self.one else self.many, self.values, str)

    @property
    def one(self) -> bool:
        """Tell whether the singular template is the right one in English."""
        return not self.many or dict(self.values).get("n") == 1


def msg(template: str, **values: Value) -> Message:
    """Make a message; ``template`` is also the key of its translations, so it must be a literal."""
    return Message(template, tuple(values.items()))


def plural(one: str, many: str, n: int, **values: Value) -> Message:
    """Make a message whose wording depends on the number ``n``, which both templates may show as ``{n}``."""
    return Message(one, (("n", n), *values.items()), many)


def fill(template: str, values: tuple[tuple[str, Value], ...], translate: Translate) -> str:
    """Put the values into the template; messages among the values are translated first, tuples joined by commas.

    Values are inserted as they are: whoever prints them makes them safe for the terminal, the page or the file at hand.
    """
    return template.format_map({name: _text(value, translate) for name, value in values})


def _text(value: Value, translate: Translate) -> str:
    if isinstance(value, Message):
        return translate(value)
    if isinstance(value, tuple):
        return ", ".join(_text(part, translate) for part in value)
    return str(value)
