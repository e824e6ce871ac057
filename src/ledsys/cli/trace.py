"""``ledsys trace``: who decided this, by which mandate, under which governing documents, up to the top."""

from __future__ import annotations

from ledsys.cli.options import AsText, On, Reference, TextFormat, read_day
from ledsys.cli.session import find_published, open_session
from ledsys.report.terminal import out, raw, told


def trace(reference: Reference, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Show who decided a document, by which mandate, up to the top."""
    from ledsys.lifecycle import lives
    from ledsys.lifecycle.trace import trace as traced
    from ledsys.report.trace import as_json, text_lines
    from ledsys.report.words import OPEN_MODE

    corpus, document = find_published(open_session(read_day(on)), reference)
    found = traced(corpus, lives(corpus), document.id)
    if output is TextFormat.JSON:
        raw(as_json(found, corpus))
        return
    for line in text_lines(found, corpus):
        out(line)
    if corpus.policy.settings.authority.open:
        out(told(OPEN_MODE))
