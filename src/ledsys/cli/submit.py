"""``ledsys submit``: the author hands in the text for review."""

from __future__ import annotations

from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reference


def submit(
    reference: Reference, person: As = None, no_commit: NoCommit = False, dry_run: DryRun = False, quiet: Quiet = False
) -> int:
    """Submit a draft for review, with its own unsaved edits and images."""
    from ledsys.lifecycle import Move, Wish

    return perform(reference, ((Move.SUBMIT, Wish()),), Manner(person, no_commit, dry_run, quiet))
