"""What stands for a value on help pages is known to the catalogue, so that it is said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator

import typer
from typer._click import Command

from ledsys.cli.app import make_app
from ledsys.cli.typer_words import ON_HELP_PAGES


def _commands(command: Command) -> Iterator[Command]:
    yield command
    for below in getattr(command, "commands", {}).values():
        yield from _commands(below)


def test_every_word_for_a_value_is_translated() -> None:
    params = [param for command in _commands(typer.main.get_command(make_app())) for param in command.params]
    words = {param.metavar for param in params if param.metavar}
    assert "UNIT" in words
    assert {word for word in words if word.isascii()} - set(ON_HELP_PAGES) == set()
