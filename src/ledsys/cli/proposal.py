"""Judging a *proposal*: what a merge request would make of the target branch, by one step from its tip."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import TextFormat
from ledsys.message import msg
from ledsys.report.terminal import out, raw, told
from ledsys.report.words import OPEN_MODE

if TYPE_CHECKING:
    from ledsys.message import Message
    from ledsys.model.corpus import Corpus
    from ledsys.model.landing import Landing


def check_proposal(base: str, output: TextFormat, *, quiet: bool) -> int:
    """Judge what is checked out as a step from the tip of ``base``, under the policy there; give the exit code.

    Nothing of the proposal is executed or believed. RepositoryError where it can't be judged (shallow copy, ambiguous
    or missing reference, conflict).
    """
    from ledsys.model.finding import Verdict
    from ledsys.proof.step import step
    from ledsys.report.findings import as_json, text_lines

    with gathered(base) as landing:
        verdict = Verdict(step(landing))
        if output is TextFormat.JSON:
            raw(as_json(verdict))
        elif verdict.shown or not quiet:
            for line in text_lines(verdict):
                out(line)
            for message in (*_mode(landing.after), *_waits(landing)):
                out(told(message))
    return FINDINGS if verdict.shown else OK


@contextmanager
def gathered(base: str) -> Iterator[Landing]:
    """Gather the landing of what is checked out on the tip of the reference; old policies are read while it is open."""
    import os
    from pathlib import Path

    from ledsys.cli import clock
    from ledsys.cli.session import zone_of
    from ledsys.store.cache import FactsCache, cache_folder
    from ledsys.store.history import changed
    from ledsys.store.landing import gather
    from ledsys.store.objects import GitObjects
    from ledsys.store.policy import load_policy
    from ledsys.store.refs import result, target
    from ledsys.store.repository import find
    from ledsys.store.standing import Overlay
    from ledsys.store.trees import GitTree

    repository = find(Path.cwd())
    tip = target(repository, base)
    tree = result(repository, tip.commit)
    with GitObjects(repository.git) as objects:
        before = GitTree(objects, tip.commit)
        changes = changed(repository.git, tip.commit, tree)
        policy = load_policy(before)
        after = Overlay(before, changes)
        cache = FactsCache(cache_folder(os.environ))
        yield gather(before, after, changes, clock.now(zone_of(policy)), policy, cache)


def _mode(corpus: Corpus) -> Iterator[Message]:
    if corpus.policy.settings.authority.open:
        yield OPEN_MODE


def _waits(landing: Landing) -> Iterator[Message]:
    """Tell whom the documents that the proposal touches wait for."""
    from ledsys.lifecycle import waiting
    from ledsys.report.people import named

    corpus = landing.after
    touched = {change.path for change in landing.changed}
    for document in corpus.documents:
        waits = waiting(corpus, document)
        of_acts = any(f"/{document.id}/" in path for path in touched)
        if waits is None or not (document.path in touched or of_acts):
            continue
        who = tuple(named(corpus, person) for person in waits.persons) or msg("nobody in the register can do it today")
        yield msg(
            "{id} waits for {what} ({who}): {command}",
            id=document.id,
            what=waits.what,
            who=who,
            command=waits.command,
        )
