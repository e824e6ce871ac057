"""The example docs repo in memory, as of one day; made once, since its whole story is replayed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from ledsys.store.files import MemoryFiles
from ledsys.store.story import template_files

TODAY = date(2026, 11, 22)
PUBLISHED = "dokument/smarta/markning-av-prov.md"
PUBLISHED_ID = "EXP-603415"
DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
DRAFT_ID = "EXP-788457"


@cache
def _files() -> Mapping[str, bytes]:
    return template_files(TODAY).files


def example(**changes: bytes | None) -> MemoryFiles:
    """Give the example with some files changed, or left out where the bytes are None; keys are paths."""
    files = {**_files(), **changes}
    return MemoryFiles({path: data for path, data in files.items() if data is not None})


def replaced(path: str, old: str, new: str) -> MemoryFiles:
    """Give the example with one passage of one file replaced."""
    data = _files()[path]
    assert old.encode() in data
    return example(**{path: data.replace(old.encode(), new.encode())})
