"""``ledsys stop``: a document that does harm is out of force at once."""

from __future__ import annotations

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason, Reference
from ledsys.language import _


def stop(
    reference: Reference,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Take a published document out of force at once."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(reason=ask(reason, _("Why it must stop at once:")))
    return perform(reference, ((Move.STOP, wish),), Manner(person, no_commit, dry_run, quiet))
