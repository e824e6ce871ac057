"""``ledsys expiring``: what has expired or soon will, and who must act."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.chosen import known_owner, known_unit
from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import On, Owner, Unit, read_day
from ledsys.cli.session import as_of, open_session
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import out, raw

if TYPE_CHECKING:
    from ledsys.deadlines import Deadline
    from ledsys.model.corpus import Corpus

LONGEST = 36_500  # days; a hundred years


class DeadlineFormat(StrEnum):
    """How deadlines are printed."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


Days = Annotated[int, typer.Option("--days", metavar="NUMBER", help=_("How many days ahead to look."))]
Format = Annotated[DeadlineFormat, typer.Option("--format", help=_("How to print the list."))]
Fail = Annotated[bool, typer.Option("--fail", help=_("Exit with code 1 when anything is due."))]


def expiring(
    days: Days = 90,
    unit: Unit = None,
    owner: Owner = None,
    output: Format = DeadlineFormat.TEXT,
    fail: Fail = False,
    on: On = None,
) -> int:
    """List what ends in the period and what has ended, by owner, with who must act and which command."""
    from ledsys.deadlines import deadlines
    from ledsys.lifecycle import lives
    from ledsys.report import expiring as report

    if not 0 <= days <= LONGEST:
        raise UsageError(
            msg("{days} is no number of days to look ahead.", days=days),
            msg("Give a number from 0 to {most}, for example --days 90.", most=LONGEST),
        )
    corpus = as_of(open_session(read_day(on)))
    found = _chosen(deadlines(corpus, lives(corpus), days), corpus, unit, owner)
    match output:
        case DeadlineFormat.JSON:
            raw(report.as_json(found, corpus, days))
        case DeadlineFormat.CSV:
            raw(report.as_csv(found))
        case DeadlineFormat.ICS:
            raw(report.as_calendar(found, corpus))
        case DeadlineFormat.TEXT:
            for line in report.text_lines(found, corpus):
                out(line)
    return FINDINGS if fail and found else OK


def _chosen(found: tuple[Deadline, ...], corpus: Corpus, unit: str | None, owner: str | None) -> tuple[Deadline, ...]:
    register = corpus.policy.register
    if unit is not None:
        top = known_unit(corpus, unit)
        found = tuple(
            deadline
            for deadline in found
            if any(register.within(register.current_unit(own, corpus.today), top) for own in deadline.units)
        )
    if owner is not None:
        answers = known_owner(corpus, owner)
        found = tuple(deadline for deadline in found if answers in (deadline.owner, *deadline.owner_persons))
    return found
