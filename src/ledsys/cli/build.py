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
    from ledsys.model.document import Document
    from ledsys.store.files import Files

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("Where the handbook is put."))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("Build the handbook of this day instead of today."))
]
OVERRIDES = "handbok/"


def build(folder: Out = Path("site"), as_of: AsOf = None) -> int:
    """Build the handbook."""
    return build_handbook(folder, read_day(as_of))


def build_handbook(folder: Path, day: date | None) -> int:
    """Build the handbook of the day (today if none is given) into the folder, all at once; give the exit code.

    An edition that its acts do not prove is left out and named; the rest is built, and the exit code says so.
    """
    from ledsys.site.handbook import build as build_pages
    from ledsys.store.evidence import edition_files
    from ledsys.store.folder import replace_folder

    session = open_session(day)
    corpus, unproven = _proven(session.corpus)
    for document in sorted(unproven):
        note(msg("{document} is left out: the records do not prove its text. See: ledsys check", document=document))
    handbook = build_pages(corpus, edition_files(session.files, corpus), _overrides(session.files), corpus.today)
    for document, why in handbook.unbuilt:
        note(msg("{document} is left out: {why}", document=document, why=why))
    replace_folder(folder, handbook.files)
    documents = sum(1 for name in handbook.files if name.startswith("dokument/") and name.count("/") == 2)  # noqa: PLR2004  # dokument/ID/index.html
    out(
        told(
            plural(
                "The handbook has {n} document: {page}",
                "The handbook has {n} documents: {page}",
                documents,
                page=str(folder / "index.html"),
            )
        )
    )
    return FINDINGS if unproven or handbook.unbuilt else OK


def _proven(corpus: Corpus) -> tuple[Corpus, frozenset[str]]:
    """Leave out every version whose frozen text is not the one that was approved."""
    from dataclasses import replace

    from ledsys.lifecycle import lives

    kept: dict[str, Mapping[int, Document]] = {}
    wrong: set[str] = set()
    found = lives(corpus)
    for document, life in found.items():
        frozen = corpus.editions.get(document, {})
        good = {
            edition.version: frozen[edition.version]
            for edition in life.editions
            if edition.version in frozen and frozen[edition.version].digest == edition.content
        }
        if len(good) < len(life.editions):
            wrong.add(document)
        kept[document] = good
    return replace(corpus, editions=kept), frozenset(wrong)


def _overrides(files: Files) -> Mapping[str, bytes]:
    from ledsys.store.files import Kind

    return {
        path.removeprefix(OVERRIDES): files.read(path)
        for path in files.paths()
        if path.startswith(OVERRIDES) and files.kind(path) is Kind.REGULAR and path != f"{OVERRIDES}README.md"
    }
