"""``ledsys new``: a new document from the template of its type."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.asking import ask_known, at_terminal
from ledsys.cli.chosen import known_owner, known_type, known_unit
from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.moving import Manner, session_to_write, tell, write
from ledsys.cli.options import As, DryRun, NoCommit, Quiet
from ledsys.cli.session import acting_person
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out, told

if TYPE_CHECKING:
    from ledsys.lifecycle.creation import NewDocument
    from ledsys.model.corpus import Corpus

Type = Annotated[str | None, typer.Argument(metavar="TYPE", help=_("The document type, such as rutin."))]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=_("The title."))]
Units = Annotated[
    list[str] | None, typer.Option("--unit", metavar="ID", help=_("A unit that it applies to; may be repeated."))
]
OwnerOption = Annotated[
    str | None,
    typer.Option("--owner", metavar="PERSON", help=_("The content owner: a person or role@unit (default: you).")),
]
Reviewers = Annotated[
    list[str] | None, typer.Option("--reviewer", metavar="PERSON", help=_("A reviewer; may be repeated."))
]
Approver = Annotated[
    str | None,
    typer.Option("--approver", metavar="PERSON", help=_("To whom it goes for approval: person, role@unit or body.")),
]
Version = Annotated[
    int, typer.Option("--version", metavar="N", help=_("The version that a document taken over from elsewhere has."))
]


def new(
    document_type: Type = None,
    title: Title = None,
    unit: Units = None,
    owner: OwnerOption = None,
    reviewer: Reviewers = None,
    approver: Approver = None,
    version: Version = 1,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Start a new document."""
    from ledsys.lifecycle import Refusal
    from ledsys.lifecycle.creation import NewDocument, create, new_id, used_ids

    session = session_to_write()
    acting = acting_person(session, person)
    corpus = session.corpus
    given = NewDocument(
        document_type or "", title or "", tuple(unit or ()), owner or "", tuple(reviewer or ()), approver
    )
    asked = _asked(given, corpus) if at_terminal() else given
    if not asked.type:
        raise UsageError(
            msg("Give the type of the new document: ledsys new TYPE."),
            msg("The document types are: {types}.", types=tuple(sorted(corpus.policy.types))),
        )
    if not asked.title or not asked.units:
        raise UsageError(msg('Give the new document a title and a unit: --title "…" --unit ID.'))
    wanted = replace(asked, owner=asked.owner or acting, version=version)
    document_id = new_id(corpus.policy.settings.id_prefix, used_ids(corpus), secrets.randbelow)
    outcome = create(wanted, acting, document_id, corpus, session.now)
    if isinstance(outcome, Refusal):
        note(msg("Refused: new {type}. Nothing was changed.", type=wanted.type))
        for reason in outcome.reasons:
            note(msg("- {message}", message=reason.message))
            if reason.rule.template:
                note(msg("  Rule: {rule}", rule=reason.rule))
        return FINDINGS
    path = next(iter(outcome.change.writes))
    manner = Manner(acting, no_commit, dry_run, quiet)
    write(session.repository, outcome.change, manner)
    if quiet:
        return OK
    tell(msg("{document}  {path}", document=document_id, path=path), manner)
    for remark in outcome.notes:
        tell(remark, manner)
    if not dry_run:
        out(
            told(
                msg(
                    "Next: write the text, then: ledsys check {path} and ledsys submit {document}",
                    path=path,
                    document=document_id,
                )
            )
        )
    return OK


def _asked(given: NewDocument, corpus: Corpus) -> NewDocument:
    """Ask the person at the terminal for what was not given; each answer is held against the register at once."""
    types = ", ".join(sorted(corpus.policy.types))
    return replace(
        given,
        type=given.type
        or ask_known(_("Document type ({types}):").format(types=types), lambda answer: known_type(corpus, answer)),
        title=given.title or ask_known(_("Title:"), _something),
        units=given.units or (ask_known(_("For which unit (id):"), lambda answer: _unit(corpus, answer)),),
        owner=given.owner
        or ask_known(
            _("Content owner (person or role@unit; you, if empty):"),
            lambda answer: known_owner(corpus, answer) if answer else "",
        ),
        reviewers=given.reviewers
        or ask_known(
            _("Reviewers (persons, with commas between; may be empty):"),
            lambda answer: tuple(known_owner(corpus, part.strip()) for part in answer.split(",") if part.strip()),
        ),
        approver=given.approver
        or ask_known(
            _("To whom for approval (person, role@unit or body; may be empty):"),
            lambda answer: _approver(corpus, answer),
        ),
    )


def _something(answer: str) -> str:
    if not answer:
        raise UsageError(msg("The title can't be empty."))
    return answer


def _unit(corpus: Corpus, answer: str) -> str:
    if not answer:
        units = tuple(unit.id for unit in corpus.policy.register.units if unit.covers(corpus.today))
        raise UsageError(msg("The units are: {units}.", units=units))
    return known_unit(corpus, answer)


def _approver(corpus: Corpus, answer: str) -> str | None:
    if not answer:
        return None
    return answer if answer in corpus.policy.register.body_by_id else known_owner(corpus, answer)
