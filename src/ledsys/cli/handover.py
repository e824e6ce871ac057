"""``ledsys handover``: somebody else becomes content owner."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason, Reference
from ledsys.language import _

To = Annotated[
    str | None, typer.Option("--to", metavar="PERSON", help=_("The new content owner: a person, or role@unit."))
]


def handover(
    reference: Reference,
    to: To = None,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Make somebody else content owner."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(owner=ask(to, _("Who takes over (a person, or role@unit):")), reason=reason)
    return perform(reference, ((Move.HANDOVER, wish),), Manner(person, no_commit, dry_run, quiet))
