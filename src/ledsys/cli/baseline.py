"""``ledsys baseline``: who has the mandate vouches anew, by a signature, for texts that were approved without one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, perform
from ledsys.cli.options import As, DryRun, NoCommit, Quiet
from ledsys.cli.session import Session, acting_person, find_document, open_session
from ledsys.language import _
from ledsys.message import msg, plural
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.model.document import Document

References = Annotated[
    list[str] | None,
    typer.Argument(metavar="ID", help=_("Documents; without, all in force that you may decide and that ask for more.")),
]


def baseline(
    references: References = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Vouch anew for published texts."""
    from ledsys.lifecycle import Move, Wish

    session = open_session()
    acting = acting_person(session, person)
    if references:
        documents = [find_document(session.corpus, reference) for reference in references]
    else:
        documents = _to_step_up(session, acting)
        note(plural("{n} document to vouch for.", "{n} documents to vouch for.", len(documents)))
    manner = Manner(acting, no_commit, dry_run, quiet)
    codes = [perform(document.path, ((Move.BASELINE, Wish()),), manner) for document in documents]
    if not documents and not quiet:
        out(told(msg("Nothing that you may decide asks for a higher level of proof than it has.")))
    return max(codes, default=OK)


def _to_step_up(session: Session, person: str) -> list[Document]:
    """Give the documents in force whose type asks for more than their approval has, and that the person may decide."""
    from ledsys.lifecycle import lives

    corpus, found = session.corpus, []
    known = lives(corpus)
    for document in corpus.documents:
        life = known.get(document.id)
        edition = life.in_force(corpus.today) if life is not None else None
        frozen = corpus.editions.get(document.id, {}).get(edition.version) if edition is not None else None
        front = frozen.front if frozen is not None else None
        if edition is None or front is None or front.type not in corpus.policy.types:
            continue
        asked = corpus.policy.types[front.type].level(corpus.today)
        writers = (edition.submit.person, *front.authors)
        mandates = corpus.policy.register.mandates_of(person, front.type, front.units, corpus.today)
        if edition.level.rank < asked.rank and mandates and person not in writers:
            found.append(document)
    return found
