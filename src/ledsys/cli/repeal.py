"""``ledsys repeal``: a document ends; its address stays and says so."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, Decision, DryRun, NoCommit, Quiet, Reason, Reference, read_day
from ledsys.language import _

Successor = Annotated[
    str | None, typer.Option("--successor", metavar="ID", help=_("The document that takes its place."))
]
LastDay = Annotated[
    str | None, typer.Option("--last-day", metavar="DATE", help=_("Last day in force (default: today)."))
]


def repeal(
    reference: Reference,
    reason: Reason = None,
    successor: Successor = None,
    last_day: LastDay = None,
    decision: Decision = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """End a published document."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(
        reason=ask(reason, _("Why the document ends:")),
        successor=successor,
        valid_until=read_day(last_day),
        decision=decision,
    )
    return perform(reference, ((Move.REPEAL, wish),), Manner(person, no_commit, dry_run, quiet))
