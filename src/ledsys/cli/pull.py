"""``ledsys pull``: get what the others have landed."""

from __future__ import annotations

from pathlib import Path

from ledsys.cli.codes import OK
from ledsys.cli.options import Quiet
from ledsys.report.terminal import note, out, told


def pull(quiet: Quiet = False) -> int:
    """Get what the others have landed; back to main when your own work has."""
    from ledsys.store.change import heal
    from ledsys.store.pulling import pull as pull_here
    from ledsys.store.remote import find_remote
    from ledsys.store.repository import find

    repository = find(Path.cwd())
    healed = heal(repository)
    if healed is not None:
        note(healed.message)
    said = pull_here(repository, find_remote(repository))
    if not quiet:
        out(told(said))
    return OK
