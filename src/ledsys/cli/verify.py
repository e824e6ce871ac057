"""``ledsys verify``: what is proven, how well, and what stands against it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import AsText, TextFormat
from ledsys.errors import RepositoryError, UsageError
from ledsys.language import _
from ledsys.message import Message, msg
from ledsys.report.terminal import note, out, raw

if TYPE_CHECKING:
    from ledsys.model.corpus import Corpus
    from ledsys.store.files import Files
    from ledsys.store.repository import Repository

HistoryOption = Annotated[
    bool, typer.Option("--history", help=_("Judge every landing from the first one on; needs a full copy."))
]
FromSeal = Annotated[
    bool, typer.Option("--from-seal", help=_("With --history: judge only the landings after the newest seal."))
]
Root = Annotated[
    str | None,
    typer.Option("--root", metavar="sha256:…", help=_("Where the authority must begin; else LEDSYS_ROOT.")),
]
OfTree = Annotated[bool, typer.Option("--tree", help=_("Judge the last commit instead of the files in the folder."))]

_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def verify(
    history: HistoryOption = False,
    from_seal: FromSeal = False,
    root: Root = None,
    tree: OfTree = False,
    output: AsText = TextFormat.TEXT,
) -> int:
    """Prove who decided what."""
    if from_seal and not history:
        raise UsageError(msg("--from-seal goes with --history."))
    if tree and history:
        raise UsageError(msg("--tree and --history don't go together: a history ends in its tree."))
    pinned = pinned_root(root)
    return _verify_history(pinned, output, from_seal=from_seal) if history else _verify_tree(pinned, output, tree=tree)


def pinned_root(root: str | None) -> str | None:
    """Give the root that is pinned by option or environment; UsageError if it is no hash."""
    pinned = os.environ.get("LEDSYS_ROOT") or None if root is None else root
    if pinned is not None and not _HASH.fullmatch(pinned):
        raise UsageError(
            msg("{text} is no root.", text=pinned),
            msg("A root is the hash of policy version 1: sha256: and 64 digits. See: ledsys policy status"),
        )
    return pinned


def _verify_tree(pinned: str | None, output: TextFormat, *, tree: bool) -> int:
    from ledsys.proof.fold import Ground
    from ledsys.proof.standing import disputed_acts, levels, unproven
    from ledsys.report.verification import TreeProof, tree_json, tree_lines
    from ledsys.store.anchors import against_root

    corpus, what = _of_commit() if tree else _of_folder()
    root = corpus.chain[0].hash if corpus.chain else None
    proof = TreeProof(
        what=what,
        ground=Ground(corpus.policy.settings.authority.open, len(corpus.chain), root, pinned is not None),
        documents=len(corpus.documents),
        editions=sum(map(len, corpus.editions.values())),
        acts=levels(corpus),
        findings=unproven(corpus),
        objections=tuple(against_root(root, pinned)),
        disputed=disputed_acts(corpus),
    )
    if output is TextFormat.JSON:
        raw(tree_json(proof))
    else:
        for line in tree_lines(proof):
            out(line)
    return OK if proof.proven else FINDINGS


def _of_commit() -> tuple[Corpus, Message]:
    """Load the tree of the last commit."""
    from ledsys.store.objects import GitObjects
    from ledsys.store.trees import GitTree

    repository = _repository()
    commit = repository.head().commit
    if commit is None:
        raise RepositoryError(msg("Nothing has been committed here."))
    with GitObjects(repository.git) as objects:
        return _loaded(GitTree(objects, commit)), msg("The files of the commit {commit}.", commit=commit)


def _of_folder() -> tuple[Corpus, Message]:
    """Load the files in the folder, which may be one without git, as unpacked from an archive."""
    from dataclasses import replace

    from ledsys.store.files import ReadFiles
    from ledsys.store.state import state_problems
    from ledsys.store.unpacked import unpacked
    from ledsys.store.worktree import scan

    folder = unpacked(Path.cwd())
    if folder is not None:
        return _loaded(scan(folder)), msg("The files in {folder}, which is no copy made by git.", folder=str(folder))
    repository = _repository()
    files = ReadFiles(scan(repository.root))
    loaded = _loaded(files)
    corpus = replace(loaded, problems=(*loaded.problems, *state_problems(repository, files)))
    return corpus, msg("The files in {folder}, as they lie there.", folder=str(repository.root))


def _repository() -> Repository:
    from ledsys.store.repository import find

    return find(Path.cwd())


def _loaded(files: Files) -> Corpus:
    from ledsys.cli import clock
    from ledsys.cli.session import zone_of
    from ledsys.store.cache import FactsCache, cache_folder
    from ledsys.store.load import load_under
    from ledsys.store.policy import load_policy

    policy = load_policy(files)
    return load_under(policy, files, clock.now(zone_of(policy)).date(), FactsCache(cache_folder(os.environ)))


def _verify_history(pinned: str | None, output: TextFormat, *, from_seal: bool) -> int:
    from ledsys.report.verification import history_json, history_lines
    from ledsys.store.last_seen import state_folder
    from ledsys.store.sealing import read
    from ledsys.store.verifying import remember, since_seal, tip_of
    from ledsys.store.verifying import verify as verify_history

    repository = _repository()
    tip = tip_of(repository)
    seal = since_seal(read(repository), tip) if from_seal else None
    state = state_folder(os.environ)
    history = verify_history(repository, tip, seal, pinned, state)
    if output is TextFormat.JSON:
        raw(history_json(history))
    else:
        for line in history_lines(history):
            out(line)
    if not history.proven:
        return FINDINGS
    if state is None:
        note(msg("There is no home folder, so this computer won't remember how far main had come."))
    else:
        remember(repository, tip, state)
    return OK
