"""``ledsys delegate``: the holder of a mandate lets somebody else decide for a period."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.moving import Manner, session_to_write, tell, write
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, read_day
from ledsys.cli.session import Session, acting_person
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note

if TYPE_CHECKING:
    from ledsys.model.doctype import Level
    from ledsys.store.signing import Signer

Delegate = Annotated[str, typer.Argument(metavar="PERSON", help=_("Who decides instead: an id in the register."))]
OfMandate = Annotated[
    str, typer.Option("--mandate", metavar="LINE", help=_("Which line of the delegation order is handed on."))
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("First day (default: today)."))]
Until = Annotated[str, typer.Option("--until", metavar="DATE", help=_("Last day."))]


def delegate(
    successor: Delegate,
    mandate: OfMandate,
    end: Until,
    start: From = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Hand a mandate on for a period."""
    from ledsys.cli.signing import signatures
    from ledsys.lifecycle.attempt import Refusal
    from ledsys.lifecycle.handing_on import hand_on
    from ledsys.lifecycle.planning import signed
    from ledsys.model.doctype import Level

    session = session_to_write()
    corpus = session.corpus
    acting, manner = acting_person(session, person), Manner(person, no_commit, dry_run, quiet)
    last = read_day(end)
    if last is None:
        raise UsageError(msg("Say until which day: --until DATE."))
    signer = _signer(session, acting, mandate)
    level = signer.level if signer is not None else Level.CLAIMED
    first = read_day(start) or session.now.date()
    planned = hand_on(corpus, acting, successor, mandate, first, last, session.now, level)
    if isinstance(planned, Refusal):
        note(msg("Refused: {move} {document}. Nothing was changed.", move="delegate", document=mandate))
        for reason in planned.reasons:
            note(msg("- {message}", message=reason.message))
        return FINDINGS
    if signer is not None and not dry_run:
        planned = signed(planned, signatures(planned.acts, signer, None, corpus))
    write(session.repository, planned.change, manner)
    register = corpus.policy.register
    said = msg(
        "{name} decides by {mandate} from {start} until {end}.",
        name=register.name_of(successor),
        mandate=mandate,
        start=first,
        end=last,
    )
    tell(said, manner)
    return OK


def _signer(session: Session, person: str, mandate: str) -> Signer | None:
    """Give the person's key, if a document type that the mandate covers asks for signatures."""
    from ledsys.model.doctype import Level
    from ledsys.store.signing import find_signer

    policy, today = session.corpus.policy, session.now.date()
    types = next((line.types for line in policy.register.mandates if line.id == mandate), ())
    levels: list[Level] = [policy.types[name].level(today) for name in types if name in policy.types]
    least = max(levels, key=lambda level: level.rank, default=Level.CLAIMED)
    return None if least.rank < Level.KEY.rank else find_signer(policy.register, person, today, least)
