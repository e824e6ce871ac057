"""``ledsys witness``: a machine turns an approval in the forge into acts, on the branch of the merge request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.authority.forge import Forge
from ledsys.cli.codes import OK
from ledsys.cli.moving import Manner, tell, write
from ledsys.cli.options import DryRun, Quiet
from ledsys.cli.saved import read_saved
from ledsys.errors import LedsysError, UsageError
from ledsys.language import _
from ledsys.message import msg

if TYPE_CHECKING:
    from ledsys.cli.voting import Voting
    from ledsys.model.change import Change
    from ledsys.model.corpus import Corpus
    from ledsys.store.repository import Repository
    from ledsys.store.signing import Signer
    from ledsys.store.witnessing import UnderReview

KEY = "LEDSYS_WITNESS_KEY"

Event = Annotated[Path, typer.Option("--event", metavar="FILE", help=_("The event as the forge gave it, as JSON."))]
From = Annotated[Forge, typer.Option("--forge", help=_("Which forge gave it."))]
Base = Annotated[
    str | None, typer.Option("--base", metavar="REF", help=_("The branch that the merge request goes to, as fetched."))
]


def witness(event: Event, forge: From, base: Base = None, dry_run: DryRun = False, quiet: Quiet = False) -> int:
    """Turn an approval in the forge into acts."""
    from ledsys.authority.witness import person_of, read_event
    from ledsys.cli.session import zone_of
    from ledsys.cli.voting import Voting
    from ledsys.store.cache import FactsCache, cache_folder
    from ledsys.store.files import ReadFiles
    from ledsys.store.repository import find
    from ledsys.store.witnessing import find_witness, proposed
    from ledsys.store.worktree import scan

    manner = Manner(None, no_commit=False, dry_run=dry_run, quiet=quiet)
    vote = read_event(forge, read_saved(event))
    repository = find(Path.cwd())
    with proposed(repository, base or f"refs/remotes/origin/{vote.target}") as request:
        now = vote.time.astimezone(zone_of(request.policy))
        person = person_of(request.policy.register, vote.login, now.date())
        signer = find_witness(request.policy.settings.authority.witnesses, _key(), now.date())
        files = ReadFiles(scan(repository.root))
        corpus = request.corpus(files, now.date(), FactsCache(cache_folder(os.environ)))
        reviewed = request.under_review(corpus, vote.commit, now)
        _check_saved(repository, reviewed)
        return _vote(repository, Voting(files, corpus, vote, person, now, signer), reviewed, manner)


def _vote(repository: Repository, voting: Voting, reviewed: tuple[UnderReview, ...], manner: Manner) -> int:
    """Make the acts, as one commit, and tell of them."""
    from ledsys.authority.witness import UnwitnessedError
    from ledsys.report.moves import plan_lines

    there = tuple(found.document.id for found in reviewed if voting.is_there(found.document))
    asked = [found for found in reviewed if found.document.id not in there]
    planned = [(plan, found.document) for found in asked if (plan := voting.plan(found)) is not None]
    if there:
        tell(msg("The vote is there already: {documents}.", documents=there), manner)
    if not reviewed:
        tell(msg("Nothing is under review in this merge request."), manner)
    if planned:
        change = _one_change([plan.change for plan, _document in planned], voting.signer, voting.corpus)
        write(repository, change, manner)
    elif asked:
        raise UnwitnessedError(msg("No act was made of what {login} said in the forge.", login=voting.vote.login))
    for plan, document in planned:
        for line in plan_lines(plan, document, voting.corpus):
            tell(line, manner)
    return OK


def _one_change(changes: list[Change], signer: Signer, corpus: Corpus) -> Change:
    """Join the changes of several documents into one, made by the witness: git's author is no claim of a person."""
    from dataclasses import replace

    more = f" (+ {len(changes) - 1})" if len(changes) > 1 else ""
    return replace(
        changes[0],
        writes={path: data for change in changes for path, data in change.writes.items()},
        expected={path: blob for change in changes for path, blob in change.expected.items()},
        acts={folder: paths for change in changes for folder, paths in change.acts.items()},
        subject=f"{changes[0].subject}{more}",
        author=signer.person,
        email=f"{signer.person}@{corpus.policy.settings.repo_id.replace('/', '.')}",
    )


def _check_saved(repository: Repository, reviewed: tuple[UnderReview, ...]) -> None:
    left = repository.changed([found.document.path for found in reviewed])
    if left:
        raise LedsysError(msg("These files differ from the last commit: {paths}.", paths=left))


def _key() -> Path:
    named = os.environ.get(KEY)
    if not named:
        raise UsageError(msg("{name} must name the file of the witness's private key.", name=KEY))
    return Path(named)
