"""``ledsys rules``: all rules, and what they count as here."""

from __future__ import annotations

from ledsys.cli.options import AsText, TextFormat
from ledsys.report.terminal import out, raw


def rules(output: AsText = TextFormat.TEXT) -> None:
    """List all rules with their levels in this docs repo."""
    from ledsys.cli.session import settings_here
    from ledsys.report.rules import as_json, text_lines

    settings = settings_here()
    if output is TextFormat.JSON:
        raw(as_json(settings))
    else:
        for line in text_lines(settings):
            out(line)
