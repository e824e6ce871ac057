"""The *baseline*: a file of old findings that are known and counted, so that only new ones count against anybody."""

from __future__ import annotations

import json
from collections.abc import Collection

from ledsys.errors import RepositoryError
from ledsys.message import msg
from ledsys.store.disk import replace_file
from ledsys.store.files import Files, Kind
from ledsys.store.repository import Repository

FORMAT = "ledsys-baseline-1"


def read_baseline(files: Files, path: str) -> frozenset[str]:
    """Give the fingerprints in the baseline file, none if there is no such file.

    Raises `RepositoryError` where the file is not one that `write_baseline` wrote.
    """
    if path not in files.paths() or files.kind(path) is not Kind.REGULAR:
        return frozenset()
    try:
        content = json.loads(files.read(path))
        if content["format"] == FORMAT:
            return frozenset(str(entry) for entry in content["findings"])
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    raise RepositoryError(
        msg("{path} is not a baseline that ledsys can read.", path=path),
        msg("Write it anew with: ledsys check --write-baseline"),
    )


def write_baseline(repository: Repository, path: str, findings: Collection[str]) -> None:
    """Write the fingerprints, sorted, so that a merge shows what came and went; raises `WriteError`."""
    text = json.dumps({"format": FORMAT, "findings": sorted(findings)}, ensure_ascii=False, indent=1) + "\n"
    replace_file(repository.root / path, text.encode())
