"""``ledsys status``: how the documents stand, on one screen."""

from __future__ import annotations

from ledsys.cli.options import AsText, On, TextFormat, read_day
from ledsys.cli.session import as_of, open_session
from ledsys.report.terminal import out, raw


def status(output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Show on one screen how the documents stand."""
    from ledsys.lifecycle import lives
    from ledsys.report.status import as_json, state_of, text_lines

    corpus = as_of(open_session(read_day(on)))
    state = state_of(corpus, lives(corpus))
    if output is TextFormat.JSON:
        raw(as_json(state))
        return
    for line in text_lines(state, corpus):
        out(line)
