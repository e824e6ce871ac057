"""``ledsys status``: how the documents stand, on one screen or as pages."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from ledsys.cli.options import AsText, On, TextFormat, read_day
from ledsys.cli.session import as_of, open_session
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import out, raw, told

Pages = Annotated[
    Path | None,
    typer.Option(
        "--out", metavar="FOLDER", help=_("Put it here as pages with charts, for those who care for the system.")
    ),
]

_OF_HANDBOOKS = "sok.html"
"""What every handbook has, and no overview."""


def status(output: AsText = TextFormat.TEXT, folder: Pages = None, on: On = None) -> None:
    """Show on one screen how the documents stand."""
    from ledsys.lifecycle import lives
    from ledsys.report.status import as_json, state_of, text_lines

    session = open_session(read_day(on))
    corpus = as_of(session)
    state = state_of(corpus, lives(corpus))
    if folder is not None:
        from ledsys.cli.pressing import overrides, pressed
        from ledsys.site.overview.folder import overview_files
        from ledsys.store.folder import replace_folder

        if (folder / _OF_HANDBOOKS).exists():
            raise UsageError(
                msg("{folder} holds the handbook, and the overview would take its place.", folder=str(folder)),
                msg("Name another folder: ledsys status --out oversikt"),
            )
        own = overrides(session.files)
        replace_folder(folder, pressed(partial(overview_files, corpus, state.figures, own), own, len(corpus.documents)))
        out(told(msg("The overview is here: {page}", page=str(folder / "index.html"))))
    elif output is TextFormat.JSON:
        raw(as_json(state))
    else:
        for line in text_lines(state, corpus):
            out(line)
