"""*Workers*: processes that share much work of one kind, where the system can copy a process (Windows can't)."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import TypeVar

from ledsys.errors import LedsysError, RepositoryError
from ledsys.message import msg

Result = TypeVar("Result")


def processors() -> int:
    """Tell how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shared(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do all the works at once, each in a process of its own but the last, and give what they give in their order.

    An expected error of a work is raised as it is; whatever else brings a process down is a `RepositoryError`, since no
    work may be lost silently. Nothing that a work changes is seen by the others.
    """
    if sys.platform == "win32":
        return [work() for work in works]
    context = get_context("fork")
    gc.freeze()  # what is there already is not looked through, and so not copied, in every process
    try:
        begun = []
        for work in works[:-1]:
            ours, theirs = context.Pipe(duplex=False)
            process = context.Process(target=_worker, args=(work, theirs))
            process.start()
            theirs.close()
            begun.append((process, ours))
        try:
            last = [work() for work in works[-1:]]
            return [*(_outcome(ours) for _, ours in begun), *last]
        finally:
            for process, ours in begun:
                ours.close()
                process.join()
    finally:
        gc.unfreeze()


def _worker(work: Callable[[], object], answer: Connection) -> None:
    gc.disable()  # it ends when the work is done
    with suppress(BrokenPipeError):  # another work has failed, and nobody waits for this one
        try:
            answer.send((work(),))
        except LedsysError as error:
            answer.send(error)


def _outcome(ours: Connection) -> Result:  # type: ignore[type-var]  # what was sent is what the work gave
    try:
        outcome = ours.recv()
    except EOFError:
        raise RepositoryError(
            msg("A process that made pages ended before it was done."),
            msg("There may be too little memory. Close other programs, and run the command again."),
        ) from None
    if isinstance(outcome, tuple):
        return outcome[0]  # type: ignore[no-any-return]
    raise outcome
