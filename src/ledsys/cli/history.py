"""``ledsys history``: every act of a document in words."""

from __future__ import annotations

from ledsys.cli.options import AsText, On, Reference, TextFormat, read_day
from ledsys.cli.session import find_document, open_session
from ledsys.message import msg
from ledsys.report.terminal import out, raw, told


def history(reference: Reference, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """Tell every act of a document in words."""
    from ledsys.report.history import as_json, claimed, text_lines
    from ledsys.report.words import level_word

    corpus = open_session(read_day(on)).corpus
    document = find_document(corpus, reference)
    acts = tuple(act for act in corpus.acts.get(document.id, ()) if act.signed_at.date() <= corpus.today)
    if output is TextFormat.JSON:
        raw(as_json(document.id, acts, corpus))
        return
    for line in text_lines(acts, corpus):
        out(line)
    if claimed(acts):
        out(told(msg("Level of proof: {level}.", level=level_word("claimed"))))
