"""``ledsys policy init``: the end of open mode. From then on only root persons together change the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from ledsys.cli.chosen import known_person
from ledsys.cli.moving import Manner, session_to_write
from ledsys.cli.options import As, DryRun, NoCommit, Quiet, Reason
from ledsys.cli.policy_change import refuse_unreadable, sign_version
from ledsys.cli.session import acting_person
from ledsys.errors import UsageError
from ledsys.language import _, say
from ledsys.message import msg

Roots = Annotated[
    list[str] | None,
    typer.Option("--root", metavar="PERSON", help=_("A root person with a key; at least three.")),
]
Threshold = Annotated[int, typer.Option("--threshold", metavar="NUMBER", help=_("How many must sign a change."))]


def init(
    roots: Roots = None,
    threshold: Threshold = 2,
    reason: Reason = None,
    person: As = None,
    no_commit: NoCommit = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
) -> int:
    """Begin the chain of signed policies."""
    from ledsys.frontmatter.records import read_record
    from ledsys.frontmatter.roots import with_roots
    from ledsys.model.settings import Settings
    from ledsys.store.policy import SETTINGS

    session = session_to_write()
    corpus = session.corpus
    refuse_unreadable(corpus)
    if corpus.chain:
        raise UsageError(
            msg("The chain of signed policies has begun already."), msg("Change the rules with: ledsys policy change")
        )
    acting = known_person(corpus, acting_person(session, person))
    manner = Manner(acting, no_commit, dry_run, quiet)
    why = reason or say(msg("The rules are signed for the first time"))
    if not corpus.policy.settings.authority.open:
        return sign_version(session, corpus, {}, why, manner)
    chosen = tuple(dict.fromkeys(known_person(corpus, root) for root in roots or ()))
    data = with_roots(session.files.read(SETTINGS), chosen, threshold)
    settings, _faults = read_record(Settings, data, SETTINGS)
    policy = replace(corpus.policy, settings=settings or corpus.policy.settings)
    return sign_version(session, replace(corpus, policy=policy), {SETTINGS: data}, why, manner)
