"""The *error boundary*: the one place where what went wrong becomes words and an exit code."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from traceback import format_exc

import typer
from typer import exceptions

from ledsys import __version__
from ledsys.cli.app import make_app
from ledsys.cli.codes import CANNOT, FAULT, INTERRUPTED
from ledsys.errors import LedsysError, UnusableError
from ledsys.message import msg
from ledsys.report.terminal import note, safe, told


def guarded(arguments: list[str]) -> int:  # noqa: PLR0911  # one line for each way to end
    """Run the command line and give the exit code, whatever happens."""
    try:
        result = typer.main.get_command(make_app()).main(arguments, prog_name="ledsys", standalone_mode=False)
    except exceptions.Exit as stop:
        return stop.exit_code
    except (KeyboardInterrupt, EOFError, exceptions.Abort):
        note(msg("Interrupted. Nothing was changed."))
        return INTERRUPTED
    except typer.TyperException as error:
        return _usage(error)
    except LedsysError as error:
        return _explained(error)
    except BrokenPipeError:
        return _pipe_closed()
    except Exception:  # noqa: BLE001  # the boundary itself: nothing else may catch everything
        return _fault()
    return result if isinstance(result, int) else 0


def _usage(error: typer.TyperException) -> int:
    format_message = getattr(error, "format_message", None)
    text = format_message() if callable(format_message) else str(error)
    if text:
        sys.stderr.write(safe(text) + "\n")
    context = getattr(error, "ctx", None)
    note(msg("See: {command} --help", command=context.command_path if context is not None else "ledsys"))
    return CANNOT


def _explained(error: LedsysError) -> int:
    if isinstance(error, UnusableError):
        for fault in error.faults:
            sys.stderr.write(f"{safe(fault.path)}:{fault.line}:{fault.column} {told(fault.message)}\n")
            if fault.help.template:
                sys.stderr.write(f"    {told(fault.help)}\n")
    note(error.message)
    if error.help.template:
        note(error.help)
    return error.exit_code


def _pipe_closed() -> int:
    sys.stdout = None  # the reader has gone; Python must not try to flush to it at the end
    return 0


def _fault() -> int:
    """Write what happened to a file that the person can attach to a report; the terminal gets a sentence."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    place = Path(gettempdir()) / f"ledsys-fault-{stamp}.txt"
    try:
        place.write_text(f"ledsys {__version__}, Python {sys.version}\n{format_exc()}", encoding="utf-8")
        where = str(place)
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
