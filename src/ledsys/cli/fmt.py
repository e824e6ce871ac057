"""``ledsys fmt``: the canonical form of documents, byte for byte, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
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
    from ledsys.message import Message
    from ledsys.model.corpus import Corpus
    from ledsys.model.document import Document

Paths = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help=_("Files or folders; without, all documents."))
]
POLICY = ("ledsys.yaml", "organisation/", "handlingstyper/", "krav/", "lagrum/", "mallar/")
CheckOnly = Annotated[
    bool, typer.Option("--check", help=_("Only tell what would change; exit code 1 if anything would."))
]


def fmt(paths: Paths = None, check_only: CheckOnly = False, quiet: Quiet = False) -> int:
    """Bring the bytes of documents into the canonical form."""
    from ledsys.lifecycle.mending import ids_by_path
    from ledsys.store.disk import replace_file

    settled = _settings_mended(paths or [], check_only=check_only)
    session = open_session()
    wanted = paths_inside(session, paths or [])
    by_path = ids_by_path(session.corpus)
    changed = settled
    for document in session.corpus.documents:
        if not any(not name or document.path == name or document.path.startswith(f"{name}/") for name in wanted):
            continue
        before = session.files.read(document.path)
        after = _formatted(before, document, session.corpus, by_path)
        if after == before:
            if _undecided(before, document, session.corpus):
                note(_left(document))
            continue
        changed += 1
        note(msg("{path} would change", path=document.path) if check_only else msg("{path} mended", path=document.path))
        if not check_only:
            replace_file(session.repository.root / document.path, after)
    if not quiet:
        note(plural("{n} file.", "{n} files.", changed))
    return FINDINGS if check_only and changed else OK


def _settings_mended(paths: list[Path], *, check_only: bool) -> int:
    """Mend the bytes of settings, register, types and catalogues: no document can be read before they are in order.

    Gives how many files were mended, or would be. Only when all is asked for, and only what changes no text.
    """
    from ledsys.frontmatter.canonical import repair
    from ledsys.store.disk import replace_file
    from ledsys.store.files import Kind
    from ledsys.store.repository import find
    from ledsys.store.worktree import scan

    root = find(Path.cwd()).root
    files = scan(root)
    changed = 0
    for path in files.paths() if not paths else ():
        if not path.startswith(POLICY) or files.kind(path) is not Kind.REGULAR:
            continue
        before = files.read(path)
        after = repair(before)
        if after is None or after == before:
            continue
        changed += 1
        note(msg("{path} would change", path=path) if check_only else msg("{path} mended", path=path))
        if not check_only:
            replace_file(root / path, after)
    return changed


def _formatted(before: bytes, document: Document, corpus: Corpus, by_path: Mapping[str, str]) -> bytes:
    """Give the canonical bytes; text that is no draft is only mended where its approved content comes out again."""
    from ledsys.frontmatter.canonical import problems
    from ledsys.frontmatter.formatting import formatted
    from ledsys.lifecycle.mending import links_by_id, same_content
    from ledsys.model.document import Status

    after = formatted(before)
    if document.status is Status.DRAFT:
        return after if problems(after) else links_by_id(after, document, by_path)
    return after if after != before and same_content(after, document, corpus) else before


def _undecided(data: bytes, document: Document, corpus: Corpus) -> bool:
    """Tell whether the bytes should be mended, but are no draft and hold another text than the one decided."""
    from ledsys.frontmatter.formatting import formatted
    from ledsys.lifecycle.mending import same_content
    from ledsys.model.document import Status

    no_draft = document.status is not Status.DRAFT and document.id in corpus.acts
    return no_draft and formatted(data) != data and not same_content(data, document, corpus)


def _left(document: Document) -> Message:
    return msg(
        "{path} is left as it is: it is no draft and its text is not the one that was decided."
        " Keep a copy of what you wrote, and get the decided text back with `git restore {path}`."
        ' To change it, then begin a new version with `ledsys revise {id} --reason "…"`.',
        path=document.path,
        id=document.id,
    )
