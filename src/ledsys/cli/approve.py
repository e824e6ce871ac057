"""``ledsys approve``: who has the mandate decides; a recorder enters what a body decided."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, Decision, DryRun, NoCommit, Quiet, Reference, read_day
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import out, told

From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("First day in force (default: today)."))]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=_("Last day in force (default: as long as the type allows).")),
]
AndPublish = Annotated[bool, typer.Option("--publish", help=_("Publish it at once, as the same step."))]


def approve(
    reference: Reference,
    start: From = None,
    until: Until = None,
    and_publish: AndPublish = False,
    decision: Decision = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Approve a reviewed text."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(valid_from=read_day(start), valid_until=read_day(until), decision=decision)
    moves = ((Move.APPROVE, wish), (Move.PUBLISH, Wish()))
    code = perform(reference, moves if and_publish else moves[:1], Manner(person, no_commit, dry_run, quiet))
    if and_publish and code == OK and not (dry_run or quiet):
        out(told(msg("Next: build the handbook with: ledsys build")))
    return code
