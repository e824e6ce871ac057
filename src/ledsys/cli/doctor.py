"""``ledsys doctor``: what was cut off is finished, and claim lines are written anew from acts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import DryRun
from ledsys.cli.session import Session, open_session
from ledsys.message import Message, msg
from ledsys.report.terminal import out, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledsys.model.corpus import Corpus
    from ledsys.model.document import Document


def doctor(dry_run: DryRun = False) -> int:
    """Find what is broken and repair what can be repaired."""
    from ledsys.store.change import heal
    from ledsys.store.disk import replace_file
    from ledsys.store.repository import find

    healed = None if dry_run else heal(find(Path.cwd()))
    if healed is not None:
        out(told(healed.message))
    session = open_session()
    mended = {**dict(_settled(session)), **dict(_reclaimed(session))}
    if not dry_run:
        for path, data in mended.items():
            replace_file(session.repository.root / path, data)
        # A conflict that is settled leaves claim lines of either side: only now can they be compared with the acts.
        session = open_session()
        for path, data in dict(_reclaimed(session)).items():
            replace_file(session.repository.root / path, data)
            mended[path] = data
        session = open_session()
    for path in sorted(mended):
        out(told(_mending(path, dry_run=dry_run)))
    left = tuple(_left(session.corpus, frozenset(mended) if dry_run else frozenset()))
    for remark in left:
        out(told(remark))
    if not (healed or mended or left):
        out(told(msg("All is well: nothing is half-way, and every claim line says what the acts prove.")))
    elif mended and not dry_run:
        out(told(msg("Next: look at it with git diff, then save it with git add and git commit.")))
    return FINDINGS if left else OK


def _mending(path: str, *, dry_run: bool) -> Message:
    if dry_run:
        return msg("{path}: the claim lines would be written anew from the acts", path=path)
    return msg("{path}: the claim lines are written anew from the acts", path=path)


def _settled(session: Session) -> Iterator[tuple[str, bytes]]:
    from ledsys.lifecycle.mending import without_claim_conflicts

    for document in session.corpus.documents:
        if _in_conflict(document):
            settled = without_claim_conflicts(session.files.read(document.path))
            if settled is not None:
                yield document.path, settled


def _reclaimed(session: Session) -> Iterator[tuple[str, bytes]]:
    from ledsys.lifecycle.mending import reclaimed

    for document in session.corpus.documents:
        if _judged(session.corpus, document) and not document.facts.problems and document.front:
            before = session.files.read(document.path)
            after = reclaimed(before, document, session.corpus)
            if after != before:
                yield document.path, after


def _left(corpus: Corpus, mended: frozenset[str]) -> Iterator[Message]:
    """Say what only a person can settle, in documents that somebody has acted on."""
    for document in corpus.documents:
        if document.path in mended:
            continue
        if _in_conflict(document):
            yield msg("{path}: a merge conflict in the text must be settled by a person", path=document.path)
        elif document.id in corpus.acts and len(corpus.by_id[document.id]) > 1:
            yield msg("{path}: the id {id} stands in another file too", path=document.path, id=document.id)
        elif document.id in corpus.acts and (document.facts.problems or not document.front):
            yield msg(
                "{path}: its claim lines can't be compared with the acts."
                " Mend first what this finds: ledsys check {path}",
                path=document.path,
            )


def _judged(corpus: Corpus, document: Document) -> bool:
    return document.id in corpus.acts and len(corpus.by_id[document.id]) == 1


def _in_conflict(document: Document) -> bool:
    return any(problem.code == "LS112" for problem in document.facts.problems)
