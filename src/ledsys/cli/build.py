"""``ledsys build``: the handbook as a folder of web pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import read_day
from ledsys.cli.session import open_session
from ledsys.language import _
from ledsys.message import msg, plural
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ledsys.model.corpus import Corpus
    from ledsys.store.files import Files

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("Where the handbook is put."))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("Build the handbook of this day instead of today."))
]
OVERRIDES = "handbok/"
ADDRESS_DEPTH = 2
"""How many folders deep the page of a document lies: dokument/ID/index.html."""


def build(folder: Out = Path("site"), as_of: AsOf = None) -> int:
    """Build the handbook."""
    return build_handbook(folder, read_day(as_of))


def build_handbook(folder: Path, day: date | None) -> int:
    """Build the handbook of the day (today if none is given) into the folder, all at once; give the exit code.

    A document whose records do not hold is left out and named; the rest is built, and the exit code says so.
    """
    from ledsys.site.handbook import build as build_pages
    from ledsys.store.evidence import edition_files
    from ledsys.store.folder import replace_folder

    session = open_session(day)
    corpus = _proven(session.corpus)
    handbook = build_pages(corpus, edition_files(session.files, corpus), _overrides(session.files), corpus.today)
    for document, why in handbook.unbuilt:
        note(msg("{document} is left out: {why}", document=document, why=why))
    replace_folder(folder, handbook.files)
    documents = sum(1 for name in handbook.files if name.startswith("dokument/") and name.count("/") == ADDRESS_DEPTH)
    page = str(folder / "index.html")
    out(
        told(
            plural(
                "The handbook has {n} document: {page}", "The handbook has {n} documents: {page}", documents, page=page
            )
        )
    )
    return FINDINGS if handbook.unbuilt else OK


def _proven(corpus: Corpus) -> Corpus:
    """Leave out the texts of documents whose chain of acts is broken (LS511); frozen bytes are compared by the site."""
    from dataclasses import replace

    from ledsys.rules.catalogue import BY_CODE
    from ledsys.rules.judge import judge

    broken = {finding.document for finding in judge(corpus, (BY_CODE["LS511"],)).shown}
    kept = {document: editions for document, editions in corpus.editions.items() if document not in broken}
    return replace(corpus, editions=kept)


def _overrides(files: Files) -> Mapping[str, bytes]:
    from ledsys.store.files import Kind

    return {
        path.removeprefix(OVERRIDES): files.read(path)
        for path in files.paths()
        if path.startswith(OVERRIDES) and files.kind(path) is Kind.REGULAR and path != f"{OVERRIDES}README.md"
    }
