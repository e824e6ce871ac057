"""A *manuscript*: everything that typst needs for one PDF, written but not yet typeset."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath

from ledsys.message import Message

TYPESET = ("png", "jpg", "jpeg", "gif", "webp", "svg")
"""The kinds of images that typst reads."""

Remark = tuple[str, Message]
"""The id of a document, and what its PDF lacks."""


class Care(IntEnum):
    """How a text is written: fully, or where that fails without images and diagrams, or as mere Markdown."""

    FULL = 0
    NO_IMAGES = 1
    SOURCE = 2


@dataclass(frozen=True)
class Manuscript:
    """Markup, files of images by name, and, by document, what could not be made as accessible as it should be."""

    markup: str
    files: Mapping[str, bytes]
    remarks: tuple[Remark, ...] = ()


def file_of(name: str, data: bytes) -> str | None:
    """Give the name under which typst finds an image: by its content; none for a kind that typst does not read."""
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    return f"{hashlib.sha256(data).hexdigest()}.{kind}" if kind in TYPESET else None
