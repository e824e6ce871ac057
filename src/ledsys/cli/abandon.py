"""``ledsys abandon``: unpublished work comes to nothing."""

from __future__ import annotations

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason, Reference
from ledsys.language import _


def abandon(
    reference: Reference,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Give up unpublished work."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(reason=ask(reason, _("Why the work is given up:")))
    return perform(reference, ((Move.ABANDON, wish),), Manner(person, no_commit, dry_run, quiet))
