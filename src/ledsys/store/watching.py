"""*Watching*: which files of a docs repo change while somebody works on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from ledsys.store.worktree import FOLDERS, SKIPPED

SETTLED = 60
"""Milliseconds without a further change after which a change is told of: an editor writes a file in several steps."""
STEP = 20
"""Milliseconds between two looks."""
QUIET = 500
"""Milliseconds after which it is told that nothing has changed."""


def changes(root: Path, stop: Event) -> Iterator[frozenset[str]]:
    """Yield the paths of the docs repo's own files that changed, relative to its root, until ``stop`` is set.

    What is there no more has changed too. What editors and ledsys put beside a file for a moment is left out. While
    nothing changes, no paths are yielded now and then; from the first time on nothing is missed.
    """
    from watchfiles import DefaultFilter, watch

    seen = watch(
        root,
        watch_filter=DefaultFilter(),
        debounce=SETTLED,
        step=STEP,
        stop_event=stop,
        rust_timeout=QUIET,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    for found in seen:
        paths = (Path(path).relative_to(root).as_posix() for _, path in found if Path(path).is_relative_to(root))
        yield frozenset(path for path in paths if _is_own(root, path))


def _is_own(root: Path, path: str) -> bool:
    """Tell whether a docs repo reads the file: one at the top, or in one of its folders."""
    parts = path.split("/")
    passing = parts[-1].startswith(".ledsys-") and parts[-1].endswith(".tmp")
    if passing or SKIPPED & set(parts) or (root / path).is_dir():
        return False
    return parts[0] in FOLDERS or len(parts) == 1
