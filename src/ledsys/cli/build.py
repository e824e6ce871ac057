"""``ledsys build``: the handbook as a folder of web pages."""

from __future__ import annotations

from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import read_day
from ledsys.cli.pressing import overrides, pressed
from ledsys.cli.session import open_session
from ledsys.errors import LedsysError
from ledsys.language import _
from ledsys.message import Message, msg, plural
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ledsys.model.corpus import Corpus
    from ledsys.model.finding import Finding
    from ledsys.proof.believed import Believed

Out = Annotated[Path, typer.Option("--out", metavar="FOLDER", help=_("Where the handbook is put."))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=_("Build the handbook of this day instead of today."))
]
ADDRESS_DEPTH = 2
"""How many folders deep the page of a document lies: dokument/ID/index.html."""


class UnsignedError(LedsysError):
    """The organisation's rules are not those that were signed, so nothing can be proven by them."""

    exit_code = FINDINGS

    def __init__(self, finding: Finding) -> None:
        """Name the first thing that is wrong with them."""
        super().__init__(
            msg("Nothing is built: the organisation's rules are not proven. {what}", what=finding.message), finding.help
        )


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
    from ledsys.proof.believed import believed, policy_doubts
    from ledsys.site.handbook import build as build_pages
    from ledsys.store.evidence import edition_files
    from ledsys.store.folder import replace_folder

    session = open_session(day)
    doubt = next(iter(policy_doubts(session.corpus)), None)
    if doubt is not None:
        raise UnsignedError(doubt)
    proven = believed(session.corpus)
    unproven = _unproven(session.corpus, proven)
    own = overrides(session.files)
    corpus = _without(proven.corpus, unproven)
    frozen = edition_files(session.files, corpus)
    make = partial(build_pages, corpus, frozen, own, corpus.today, session.now.date())
    handbook = pressed(make, own, len(corpus.editions))
    kept = {document: found for document, found in proven.doubts.items() if document not in unproven}
    for document, found in sorted(kept.items()):
        note(msg("{document} is shown as last proven: {why}", document=document, why=found[0].message))
    unbuilt = {**unproven, **dict(handbook.unbuilt)}
    for document, why in sorted(unbuilt.items(), key=itemgetter(0)):
        note(msg("{document} is left out: {why}", document=document, why=why))
    replace_folder(folder, handbook.files)
    documents = sum(1 for name in handbook.files if name.startswith("dokument/") and name.count("/") == ADDRESS_DEPTH)
    page = str(folder / "index.html")
    built = plural(
        "The handbook has {n} document: {page}", "The handbook has {n} documents: {page}", documents, page=page
    )
    return (FINDINGS if unbuilt or kept else OK), built


def _unproven(corpus: Corpus, proven: Believed) -> Mapping[str, Message]:
    """Name the documents of which no frozen text can be shown, each with the reason."""
    from ledsys.lifecycle.claims import EDITIONS

    why_broken = msg("acts about it are missing or do not hold. See: ledsys check")
    why_unread = msg("no act that can be read says that its frozen text was published. See: ledsys check")
    frozen = {path.split("/")[2] for path in corpus.files if path.startswith(f"{EDITIONS}/")}
    lost = {document for document in frozen if not proven.published(document)}
    return {
        **dict.fromkeys(lost, why_unread),
        **dict.fromkeys(lost & proven.doubts.keys(), why_broken),
    }


def _without(corpus: Corpus, documents: Collection[str]) -> Corpus:
    """Leave out the frozen texts of these documents; whether the bytes of the others hold is compared by the site."""
    from dataclasses import replace

    return replace(corpus, editions={key: found for key, found in corpus.editions.items() if key not in documents})
