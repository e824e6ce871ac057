"""Making a *move*, the same way for every command: load, decide, write all or nothing, prove what was written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.session import Session, acting_person, find_document, open_session
from ledsys.errors import LedsysError
from ledsys.message import Message, msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.lifecycle import Move, Plan, Reason, Wish
    from ledsys.model.change import Change
    from ledsys.model.corpus import Corpus
    from ledsys.model.document import Document
    from ledsys.model.finding import Finding
    from ledsys.store.files import Files
    from ledsys.store.repository import Repository

CURED_BY_SUBMIT = frozenset({"LS501", "LS502", "LS503", "LS505", "LS506", "LS508"})
"""What is wrong with a text that was edited under review; a new submit is the cure, so it can't stand in its way."""

PROOF = ("LS5",)
CHAIN = ("LS511", "LS512", "LS513", "LS514", "LS515", "LS516", "LS517")


@dataclass(frozen=True)
class Manner:
    """How a move is made: who acts, whether it is committed or only told, and whether anything is said when it is."""

    person: str | None
    no_commit: bool
    dry_run: bool
    quiet: bool = False


def session_to_write() -> Session:
    """Open the docs repo for writing: a move that was cut off is finished first."""
    from pathlib import Path

    from ledsys.store.change import heal
    from ledsys.store.repository import find

    healed = heal(find(Path.cwd()))
    if healed is not None:
        note(healed.message)
    return open_session()


def perform(reference: str, wishes: tuple[tuple[Move, Wish], ...], manner: Manner) -> int:
    """Make one move, or several in one go, with one document; give the exit code.

    Several moves are planned each on what the one before would leave, and written as one change: all or none.
    """
    from ledsys.report.moves import next_lines, plan_lines
    from ledsys.store.remote import next_hint

    session = session_to_write()
    document = find_document(session.corpus, reference)
    person = acting_person(session, manner.person)
    steps = plan(session, document, wishes, person, manner)
    if not steps:
        return FINDINGS
    planned = reduce(_joined, (step.plan for step in steps))
    _save_edits_first(session, document, planned, manner)
    write(session.repository, planned.change, manner)
    for line in (line for step in steps for line in plan_lines(step.plan, step.document, step.corpus)):
        tell(line, manner)
    if not manner.dry_run:
        for line in next_lines(steps[-1].document, steps[-1].corpus):
            tell(line, manner)
    if manner.dry_run:
        return OK
    _prove(planned, document.id, session.corpus)
    hint = next_hint(session.repository) if not manner.no_commit else None
    if hint is not None:
        tell(hint, manner)
    return OK


@dataclass(frozen=True)
class Step:
    """One planned move, and document and corpus as it leaves them."""

    plan: Plan
    document: Document
    corpus: Corpus


def plan(
    session: Session, document: Document, wishes: tuple[tuple[Move, Wish], ...], person: str, manner: Manner
) -> tuple[Step, ...]:
    """Plan the moves, each on what the one before would leave; if one is refused, print all reasons and give none.

    What must be signed is signed here, since the next move rests on it; a dry run signs nothing.
    """
    from dataclasses import replace

    from ledsys.cli.signing import level_for, signed_plan
    from ledsys.lifecycle import Refusal, decide
    from ledsys.model.doctype import Level
    from ledsys.report.moves import show_refusal
    from ledsys.store.attempts import after, prepare
    from ledsys.store.load import load_under

    files: Files = session.files
    corpus = session.corpus
    steps: list[Step] = []
    planned: set[str] = set()  # acts that a dry run leaves unsigned; nothing is held against them
    if len(corpus.by_id.get(document.id, ())) > 1:
        show_refusal(Refusal((_twice(corpus, document),)), wishes[0][0], document, corpus)
        return ()
    for move, wish in wishes:
        found = corpus.document(document.id) or document
        errors = tuple(error for error in errors_of(corpus, found, move) if error.path not in planned)
        attempt = prepare(files, corpus, found, move, person, session.now, wish, errors)
        attempt = replace(attempt, assurance=level_for(attempt))
        outcome = decide(attempt)
        if isinstance(outcome, Refusal):
            show_refusal(outcome, move, found, corpus)
            return ()
        if attempt.assurance is not Level.CLAIMED and not manner.dry_run:
            outcome = signed_plan(attempt)
        files = after(files, outcome.change)
        corpus = load_under(corpus.policy, files, corpus.today)
        planned |= outcome.change.writes.keys() if manner.dry_run else set()
        steps.append(Step(outcome, corpus.document(document.id) or found, corpus))
    return tuple(steps)


