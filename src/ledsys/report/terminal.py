"""The *terminal*: what is printed, where, and made safe.

Names, titles and texts from documents may hold anything. They are never read as markup and never reach the terminal
with control characters (proof §2, row 44). Data goes to stdout, everything said beside it to stderr.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TYPE_CHECKING

from ledsys.language import say
from ledsys.message import Message

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_HIDDEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn")


def safe(text: str) -> str:
    r"""Give the text with every control, format or unassigned character as ``\u{..}``; line feeds and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{{{ord(character):x}}}"
        if character not in "\n\t" and unicodedata.category(character) in _HIDDEN
        else character
        for character in text
    )


def told(message: Message) -> str:
    """Give a message in the chosen language, safe to print."""
    return safe(say(message))


def out(text: str = "") -> None:
    """Print a line of the command's own output to stdout; the text is made safe."""
    sys.stdout.write(safe(text) + "\n")


def raw(text: str) -> None:
    """Print data for programs to stdout as it is: JSON and CSV escape what they hold themselves."""
    sys.stdout.write(text)


def note(message: Message) -> None:
    """Say something beside the output, on stderr."""
    sys.stderr.write(told(message) + "\n")


def console(*, width: int | None = None) -> Console:
    """Give a console of rich for tables and colours on stdout; markup and highlighting are off everywhere."""
    from rich.console import Console

    return Console(markup=False, highlight=False, emoji=False, width=width, soft_wrap=False, force_terminal=coloured())


def show(renderable: RenderableType) -> None:
    """Print a table or panel of rich; whoever builds it makes its texts safe."""
    console().print(renderable)


def coloured() -> bool:
    """Tell whether colours suit: a terminal, and no ``NO_COLOR``."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
