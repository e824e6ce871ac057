"""*Target* and *result*: what a proposal is judged against, and the tree main would have if it landed (proof §1.7).

A short name can mean several things to git, and git picks one without a word: a tag called ``origin/main`` wins over
the branch. So names are resolved here, each to one full reference, and only if nothing else bears the name.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.history import parents, tree_of
from ledsys.store.repository import Repository
from ledsys.store.running import converse, failed
from ledsys.store.stream import Stream

_COMMIT = re.compile(r"[0-9a-f]{40}")
_NAME = re.compile(r"(?!-)[^\x00-\x20\x7f~^:?*\[\\{}]+")
_PLACES = ("refs/heads/{}", "refs/remotes/{}", "refs/tags/{}", "refs/remotes/{}/HEAD", "refs/{}")


class Target(NamedTuple):
    """What a proposal is judged against: the full name of a reference (or the id of a commit), and its commit."""

    ref: str
    commit: str


def target(repository: Repository, text: str) -> Target:
    """Find the target that a text names; RepositoryError if it names none, or could name several.

    ``origin/main`` is the branch of the remote, ``main`` the local one; a full ``refs/…`` and the 40 digits of a commit
    are taken as they are.
    """
    if _COMMIT.fullmatch(text):
        return Target(text, _commit(repository, text, text))
    if not _NAME.fullmatch(text):
        raise RepositoryError(
            msg("{name} is not the name of a branch.", name=text),
            msg("Name a branch such as origin/main, a full reference such as refs/heads/main, or a commit by its id."),
        )
    if text.startswith("refs/"):
        found = _references(repository, (text,))
        if text not in found:
            raise _missing(text)
        return Target(text, _commit(repository, text, found[text]))
    meant = f"refs/remotes/{text}" if "/" in text else f"refs/heads/{text}"
    found = _references(repository, tuple(place.format(text) for place in _PLACES))
    if set(found) - {meant}:
        raise RepositoryError(
            msg("{name} can mean several things here: {refs}.", name=text, refs=", ".join(sorted({*found, meant}))),
            msg(
                "Write the one that you mean in full, such as {ref}, and have the other renamed or removed.", ref=meant
            ),
        )
    if meant not in found:
        raise _missing(text)
    return Target(meant, _commit(repository, text, found[meant]))


def result(repository: Repository, base: str) -> str:
    """Give the id of the tree that the target's commit ``base`` would get if what is checked out were merged into it.

    That is the tree of HEAD if HEAD holds the base already, which needs no history where HEAD is a merge of it.
    Otherwise git merges the two, without index and working tree. RepositoryError if they conflict, or if history is
    missing.
    """
    head = repository.head().commit
    if head is None:
        raise RepositoryError(msg("Nothing has been committed here, so there is nothing to judge."))
    git = repository.git
    if head == base or base in parents(git, head) or git.ask("merge-base", "--is-ancestor", base, head) is not None:
        return tree_of(git, head)
    _see_history(repository, base, head)
    if git.ask("merge-base", base, head) is None:
        raise RepositoryError(
            msg("What is checked out has no history in common with {commit}.", commit=base),
            msg("Begin from main, put the changes there, and try again."),
        )
    return _merge(repository, base, head)


def _references(repository: Repository, names: tuple[str, ...]) -> dict[str, str]:
    """Give the ids of those references that are there, by their exact full names."""
    answer = repository.git.run("for-each-ref", "--format=%(objectname) %(refname)", "--", *names)
    lines = (line.partition(" ") for line in os.fsdecode(answer).splitlines())
    return {name: found for found, _, name in lines if name in names}


def _commit(repository: Repository, name: str, found: str) -> str:
    question = ("rev-parse", "--quiet", "--verify", "--end-of-options", f"{found}^{{commit}}")
    commit = repository.git.ask(*question)
    if commit is None:
        raise _missing(name)
    return commit.decode().strip()


def _missing(name: str) -> RepositoryError:
    if _COMMIT.fullmatch(name):
        help_ = msg("Get it with: git fetch origin {commit}", commit=name)
    else:
        help_ = msg(
            "Get the branch with `git fetch origin main:refs/remotes/origin/main`, with the name of your main branch, "
            "and name it origin/main; any other reference by its full name, refs/…"
        )
    return RepositoryError(msg("There is no {name} in this copy of the repository.", name=name), help_)


def _see_history(repository: Repository, base: str, head: str) -> None:
    """See that the history is there down to what the two have in common, for what is missing could change the merge.

    What a shallow copy cut off does not matter where it lies before a commit that both have.
    """
    git = repository.git
    cut = Path(_path(repository, "shallow"))
    if not cut.exists():
        return
    ends = frozenset(cut.read_bytes().split())
    with Stream(git, "log", "-z", "--no-patch", "--format=tformat:%H", f"{base}...{head}", "--") as stream:
        if any(commit in ends for commit in stream.words()):
            raise RepositoryError(
                msg("The history that would say how to merge is missing here, so nothing could be judged."),
                msg(
                    "This is a shallow copy. Have the merge itself checked out, or get all of the history: "
                    "git fetch --unshallow (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab)."
                ),
            )


def _merge(repository: Repository, base: str, head: str) -> str:
    """Merge two commits in a repository of our own that shares the objects and nothing else.

    The configuration of this one may name programs that merge, and its attributes may choose them.
    """
    with tempfile.TemporaryDirectory(prefix="ledsys-") as folder:
        own = Path(folder)
        for name in ("objects", "refs"):
            (own / name).mkdir()
        (own / "HEAD").write_text("ref: refs/heads/main\n")
        cut = Path(_path(repository, "shallow"))
        if cut.exists():
            shutil.copyfile(cut, own / "shallow")
        shared = {"GIT_OBJECT_DIRECTORY": _path(repository, "objects"), "GIT_GRAFT_FILE": str(own / "grafts")}
        code, output, complaint = converse(
            (f"--git-dir={own}", "merge-tree", "--write-tree", "--name-only", "-z", "--no-messages", base, head),
            b"",
            shared,
        )
    tree, *conflicts = output.split(b"\0")
    if code == 1:
        names = ", ".join(sorted({name.decode("utf-8", "backslashreplace") for name in conflicts if name})[:5])
        raise RepositoryError(
            msg(
                "What is proposed can't be merged as it is: others have changed the same lines of {files}.", files=names
            ),
            msg("Merge main into it first, choose what is to stand, and try again."),
        )
    if code:
        raise failed("merge-tree", code, complaint)
    return tree.decode()


def _path(repository: Repository, name: str) -> str:
    """Give the absolute path of something that git keeps, also in a linked working tree."""
    answer = repository.git.run("rev-parse", "--path-format=absolute", "--git-path", name)
    return os.fsdecode(answer).removesuffix("\n")
