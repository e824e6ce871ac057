"""``ledsys recall``: a submitted or approved text goes back to its author."""

from __future__ import annotations

from ledsys.cli.asking import ask
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason, Reference
from ledsys.language import _


def recall(
    reference: Reference,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Take a submitted or approved text back."""
    from ledsys.lifecycle import Move, Wish

    wish = Wish(reason=ask(reason, _("Why the text is taken back:")))
    return perform(reference, ((Move.RECALL, wish),), Manner(person, no_commit, dry_run, quiet))
