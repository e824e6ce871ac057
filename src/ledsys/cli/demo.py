"""``ledsys demo``: the whole life of a document, played by the people of the example region with the real commands."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import chdir
from functools import partial
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from ledsys.cli.codes import FINDINGS, OK
from ledsys.cli.init import make_repo
from ledsys.errors import LedsysError
from ledsys.language import _
from ledsys.message import Message, msg
from ledsys.report.terminal import out, told

NAME = "ledsys"
Program: TypeAlias = Callable[[list[str]], object]
"""Runs one command line."""

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=_("Where the example docs repo is put."))]

AUTHOR, REVIEWER, APPROVER, PUBLISHER = "tyrli1", "dislj1", "sixal1", "ebbst1"
TITLE = "Larm och bemanning vid helgtjänst"
PLACE = "dokument/expertenheter/larm-och-bemanning-vid-helgtjanst.md"
SITE = "site"


def demo(context: typer.Context, folder: Folder = Path("demo")) -> int:
    """Show the whole life of a document."""
    place = _free(folder)
    _tell(msg("1. A docs repo for a small region of our own invention"))
    make_repo(place, without_documents=False)
    out(str(place))
    with chdir(place):
        document = _play(partial(context.find_root().command.main, prog_name=NAME, standalone_mode=False))
    page = (place / SITE / "dokument" / document / "index.html").absolute()
    _tell(msg("What you have seen"))
    for line in _summary(document):
        out(told(line))
    out()
    out(told(msg("The handbook:  {page}", page=str((place / SITE / "index.html").absolute()))))
    out(told(msg("The new rutin: {page}", page=str(page))))
    look = f"{sys.argv[0]} -C {place} status"
    out(told(msg("The docs repo: {place} (look around with: {command})", place=str(place), command=look)))
    return OK


def _play(program: Program) -> str:
    run = partial(_run, program)
    _tell(msg("2. An author starts a rutin from the template, and writes it"))
    run("new", "rutin", "--title", TITLE, "--unit", "expertenheter", "--owner", "verksamhetschef@smarta", who=AUTHOR)
    document = _write_text("demo-1.md")
    run("check", PLACE)
    run("submit", document, who=AUTHOR)

    _tell(msg("3. A reviewer says ok. The author, who has a mandate, tries to approve her own text: refused"))
    run("review", document, "--ok", who=REVIEWER)
    run("approve", document, who=AUTHOR, code=FINDINGS)

    _tell(msg("4. The head of the area approves, a publisher publishes"))
    run("approve", document, who=APPROVER)
    run("publish", document, "--out", SITE, who=PUBLISHER)

    _tell(msg("5. Version 2 is written, while version 1 stays in the handbook"))
    run("revise", document, "--reason", "Kortare tid för att kvittera larm", who=PUBLISHER)
    _write_text("demo-2.md")
    run("diff", document)
    run("build", "--out", SITE)
    run("show", document)
    run("submit", document, who=AUTHOR)
    run("review", document, "--ok", who=REVIEWER)
    run("approve", document, "--publish", who=APPROVER)
    run("trace", document)

    _tell(msg("6. The handbook, and what expires within 90 days"))
    run("build", "--out", SITE)
    run("expiring", "--days", "90")
    return document


def _summary(document: str) -> tuple[Message, ...]:
    return (
        msg(
            "A rutin ({document}) was written, submitted, reviewed, approved and published by four different people.",
            document=document,
        ),
        msg("Its author tried to approve it and was told why that can't be, and who could."),
        msg("While version 2 was being written, the handbook still showed version 1; now it shows version 2."),
        msg(
            "Every step is a small text file under .ledsys/acts, saved in git together with the text that it speaks of."
        ),
        msg("Nobody has signed anything yet: the handbook says so on every page (level of proof: claimed)."),
    )


def _write_text(name: str) -> str:
    """Write the prepared text into the document, as its author would in an editor, and give the document's id."""
    from ledsys.frontmatter.edit import with_claims
    from ledsys.frontmatter.reading import read_document
    from ledsys.model.document import CLAIMS
    from ledsys.store.story import template_root

    path = Path(PLACE)
    facts = read_document(path.read_bytes())
    document = str(facts.values["dokument-id"])
    text = (template_root() / "story" / name).read_text(encoding="utf-8")
    text = re.sub(r"^dokument-id: .*$", f"dokument-id: {document}", text, count=1, flags=re.MULTILINE)
    path.write_bytes(with_claims(text.encode(), {key: facts.claims.get(key) for key in CLAIMS}))
    out(told(msg("(the author writes {path})", path=PLACE)))
    return document


def _run(program: Program, *arguments: str, who: str | None = None, code: int = OK) -> None:
    """Run a command as a person would, and see that it ends as the story says."""
    from ledsys.cli import boundary

    given = [*arguments, *(["--as", who] if who else [])]
    out()
    out("$ ledsys " + " ".join(f'"{part}"' if " " in part else part for part in given))
    ended = boundary.guarded(program, given)
    if ended != code:
        raise LedsysError(
            msg("The demo can't go on: ledsys {command} ended with {ended}.", command=arguments[0], ended=ended),
            msg("This is a fault in ledsys; please tell those who care for it."),
        )


def _tell(heading: Message) -> None:
    out()
    out(told(heading))
    out("=" * len(told(heading)))


def _free(folder: Path) -> Path:
    """Give the folder, or where it is taken the next free one beside it: a demo never writes over anything."""
    number, place = 1, folder
    while place.exists() and (not place.is_dir() or any(place.iterdir())):
        number += 1
        place = folder.with_name(f"{folder.name}-{number}")
    return place
