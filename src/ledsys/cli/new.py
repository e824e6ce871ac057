"""``ledsys new``: a new document from the template of its type."""

from __future__ import annotations

import secrets
from typing import Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.moving import Manner, ask, session_to_write, write
from ledsys.cli.options import As, DryRun, NoCommit
from ledsys.cli.session import acting_person
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out, told

Type = Annotated[str, typer.Argument(metavar="TYPE", help=_("The document type, such as rutin."))]
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
    document_type: Type,
    title: Title = None,
    unit: Units = None,
    owner: OwnerOption = None,
    reviewer: Reviewers = None,
    approver: Approver = None,
    version: Version = 1,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
) -> int:
    """Start a new document."""
    from ledsys.lifecycle import Refusal
    from ledsys.lifecycle.creation import NewDocument, create, new_id, used_ids

    session = session_to_write()
    acting = acting_person(session, person)
    named = ask(title, _("Title?"))
    first_unit = unit or [found for found in [ask(None, _("For which unit (id)?"))] if found]
    if not named or not first_unit:
        raise UsageError(msg('Give the new document a title and a unit: --title "…" --unit ID.'))
    wanted = NewDocument(
        type=document_type,
        title=named,
        units=tuple(first_unit),
        owner=owner or ask(None, _("Content owner (person or role@unit)?")) or acting,
        reviewers=tuple(reviewer or ()),
        approver=approver,
        version=version,
    )
    corpus = session.corpus
    document_id = new_id(corpus.policy.settings.id_prefix, used_ids(corpus), secrets.randbelow)
    outcome = create(wanted, acting, document_id, corpus, session.now)
    if isinstance(outcome, Refusal):
        note(msg("Refused: new {type}. Nothing was changed.", type=document_type))
        for reason in outcome.reasons:
            note(msg("- {message}", message=reason.message))
            if reason.rule.template:
                note(msg("  Rule: {rule}", rule=reason.rule))
        return FINDINGS
    path = next(iter(outcome.change.writes))
    write(session.repository, outcome.change, Manner(acting, no_commit, dry_run))
    out(told(msg("{document}  {path}", document=document_id, path=path)))
    for remark in outcome.notes:
        out(told(remark))
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
