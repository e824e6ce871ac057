"""Loading the *evidence*: acts and editions under ``.ledsys``, with what is wrong with their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ledsys.actfile import PATH as ACT_PATH
from ledsys.actfile import ActFormError, path_of, read_act
from ledsys.lifecycle.claims import EDITION_PATH
from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy, RepositoryProblem
from ledsys.model.facts import Problem
from ledsys.model.register import Delegation
from ledsys.store.files import Files, Kind, ReadError


@dataclass(frozen=True)
class Evidence:
    """Acts by document in their order, those that hand a mandate on, and what is wrong with act files."""

    acts: Mapping[str, tuple[Act, ...]]
    delegations: tuple[Act, ...]
    problems: tuple[RepositoryProblem, ...]


def load_acts(files: Files) -> Evidence:
    """Read every act file; one that can't be read, or bears another's name, is a problem and no act."""
    acts: dict[str, list[Act]] = {}
    delegations: list[Act] = []
    problems: list[RepositoryProblem] = []
    for path in sorted(files.paths()):
        if ACT_PATH.fullmatch(path) is None:
            continue
        try:
            act = read_act(files.read(path))
        except ActFormError as error:
            problems.append(_problem(path, error.message))
            continue
        except ReadError as error:
            problems.append(_problem(path, error.why))
            continue
        if path_of(act) == path and act.kind is ActKind.DELEGATE:
            delegations.append(act)
        elif path_of(act) == path:
            acts.setdefault(act.document, []).append(act)
        else:
            problems.append(_changed(path))
    return Evidence(
        {document: tuple(sorted(found, key=lambda act: act.order)) for document, found in sorted(acts.items())},
        tuple(sorted(delegations, key=lambda act: act.order)),
        tuple(problems),
    )


def with_delegations(policy: Policy, acts: tuple[Act, ...]) -> Policy:
    """Give the policy with the delegations that acts have made, so that the register knows who decides for whom."""
    found = tuple(
        Delegation(act.id, act.mandate, act.person, act.successor, act.valid_from, act.valid_until)
        for act in acts
        if act.mandate and act.successor and act.valid_from and act.valid_until
    )
    return replace(policy, register=replace(policy.register, delegations=found)) if found else policy


def edition_paths(files: Files) -> Iterator[tuple[str, int, str, str]]:
    """Yield document id, version, name relative to the edition, and path of every frozen file."""
    for path in sorted(files.paths()):
        found = EDITION_PATH.fullmatch(path)
        if found is not None:
            yield found[1], int(found[2]), found[3], path


def edition_files(files: Files, corpus: Corpus) -> Mapping[str, Mapping[int, Mapping[str, bytes]]]:
    """Give the frozen bytes of all editions that the corpus has: by document id, version and relative name.

    What lies among them and is no ordinary file is left out; check tells of it (LS708).
    """
    found: dict[str, dict[int, dict[str, bytes]]] = {}
    for document, version, name, path in edition_paths(files):
        if version in corpus.editions.get(document, {}) and files.kind(path) is Kind.REGULAR:
            found.setdefault(document, {}).setdefault(version, {})[name] = files.read(path)
    return found


def _problem(path: str, why: Message) -> RepositoryProblem:
    return RepositoryProblem(
        path,
        Problem(
            "LS802",
            1,
            1,
            msg("This act can't be read: {why}.", why=why),
            msg("Acts are never edited. Get the file back from git: git restore {path}", path=path),
        ),
    )


def _changed(path: str) -> RepositoryProblem:
    return RepositoryProblem(
        path,
        Problem(
            "LS803",
            1,
            1,
            msg("This act is not the one that its file name and folder promise: it was changed or moved."),
            msg("Acts are never edited. Get the file back from git: git restore {path}", path=path),
        ),
    )
