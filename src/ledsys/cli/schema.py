"""``ledsys schema``: JSON schemas of the files that people edit, made from the models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ledsys.cli.codes import OK
from ledsys.errors import UsageError
from ledsys.language import _
from ledsys.message import msg
from ledsys.report.terminal import note, out

Name = Annotated[str | None, typer.Argument(metavar="NAME", help=_("Which schema; without, their names are listed."))]
WriteTo = Annotated[
    Path | None, typer.Option("--write", metavar="FOLDER", help=_("Write all schemas into this folder."))
]


def schema(name: Name = None, folder: WriteTo = None) -> int:
    """Print or write JSON schemas."""
    from ledsys.report.schemas import schema_names, schema_text
    from ledsys.store.disk import replace_file, write_error

    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(error) from error
        for known in schema_names():
            replace_file(folder / f"{known}.schema.json", schema_text(known).encode())
        note(msg("The schemas are in {folder}: {names}.", folder=str(folder), names=schema_names()))
    elif name is None:
        for known in schema_names():
            out(known)
    elif name in schema_names():
        out(schema_text(name).rstrip())
    else:
        raise UsageError(msg("There is no schema {name}; there are: {names}.", name=name, names=schema_names()))
    return OK
