"""``ledsys verify-site``: whether a built handbook, or one fetched from a server, is what the docs repo says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import AsText, TextFormat, read_day
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import Message, msg
from ledsys.report.terminal import note, out, raw, told

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=_("The handbook's folder, or a copy from the server."))]

FRONT = "index.html"
_BUILT = re.compile(rb'<script[^>]* data-day="(\d{4}-\d{2}-\d{2})"[^>]*>')
_AS_OF = b" data-as-of"
_SAID = {
    "differs": msg("not the same"),
    "missing": msg("missing"),
    "extra": msg("not of this handbook"),
}


def verify_site(folder: Folder, output: AsText = TextFormat.TEXT) -> int:
    """Compare every file with what the docs repo makes for the day of that handbook; 0 if all are the same, else 1."""
    from ledsys.cli.build import handbook_files
    from ledsys.report.data import json_text
    from ledsys.store.fetched import fetched

    found = fetched(folder)
    day, today = _days(found)
    expected, _lacking = handbook_files(day, today)
    wrong = _compared(expected, found)
    same = sum(1 for name in expected if name not in wrong)
    if output is TextFormat.JSON:
        files = [{"file": name, "is": said} for name, said in wrong.items()]
        raw(json_text("ledsys-verify-site-1", {"day": day, "same": same, "wrong": files}))
    for name, said in wrong.items() if output is TextFormat.TEXT else ():
        out(told(msg("{file}: {said}", file=name, said=_SAID[said])))
    note(_result(day, same, len(wrong)))
    return FINDINGS if wrong else OK


def _days(found: Mapping[str, bytes | None]) -> tuple[date, date]:
    """Give the day of the handbook, by its front page, and one on which it would have been built as it was."""
    built = _BUILT.search(found.get(FRONT) or b"")
    day = read_day(built[1].decode()) if built is not None else None
    if built is None or day is None:
        raise UsageError(
            msg("The folder holds no handbook: its front page, {name}, does not say of which day it is.", name=FRONT)
        )
    return day, date.min if _AS_OF in built[0] else day


def _compared(expected: Mapping[str, bytes], found: Mapping[str, bytes | None]) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for name in sorted({*expected, *found}):
        if name not in found:
            wrong[name] = "missing"
        elif name not in expected:
            wrong[name] = "extra"
        elif expected[name] != found[name]:
            wrong[name] = "differs"
    return wrong


def _result(day: date, same: int, wrong: int) -> Message:
    if wrong:
        return msg(
            "By this docs repo, the handbook of {day} is another: {same} files are the same, {wrong} are not.",
            day=day,
            same=same,
            wrong=wrong,
        )
    return msg("All {same} files are those of the handbook of {day} as this docs repo makes it.", day=day, same=same)
