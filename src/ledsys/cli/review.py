"""``ledsys review``: a reviewer votes on the submitted text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.asking import ask, ask_known, at_terminal
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reference
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg

if TYPE_CHECKING:
    from ledsys.model.act import Meaning

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
    quiet: Quiet = False,
) -> int:
    """Vote on a submitted text."""
    from ledsys.lifecycle import Move, Wish
    from ledsys.model.act import Meaning

    if not ok and returned is None and at_terminal():
        ok = ask_known(_("Is the text good as it is (ok), or is it returned (return):"), _vote) is Meaning.OK
        returned = None if ok else ask(None, _("What must be changed:"))
    if ok == (returned is not None):
        raise UsageError(msg('Say either --ok, or --return "what is wrong".'))
    wish = Wish(vote=Meaning.OK) if ok else Wish(vote=Meaning.RETURN, reason=returned)
    return perform(reference, ((Move.REVIEW, wish),), Manner(person, no_commit, dry_run, quiet))


def _vote(answer: str) -> Meaning:
    from ledsys.model.act import Meaning

    try:
        return Meaning(answer.casefold())
    except ValueError:
        raise UsageError(msg("Answer ok or return.")) from None
