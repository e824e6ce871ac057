"""``ledsys review``: a reviewer votes on the submitted text."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Reference
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg

Ok = Annotated[bool, typer.Option("--ok", help=_("The text is good as it is."))]
Return = Annotated[
    str | None, typer.Option("--return", metavar="TEXT", help=_("The text must be changed: say what is wrong."))
]


def review(
    reference: Reference,
    ok: Ok = False,
    returned: Return = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
) -> int:
    """Vote on a submitted text."""
    from ledsys.lifecycle import Move, Wish
    from ledsys.model.act import Meaning

    if ok == (returned is not None):
        raise UsageError(msg('Say either --ok, or --return "what is wrong".'))
    wish = Wish(vote=Meaning.OK) if ok else Wish(vote=Meaning.RETURN, reason=returned)
    return perform(reference, ((Move.REVIEW, wish),), Manner(person, no_commit, dry_run))
