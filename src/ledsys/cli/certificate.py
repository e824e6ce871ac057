"""``ledsys certificate``: one page for an auditor about a published version, and how to check it without ledsys."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import Reference
from ledsys.cli.session import find_document, open_session
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import raw

if TYPE_CHECKING:
    from ledsys.lifecycle import Edition, Life
    from ledsys.model.corpus import Corpus


class PageFormat(StrEnum):
    """What a page is written as."""

    TEXT = "text"
    HTML = "html"


OfVersion: TypeAlias = Annotated[
    int | None, typer.Option("--version", metavar="N", min=1, help=_("Which version (default: the one that applies)."))
]
AsPage: TypeAlias = Annotated[PageFormat, typer.Option("--format", help=_("How to print it."))]
OutFile: TypeAlias = Annotated[Path | None, typer.Option("--out", metavar="FILE", help=_("Write it into this file."))]


def certificate(
    reference: Reference, version: OfVersion = None, output: AsPage = PageFormat.TEXT, file: OutFile = None
) -> int:
    """Print a certificate; exit code 1 where something stands against the version."""
    from ledsys.language import chosen
    from ledsys.lifecycle import lives
    from ledsys.proof.certificate import certificate as gathered
    from ledsys.report.certificate import html, sheet, text_lines
    from ledsys.store.disk import replace_file

    session = open_session()
    corpus, known = session.corpus, lives(session.corpus)
    document = find_document(corpus, reference)
    edition = _edition(corpus, document.id, known.get(document.id), version)
    found = gathered(corpus, known, document, edition)
    page = sheet(found, session.now)
    text = html(page, chosen()) if output is PageFormat.HTML else "".join(f"{line}\n" for line in text_lines(page))
    if file is None:
        raw(text)
    else:
        replace_file(file, text.encode())
    return FINDINGS if found.faults else OK


def _edition(corpus: Corpus, document: str, life: Life | None, version: int | None) -> Edition:
    """Give the edition of the version, else the one at the document's address; UsageError where there is none."""
    if life is None or not life.editions:
        raise UsageError(
            msg("No version of {document} has been published, so there is nothing to certify.", document=document)
        )
    edition = life.edition(version) if version is not None else life.shown(corpus.today)
    if edition is None:
        versions = tuple(f"{published.version}.0" for published in life.editions)
        raise UsageError(
            msg(
                "Version {version} of {document} has not been published; these have: {versions}.",
                version=f"{version}.0",
                document=document,
                versions=versions,
            )
        )
    return edition
