"""``ledsys abandon``: unpublished work comes to nothing."""

from __future__ import annotations

from ledsys.cli.moving import Manner, ask, perform
from ledsys.cli.options import As, DryRun, NoCommit, Reason, Reference
from ledsys.language import _


def abandon(
    reference: Reference,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
) -> int:
    """Give up unpublished work."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(reason=ask(reason, _("Why is the work given up?")))
    return perform(reference, ((Move.ABANDON, wish),), Manner(person, no_commit, dry_run))
