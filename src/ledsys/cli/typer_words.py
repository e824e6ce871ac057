"""*Typer's words*: what typer itself says on help pages and about command lines that it can't understand.

Typer asks gettext for some of its words (`ledsys.language.choose` binds our catalogue for that) and has the others in
English in its code. The latter are said here, by the kind of error and never by its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from typer._click import Command as ClickCommand
from typer._click import Context, HelpFormatter, exceptions
from typer._click.core import Parameter
from typer.core import TyperArgument, TyperCommand, TyperGroup
from typer.exceptions import TyperException

from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import Message, msg


def N_(text: str) -> str:  # noqa: N802  # the name that gettext's own documentation gives it
    """Mark a text for the catalogue that is translated elsewhere."""
    return text


BY_GETTEXT = (N_("required"), N_("default: {default}"), N_("Missing command."))
"""What typer asks gettext for."""

ON_HELP_PAGES = (
    N_("Show this message and exit."),
    N_("Install completion for the current shell."),
    N_("Show completion for the current shell, to copy it or customize the installation."),
    N_("BRANCH"),
    N_("CODE"),
    N_("COMMIT"),
    N_("DATE"),
    N_("FILE"),
    N_("FOLDER"),
    N_("ID"),
    N_("KEY"),
    N_("LINE"),
    N_("N"),
    N_("NAME"),
    N_("NUMBER"),
    N_("PATH"),
    N_("PERSON"),
    N_("REF"),
    N_("STATE"),
    N_("TEXT"),
    N_("TIME"),
    N_("TYPE"),
    N_("UNIT"),
    N_("[ID]…"),
    N_("[NAME]"),
    N_("[PATH]…"),
)
"""What parameters hold when a help page is written: typer's own helps, and what stands for a value."""


class _Spoken(ClickCommand):
    """A command whose help page and usage errors are in the chosen language."""

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Give the parameters with helps and value names translated; ours are so already, and stay as they are."""
        params = super().get_params(ctx)
        for param in params:
            for name in ("help", "metavar"):
                setattr(param, name, _(getattr(param, name, None) or "") or None)
        return params

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that shows how the command is written."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_("Usage: "))

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write what can stand after the command."""
        arguments, options = [], []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None and isinstance(param, TyperArgument):
                arguments.append((param.display_name_raw, record[1]))
            elif record is not None:
                options.append(record)
        for heading, rows in ((_("Arguments"), arguments), (_("Options"), options)):
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line; an error knows the command that it is about."""
        try:
            return super().parse_args(ctx, args)
        except exceptions.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class SpokenCommand(_Spoken, TyperCommand):
    """One command of ledsys."""

    allow_extra_args = True  # so that what is too much is told of here, and not by typer

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the command line, and refuse what is too much."""
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise UsageError(
                msg("Too much was written: {words}", words=" ".join(rest)),
                msg("See: {command} --help", command=ctx.command_path),
            )
        return rest


class SpokenGroup(_Spoken, TyperGroup):
    """ledsys itself: the commands, by what they are for."""

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the options that all commands share, and the commands."""
        _Spoken.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the commands with their whole sentences, under headings."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                panel = str(getattr(command, "rich_help_panel", None) or _("Commands"))
                panels.setdefault(panel, []).append((name, command.help or ""))
        for heading, rows in panels.items():
            with formatter.section(heading):
                formatter.write_dl(rows)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, ClickCommand | None, list[str]]:
        """Find the command that was asked for."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-") and not ctx.resilient_parsing:
            raise UsageError(
                msg("There is no command {name}.{near}", name=name, near=_near(name, self.list_commands(ctx))),
                msg("See: {command} --help", command=ctx.command_path),
            )
        return super().resolve_command(ctx, args)


def wrong(error: TyperException) -> Message:
    """Say what typer could not understand."""
    match error:
        case exceptions.NoSuchOption():
            near = _near(error.option_name, error.possibilities or ())
            return msg("There is no option {option}.{near}", option=error.option_name, near=near)
        case exceptions.BadOptionUsage():
            return _misused(error)
        case exceptions.MissingParameter(param=Parameter() as param):
            return msg("{key} is missing.", key=_name(param))
        case exceptions.BadParameter(param=Parameter() as param):
            return _bad_value(param)
        case _:
            return msg("{message}", message=str(getattr(error, "format_message", error.__str__)()))


def _near(word: str, known: Sequence[str]) -> Message:
    found = tuple(get_close_matches(word, known))
    return msg(" Did you mean {words}?", words=found) if found else Message("")


def _misused(error: exceptions.BadOptionUsage) -> Message:
    params = error.ctx.command.get_params(error.ctx) if error.ctx is not None else []
    if any(error.option_name in param.opts and getattr(param, "is_flag", False) for param in params):
        return msg("{option} takes no value.", option=error.option_name)
    return msg("{option} must be followed by a value.", option=error.option_name)


def _name(param: Parameter) -> str:
    return param.display_name_raw if isinstance(param, TyperArgument) else param.opts[0]


def _bad_value(param: Parameter) -> Message:
    descriptor = getattr(param, "type_descriptor", None)
    choices = tuple(str(getattr(choice, "value", choice)) for choice in getattr(descriptor, "choices", None) or ())
    if choices:
        return msg("{name} must be one of: {choices}.", name=_name(param), choices=choices)
    if getattr(descriptor, "annotation", None) is int:
        return msg("{name} must be a whole number.", name=_name(param))
    return msg("{name} can't have that value.", name=_name(param))
