"""*git* as ledsys runs it: the program itself, with nothing of its surroundings.

The environment is built and not inherited, no configuration but the repository's own is read, and what that could turn
against its reader (hooks, monitors, replaced objects, network) is switched off. Arguments are a list; no shell is used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import IO, NamedTuple

from ledsys.errors import NOTHING, RepositoryError
from ledsys.message import Message, msg

FLOOR = (2, 38)  # the first with safe.bareRepository
TIMEOUT = 120.0  # seconds for one run of git
OUTPUT_CAP = 1 << 30  # bytes that one run may answer with
COMPLAINT_CAP = 1 << 16  # bytes of what git writes about a failure
SHOWN = 300  # characters of a failure that a person is shown

NOT_FOUND = "0" * 40  # git's object id for "not there"
REGULAR = "100644"
EXECUTABLE = "100755"

CONFIGURATION = (
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
    "core.commitGraph=false",
    "core.splitIndex=false",
    "core.untrackedCache=false",
    "core.packedGitWindowSize=4m",  # a long history shall not fill the memory
    "core.packedGitLimit=32m",
    "core.deltaBaseCacheLimit=8m",
    "core.fsync=loose-object,reference,index",
    "i18n.commitEncoding=UTF-8",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "advice.graftFileDeprecated=false",
)

ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "",  # none, whatever the repository's configuration allows
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_COMMITTER_NAME": "ledsys",  # of entries in the log of references; a commit names its person
    "GIT_COMMITTER_EMAIL": "ledsys",
    "LC_ALL": "C",
}

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


@cache
def program() -> str:
    """Give the absolute path of git; RepositoryError where it is missing or older than `FLOOR`."""
    found = shutil.which("git")
    if not found or not Path(found).is_absolute():
        raise RepositoryError(
            msg("The program git was not found on this computer."),
            msg("Install git {version} or later from https://git-scm.com and try again.", version=_dotted(FLOOR)),
        )
    answer = subprocess.run([found, "--version"], capture_output=True, check=False, env=_environment({}), text=True)
    numbers = re.search(r"(\d+)\.(\d+)", answer.stdout)
    version = (int(numbers[1]), int(numbers[2])) if numbers else (0, 0)
    if version < FLOOR:
        raise RepositoryError(
            msg("The program git is version {old}, which is too old.", old=_dotted(version)),
            msg("Install git {version} or later from https://git-scm.com and try again.", version=_dotted(FLOOR)),
        )
    return found


def start(args: tuple[str, ...], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start git with pipes to all its streams, in the built environment and ``env``."""
    settings = (word for setting in CONFIGURATION for word in ("-c", setting))
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(
            [program(), *settings, *args],
            cwd=os.sep,
            env=_environment(env),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            close_fds=False,  # an orphan of a killed ledsys keeps holding the lock until it ends (see lock.py)
            start_new_session=True,  # Ctrl-C is for ledsys, which lets git end in peace
        )
    except (OSError, ValueError) as error:
        raise RepositoryError(msg("git could not be started: {reason}", reason=str(error))) from error


def converse(args: tuple[str, ...], stdin: bytes, env: Mapping[str, str]) -> tuple[int, bytes, bytes]:
    """Start git, say ``stdin`` to it and give its exit code, its answer and its complaint.

    Git is stopped after `TIMEOUT` or when it answers more than `OUTPUT_CAP`; either is a RepositoryError.
    """
    process = start(args, env)
    overdue = threading.Timer(TIMEOUT, process.kill)
    with process, ThreadPoolExecutor(2) as threads:
        streams = process.stdin, process.stdout, process.stderr
        assert streams[0] and isinstance(streams[1], BufferedReader) and streams[2]  # noqa: S101, PT018 - pipes all
        overdue.start()
        try:
            threads.submit(_say, streams[0], stdin)
            complaint = threads.submit(complaint_of, streams[2])
            output = _listen(streams[1])
            if output is None:
                process.kill()
            process.wait()
        finally:
            timely = overdue.is_alive()
            overdue.cancel()
    if output is None or not timely:
        raise stopped(next((arg for arg in args if not arg.startswith("-")), ""))
    return process.returncode, output, complaint.result()


def _say(stream: IO[bytes], data: bytes) -> None:
    try:
        with stream:
            stream.write(data)
    except BrokenPipeError:
        pass  # git ended without hearing it all; its exit code says why


def _listen(stream: BufferedReader) -> bytes | None:
    parts, size = [], 0
    while part := stream.read1(1 << 20):
        parts.append(part)
        size += len(part)
        if size > OUTPUT_CAP:
            return None
    return b"".join(parts)


def complaint_of(stream: IO[bytes]) -> bytes:
    """Keep the beginning and let the rest go by: git must never wait for somebody to hear it out."""
    kept = stream.read(COMPLAINT_CAP)
    while stream.read(COMPLAINT_CAP):
        pass
    return kept


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    windows = {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return {**windows, **ENVIRONMENT, **more}


def stopped(command: str) -> RepositoryError:
    """Say that a command of git was stopped by us."""
    return RepositoryError(
        msg("git was stopped: it took too long or answered too much ({command}).", command=command),
        msg("See whether the repository is in order with `git fsck`, and try again."),
    )


def failed(command: str, code: int, complaint: bytes) -> RepositoryError:
    """Say that a command of git failed, in git's own words."""
    lines = complaint.decode("utf-8", "replace").strip().splitlines()
    gist = "; ".join(line.removeprefix("fatal: ").removeprefix("error: ") for line in lines)[:SHOWN]
    reason: Message | str = gist or msg("exit code {code}", code=code)
    return RepositoryError(msg("git {command} failed: {reason}", command=command, reason=reason), NOTHING)


def object_id(text: str) -> str:
    """Give the text back if it is the id of an object in full; RepositoryError for everything else."""
    if not _OBJECT_ID.fullmatch(text):
        raise RepositoryError(msg("{text} is not the id of anything in git.", text=text))
    return text


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
