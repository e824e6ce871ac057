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


def is_of_device(name: str) -> bool:
    """Tell whether Windows takes the name of a file or folder for a device's, whatever follows a full stop."""
    return _OF_DEVICE.fullmatch(name.partition(".")[0]) is not None


def _plain(part: str) -> bool:
    return bool(part) and part == part.strip() and part.strip(".") == part and not is_of_device(part)
