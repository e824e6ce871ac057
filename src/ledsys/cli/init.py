"""``ledsys init``: a new docs repo, with an example region to look at and make one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import out, told

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help=_("The folder to make; it must not exist or be empty."))]
NoExample = Annotated[
    bool, typer.Option("--no-example", help=_("Leave the example documents out; register, types and templates stay."))
]


def init(folder: Folder, no_example: NoExample = False) -> int:
    """Make a new docs repo."""
    commit = make_repo(folder, without_documents=no_example)
    out(
        told(msg("Made the docs repo {folder} with its first commit {commit}.", folder=str(folder), commit=commit[:10]))
    )
    if folder.resolve() == Path.cwd():
        out(told(msg("Next: read README.md, then: ledsys check and ledsys status")))
    else:
        out(told(msg("Next: cd {folder}, read README.md, then: ledsys check and ledsys status", folder=str(folder))))
    return OK


def make_repo(folder: Path, *, without_documents: bool) -> str:
    """Make the docs repo in the folder, all at once, and give the id of its first commit.

    Raises `RepositoryError` if the folder holds anything, `WriteError` if it can't be written.
    """
    from ledsys.cli import clock
    from ledsys.store.founding import found
    from ledsys.store.story import template_files, template_zone

    now = clock.now(template_zone())
    files = dict(template_files(now.date()).files)
    if without_documents:
        example = ("dokument/", ".ledsys/", "handbok/startsida.md")  # the front page leads to the documents
        files = {path: data for path, data in files.items() if not path.startswith(example)}
    return found(folder, files, now)
