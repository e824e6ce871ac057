"""The *state* of a repository that no file shows.

Evidence that the last commit has and the folder lacks, and a move that was cut off.
"""

from __future__ import annotations

from ledsys.message import msg
from ledsys.model.corpus import RepositoryProblem
from ledsys.model.facts import Problem
from ledsys.store.files import ReadFiles
from ledsys.store.recovery import interrupted
from ledsys.store.repository import Repository

EVIDENCE = (".ledsys/acts", ".ledsys/editions")


def state_problems(repository: Repository, files: ReadFiles) -> tuple[RepositoryProblem, ...]:
    """Give what is wrong with the repository beside its files: LS804 for evidence removed or rewritten, LS807."""
    commit = repository.head().commit
    present = frozenset(files.paths())
    problems = []
    for folder in EVIDENCE if commit else ():
        committed = repository.git.list_tree(commit or "", folder)
        problems += [_removed(path) for path in committed if path not in present]
        problems += [
            _rewritten(path) for path, blob in committed.items() if path in present and files.blob(path) != blob
        ]
    if interrupted(repository):
        problems.append(
            RepositoryProblem(
                ".ledsys",
                Problem(
                    "LS807",
                    0,
                    0,
                    msg("A move was cut off half-way."),
                    msg("Finish it with: ledsys doctor. Nothing is lost."),
                ),
            )
        )
    return tuple(problems)


def _removed(path: str) -> RepositoryProblem:
    return RepositoryProblem(
        path,
        Problem(
            "LS804",
            0,
            0,
            msg("This file of an act or an edition is in the last commit but has been removed from the folder."),
            msg("Acts and editions are never removed. Get the file back with: git restore {path}", path=path),
        ),
    )


def _rewritten(path: str) -> RepositoryProblem:
    return RepositoryProblem(
        path,
        Problem(
            "LS804",
            0,
            0,
            msg("This file of an act or an edition differs from the one in the last commit."),
            msg("Acts and editions are never rewritten. Get the file back with: git restore {path}", path=path),
        ),
    )
