"""The *error boundary*: the one place where what went wrong becomes words and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from tempfile import mkstemp
from traceback import format_exc

import typer
from typer import exceptions

from ledsys import __version__
from ledsys.cli.codes import CANNOT, FAULT, INTERRUPTED, OK
from ledsys.cli.typer_words import wrong
from ledsys.errors import LedsysError, UnusableError
from ledsys.message import msg
from ledsys.report.terminal import note, safe, told


def guarded(program: Callable[[list[str]], object], arguments: list[str]) -> int:  # noqa: C901, PLR0911  # one for each way to end
    """Run the program with the arguments and give the exit code, whatever happens."""
    try:
        result = program(arguments)
        sys.stdout.flush()  # here, where a pipe that was closed or a disk that is full can still be told of
    except exceptions.Exit as stop:
        return stop.exit_code
    except SystemExit as stop:  # typer ends so where a pipe was closed
        if isinstance(stop.__context__, BrokenPipeError):
            return _pipe_closed()
        raise
    except (KeyboardInterrupt, EOFError, exceptions.Abort):
        return _interrupted()
    except typer.TyperException as error:
        return _usage(error)
    except LedsysError as error:
        return _explained(error)
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        return _refused_by_system(error)
    except Exception:  # noqa: BLE001  # the boundary itself: nothing else may catch everything
        return _fault()
    if result == INTERRUPTED:  # what typer makes of Ctrl-C
        return _interrupted()
    return result if isinstance(result, int) else OK


def _interrupted() -> int:
    note(msg("Interrupted. If anything was half written, the next command finishes it or takes it back."))
    return INTERRUPTED


def _usage(error: typer.TyperException) -> int:
    text = told(wrong(error))
    if text:
        sys.stderr.write(text + "\n")
    context = getattr(error, "ctx", None)
    note(msg("See: {command} --help", command=context.command_path if context is not None else "ledsys"))
    return CANNOT


def _explained(error: LedsysError) -> int:
    if isinstance(error, UnusableError):
        for fault in error.faults:
            sys.stderr.write(f"{safe(fault.place)} {told(fault.message)}\n")
            if fault.help.template:
                sys.stderr.write(f"    {told(fault.help)}\n")
    note(error.message)
    if error.help.template:
        note(error.help)
    return error.exit_code


def _pipe_closed() -> int:
    _silence_stdout()
    return OK


def _silence_stdout() -> None:
    """Let what is left for stdout go nowhere: Python would try to write it once more at its end, and complain."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _refused_by_system(error: OSError) -> int:
    """Say what the operating system refused; what it never says to a program in order is a fault of ledsys."""
    from ledsys.store.disk import reason, refusal

    if not refusal(error):
        return _fault()
    _silence_stdout()
    note(msg("{what} can't be read or written: {reason}.", what=str(error.filename or "stdout"), reason=reason(error)))
    return CANNOT


def _fault() -> int:
    """Write what happened to a file that the person can attach to a report; the terminal gets a sentence."""
    try:
        handle, where = mkstemp(prefix="ledsys-fault-", suffix=".txt", text=True)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"ledsys {__version__}, Python {sys.version}\n{format_exc()}")
    except OSError:
        where = "–"
    note(
        msg(
            "This is a fault in ledsys, not in what you did. What happened is written in {place};"
            " look it through for names before you send it to those who care for ledsys.",
            place=where,
        )
    )
    return FAULT
