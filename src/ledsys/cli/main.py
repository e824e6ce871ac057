"""The *entry point*: chooses the language, runs the command, and turns whatever happens into words and an exit code.

0 nothing at or above the level asked; 1 findings or a refused move; 2 could not judge or write; 3 a fault in ledsys;
130 interrupted (design §9). A traceback never reaches a user.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from ledsys import language

_LANGUAGE_LINE = re.compile(r"""^språk:\s*["']?(sv|en)\b""", re.MULTILINE)


def main() -> None:
    """Run ledsys as a program."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started us
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  # open as long as we run
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    language.choose(_language(arguments))
    # Typer fixes its help texts while the commands are imported, so the language comes first.
    from ledsys.cli import boundary

    return boundary.guarded(_commands, arguments)


def _commands(arguments: list[str]) -> object:
    from ledsys.cli.app import run_app

    return run_app(arguments)


def _language(arguments: list[str]) -> str:
    asked = os.environ.get("LEDSYS_LANG", "")[:2].lower()
    if asked in language.LANGUAGES:
        return asked
    elsewhere = arguments[1] if len(arguments) > 1 and arguments[0] == "-C" else ""
    return _language_of_repo(elsewhere) or _language_of_locale()


def _language_of_repo(elsewhere: str) -> str:
    """Give the language of the docs repo in which the command is to run; ``elsewhere`` is what stands after -C."""
    try:
        folder = Path.cwd() / elsewhere
        for place in (folder, *folder.parents):
            if (place / "ledsys.yaml").is_file():
                found = _LANGUAGE_LINE.search((place / "ledsys.yaml").read_bytes()[:65536].decode(errors="replace"))
                return found[1] if found else "sv"
    except OSError:
        pass  # an unreadable folder is told of later, by the command itself
    return ""


def _language_of_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "sv" if value.lower().startswith("sv") else "en"
    return "en"
