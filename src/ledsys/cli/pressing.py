"""*Pressing*: pages made with the organisation's own files, confined where some of them are templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ledsys.store.files import Files

OVERRIDES = "handbok/"
SECONDS, PER_SECOND = 30, 20
"""Seconds that the organisation's own templates may take, and how many documents a further one is granted for."""

Result = TypeVar("Result")


def overrides(files: Files) -> Mapping[str, bytes]:
    """Give the organisation's own templates and static files by name."""
    from ledsys.store.files import Kind

    return {
        path.removeprefix(OVERRIDES): files.read(path)
        for path in files.paths()
        if path.startswith(OVERRIDES) and files.kind(path) is Kind.REGULAR and path != f"{OVERRIDES}README.md"
    }


def templated(own: Mapping[str, bytes]) -> bool:
    """Tell whether some of the files are templates, which run as programs do."""
    return any(name.endswith(".html") for name in own)


def pressed(make: Callable[[], Result], own: Mapping[str, bytes], documents: int) -> Result:
    """Give what is made with these files; UnmadeError where templates among them take too much time or memory."""
    from ledsys.store.confined import confined

    return confined(make, SECONDS + documents // PER_SECOND, OVERRIDES) if templated(own) else make()
