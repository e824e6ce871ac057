"""Lists of documents, and of decisions to be reported to the board, as tables, JSON and CSV."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ledsys.language import say
from ledsys.lifecycle.overview import Overview
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.organisation import DecisionForm, Mandate
from ledsys.report.data import csv_text, json_text, one_line
from ledsys.report.moves import deed
from ledsys.report.people import named
from ledsys.report.terminal import console, safe, told
from ledsys.report.titles import UNREADABLE, title_of

if TYPE_CHECKING:
    from rich.table import Table

WIDE = 1000
"""Columns of a table that goes to a file or a program, so that no line is broken."""


def print_table(table: Table) -> None:
    """Print a table, as wide as the terminal; into a file or a pipe, as wide as it needs."""
    fixed = sys.stdout.isatty() or "COLUMNS" in os.environ
    console(width=None if fixed else WIDE).print(table)


def table(header: Sequence[Message], rows: Iterable[Sequence[str]]) -> Table:
    """Make a table of plain texts, made safe and each on one line; long ones are broken, never cut."""
    from rich.table import Table
    from rich.text import Text

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, name in enumerate(header):
        made.add_column(Text(told(name)), overflow="fold", no_wrap=place == 0)
    for row in rows:
        made.add_row(*(Text(safe(one_line(cell))) for cell in row))
    return made


def documents_table(found: tuple[Overview, ...]) -> Table:
    """Make the table of documents."""
    header = (msg("Document"), msg("Title"), msg("Type"), msg("Version"), msg("State"), msg("Until"), msg("Units"))
    return table(header, (_row(entry) for entry in found))


def _row(entry: Overview) -> tuple[str, ...]:
    front = entry.front
    return (
        entry.document.id or "–",
        front.title if front is not None else f"{entry.document.path} {say(UNREADABLE)}",
        front.type if front is not None else "–",
        f"{entry.version}.0" if entry.version is not None else "–",
        ", ".join(entry.states),
        entry.shown.last_day.isoformat() if entry.shown is not None else "–",
        ", ".join(front.units) if front is not None else "–",
    )


def documents_json(found: tuple[Overview, ...], corpus: Corpus) -> str:
    """Give documents as JSON of format ledsys-list-1."""
    return json_text("ledsys-list-1", {"day": corpus.today, "documents": [record(entry) for entry in found]})


def record(entry: Overview) -> dict[str, Any]:
    """Give one document as data; ``valid_from`` and ``last_day`` are those of the edition shown."""
    front, shown = entry.front, entry.shown
    return {
        "document": entry.document.id,
        "title": entry.title,
        "path": entry.document.path,
        "readable": entry.document.front is not None,
        "type": front.type if front is not None else None,
        "units": front.units if front is not None else (),
        "owner": entry.life.owner or (front.owner if front is not None else None),
        "version": entry.version,
        "states": entry.states,
        "work": entry.work.value,
        "valid_from": shown.valid_from if shown is not None else None,
        "last_day": shown.last_day if shown is not None else None,
        "level": shown.level.code if shown is not None else None,
        "mandate": shown.approve.mandate if shown is not None else None,
    }


def documents_csv(found: tuple[Overview, ...]) -> str:
    """Give documents as CSV, one row each, with the columns of the JSON; lists are divided by semicolons."""
    header = tuple(record(found[0])) if found else _COLUMNS
    return csv_text(header, ([_cell(value) for value in record(entry).values()] for entry in found))


_COLUMNS = (
    "document",
    "title",
    "path",
    "readable",
    "type",
    "units",
    "owner",
    "version",
    "states",
    "work",
    "valid_from",
    "last_day",
    "level",
    "mandate",
)


def _cell(value: Any) -> str | int | None:
    match value:
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(value)
        case date():
            return value.isoformat()
        case int() | None:
            return value
        case _:
            return str(value)


@dataclass(frozen=True)
class Reportable:
    """A decision made on a body's behalf, which is to be reported to it."""

    act: Act
    mandate: Mandate
    title: str


def reportable(corpus: Corpus, since: date) -> tuple[Reportable, ...]:
    """Give the decisions by mandates for delegationsbeslut, from the day to the corpus's (both inclusive), in order."""
    mandates = {
        mandate.id: mandate for mandate in corpus.policy.register.mandates if mandate.form is DecisionForm.DELEGATED
    }
    found = (
        Reportable(act, mandates[act.mandate], title_of(corpus, act.document))
        for acts in corpus.acts.values()
        for act in acts
        if act.mandate is not None and act.mandate in mandates and since <= act.signed_at.date() <= corpus.today
    )
    return tuple(sorted(found, key=lambda entry: (entry.act.signed_at, entry.act.id)))


def reportable_table(found: tuple[Reportable, ...], corpus: Corpus) -> Table:
    """Make the table of decisions to report."""
    header = (msg("Day"), msg("Document"), msg("Title"), msg("What"), msg("Who"), msg("Mandate"), msg("Given by"))
    rows = (
        (
            entry.act.signed_at.date().isoformat(),
            entry.act.document,
            entry.title,
            say(deed(entry.act)),
            named(corpus, entry.act.person),
            entry.mandate.id,
            entry.mandate.decided_by,
        )
        for entry in found
    )
    return table(header, rows)


def reportable_json(found: tuple[Reportable, ...], since: date) -> str:
    """Give decisions to report as JSON of format ledsys-to-report-1."""
    return json_text("ledsys-to-report-1", {"since": since, "decisions": [_decision(entry) for entry in found]})


def reportable_csv(found: tuple[Reportable, ...]) -> str:
    """Give decisions to report as CSV, with the columns of the JSON."""
    return csv_text(_DECISION, ([_cell(value) for value in _decision(entry).values()] for entry in found))


_DECISION = ("day", "document", "title", "version", "act", "person", "name", "mandate", "decided_by")


def _decision(entry: Reportable) -> dict[str, Any]:
    act = entry.act
    return {
        "day": act.signed_at.date(),
        "document": act.document,
        "title": entry.title,
        "version": act.version,
        "act": act.kind.value,
        "person": act.person,
        "name": act.name,
        "mandate": entry.mandate.id,
        "decided_by": entry.mandate.decided_by,
    }
