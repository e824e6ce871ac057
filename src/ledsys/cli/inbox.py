"""``ledsys inbox``: what waits for me."""

from __future__ import annotations

from ledsys.cli.chosen import known_person
from ledsys.cli.options import As, AsText, On, TextFormat, read_day
from ledsys.cli.session import acting_person, as_of, open_session
from ledsys.message import msg
from ledsys.report.terminal import note, out, raw


def inbox(person: As = None, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Show what waits for you."""
    from ledsys.lifecycle import lives
    from ledsys.report.inbox import as_json, matters, text_lines
    from ledsys.report.people import named

    session = open_session(read_day(on))
    corpus = as_of(session)
    mine = known_person(corpus, acting_person(session, person))
    found = matters(corpus, lives(corpus), mine)
    if output is TextFormat.JSON:
        raw(as_json(found, mine))
        return
    for line in text_lines(found):
        out(line)
    if not found:
        note(msg("Nothing waits for {person}.", person=named(corpus, mine)))
