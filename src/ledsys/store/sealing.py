"""The *journal of seals*: a file of its own on the branch ``ledsys-journal``, which every plain clone brings along.

It is written without index and working tree: either the branch moves on by one commit, or nothing has happened.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.proof.seals import Seal, read_journal, written
from ledsys.store import branch
from ledsys.store.git import REGULAR
from ledsys.store.repository import Repository

BRANCH = "refs/heads/ledsys-journal"
OF_ORIGIN = "refs/remotes/origin/ledsys-journal"
FILE = "journal"

SOMEBODY_ELSE = msg("Somebody else may have added one at the same moment. Nothing was changed; run the command again.")
_MACHINE = "ledsys"


@dataclass(frozen=True)
class Journal:
    """The seals that are known here; ``commit`` is where they end, ``forked`` tells that two copies disagree.

    ``own`` is where the local branch ends, which may be earlier; none if there is no such branch.
    """

    seals: tuple[Seal, ...] = ()
    commit: str | None = None
    own: str | None = None
    forked: bool = False


def read(repository: Repository) -> Journal:
    """Give the journal, the longer of the local branch and the one fetched from origin.

    SealFormError if one of them can't be read.
    """
    own, fetched = _read(repository, BRANCH), _read(repository, OF_ORIGIN)
    shorter, longer = sorted((fetched, own), key=lambda journal: len(journal.seals))
    return Journal(longer.seals, longer.commit, own.commit, longer.seals[: len(shorter.seals)] != shorter.seals)


def append(repository: Repository, journal: Journal, seal: Seal, when: datetime) -> str:
    """Write one more seal after those of the journal, and give the commit; RepositoryError if somebody was faster."""
    git = repository.git
    blob = git.store_blob(written((*journal.seals, seal)))
    tree = git.run("mktree", "-z", stdin=f"{REGULAR} blob {blob}\t{FILE}\0".encode()).decode().strip()
    parents = ("-p", journal.commit) if journal.commit else ()
    date = f"@{int(when.timestamp())} {when.strftime('%z')[:5]}"
    who = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", _MACHINE), ("EMAIL", f"{_MACHINE}@localhost"), ("DATE", date))
    }
    subject = f"seal {seal.number}: {seal.proof.value} {seal.commit}\n".encode()
    commit = git.run("commit-tree", tree, *parents, "-F", "-", stdin=subject, env=who).decode().strip()
    try:
        branch.move(git, BRANCH, commit, journal.own, f"seal {seal.number}")
    except RepositoryError as error:
        raise RepositoryError(
            msg("The seal could not be added to the branch ledsys-journal: {why}", why=error.message),
            error.help if error.help.template else SOMEBODY_ELSE,
        ) from error
    return commit


def _read(repository: Repository, ref: str) -> Journal:
    commit = _tip(repository, ref)
    blob = repository.git.list_tree(commit).get(FILE) if commit else None
    if commit is None or blob is None:
        return Journal(commit=commit)
    return Journal(read_journal(repository.git.read_blobs([blob])[blob]), commit)


def _tip(repository: Repository, ref: str) -> str | None:
    """Give the commit of a full reference, none if it is not there."""
    found = repository.git.ask("rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")
    return found.decode().strip() if found else None
