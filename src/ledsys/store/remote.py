"""The *remote*: the copy of the docs repo that all share, reached by the acting person's own git.

Network and credentials are the person's, so here git runs with their environment and configuration. It carries what
was made; nothing is ever judged by it (see ``git.py`` for the git that judges).
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from ledsys.errors import NOTHING, RepositoryError
from ledsys.message import Message, msg
from ledsys.store.repository import Repository
from ledsys.store.running import SHOWN, program

_ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"),
)
"""What a hook of git sets, and would lead to another repository."""

_REMOTE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
_BRANCH_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._/-]*")
_SYMBOLIC = re.compile(r"^ref: refs/heads/(\S+)\tHEAD$", re.MULTILINE)


@dataclass(frozen=True)
class OwnGit:
    """The person's git, in the folder of a docs repo."""

    root: Path

    def run(self, *args: str, stdin: str = "", hint: Message = NOTHING) -> str:
        """Run git and give what it answers; a failure is a `RepositoryError` with git's own words and the hint."""
        ran = self.start(args, stdin)
        if ran.returncode:
            raise _failed(args[0], ran, hint)
        return ran.stdout

    def ask(self, *args: str) -> str | None:
        """Ask git something; None where it says no (exit code 1)."""
        ran = self.start(args)
        if ran.returncode not in {0, 1}:
            raise _failed(args[0], ran, NOTHING)
        return None if ran.returncode else ran.stdout.strip()

    def start(self, args: Sequence[str], stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run git to its end, however long the network takes."""
        environment = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
        return subprocess.run(
            [program(), *args],
            cwd=self.root,
            env=environment,
            input=stdin,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )

    def commit(self, ref: str) -> str | None:
        """Give the commit of a full reference, or of HEAD; None where there is none."""
        return self.ask("rev-parse", "--quiet", "--verify", "--end-of-options", f"{ref}^{{commit}}")

    def before(self, first: str, second: str) -> bool:
        """Tell whether the first commit is the second or one that it builds on."""
        return self.ask("merge-base", "--is-ancestor", first, second) is not None


@dataclass(frozen=True)
class Remote:
    """One remote: its name and address in git's settings, and its main branch."""

    git: OwnGit
    name: str
    url: str
    main: str

    def ref(self, branch: str) -> str:
        """Give the full reference under which git remembers a branch of the remote."""
        return f"refs/remotes/{self.name}/{branch}"

    def fetch(self) -> str:
        """Get what the others have, and give the commit of their main; nothing else here is changed.

        `RepositoryError` where their main lacks what it held before; what is remembered of it then stays as it was.
        """
        main = self.ref(self.main)
        before = self.git.commit(main)
        everything = f"+refs/heads/*:refs/remotes/{self.name}/*"
        options = ("--quiet", "--prune", "--no-tags", "--no-recurse-submodules")
        self.git.run("fetch", *options, "--", self.name, everything, hint=self._unreached)
        tip = self.git.commit(main)
        if tip is None:
            raise RepositoryError(
                msg("{remote} has no branch called {branch} yet.", remote=self.shown, branch=self.main),
                msg(
                    "Whoever cares for the docs repo puts the first version there, once: git push -u {remote} {branch}",
                    remote=self.name,
                    branch=self.main,
                ),
            )
        if before is not None and not self.git.before(before, tip):
            self.git.run("update-ref", "-m", "ledsys: overwritten there", "--", main, before)
            raise RepositoryError(
                msg(
                    "{branch} at {remote} has been overwritten: it lacks {commit}, which it had before.",
                    branch=self.main,
                    remote=self.shown,
                    commit=before,
                ),
                msg(
                    "Nothing was changed here. Keep this copy as it is, and tell those who care for the docs repo."
                    " If they say that all is well, make a new copy by `git clone`."
                ),
            )
        return tip

    def push(self, branch: str) -> str:
        """Send a branch, and give what the other side said; never over what somebody else has put there."""
        ref = f"refs/heads/{branch}"
        ran = self.git.start(("push", "--set-upstream", "--no-follow-tags", "--", self.name, f"{ref}:{ref}"))
        if ran.returncode:
            raise _failed("push", ran, self._unreached)
        return ran.stderr

    @property
    def shown(self) -> str:
        """The address without what may be a password."""
        return without_password(self.url)

    @property
    def _unreached(self) -> Message:
        return msg(
            "See that you are on the network and may use {address}, then run the command again. Nothing is lost.",
            address=self.shown,
        )


def find_remote(repository: Repository) -> Remote:
    """Give the remote that the docs repo is shared by; `RepositoryError` where there is none, or no telling which.

    Of several it is the one that main follows, else the one called ``origin``.
    """
    git = OwnGit(repository.root)
    names = git.run("remote").split()
    if not names:
        raise RepositoryError(
            msg("This docs repo is on this computer only: it knows of no other copy (git calls it a remote)."),
            msg("Ask whoever cares for the docs repo for its address, and tell git: git remote add origin ADDRESS"),
        )
    followed = git.ask("config", "--get", "branch.main.remote")
    chosen = next((name for name in (followed, "origin", *(names if len(names) == 1 else ())) if name in names), None)
    if chosen is None:
        raise RepositoryError(
            msg("This docs repo knows of several other copies: {names}.", names=tuple(names)),
            msg("Tell git which one main follows: git config branch.main.remote NAME"),
        )
    _check_name(_REMOTE_NAME, chosen)
    return Remote(git, chosen, git.run("remote", "get-url", "--", chosen).strip(), _main(git, chosen))


def _main(git: OwnGit, remote: str) -> str:
    """Give the main branch of the remote: as git remembers it, else as the remote says, else ``main``."""
    known = git.ask("symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD")
    if known is not None:
        return _check_name(_BRANCH_NAME, known.removeprefix(f"refs/remotes/{remote}/"))
    found = _SYMBOLIC.search(git.run("ls-remote", "--symref", "--", remote, "HEAD"))
    return _check_name(_BRANCH_NAME, found[1]) if found else "main"


def _check_name(pattern: re.Pattern[str], name: str) -> str:
    if not pattern.fullmatch(name):
        raise RepositoryError(
            msg("{name} is not a name that ledsys passes on to git.", name=name),
            msg("Give the remote or its branch a name of letters and digits."),
        )
    return name


def check_branch(name: str) -> str:
    """Give the name of a branch back; `RepositoryError` for one that could mean more than a name."""
    return _check_name(_BRANCH_NAME, name)


def next_hint(repository: Repository) -> Message | None:
    """Give the line that a move ends with: how the others get it. None where there is nobody to send it to."""
    if repository.git.ask("config", "--local", "--get-regexp", r"^remote\..*\.url$") is None:
        return None
    return msg("Send it to the others with: ledsys send")


def without_password(url: str) -> str:
    """Give an address without user name and password; those of ssh are no secret and stay."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https"} and "@" in parts.netloc:
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    return url


def _failed(command: str, ran: subprocess.CompletedProcess[str], hint: Message) -> RepositoryError:
    lines = [line.removeprefix("fatal: ").removeprefix("error: ").strip() for line in ran.stderr.splitlines()]
    gist = "; ".join(line for line in lines if line and not line.startswith("hint:"))[:SHOWN]
    reason = re.sub(r"(https?://)[^/@\s]+@", r"\1", gist) or msg("exit code {code}", code=ran.returncode)
    return RepositoryError(msg("git {command} failed: {reason}", command=command, reason=reason), hint)
