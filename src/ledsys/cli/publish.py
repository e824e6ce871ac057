"""``ledsys publish``: what is approved becomes an edition, and the handbook is built."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.build import Out, build_handbook
from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, perform, session_to_write
from ledsys.cli.options import As, DryRun, NoCommit, Quiet
from ledsys.cli.session import acting_person, find_document
from ledsys.errors import LedsysError, UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus

References = Annotated[
    list[str] | None, typer.Argument(metavar="ID", help=_("Documents; without, everything that is approved."))
]


def publish(
    references: References = None,
    folder: Out = Path("site"),
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Publish what is approved, and build the handbook."""
    session = session_to_write()
    documents = [find_document(session.corpus, reference).path for reference in references or ()]
    approved = documents or _approved(session.corpus)
    try:
        acting = acting_person(session, person)
    except UsageError:
        if documents:
            raise
        acting = ""
    if acting:
        manner = Manner(acting, no_commit, dry_run, quiet)
        codes = [_publish(path, manner) for path in approved]
    else:
        codes = []
        for path in approved:
            note(msg("{path} is approved and waits for somebody to publish it.", path=path))
    if dry_run or (documents and OK not in codes):
        return max(codes, default=OK)
    code, built = build_handbook(folder, None)
    if not quiet:
        out(told(built))
    return max(code, *codes) if codes else code


def _publish(path: str, manner: Manner) -> int:
    """Publish one document; what goes wrong with it is told, and stops neither the others nor the handbook."""
    from ledsys.lifecycle import Move, Wish

    try:
        return perform(path, ((Move.PUBLISH, Wish()),), manner)
    except LedsysError as error:
        note(msg("{path}: {message}", path=path, message=error.message))
        if error.help.template:
            note(error.help)
        return error.exit_code


def _approved(corpus: Corpus) -> list[str]:
    from ledsys.lifecycle import lives
    from ledsys.model.document import Status

    found = lives(corpus)
    return [
        document.path
        for document in corpus.documents
        if document.id in found and found[document.id].work.status is Status.APPROVED
    ]
