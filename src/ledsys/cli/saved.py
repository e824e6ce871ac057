"""What a forge said, *saved* as a file of JSON."""

from __future__ import annotations

import json
from pathlib import Path

from ledsys.errors import UsageError
from ledsys.message import Message, msg
from ledsys.store.disk import reason

LARGEST = 16 * 1024 * 1024
"""Bytes that are read; the forges say far less."""


def read_saved(path: Path) -> object:
    """Read the file; `UsageError` where it can't be read or is not JSON."""
    try:
        with path.open("rb") as file:
            return json.loads(file.read(LARGEST))
    except OSError as error:
        why: Message = reason(error)
    except (ValueError, RecursionError):
        why = msg("it is not JSON")
    raise UsageError(msg("{path} can't be read: {why}.", path=str(path), why=why))
