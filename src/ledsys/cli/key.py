"""``ledsys key``: the keys that persons sign with: make or adopt one, list them, end one, tell that one was stolen."""

from __future__ import annotations

from collections.abc import Callable

import typer

from ledsys.cli.typer_words import SpokenCommand, SpokenGroup
from ledsys.language import _


def group() -> typer.Typer:
    """Make the group of commands; help texts are in the language chosen before."""
    from ledsys.cli import key_compromised, key_end, key_list, key_new

    commands: dict[str, tuple[Callable[..., int | None], str]] = {
        "new": (key_new.new, _("Make a key to sign with, or enter one that you have, in the register.")),
        "list": (key_list.list_keys, _("List whose keys stand in the register, and which of them count.")),
        "end": (key_end.end, _("Let a key end: what it signs after its last day does not count.")),
        "compromised": (
            key_compromised.compromised,
            _("Tell that a key may be in other hands, and list what was signed with it since."),
        ),
    }
    made = typer.Typer(
        name="key",
        cls=SpokenGroup,
        help=_("Keys that persons sign with."),
        no_args_is_help=True,
        rich_markup_mode=None,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
    )
    for name, (command, summary) in commands.items():
        made.command(name, cls=SpokenCommand, help=summary, options_metavar=_("[OPTIONS]"))(command)
    return made
