"""*Running* git: the program itself, with nothing of its surroundings.

The environment is built and not inherited, no configuration but the repository's own is read, and what that could turn
against its reader (hooks, monitors, replaced objects, network) is switched off. Arguments are a list; no shell is used.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BufferedReader
from pathlib import Path
from typing import IO

from ledsys.errors import NOTHING, RepositoryError
from ledsys.message import Message, msg

FLOOR = (2, 38)  # the first with safe.bareRepository
TIMEOUT = 120.0  # seconds for one run of git
OUTPUT_CAP = 1 << 30  # bytes that one run may answer with
COMPLAINT_CAP = 1 << 16  # bytes of what git writes about a failure
SHOWN = 300  # characters of a failure that a person is shown

CONFIGURATION = (
    "core.fsmonitor=",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.quotePath=false",
    "core.commitGraph=false",
    "core.splitIndex=false",
    "core.untrackedCache=false",
    "core.packedGitWindowSize=1m",  # a long history shall not fill the memory
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


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
