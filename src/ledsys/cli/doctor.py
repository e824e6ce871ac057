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


def doctor(dry_run: DryRun = False) -> int:
    """Find what is broken and repair what can be repaired."""
    from ledsys.store.change import heal
    from ledsys.store.repository import find

    healed = None if dry_run else heal(find(Path.cwd()))
    if healed is not None:
        out(told(healed.message))
    session = open_session()
    conflicts = dict(_settled(session))
    mended = {**conflicts, **dict(_reclaimed(session))}
    if not dry_run:
        for path, data in mended.items():
            _replace(session.repository.root / path, data)
        # A conflict that is settled leaves claim lines of either side: only now can they be compared with the acts.
        session = open_session()
        for path, data in dict(_reclaimed(session)).items():
            _replace(session.repository.root / path, data)
            mended[path] = data
        session = open_session()
    for path in sorted(mended):
        out(told(msg("{path}: the claim lines are written anew from the acts", path=path)))
    left = tuple(_left(session.corpus))
    for remark in left:
        out(told(remark))
    if not (healed or mended or left):
        out(told(msg("All is well: nothing is half-way, and every claim line says what the acts prove.")))
    elif mended and not dry_run:
        out(told(msg("Next: look at it with git diff, then save it with git add and git commit.")))
    return FINDINGS if left else OK


def _settled(session: Session) -> Iterator[tuple[str, bytes]]:
    from ledsys.lifecycle.mending import without_claim_conflicts

    for document in session.corpus.documents:
        if any(problem.code == "LS112" for problem in document.facts.problems):
            settled = without_claim_conflicts(session.files.read(document.path))
            if settled is not None:
                yield document.path, settled


def _reclaimed(session: Session) -> Iterator[tuple[str, bytes]]:
    from ledsys.lifecycle.mending import reclaimed

    for document in session.corpus.documents:
        if document.id in session.corpus.acts and len(session.corpus.by_id[document.id]) == 1 and document.front:
            before = session.files.read(document.path)
            if any(problem.code.startswith("LS7") for problem in document.facts.problems):
                continue
            after = reclaimed(before, document, session.corpus)
            if after != before:
                yield document.path, after


def _left(corpus: Corpus) -> Iterator[Message]:
    for document in corpus.documents:
        if any(problem.code == "LS112" for problem in document.facts.problems):
            yield msg("{path}: a merge conflict in the text must be settled by a person", path=document.path)


def _replace(path: Path, data: bytes) -> None:
    from ledsys.store.disk import write_error, write_file

    try:
        write_file(path, data)
    except OSError as error:
        raise write_error(error) from error
