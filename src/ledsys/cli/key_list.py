"""``ledsys key list``: whose keys stand in the register, and which of them count."""

from __future__ import annotations

from typing import Annotated

import typer

from ledsys.cli.chosen import known_person
from ledsys.cli.options import AsText, On, TextFormat, read_day
from ledsys.cli.session import open_session
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, raw

OfPerson = Annotated[str | None, typer.Option("--person", metavar="PERSON", help=_("Only the keys of this person."))]


def list_keys(person: OfPerson = None, output: AsText = TextFormat.TEXT, on: On = None) -> None:
    """List the keys of persons."""
    from ledsys.report import keys, lists

    corpus = open_session(read_day(on)).corpus
    register = corpus.policy.register
    persons = register.persons
    if person is not None:
        persons = (register.person_by_id[known_person(corpus, person)],)
    found = keys.entries(persons)
    if output is TextFormat.JSON:
        raw(keys.keys_json(found, corpus.today))
    elif found:
        lists.print_table(keys.keys_table(found, corpus))
    else:
        note(msg("There is no key yet. Make one with: ledsys key new"))
