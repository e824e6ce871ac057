"""*Confined* work: a child process with little time and memory, for what runs somebody else's templates.

Jinja's sandbox keeps a template from files and programs, but not from counting for ever or filling the memory
(proof §3). Where the system has no such limits (Windows), the work is done as it is.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from ledsys.errors import Fault, LedsysError, UnmadeError
from ledsys.message import msg

MEBIBYTES = 512
"""Memory that the child may take beside what the parent has."""

Result = TypeVar("Result")


def confined(work: Callable[[], Result], seconds: int, place: str) -> Result:
    """Give what the work gives, made in a child process with so many seconds of processor time.

    An expected error of the work is raised here as it is. UnmadeError, which names the place of the templates, where
    the child took too much time or memory.
    """
    if sys.platform == "win32":
        return work()
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(work, seconds, theirs))
    child.start()
    theirs.close()
    outcome: object = None
    with suppress(EOFError), ours:
        outcome = ours.recv()
    child.join()
    if isinstance(outcome, tuple):
        return outcome[0]  # type: ignore[no-any-return]  # what _child sent is what the work gave
    if isinstance(outcome, Exception):
        raise outcome
    hint = msg("Look for a loop without end in the templates, or remove them to use the built-in ones.")
    if child.exitcode == -signal.SIGXCPU:
        sentence = msg("The templates took more than {n} seconds.", n=seconds)
    else:
        sentence = msg("The templates took more than {n} MiB of memory, or broke down.", n=MEBIBYTES)
    raise UnmadeError((Fault(place, 0, 0, sentence, hint),))


def limit_memory() -> None:
    """Let this process take no more than `MEBIBYTES` beside what it has, where the system knows such a limit."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * os.sysconf("SC_PAGE_SIZE") + MEBIBYTES * 1024**2
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _child(work: Callable[[], object], seconds: int, answer: Connection) -> None:
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))
    limit_memory()
    try:
        answer.send((work(),))
    except LedsysError as error:
        answer.send(error)
    except MemoryError:
        answer.close()
