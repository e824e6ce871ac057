"""``ledsys export``: documents as one PDF file, to print, send or archive."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import read_day
from ledsys.cli.pressing import overrides
from ledsys.cli.proven import proven_session, tell_pdf_remarks
from ledsys.cli.session import find_document
from ledsys.errors import LedsysError, UsageError
from ledsys.language import _
from ledsys.message import Message, msg
from ledsys.report.terminal import out, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledsys.cli.proven import Proven
    from ledsys.site.pdf.chapter import Chapter
    from ledsys.site.pdf.files import PdfFiles


class ExportFormat(StrEnum):
    """What the file is."""

    PDF = "pdf"


Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help=_("The documents: ids, paths or parts of titles."))]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("All that is in force for this unit."))]
All = Annotated[bool, typer.Option("--all", help=_("All that is in force, as one document."))]
Format = Annotated[ExportFormat, typer.Option("--format", help=_("The kind of file."))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("What was in force on this day instead of today."))
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help=_("Where the file is put."))]


def export(
    file: Out,
    references: Ids = None,
    unit: Unit = None,
    everything: All = False,
    format_: Format = ExportFormat.PDF,  # noqa: ARG001 - so far there is one kind of file
    as_of: AsOf = None,
) -> int:
    """Write one PDF; what is not proven is left out and named."""
    from ledsys.site.pdf.files import pdf_files
    from ledsys.store.disk import replace_file
    from ledsys.store.evidence import edition_files

    if sum((bool(references), unit is not None, everything)) != 1:
        raise UsageError(
            msg("Say what is to be exported: documents, the handbook of a unit, or everything."),
            msg("Examples: ledsys export EXP-482103 --out rutin.pdf, or: ledsys export --all --out hela.pdf"),
        )
    proven = proven_session(read_day(as_of))
    corpus, session = proven.corpus, proven.session
    files = pdf_files(corpus, edition_files(session.files, corpus), overrides(session.files), corpus.today)
    lost = {**files.unshown(), **proven.unproven}
    if references:
        named = tuple(find_document(session.corpus, reference).id for reference in references)
        proven = proven.of(named)
        data = files.chosen(tuple(_chapter(files, document, lost) for document in named))
        lost = {}
    elif unit is not None:
        data = files.unit(_unit(files, proven, unit))
    else:
        data = _whole(files, proven)
    replace_file(file, data)
    tell_pdf_remarks(files.remarks)
    lacking = proven.tell(lost)
    out(told(msg("Written: {file}", file=str(file))))
    return FINDINGS if lacking else OK


class _LeftOutError(LedsysError):
    """A document that is asked for by name is not proven."""

    exit_code = FINDINGS


def _chapter(files: PdfFiles, document: str, lost: Mapping[str, Message]) -> Chapter:
    if document in lost:
        raise _LeftOutError(msg("{document} is left out: {why}", document=document, why=lost[document]))
    found = files.chapter(document)
    if found is None:
        raise UsageError(msg("No version of {document} had been published by that day.", document=document))
    return found


def _unit(files: PdfFiles, proven: Proven, unit: str) -> str:
    known = proven.corpus.policy.register.unit_by_id
    if unit not in known:
        raise UsageError(
            msg("There is no unit {unit}.", unit=unit), msg("The units are: {units}.", units=tuple(sorted(known)))
        )
    if not files.binder.unit(unit).parts:
        raise UsageError(msg("Nothing is in force for the unit {unit}.", unit=unit))
    return unit


def _whole(files: PdfFiles, proven: Proven) -> bytes:
    if not files.binder.whole().parts:
        raise UsageError(msg("Nothing is in force on {day}.", day=proven.corpus.today))
    return files.whole()