def _twice(corpus: Corpus, document: Document) -> Reason:
    from ledsys.lifecycle import Reason

    return Reason(
        "DUPLICATE-ID",
        msg(
            "The id {id} stands in several files: {paths}.",
            id=document.id,
            paths=tuple(found.path for found in corpus.by_id[document.id]),
        ),
        msg("ledsys explain LS402"),
    )


def _joined(first: Plan, second: Plan) -> Plan:
    from dataclasses import replace

    acts = (*first.acts, *second.acts)
    change = replace(
        second.change,
        writes={**first.change.writes, **second.change.writes},
        expected=first.change.expected,
        acts=first.change.acts,
        subject=f"{first.change.subject.split(' ', 1)[0]} + {second.change.subject}",
    )
    return replace(second, acts=acts, change=change, notes=(*first.notes, *second.notes))


def errors_of(corpus: Corpus, document: Document, move: Move) -> tuple[Finding, ...]:
    """Give what the rules hold against the document that can stop the move.

    A text that is submitted or approved is held to every rule. What has been decided is held to what its acts prove;
    and on acts that do not hold together nothing more is built, or the next one would be worth as little.
    """
    from ledsys.lifecycle import Move
    from ledsys.rules.catalogue import RULES
    from ledsys.rules.judge import judge_document

    if move in (Move.SUBMIT, Move.APPROVE):
        found = judge_document(corpus, RULES, document)
        return tuple(finding for finding in found if not (move is Move.SUBMIT and finding.code in CURED_BY_SUBMIT))
    codes = PROOF if move is Move.PUBLISH else CHAIN
    return judge_document(corpus, tuple(rule for rule in RULES if rule.code.startswith(codes)), document)


def write(repository: Repository, change: Change, manner: Manner) -> None:
    """Write the change as the manner says, and tell which commit it made."""
    from ledsys.store.change import carry_out, write_only

    if manner.dry_run:
        paths = (*change.writes, *change.deletes)
        said = msg("Nothing was written (--dry-run). These files would change: {paths}.", paths=paths)
    elif manner.no_commit:
        write_only(repository, change)
        said = msg("The files are written but not committed (--no-commit).")
    else:
        said = msg("Saved as commit {commit}.", commit=carry_out(repository, change)[:10])
    if manner.quiet:
        return
    if manner.dry_run:
        out(told(said))
    else:
        note(said)


def tell(line: Message, manner: Manner) -> None:
    """Print a line about a move: as done, or as what would be; nothing where silence was asked for."""
    if not manner.quiet:
        out(told(msg("Would: {line}", line=line) if manner.dry_run else line))


def _save_edits_first(session: Session, document: Document, planned: Plan, manner: Manner) -> None:
    """Commit unsaved edits of a text that the move is about to put back, so that nothing is lost."""
    from ledsys.lifecycle.effects import puts_back
    from ledsys.model.change import Change

    change = planned.change
    paths = tuple(path for path in change.expected if not path.startswith(".ledsys/"))
    unsaved = session.repository.changed(paths) if puts_back(planned) else ()
    if not unsaved or manner.dry_run or manner.no_commit:
        return
    saved = Change(
        writes={path: session.files.read(path) for path in unsaved if path in session.files.kinds},
        subject=f"save edits of {document.id} before they are put away",
        author=change.author,
        email=change.email,
        when=change.when,
        expected=change.expected,
    )
    write(session.repository, saved, manner)


def _prove(planned: Plan, document: str, before: Corpus) -> None:
    """Load again and see that every act is there, and that the move has left no claim that acts do not prove."""
    corpus = open_session().corpus
    written = {act.id for act in corpus.acts.get(document, ())}
    known = {finding.code for finding in _unproven(before, document)}
    claims = [finding for finding in _unproven(corpus, document) if finding.code not in known]
    if claims or any(act.id not in written for act in planned.acts):
        raise LedsysError(
            msg("What was written can't be proven afterwards: {what}", what=tuple(found.message for found in claims)),
            msg("Run: ledsys doctor, then ledsys check."),
        )


def _unproven(corpus: Corpus, document: str) -> tuple[Finding, ...]:
    from ledsys.rules.catalogue import RULES
    from ledsys.rules.judge import judge_document

    found = corpus.document(document)
    proof = tuple(rule for rule in RULES if rule.code.startswith("LS5"))
    return judge_document(corpus, proof, found) if found is not None else ()
