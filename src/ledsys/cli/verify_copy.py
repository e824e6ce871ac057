"""``ledsys verify-copy``: whether a printed copy still applies, by the code that it bears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.options import AsText, On, TextFormat, read_day
from ledsys.errors import UsageError
from ledsys.language import _, chosen
from ledsys.message import msg
from ledsys.report.terminal import note, out, raw, told

if TYPE_CHECKING:
    from ledsys.cli.proven import Proven
    from ledsys.lifecycle.life import Edition
    from ledsys.model.corpus import Corpus
    from ledsys.site.shelf import Entry, Shelf

Code = Annotated[
    list[str], typer.Argument(metavar="CODE", help=_("The code on the paper, with or without its hyphen."))
]


def verify_copy(code: Code, output: AsText = TextFormat.TEXT, on: On = None) -> int:
    """Tell whether a printed copy still applies, and what to read instead; 0 if it does, else 1."""
    from ledsys.cli.proven import proven_session
    from ledsys.copycode import read_code, shown
    from ledsys.lifecycle.life import EditionState
    from ledsys.report.data import json_text
    from ledsys.site.document.control import coded
    from ledsys.site.shelf import shelve

    written = " ".join(code)
    wanted = read_code(written)
    if wanted is None:
        raise UsageError(
            msg("{code} is no copy code.", code=written),
            msg("A copy code has eight signs, digits and letters but for I, L, O and U. An example is 7F3K-9Q2M."),
        )
    proven = proven_session(read_day(on))
    shelf = shelve(proven.corpus, {}, proven.corpus.today)  # what a copy is, acts tell without any text
    found = [(entry, edition) for its_code, entry, edition in coded(shelf) if its_code == wanted]
    answers = [_answer(proven.corpus, shelf, entry, edition) for entry, edition in found]
    proven.tell(proven.unproven)
    if output is TextFormat.JSON:
        raw(json_text("ledsys-verify-copy-1", {"code": shown(wanted), "copies": answers}))
    for answer in answers if output is TextFormat.TEXT else ():
        named = msg(
            "{code} is {document}, version {version}: {title}",
            code=shown(wanted),
            document=answer["document"],
            version=f"{answer['version']}.0",
            title=answer["title"],
        )
        out(told(named))
        for line in (answer["standing"], *answer["notes"], answer["content"]):
            out(f"  {line}")
    if not answers:
        _tell_unknown(proven, wanted)
    in_force = all(edition.state(shelf.day) is EditionState.IN_FORCE for _entry, edition in found)
    return OK if found and in_force else FINDINGS


def _tell_unknown(proven: Proven, wanted: str) -> None:
    """Say that no version has the code, or that one has it that was published after the day asked for."""
    from ledsys.copycode import shown
    from ledsys.report.titles import title_of
    from ledsys.site.document.control import coded
    from ledsys.site.shelf import shelve

    day = proven.corpus.today
    now = shelve(proven.corpus, {}, max(day, proven.session.now.date()))
    later = [(entry, edition) for code, entry, edition in coded(now) if code == wanted]
    for entry, edition in later:
        said = msg(
            "{code} is {document}, version {version}: {title}. It was published on {published}, later than {day}.",
            code=shown(wanted),
            document=entry.id,
            version=f"{edition.version}.0",
            title=title_of(proven.corpus, entry.id, edition),
            published=edition.publish.signed_at.date(),
            day=day,
        )
        note(said)
    if later:
        return
    unknown = msg("No published version has the code {code}. Look at the paper again.", code=shown(wanted))
    doubtful = msg(
        "Nothing that is proven has the code {code}. It may belong to a document that is left out.", code=shown(wanted)
    )
    note(doubtful if proven.unproven else unknown)


def _answer(corpus: Corpus, shelf: Shelf, entry: Entry, edition: Edition) -> dict[str, Any]:
    from ledsys.report.titles import title_of
    from ledsys.site.document.standing import standing
    from ledsys.site.words import Words

    said = standing(shelf, entry, edition, Words(corpus.policy, chosen(), shelf.day))
    in_force = entry.life.in_force(shelf.day)
    return {
        "document": entry.id,
        "version": edition.version,
        "title": title_of(corpus, entry.id, edition),
        "state": edition.state(shelf.day).value,
        "standing": said.sentence,
        "notes": [note.text for note in said.notes],
        "in_force": in_force.version if in_force is not None else None,
        "successor": edition.repeal.successor if edition.repeal is not None else None,
        "content": edition.content,
    }
