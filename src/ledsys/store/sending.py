"""*Sending*: the work goes to the others as a branch of its own, on which a merge request is opened.

Moves are made on whatever branch is checked out, and for most people that is main. So the commits that the others lack
are first moved to a branch: it is made at HEAD and switched to, and main goes back to where the others have it. No file
is touched by that.
"""

from __future__ import annotations

import re
from datetime import datetime

from ledsys.actfile import PATH
from ledsys.errors import RepositoryError
from ledsys.frontmatter.reading import read_document
from ledsys.message import msg
from ledsys.store.divergence import Divergence, changed
from ledsys.store.git import NOT_FOUND
from ledsys.store.lock import locked
from ledsys.store.recovery import lock_path
from ledsys.store.remote import OwnGit, Remote
from ledsys.store.repository import Repository

PREFIX = "ledsys/"
"""What the branches that ledsys makes begin with."""
_DOCUMENTS = "dokument/"


def branch_name(repository: Repository, remote: Remote, now: Divergence, person: str, when: datetime) -> str:
    """Give a branch name that is free: ``ledsys/<person>/<document>``, or the time where it is about several."""
    about = _documents(repository, remote.git, now)
    subject = about.pop() if len(about) == 1 else when.strftime("%Y%m%d-%H%M%S")
    name = f"{PREFIX}{_part(person)}/{subject}"
    taken = frozenset(remote.git.run("for-each-ref", "--format=%(refname)", "refs/heads/", remote.ref("")).split())
    numbered = (name, *(f"{name}-{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in numbered if not {f"refs/heads/{name}", remote.ref(name)} & taken)


def _documents(repository: Repository, git: OwnGit, now: Divergence) -> set[str]:
    """Give the ids of the documents that the work is about, by the acts and texts that it has changed."""
    work = changed(git, git.run("merge-base", now.head, now.tip).strip(), now.head)
    acts = {found[1] for found in map(PATH.fullmatch, work) if found}
    texts = [work[path].id for path in work if path.startswith(_DOCUMENTS) and path.endswith(".md")]
    blobs = repository.git.read_blobs(blob for blob in texts if blob != NOT_FOUND)
    ids = {str(read_document(data).values.get("dokument-id", "")) for data in blobs.values()}
    return acts | {found for found in ids if re.fullmatch(r"[A-Z]+-[0-9]+", found)}


def _part(text: str) -> str:
    """Give the text as one part of a branch name, which may hold no more than letters, digits and hyphens here."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "-"


def leave_main(repository: Repository, remote: Remote, now: Divergence, branch: str) -> None:
    """Move the commits that the others lack from main to the new branch, all or nothing; no file is touched.

    `RepositoryError` where the branch exists, or something was committed meanwhile.
    """
    git, here, there = remote.git, f"refs/heads/{now.branch}", f"refs/heads/{branch}"
    with locked(lock_path(repository)):
        git.run("update-ref", "-m", "ledsys send", "--", there, now.head, NOT_FOUND)
        try:
            git.run("symbolic-ref", "-m", "ledsys send", "HEAD", there)
            try:
                git.run("update-ref", "-m", "ledsys send", "--", here, now.tip, now.head)
            except RepositoryError:
                git.run("symbolic-ref", "-m", "ledsys send", "HEAD", here)
                raise
        except RepositoryError:
            git.run("update-ref", "-d", "--", there, now.head)
            raise


def settle_main(repository: Repository, remote: Remote, now: Divergence) -> None:
    """Set main back to where the others have it, if all that they lack of it is on the branch that is checked out.

    So a `leave_main` that was cut off is finished, and so is what a person began who made the branch by hand.
    """
    git, main = remote.git, f"refs/heads/{remote.main}"
    commit = git.commit(main)
    if commit is None or now.branch == remote.main or git.before(commit, now.tip) or not git.before(commit, now.head):
        return
    if git.run("for-each-ref", "--format=%(worktreepath)", main).strip():
        return  # another folder has it checked out
    with locked(lock_path(repository)):
        git.run("update-ref", "-m", "ledsys send", "--", main, now.tip, commit)


def push(remote: Remote, now: Divergence, branch: str) -> str:
    """Send the branch, and give what the other side said; `RepositoryError` where it holds what is not here."""
    there = remote.git.commit(remote.ref(branch))
    if there is not None and not remote.git.before(there, now.head):
        raise RepositoryError(
            msg("The others have something on the branch {branch} that is not here.", branch=branch),
            msg("Get it first with: ledsys pull. Nothing was sent, and nothing is lost."),
        )
    return remote.push(branch)
