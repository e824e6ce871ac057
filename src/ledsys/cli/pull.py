"""``ledsys pull``: get what the others have landed, or go to what somebody has sent."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.cli.options import Quiet
from ledsys.language import _
from ledsys.report.terminal import note, out, told

Branch = Annotated[
    str | None,
    typer.Argument(
        metavar="BRANCH", help=_("Go to a branch that somebody has sent: its name, or the id of its document.")
    ),
]


def pull(branch: Branch = None, quiet: Quiet = False) -> int:
    """Get what the others have landed; back to main when your own work has."""
    from ledsys.store import pulling
    from ledsys.store.change import heal
    from ledsys.store.remote import find_remote
    from ledsys.store.repository import find

    repository = find(Path.cwd())
    healed = heal(repository)
    if healed is not None:
        note(healed.message)
    remote = find_remote(repository)
    said = pulling.visit(repository, remote, branch) if branch else pulling.pull(repository, remote)
    if not quiet:
        out(told(said))
    return OK
