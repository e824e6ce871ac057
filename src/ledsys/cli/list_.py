"""``ledsys list``: documents by state, unit and type, or the decisions that are to be reported to the board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.chosen import known_state, known_type, known_unit
from ledsys.cli.options import AsList, ListFormat, OfType, On, Unit, read_day
from ledsys.cli.session import as_of, open_session
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, raw

if TYPE_CHECKING:
    from datetime import date

    from ledsys.model.corpus import Corpus

State = Annotated[
    str | None,
    typer.Option("--state", metavar="STATE", help=_("Only documents in this state, for example utkast or gällande.")),
]
ToReport = Annotated[
    str | None,
    typer.Option(
        "--to-report", metavar="DATE", help=_("Decisions on the board's behalf since this day, to be reported to it.")
    ),
]


def list_documents(
    state: State = None,
    unit: Unit = None,
    document_type: OfType = None,
    to_report: ToReport = None,
    output: AsList = ListFormat.TEXT,
    on: On = None,
) -> None:
    """List documents by state, unit and type."""
    from ledsys.lifecycle import lives
    from ledsys.lifecycle.overview import at_unit, in_state, of_type, overviews
    from ledsys.report import lists

    since = read_day(to_report)
    session = open_session(read_day(on))
    if since is not None:
        _report(session.corpus, since, output)
        return
    corpus = as_of(session)
    found = overviews(corpus, lives(corpus))
    if state is not None:
        found = in_state(found, known_state(state))
    if unit is not None:
        found = at_unit(found, corpus, known_unit(corpus, unit))
    if document_type is not None:
        found = of_type(found, known_type(corpus, document_type))
    match output:
        case ListFormat.JSON:
            raw(lists.documents_json(found, corpus))
        case ListFormat.CSV:
            raw(lists.documents_csv(found))
        case ListFormat.TEXT if found:
            lists.print_table(lists.documents_table(found))
        case ListFormat.TEXT:
            note(msg("There is no such document."))


def _report(corpus: Corpus, since: date, output: ListFormat) -> None:
    from ledsys.report import lists

    found = lists.reportable(corpus, since)
    match output:
        case ListFormat.JSON:
            raw(lists.reportable_json(found, since))
        case ListFormat.CSV:
            raw(lists.reportable_csv(found))
        case ListFormat.TEXT if found:
            lists.print_table(lists.reportable_table(found, corpus))
        case ListFormat.TEXT:
            note(msg("There is no such decision."))
