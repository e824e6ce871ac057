"""The *cache*: facts of documents by the SHA-256 of their files, kept outside the docs repo between runs.

It can only save time. What is missing, damaged or of another version of the reader is as if it had never been kept, and
a cache that can't be written is none. Facts with problems are read anew each time, since problems hold messages.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ledsys import __version__
from ledsys.model.facts import DocumentFacts, Heading, Image, Link, Mark, Place

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

BATCH = 500  # ids in one question; SQLite takes at least 999
WAIT = 2.0  # seconds for another process that writes

_READERS = ("frontmatter", "markdown", "digest.py", "model/diagram.py", "model/facts.py", "store/cache.py")
_LIBRARIES = ("ruamel.yaml", "yaml-rs", "markdown-it-py", "mdit-py-plugins")
_PLACES = ("keys", "places")
_LISTS = {
    "headings": Heading,
    "links": Link,
    "images": Image,
    **dict.fromkeys(("instructions", "numbers", "citations", "diagrams", "tables"), Mark),
}


def cache_folder(environment: Mapping[str, str]) -> Path | None:
    """Give the folder for ledsys's cache in this environment; None if ``LEDSYS_CACHE=off`` or there is no home."""
    if environment.get("LEDSYS_CACHE", "").lower() == "off":
        return None
    named = environment.get("XDG_CACHE_HOME", "")
    if Path(named).is_absolute():
        return Path(named) / "ledsys"
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA", "")
        return Path(local) / "ledsys" / "cache" if local else None
    home = environment.get("HOME", "")
    if not home:
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ledsys"


@dataclass(frozen=True)
class FactsCache:
    """Keeps facts in a folder; with None it keeps nothing."""

    folder: Path | None

    @property
    def path(self) -> Path | None:
        """The file of this version of ledsys and of its reader of documents."""
        return self.folder / f"facts-{reader()}-{__version__}.sqlite" if self.folder else None

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        """Give the facts that are kept for the files with these digests; those that are not kept are left out."""
        wanted = tuple(dict.fromkeys(digests))
        if self.path is None or not self.path.exists() or not wanted:
            return {}
        return _forgiving(self.path, lambda database: _select(database, wanted)) or {}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        """Keep the facts of the files with these digests, those with problems excepted."""
        rows = [(digest, *_row(one)) for digest, one in facts.items() if not one.problems]
        if self.path is None or not rows:
            return
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return
        if not self.path.exists():
            _remove_older(self.path)
        _forgiving(self.path, lambda database: _insert(database, rows))


def dump_facts(facts: DocumentFacts) -> str:
    """Give facts as JSON; `load_facts` gives them back."""
    raw = {field.name: getattr(facts, field.name) for field in fields(DocumentFacts) if field.name != "problems"}
    return json.dumps({name: dict(value) if isinstance(value, Mapping) else value for name, value in raw.items()})


def load_facts(text: str) -> DocumentFacts:
    """Give the facts that `dump_facts` wrote."""
    raw: dict[str, Any] = json.loads(text)
    for name in _PLACES:
        raw[name] = {key: Place(*place) for key, place in raw[name].items()}
    for name, kind in _LISTS.items():
        raw[name] = tuple(kind(*item) for item in raw[name])
    return DocumentFacts(**raw)


@cache
def reader() -> str:
    """Give a short digest of the code that makes facts: another reader may find other facts in the same bytes."""
    digest = hashlib.sha256(repr(sys.version_info[:2]).encode())
    package = Path(__file__).parents[1]
    for name in _READERS:
        place = package / name
        for source in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            with suppress(OSError):
                digest.update(source.read_bytes())
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\n".encode())
    return digest.hexdigest()[:12]


def _row(facts: DocumentFacts) -> tuple[str, int]:
    text = dump_facts(facts)
    return text, zlib.crc32(text.encode())


def _remove_older(path: Path) -> None:
    """Remove what other readers of this version of ledsys have kept, which nobody will ask for."""
    for other in path.parent.glob(f"facts-*-{__version__}.sqlite"):
        with suppress(OSError):
            other.unlink()


def _select(database: sqlite3.Connection, wanted: tuple[str, ...]) -> Mapping[str, DocumentFacts]:
    found = {}
    for start in range(0, len(wanted), BATCH):
        batch = wanted[start : start + BATCH]
        marks = ",".join("?" * len(batch))
        question = f"SELECT digest, text, checksum FROM facts WHERE digest IN ({marks})"  # noqa: S608 - question marks only
        for digest, text, checksum in database.execute(question, batch):
            if checksum == zlib.crc32(text.encode()):
                found[digest] = load_facts(text)
    return found


def _insert(database: sqlite3.Connection, rows: list[tuple[str, str, int]]) -> None:
    with database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS facts (digest TEXT PRIMARY KEY, text TEXT, checksum INTEGER) WITHOUT ROWID"
        )
        database.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?)", rows)


def _forgiving(path: Path, work: Callable[[sqlite3.Connection], T]) -> T | None:
    """Work on the cache, and end quietly with None at the first thing wrong with it; a damaged one is removed."""
    import sqlite3

    try:
        with closing(sqlite3.connect(path, timeout=WAIT)) as database:
            database.execute("PRAGMA synchronous = OFF")  # what a fall of the machine damages is made anew
            return work(database)
    except sqlite3.OperationalError:
        return None  # in use, not writable, no such table: no cache this time
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, AttributeError):
        with suppress(OSError):
            path.unlink()
        return None
