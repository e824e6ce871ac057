"""A *branch*: moved from one commit to the next in one step, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from ledsys.errors import RepositoryError
from ledsys.store.git import NOT_FOUND, Git
from ledsys.store.lock import left_by_git


def move(git: Git, ref: str, after: str, before: str | None, why: str) -> None:
    """Let a full reference name the commit ``after``, if it named ``before`` until now (None: if it was not there).

    RepositoryError where it named another, or where git refuses; a lock that a killed git left behind is named.
    """
    try:
        git.run("update-ref", "-m", why, ref, after, before or NOT_FOUND)
    except RepositoryError as error:
        for name in (f"{ref}.lock", "HEAD.lock"):
            found = git.run("rev-parse", "--path-format=absolute", "--git-path", name)
            lock = Path(os.fsdecode(found.removesuffix(b"\n")))
            if lock.exists():
                raise left_by_git(lock) from error
        raise
