"""The *repository*: the folder of a docs repo together with its git, and the questions that ledsys asks of it.

The one module that uses GitPython, and only for what the acting person's own configuration of git says: it is slow to
import, and it never gets a reference or a path out of a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ledsys.digest import blob_id
from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.disk import read_regular, write_error
from ledsys.store.git import Git, create, discover

SETTINGS = "ledsys.yaml"
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


@dataclass(frozen=True)
class Head:
    """Where the docs repo stands: its branch (None when none is checked out), its commit (None before the first)."""

    branch: str | None
    commit: str | None


@dataclass(frozen=True)
class Repository:
    """A docs repo on disk."""

    root: Path
    git: Git

    def head(self) -> Head:
        """Give the branch checked out, by its short name, and its commit."""
        symbolic = self.git.ask("symbolic-ref", "--quiet", "HEAD")
        commit = self.git.ask("rev-parse", "--quiet", "--verify", "--end-of-options", "HEAD^{commit}")
        return Head(
            branch=symbolic.decode().strip().removeprefix("refs/heads/") if symbolic else None,
            commit=commit.decode().strip() if commit else None,
        )

    def merging(self) -> bool:
        """Tell whether a merge, a rebase or the like is in progress."""
        return any((self.git.git_dir / name).exists() for name in _UNFINISHED)

    def changed(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Give those of the paths whose files differ from the last commit, in the order given."""
        commit = self.head().commit
        committed = self.git.list_tree(commit) if commit else {}
        return tuple(path for path in paths if self.current(path) != committed.get(path))

    def current(self, path: str) -> str | None:
        """Give the blob id of a file as it stands in the folder, None if it is not there."""
        found = read_regular(self.root, path)
        return None if found is None else blob_id(found[0])

    def user_email(self) -> str | None:
        """Give user.email of the acting person's own git configuration, None where it is not set."""
        import git

        try:
            with git.Repo(self.root) as opened:
                return str(opened.git.config("--get", "user.email")).strip() or None
        except git.exc.GitError:
            return None


def find(start: Path) -> Repository:
    """Give the docs repo that the folder (or file) lies in; RepositoryError says what is missing and what to do."""
    place = start.absolute()
    if not place.exists():
        raise RepositoryError(
            msg("There is no folder {folder}.", folder=str(start)),
            msg("Check the name of the folder."),
        )
    place = place.resolve()
    for folder in (place, *place.parents):
        if (folder / ".git").exists() or (folder / SETTINGS).is_file():
            return _open(folder)
        if folder.name != ".git" and all((folder / part).exists() for part in ("HEAD", "objects", "refs")):
            raise RepositoryError(
                msg("The git repository in {folder} is bare: it has no files to work with.", folder=str(folder)),
                msg("Make a copy with files by `git clone`, and work there."),
            )
    raise RepositoryError(
        msg("{folder} is not in a docs repo.", folder=str(start)),
        msg("Go to the folder of your docs repo, or make a new one with `ledsys init`."),
    )


def initialise(root: Path) -> Repository:
    """Make a folder with an empty git repository on the branch ``main``; WriteError where that can't be written."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(error) from error
    top = root.resolve()
    return Repository(top, create(top))


def _open(root: Path) -> Repository:
    if not (root / ".git").exists():
        raise RepositoryError(
            msg("{folder} has the settings of a docs repo but is no git repository.", folder=str(root)),
            msg(
                "ledsys needs git to keep what was approved. If the folder was copied, copy it with `git clone` "
                "instead; {settings} must stand at the top of the repository.",
                settings=SETTINGS,
            ),
        )
    git = discover(root)
    if not (root / SETTINGS).is_file():
        raise RepositoryError(
            msg(
                "{folder} is a git repository but not a docs repo: {settings} is missing.",
                folder=str(root),
                settings=SETTINGS,
            ),
            msg("Go to the folder of your docs repo, or make a new one with `ledsys init`."),
        )
    return Repository(root, git)
