"""*Asking* a person at a terminal for what the command line leaves out; programs are never asked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from ledsys.errors import UsageError
from ledsys.report.terminal import note

Answer = TypeVar("Answer")


def at_terminal() -> bool:
    """Tell whether somebody sits there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(value: str | None, question: str) -> str | None:
    """Give the value, else what a person at a terminal answers (again until there is something); programs get None."""
    if value is not None or not at_terminal():
        return value
    import typer

    return str(typer.prompt(question, prompt_suffix=" ", err=True))


def ask_known(question: str, read: Callable[[str], Answer]) -> Answer:
    """Ask until the answer can be read; ``read`` raises `UsageError`, which is said. Only for `at_terminal`."""
    import typer

    while True:
        answer = str(typer.prompt(question, default="", show_default=False, prompt_suffix=" ", err=True)).strip()
        try:
            return read(answer)
        except UsageError as error:
            note(error.message)
            if error.help.template:
                note(error.help)
