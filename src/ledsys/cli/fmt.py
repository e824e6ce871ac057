"""``ledsys fmt``: the canonical form of documents, byte for byte, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import Quiet
from ledsys.cli.session import open_session, paths_inside
from ledsys.language import _
from ledsys.message import msg, plural
from ledsys.report.terminal import note

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus
    from ledsys.model.document import Document

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="[PATH]…", help=_("Files or folders; without, all documents."))
]
CheckOnly = Annotated[
    bool, typer.Option("--check", help=_("Only tell what would change; exit code 1 if anything would."))
]


def fmt(paths: Paths = None, check_only: CheckOnly = False, quiet: Quiet = False) -> int:
    """Bring the bytes of documents into the canonical form."""
    from ledsys.store.disk import write_error, write_file

    session = open_session()
    wanted = paths_inside(session, paths or [])
    changed = 0
    for document in session.corpus.documents:
        if not any(not name or document.path == name or document.path.startswith(f"{name}/") for name in wanted):
            continue
        before = session.files.read(document.path)
        after = _formatted(before, document, session.corpus)
        if after == before:
            continue
        changed += 1
        note(msg("{path} would change", path=document.path) if check_only else msg("{path} mended", path=document.path))
        if not check_only:
            try:
                write_file(session.repository.root / document.path, after)
            except OSError as error:
                raise write_error(error) from error
    if not quiet:
        note(plural("{n} file.", "{n} files.", changed))
    return FINDINGS if check_only and changed else OK


def _formatted(before: bytes, document: Document, corpus: Corpus) -> bytes:
    """Give the canonical bytes; text that is no draft is only mended where its approved content comes out again."""
    from ledsys.frontmatter.formatting import formatted
    from ledsys.lifecycle.mending import links_by_id, same_content
    from ledsys.model.document import Status

    after = formatted(before)
    if document.status is Status.DRAFT:
        return links_by_id(after, document, corpus)
    return after if after != before and same_content(after, document, corpus) else before
