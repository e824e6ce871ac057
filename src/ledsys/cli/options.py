"""The *options* that many commands share, each with its help."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

import typer

from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg


def read_day(text: str | None) -> date | None:
    """Read a day given on the command line as YYYY-MM-DD; raises `UsageError` with an example if it is none."""
    if text is None:
        return None
    try:
        if len(text) == len("2026-12-31"):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise UsageError(
        msg("{text} is not a day.", text=text), msg("Write a day as year-month-day, for example 2026-12-31.")
    )


class ListFormat(StrEnum):
    """How a list is printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class TextFormat(StrEnum):
    """How findings and facts are printed."""

    TEXT = "text"
    JSON = "json"


Reference: TypeAlias = Annotated[
    str, typer.Argument(metavar="ID", help=_("The document: id, path or part of the title."))
]
As: TypeAlias = Annotated[
    str | None, typer.Option("--as", metavar="PERSON", help=_("Who acts: an id or e-mail address in the register."))
]
Reason: TypeAlias = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why, in a few words."))]
Decision: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--decision",
        metavar="TEXT",
        help=_('A body\'s decision: "Regionfullmäktige 2026-05-28 § 104, RS 2026-00191".'),
    ),
]
NoCommit: TypeAlias = Annotated[bool, typer.Option("--no-commit", help=_("Write the files but make no commit."))]
DryRun: TypeAlias = Annotated[bool, typer.Option("--dry-run", help=_("Tell what would be done, and do nothing."))]
Quiet: TypeAlias = Annotated[bool, typer.Option("--quiet", "-q", help=_("Say nothing when the exit code is 0."))]
On: TypeAlias = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=_("Judge as of this day instead of today."))
]
Unit: TypeAlias = Annotated[
    str | None, typer.Option("--unit", metavar="ID", help=_("Only documents of this unit and the units below it."))
]
Owner: TypeAlias = Annotated[
    str | None, typer.Option("--owner", metavar="PERSON", help=_("Only documents that this person answers for."))
]
OfType: TypeAlias = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help=_("Only documents of this type."))
]
AsList: TypeAlias = Annotated[ListFormat, typer.Option("--format", help=_("How to print the list."))]
AsText: TypeAlias = Annotated[TextFormat, typer.Option("--format", help=_("How to print it."))]
