"""A repository of *git*: where it lies, and what is asked of it and kept in it, object by object."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.running import converse, failed

NOT_FOUND = "0" * 40  # git's object id for "not there"
REGULAR = "100644"
EXECUTABLE = "100755"

_ENTRY = re.compile(rb"(\d{6}) blob ([0-9a-f]{40})\t(.+)", re.DOTALL)
_OBJECT_ID = re.compile(r"[0-9a-f]{40}")


class TreeFile(NamedTuple):
    """A regular file in a tree of git: its mode (`REGULAR` or `EXECUTABLE`) and the id of its blob."""

    mode: str
    blob: str


@dataclass(frozen=True)
class Git:
    """Runs git on one repository: ``root`` is the folder of its files, ``git_dir`` where git keeps its own."""

    root: Path
    git_dir: Path

    def run(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """Run one command of git and give what it answers; a failure is a RepositoryError with git's own reason."""
        code, output, complaint = self._run(args, stdin, env)
        if code:
            raise failed(args[0], code, complaint)
        return output

    def ask(self, *args: str) -> bytes | None:
        """Run a command that answers a question; None where git says no (exit code 1)."""
        code, output, complaint = self._run(args, b"", None)
        if code > 1 or code < 0:
            raise failed(args[0], code, complaint)
        return None if code else output

    def _run(self, args: tuple[str, ...], stdin: bytes, env: Mapping[str, str] | None) -> tuple[int, bytes, bytes]:
        return converse((*self.place, *args), stdin, env or {})

    @property
    def place(self) -> tuple[str, ...]:
        """The arguments that name this repository to git; nothing is searched for."""
        return f"--git-dir={self.git_dir}", f"--work-tree={self.root}", "--literal-pathspecs"

    def tree(self, treeish: str, folder: str = "") -> Mapping[str, TreeFile]:
        """Give the regular files of a commit or tree by path, of all of it or of one folder; links are left out."""
        args = ["ls-tree", "-r", "-z", "--full-tree", "--end-of-options", object_id(treeish)]
        answer = self.run(*args, *([f"{folder}/"] if folder else []))
        found = {}
        for line in answer.split(b"\0"):
            entry = _ENTRY.fullmatch(line)
            if entry and entry[1].startswith(b"100"):
                found[os.fsdecode(entry[3])] = TreeFile(entry[1].decode(), entry[2].decode())
        return found

    def list_tree(self, treeish: str, folder: str = "") -> Mapping[str, str]:
        """Give the blob ids of the regular files of a commit or tree, by path; of one folder if it is named."""
        return {path: file.blob for path, file in self.tree(treeish, folder).items()}

    def read_blobs(self, ids: Iterable[str]) -> Mapping[str, bytes]:
        """Give the bytes of blobs by id, all in one run of git; an id that is missing is a RepositoryError."""
        wanted = tuple(dict.fromkeys(object_id(blob) for blob in ids))
        if not wanted:
            return {}
        answer = self.run("cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in wanted).encode())
        found, position = {}, 0
        for blob in wanted:
            end = answer.index(b"\n", position)
            head = answer[position:end].split()
            if head[1:2] != [b"blob"]:
                raise lacking(blob)
            position = end + 1 + int(head[2])
            found[blob] = answer[end + 1 : position]
            position += 1  # the line feed after the contents
        return found

    def store_blob(self, data: bytes) -> str:
        """Keep bytes in the object database as they are, and give their blob id."""
        return self.run("hash-object", "-w", "--no-filters", "--stdin", stdin=data).decode().strip()


def lacking(blob: str) -> RepositoryError:
    """Say that an object is not there."""
    return RepositoryError(
        msg("The git repository lacks the contents with the id {blob}.", blob=blob),
        msg("It may be a shallow or partial copy. Make a full copy with `git clone` and try again."),
    )


def discover(root: Path) -> Git:
    """Give the git of the repository whose top is ``root``; never one above it. RepositoryError says what is wrong."""
    question = ("rev-parse", "--absolute-git-dir", "--is-bare-repository", "--show-object-format")
    environment = {"GIT_CEILING_DIRECTORIES": str(root.parent)}
    # Who owns the folder does not matter here: nothing that the repository's configuration names is executed.
    code, output, complaint = converse(("-c", "safe.directory=*", "-C", str(root), *question), b"", environment)
    if code:
        raise failed("rev-parse", code, complaint)
    git_dir, bare, object_format = os.fsdecode(output).removesuffix("\n").rsplit("\n", 2)
    if bare == "true":
        raise RepositoryError(
            msg("The git repository in {folder} is bare: it has no files to work with.", folder=str(root)),
            msg("Make a copy with files by `git clone`, and work there."),
        )
    if object_format != "sha1":
        raise RepositoryError(
            msg("The git repository in {folder} uses {format} ids.", folder=str(root), format=object_format),
            msg("ledsys supports repositories with SHA-1 ids, which is what `git init` makes by default."),
        )
    return Git(root, Path(git_dir))


def create(root: Path) -> Git:
    """Make an empty git repository with the branch ``main`` in the folder, without hooks or templates."""
    options = ("--quiet", "--initial-branch=main", "--object-format=sha1", "--template=")
    code, _, complaint = converse(("init", *options, "--end-of-options", str(root)), b"", {})
    if code:
        raise failed("init", code, complaint)
    return Git(root, root / ".git")


def object_id(text: str) -> str:
    """Give the text back if it is the id of an object in full; RepositoryError for everything else."""
    if not _OBJECT_ID.fullmatch(text):
        raise RepositoryError(msg("{text} is not the id of anything in git.", text=text))
    return text
