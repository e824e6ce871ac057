"""The *application*: every command by hand, in the order in which help shows them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ledsys import __version__
from ledsys.cli.typer_words import SpokenCommand, SpokenGroup
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg

NAME = "ledsys"


def make_app() -> typer.Typer:
    """Make the application with all commands; help texts are in the language chosen before."""
    app = typer.Typer(
        name=NAME,
        cls=SpokenGroup,
        options_metavar=_("[OPTIONS]"),
        subcommand_metavar=_("COMMAND [ARGS]..."),
        help=_("Keeps governing documents in git: checks them, carries them through their life, builds the handbook."),
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_common)
    for panel, commands in _panels().items():
        for name, (command, summary) in commands.items():
            register = app.command(
                name, cls=SpokenCommand, help=summary, rich_help_panel=panel, options_metavar=_("[OPTIONS]")
            )
            register(command)
    for name, (summary, commands) in _groups().items():
        group = typer.Typer(
            name=name,
            cls=SpokenGroup,
            help=summary,
            no_args_is_help=True,
            rich_markup_mode=None,
            options_metavar=_("[OPTIONS]"),
            subcommand_metavar=_("COMMAND [ARGS]..."),
        )
        for part, (command, help_) in commands.items():
            group.command(part, cls=SpokenCommand, help=help_, options_metavar=_("[OPTIONS]"))(command)
        app.add_typer(group, rich_help_panel=_("Proof and exchange"))
    return app


def run_app(arguments: list[str]) -> object:
    """Run one command line and give what the command gave: its exit code or None; errors are left to the boundary."""
    return typer.main.get_command(make_app()).main(arguments, prog_name=NAME, standalone_mode=False)


def _panels() -> dict[str, dict[str, tuple[Callable[..., int | None], str]]]:
    from ledsys.cli import (
        abandon,
        approve,
        baseline,
        build,
        certificate,
        check,
        confirm,
        delegate,
        demo,
        diff,
        doctor,
        expiring,
        explain,
        export,
        fmt,
        handover,
        history,
        inbox,
        init,
        list_,
        new,
        publish,
        pull,
        recall,
        repeal,
        review,
        revise,
        rules,
        schema,
        seal,
        send,
        serve,
        show,
        status,
        stop,
        submit,
        trace,
        verify,
        verify_copy,
        verify_site,
        witness,
    )

    return {
        _("Write and check"): {
            "init": (init.init, _("Make a new docs repo: an example region to look at and make your own.")),
            "new": (new.new, _("Start a new document from the template of its type.")),
            "check": (check.check, _("Check documents, settings and records; without paths, the whole docs repo.")),
            "explain": (explain.explain, _("Explain a rule: what it finds, why it matters and what to do.")),
            "rules": (rules.rules, _("List all rules with their levels in this docs repo.")),
            "fmt": (fmt.fmt, _("Bring the bytes of documents into the canonical form, and nothing else.")),
        },
        _("The life of a document"): {
            "submit": (submit.submit, _("Submit a draft for review, with its own unsaved edits and images.")),
            "review": (review.review, _("Vote on a submitted text: ok, or return it with a reason.")),
            "approve": (approve.approve, _("Approve a reviewed text, or record a body's decision.")),
            "publish": (publish.publish, _("Publish what is approved, and build the handbook.")),
            "revise": (revise.revise, _("Begin the next version of a published document.")),
            "abandon": (abandon.abandon, _("Give up unpublished work; the published text comes back.")),
            "confirm": (confirm.confirm, _("Confirm a published version without changes, until a new day.")),
            "handover": (handover.handover, _("Make somebody else content owner, without a new version.")),
            "recall": (recall.recall, _("Take a submitted or approved text back to its author.")),
            "repeal": (repeal.repeal, _("End a published document; its page says so from then on.")),
            "stop": (stop.stop, _("Take a published document out of force at once, in an emergency.")),
            "baseline": (baseline.baseline, _("Vouch by your signature for texts that were approved without one.")),
            "delegate": (delegate.delegate, _("Hand a mandate on to somebody else for a period.")),
        },
        _("See and find"): {
            "status": (status.status, _("Show on one screen how the documents stand.")),
            "list": (list_.list_documents, _("List documents by state, unit and type.")),
            "show": (show.show, _("Show everything about one document.")),
            "inbox": (inbox.inbox, _("Show what waits for you.")),
            "trace": (trace.trace, _("Show who decided a document, by which mandate, up to the top.")),
            "history": (history.history, _("Tell every act of a document in words.")),
            "diff": (diff.diff, _("Show word by word what has changed since the version in force.")),
            "expiring": (expiring.expiring, _("List what has expired or soon will, and who must act.")),
        },
        _("Proof and exchange"): {
            "verify": (verify.verify, _("Prove what can be proven of the tip, or of every landing on main.")),
            "verify-copy": (verify_copy.verify_copy, _("Tell whether a printed copy still applies, by its code.")),
            "verify-site": (verify_site.verify_site, _("Compare a built handbook, file by file, with the docs repo.")),
            "seal": (seal.seal, _("Add a signed line to the journal: what main held, and that it was proven.")),
            "certificate": (certificate.certificate, _("Tell an auditor on one page who decided, and how to check.")),
            "pull": (pull.pull, _("Get what the others have sent, and leave work that has landed.")),
            "send": (send.send, _("Send your work to the others as a branch, to be merged.")),
            "witness": (witness.witness, _("Turn an approval in the forge into acts, signed by a machine.")),
        },
        _("Handbook and care"): {
            "build": (build.build, _("Build the handbook as a folder of web pages.")),
            "serve": (serve.serve, _("Show the handbook and its drafts on this computer while you write.")),
            "export": (export.export, _("Write documents as one accessible PDF: some, a unit's, or all of them.")),
            "schema": (schema.schema, _("Print or write the JSON schemas of all files that people edit.")),
            "demo": (demo.demo, _("Show the whole life of a document in an example docs repo.")),
            "doctor": (doctor.doctor, _("Find what is broken and repair what can be repaired.")),
        },
    }


def _groups() -> dict[str, tuple[str, dict[str, tuple[Callable[..., int | None], str]]]]:
    from ledsys.cli import (
        forge,
        key_compromised,
        key_end,
        key_list,
        key_new,
        policy_change,
        policy_export,
        policy_init,
        policy_status,
    )

    return {
        "key": (
            _("Keys that persons sign with."),
            {
                "new": (key_new.new, _("Make a key to sign with, or enter one that you have, in the register.")),
                "list": (key_list.list_keys, _("List whose keys stand in the register, and which of them count.")),
                "end": (key_end.end, _("Let a key end: what it signs after its last day does not count.")),
                "compromised": (
                    key_compromised.compromised,
                    _("Tell that a key may be in other hands, and list what was signed with it since."),
                ),
            },
        ),
        "policy": (
            _("The organisation's rules, signed by those who must."),
            {
                "init": (policy_init.init, _("End open mode: name root persons and sign the rules as they stand.")),
                "status": (policy_status.status, _("Show who has signed the rules, and whose signature is missing.")),
                "change": (policy_change.change, _("Sign the rules as they now stand, or add your signature.")),
                "export": (policy_export.export, _("Print whose keys count, to check signatures by ssh-keygen.")),
            },
        ),
        "forge": (
            _("What GitHub or GitLab must know and be set to."),
            {
                "setup": (forge.setup, _("Write CODEOWNERS from the register, and list the settings to make.")),
                "check": (
                    forge.check,
                    _("Compare CODEOWNERS and saved answers of the forge with what they should be."),
                ),
            },
        ),
    }


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"ledsys {__version__}")
        raise typer.Exit


def _common(
    folder: Annotated[
        Path | None,
        typer.Option("-C", metavar="FOLDER", help=_("Work in this docs repo instead of the present folder.")),
    ] = None,
    version: Annotated[  # noqa: ARG001  # typer needs the parameter; the callback does the work
        bool, typer.Option("--version", is_eager=True, callback=_show_version, help=_("Show the version of ledsys."))
    ] = False,
) -> None:
    try:
        os.chdir(folder or ".")
        Path.cwd()
    except OSError:
        raise UsageError(msg("There is no folder {folder}.", folder=str(folder or "."))) from None
