"""``ledsys revise``: the next version begins, while the published one stays in the handbook."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason, Reference
from ledsys.language import _

FromVersion = Annotated[
    int | None, typer.Option("--from-version", metavar="N", help=_("Start from the text of an older version."))
]


def revise(
    reference: Reference,
    reason: Reason = None,
    from_version: FromVersion = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Begin the next version of a published document."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(reason=ask(reason, _("Why a new version is needed:")), from_version=from_version)
    return perform(reference, ((Move.REVISE, wish),), Manner(person, no_commit, dry_run, quiet))
