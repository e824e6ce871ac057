"""``ledsys confirm``: the text was looked at and is still right ("granskad utan ändring")."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, Decision, DryRun, NoCommit, Quiet, Reference, read_day
from ledsys.language import _

Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help=_("The new last day in force."))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("What was looked at."))]


def confirm(
    reference: Reference,
    until: Until = None,
    remark: Note = None,
    decision: Decision = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Confirm a published version without changes."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(
        reason=ask(remark, _("What was looked at:")),
        valid_until=read_day(ask(until, _("Until which day (YYYY-MM-DD):"))),
        decision=decision,
    )
    return perform(reference, ((Move.CONFIRM, wish),), Manner(person, no_commit, dry_run, quiet))
