"""*Unsafe paths*: names of files that some program or system takes for something else (proof §2, rows 32-36)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from ledsys.characters import CONTROL, FORMATTING, SURROGATE
from ledsys.message import Message, msg

LONGEST = 240
"""Bytes of a path in UTF-8; Windows takes no more than some 260 characters, with the folder of the docs repo."""

_HIDDEN = re.compile(f"[{CONTROL}{FORMATTING}{SURROGATE}]")
_SIGNS = re.compile(r'[\\:*?"<>|]')
_OF_GIT = re.compile(r"\.git.*|git~\d+", re.IGNORECASE)
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_OF_GIT_AT_THE_TOP = frozenset(
    (".github", ".gitlab", ".gitlab-ci.yml", ".gitignore", ".gitattributes", ".gitmodules", ".git-blame-ignore-revs")
)


@lru_cache(maxsize=4096)
def unsafe(path: str) -> Message | None:
    """Give what is wrong with the name of a file, as git has it from the top of the docs repo; none if nothing is."""
    return next(_wrongs(path), None)


def _wrongs(path: str) -> Iterator[Message]:
    parts = path.split("/")
    if _HIDDEN.search(path):
        yield msg("The name holds characters that nobody sees.")
    if unicodedata.normalize("NFC", path) != path:
        yield msg("The name is written with letters and accents apart (not NFC).")
    if _SIGNS.search(path) or any(part != part.strip(" ") or part.endswith(".") or not part for part in parts):
        yield msg("The name holds a sign, a blank at its end or a dot at its end, which Windows can't have.")
    if any(_DEVICE.fullmatch(part) for part in parts):
        yield msg("Windows takes a name in this path for a device.")
    top, *below = parts
    if any(_OF_GIT.fullmatch(part) for part in below) or (_OF_GIT.fullmatch(top) and top not in _OF_GIT_AT_THE_TOP):
        yield msg("The name is one that git, or another system's git, takes for its own.")
    if len(path.encode()) > LONGEST:
        yield msg("The path is longer than {n} bytes.", n=LONGEST)
