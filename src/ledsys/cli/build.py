"""``ledsys build``: the handbook as a folder of web pages."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import read_day
from ledsys.cli.pressing import overrides, pressed
from ledsys.cli.proven import proven_session, tell_pdf_remarks, tell_remarks
from ledsys.language import _
from ledsys.message import Message, plural
from ledsys.report.terminal import out, told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from ledsys.model.corpus import Corpus
    from ledsys.site.handbook import Handbook
    from ledsys.site.shelf import Editions

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("Where the handbook is put."))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("Build the handbook of this day instead of today."))
]
WORTH_SHARING = 200
"""From how many documents on a further process makes pages faster than it takes to start."""
_PAGE = re.compile(r"dokument/[^/]+/index\.html")


def build(folder: Out = Path("site"), as_of: AsOf = None) -> int:
    """Build the handbook."""
    code, built = build_handbook(folder, read_day(as_of))
    out(told(built))
    return code


def build_handbook(folder: Path, day: date | None) -> tuple[int, Message]:
    """Build the handbook of the day (today if none is given) into the folder, all at once; give exit code and result.

    Acts that do not hold are not believed: their document stays as it was last proven, or is left out. It is named, the
    rest is built, and the exit code says so. Nothing is built where the policy is not proven (`UnsignedError`).
    """
    from ledsys.store.folder import replace_folder

    files, lacking = handbook_files(day)
    replace_folder(folder, files)
    documents = sum(1 for name in files if _PAGE.fullmatch(name))
    page = str(folder / "index.html")
    built = plural(
        "The handbook has {n} document: {page}", "The handbook has {n} documents: {page}", documents, page=page
    )
    return (FINDINGS if lacking else OK), built


def handbook_files(day: date | None, today: date | None = None) -> tuple[Mapping[str, bytes], bool]:
    """Give all files of the handbook of the day, and whether something is left out or shown as last proven, and told.

    ``today`` is the day on which it is built, if that is to be another than the present one.
    """
    from ledsys.site.search.index import pagefind_files
    from ledsys.site.text.diagrams import UNDRAWN
    from ledsys.store.evidence import edition_files

    proven = proven_session(day)
    session, corpus = proven.session, proven.corpus
    own = overrides(session.files)
    frozen = edition_files(session.files, corpus)
    make = partial(_pages, corpus, frozen, own, today or session.now.date())
    handbook = pressed(make, own, len(corpus.editions))
    tell_remarks(handbook.remarks)
    pdfs, unset = _pdfs(corpus, frozen, own, {(document, UNDRAWN) for document, _ in handbook.remarks})
    lacking = proven.tell({**unset, **proven.unproven, **dict(handbook.unbuilt)})
    index = pagefind_files(handbook.sources, corpus.policy.settings.language)
    return {**handbook.files, **pdfs, **index}, lacking


def _pages(corpus: Corpus, frozen: Editions, own: Mapping[str, bytes], today: date) -> Handbook:
    """Make all pages, on as many processors as there are for so many of them."""
    from ledsys.site.handbook import Plan
    from ledsys.store.workers import processors, shared

    plan = Plan(corpus, frozen, own, corpus.today, today)
    number = min(processors(), 1 + len(corpus.editions) // WORTH_SHARING)
    return plan.joined(shared([partial(plan.share, addresses) for addresses in plan.shares(number)]))


def _pdfs(
    corpus: Corpus, frozen: Editions, own: Mapping[str, bytes], told_already: AbstractSet[tuple[str, Message]]
) -> tuple[dict[str, bytes], dict[str, Message]]:
    """Make the PDFs, if the settings ask for them; give them, and those that can't be made, each with why."""
    from ledsys.site.pdf.files import pdf_files

    if not corpus.policy.settings.site.pdf:
        return {}, {}
    files = pdf_files(corpus, frozen, own, corpus.today)
    made = files.all()
    tell_pdf_remarks(files.remarks - told_already)
    return made
