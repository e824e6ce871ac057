"""``ledsys diff``: what has changed, word by word, since the version in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.options import AsText, On, Reference, TextFormat, read_day
from ledsys.cli.session import Session, as_of, find_document, open_session
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import coloured, note, raw

if TYPE_CHECKING:
    from ledsys.model.document import Document

Version = Annotated[
    int | None, typer.Option("--version", metavar="NUMBER", help=_("Compare with this version instead."))
]


def diff(reference: Reference, version: Version = None, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Show word by word what has changed since the version in force."""
    from ledsys.report.diff import Difference, as_json, difference, text_lines

    session = open_session(read_day(on))
    document = find_document(session.corpus, reference)
    with_version = _version(session, document, version)
    if with_version is None:
        found = Difference((), (), (), blanks=False)
        note(msg("No version of this document has been published, so there is nothing to compare with."))
    else:
        found = difference(*_texts(session, document, with_version))
    if output is TextFormat.JSON:
        raw(as_json(document.id, with_version, found))
        return
    for line in text_lines(found, coloured=coloured()):
        raw(line + "\n")
    if with_version is not None and not found:
        only_blanks = msg("No word differs from version {version}, only blank lines.", version=with_version)
        note(only_blanks if found.blanks else msg("Nothing differs from version {version}.", version=with_version))


def _version(session: Session, document: Document, asked: int | None) -> int | None:
    """Give the version to compare with: the one asked for, else the one in force, else the one shown last."""
    from ledsys.lifecycle import lives

    frozen = session.corpus.editions.get(document.id, {})
    if asked is not None:
        if asked not in frozen:
            raise UsageError(
                msg("There is no published version {version} of {document}.", version=asked, document=document.id),
                msg("Published versions: {versions}.", versions=tuple(sorted(frozen)) or msg("none")),
            )
        return asked
    life = lives(as_of(session)).get(document.id)
    shown = life.shown(session.corpus.today) if life is not None else None
    if shown is None or shown.version not in frozen:
        return None
    if life is not None and life.in_force(session.corpus.today) is None:
        note(msg("No version is in force; this is compared with version {version}.", version=shown.version))
    return shown.version


def _texts(session: Session, document: Document, version: int) -> tuple[bytes, bytes, dict[str, str], dict[str, str]]:
    frozen = session.corpus.editions[document.id][version]
    before, after = session.files.read(frozen.path), session.files.read(document.path)
    return before, after, dict(frozen.images), dict(document.images)
