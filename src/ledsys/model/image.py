"""*Images* of a text: files beside it that are frozen with it and shown on its page.

Their names stand in the manifest of the content digest, become paths in git and addresses in the handbook. So a name is
plain or it is none: nothing that leads elsewhere, breaks a line, differs between systems or is a page of its own.
"""

from __future__ import annotations

import re
from unicodedata import is_normalized
from urllib.parse import unquote

from ledsys.characters import unseen

EXTENSIONS = ("png", "jpg", "jpeg", "gif", "webp", "avif")
"""Formats that hold pictures and nothing else. SVG may hold programs, which a browser runs if it is opened alone."""

_SVG_SIZE = re.compile(rb'viewBox="[-\d.]+[ ,]+[-\d.]+[ ,]+(\d+(?:\.\d+)?)[ ,]+(\d+(?:\.\d+)?)"')
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The markers of a JPEG's parts that give its size."""

_EXTENSION = re.compile(rf".*\.({'|'.join(EXTENSIONS)})", re.IGNORECASE | re.DOTALL)
_FORBIDDEN = re.compile(r'[\\<>:"|?*~]')
_OF_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.IGNORECASE)


def name_of(target: str) -> str | None:
    """Give the name, relative to the document's folder, of the image at a link's target; none if it can't be used.

    Targets are addresses, so ``%20`` and the like are decoded, once.
    """
    name = unquote(target)
    return name if usable(name) else None


def usable(name: str) -> bool:
    """Tell whether a file with this relative name can be an image of a text."""
    return (
        _EXTENSION.fullmatch(name) is not None
        and is_normalized("NFC", name)
        and not unseen(name)
        and not _FORBIDDEN.search(name)
        and all(_plain(part) for part in name.split("/"))
    )


def size_of(data: bytes) -> tuple[int, int] | None:
    """Give width and height in pixels (PNG, JPEG, SVG); none for a kind of image whose head is not understood."""
    found = _size(data)
    return found if found is not None and all(found) else None


def _size(data: bytes) -> tuple[int, int] | None:
    if data.startswith(_PNG):
        return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if data.startswith(_JPEG):
        return _jpeg_size(data)
    found = _SVG_SIZE.search(data[:4096])
    return (round(float(found[1])), round(float(found[2]))) if found is not None else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    place = len(_JPEG)
    while data[place : place + 1] == b"\xff":
        part = data[place + 2 : place + 9]
        if data[place + 1 : place + 2] and data[place + 1] in _FRAME:
            return int.from_bytes(part[5:]), int.from_bytes(part[3:5])
        place += 2 + int.from_bytes(part[:2])
    return None


def is_of_device(name: str) -> bool:
    """Tell whether Windows takes the name of a file or folder for a device's, whatever follows a full stop."""
    return _OF_DEVICE.fullmatch(name.partition(".")[0]) is not None


def _plain(part: str) -> bool:
    return bool(part) and part == part.strip() and part.strip(".") == part and not is_of_device(part)
