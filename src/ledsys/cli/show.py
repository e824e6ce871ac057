"""``ledsys show``: everything about one document."""

from __future__ import annotations

from ledsys.cli.options import AsText, On, Reference, TextFormat, read_day
from ledsys.cli.session import find_published, open_session
from ledsys.report.terminal import out, raw


def show(reference: Reference, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Show everything about one document."""
    from ledsys.lifecycle import lives
    from ledsys.report.document import as_json, text_lines

    corpus, document = find_published(open_session(read_day(on)), reference)
    found = lives(corpus)
    if output is TextFormat.JSON:
        raw(as_json(corpus, found, document))
        return
    for line in text_lines(corpus, found, document):
        out(line)
