"""A *tree*: the files of one commit, or of a step of main as it is being judged, read from git's objects.

Nothing is checked out, and nothing that stands in a tree is followed: links and submodules are told of by their kind. A
name that is not UTF-8 keeps its wrong bytes as lone surrogates here; `shown` makes them fit for the eye.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from unicodedata import normalize

from ledsys.errors import RepositoryError
from ledsys.frontmatter.reading import read_document
from ledsys.message import msg
from ledsys.model.landing import Entry
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.store.files import Kind, ReadError, gone, not_regular, too_large
from ledsys.store.git import object_id
from ledsys.store.objects import GitObjects, Objects

DOCUMENTS = "dokument"
LINK = "120000"
SUBMODULE = "160000"
HEAD = "head"
"""The folded name of what lies in every folder that is a git repository."""

_KEY = b"dokument-id"
_PLAIN = re.compile(rb"^dokument-id: (%s)$" % DOCUMENT_ID_PATTERN.encode(), re.MULTILINE)
_FOUND = re.compile(rb"[0-9a-f]{40}:([^\0]*)\0([^\n]*)\n")


class Tree(ABC):
    """Files by path (`ledsys.store.files.Files`), with what the judging of a landing asks beside."""

    objects: Objects

    @abstractmethod
    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""

    @abstractmethod
    def entry(self, path: str) -> Entry | None:
        """Give what git has at a path; none for a folder and where nothing is."""

    @abstractmethod
    def inside(self, folder: str) -> Iterable[str]:
        """Give the names of the files and folders directly in a folder, in no order; ``""`` is the top."""

    @abstractmethod
    def named(self, folder: str, name: str) -> tuple[str, ...]:
        """Give the names directly in a folder that are equal to a name once both are `folded`."""

    def headed(self, folders: Iterable[str]) -> frozenset[str]:
        """Give those of the folders in which something has a name like `HEAD`."""
        return frozenset(folder for folder in frozenset(folders) if self.named(folder, HEAD))

    @abstractmethod
    def holding(self, document_id: str) -> tuple[str, ...]:
        """Give the paths of the documents that bear the id, sorted."""

    def under(self, folder: str) -> Iterator[str]:
        """Give the paths of all that lies in a folder and its folders, in no order."""
        for name in self.inside(folder):
            path = joined(folder, name)
            if self.entry(path):
                yield path
            yield from self.under(path)

    def alike(self, path: str) -> tuple[tuple[str, str], ...]:
        """Give the first name on the path, file or folder, that the tree has otherwise spelled too, with each of those.

        Computers that don't tell small letters from capitals, or one way of writing ``å`` from another, would put both
        in one place.
        """
        for place in (*reversed(ancestors(path)[:-1]), path):
            folder, name = divided(place)
            alike = self.named(folder, name)
            if alike not in ((name,), ()):
                return tuple((place, joined(folder, other)) for other in sorted(alike) if other != name)
        return ()

    def kind(self, path: str) -> Kind:
        """Tell what stands at one of the paths; KeyError for a path that is not there."""
        entry = self.entry(path)
        if entry is None:
            raise KeyError(path)
        if shown(path) != path:
            return Kind.MISNAMED
        if entry.mode == LINK:
            return Kind.LINK
        return Kind.OTHER if entry.mode == SUBMODULE else Kind.REGULAR

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; ReadError if it is no file or too large."""
        entry = self.entry(path)
        if entry is None:
            raise gone(path)
        if entry.mode in (LINK, SUBMODULE):
            raise not_regular(path)
        data = self.objects.read(entry.object)
        if data is None:
            raise too_large(path)
        return data


class GitTree(Tree):
    """The tree of a commit, listed once; RepositoryError if it can't be, or has two entries of one name."""

    def __init__(self, objects: GitObjects, treeish: str) -> None:
        self.objects: GitObjects = objects
        self.id = object_id(treeish)
        answer = objects.git.run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", self.id)
        lines = answer.decode("utf-8", "surrogateescape").split("\0")[:-1]
        self._heads = {path: head for head, _, path in (line.partition("\t") for line in lines)}
        if len(self._heads) != len(lines):
            raise malformed(self.id)
        self._paths = sorted(self._heads)
        self._folders: dict[str, Mapping[str, tuple[str, ...]]] = {}
        self._holding: Mapping[str, tuple[str, ...]] | None = None

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return self._paths

    def entry(self, path: str) -> Entry | None:
        """Give what git has at a path."""
        head = self._heads.get(path)
        return Entry(head[:6], head[-40:]) if head else None

    def inside(self, folder: str) -> Iterable[str]:
        """Give the names directly in a folder."""
        return (name for names in self._names(folder).values() for name in names)

    def named(self, folder: str, name: str) -> tuple[str, ...]:
        """Give the names directly in a folder that are like a name."""
        return self._names(folder).get(folded(name), ())

    def under(self, folder: str) -> Iterator[str]:
        """Give the paths of all that lies in a folder."""
        start = joined(folder, "")
        for position in range(bisect_left(self._paths, start), len(self._paths)):
            if not self._paths[position].startswith(start):
                return
            yield self._paths[position]

    def holding(self, document_id: str) -> tuple[str, ...]:
        """Give the paths of the documents that bear the id."""
        if self._holding is None:
            self._holding = self._find_ids()
        return tuple(path for path in self._holding.get(document_id, ()) if id_at(self, path) == document_id)

    def _names(self, folder: str) -> Mapping[str, tuple[str, ...]]:
        """Give the names directly in a folder by their folded form, passing over what lies deeper."""
        if folder in self._folders:
            return self._folders[folder]
        start = joined(folder, "")
        found: dict[str, tuple[str, ...]] = {}
        position = bisect_left(self._paths, start)
        while position < len(self._paths) and self._paths[position].startswith(start):
            name, deeper, _ = self._paths[position][len(start) :].partition("/")
            key = folded(name)
            found[key] = (*found.get(key, ()), name)
            position = bisect_left(self._paths, f"{start}{name}0", position) if deeper else position + 1  # 0 is after /
        self._folders[folder] = found
        return found

    def _find_ids(self) -> Mapping[str, tuple[str, ...]]:
        """Find the ids that documents may bear in one search; read only those that don't say it once and plainly."""
        options = ("--no-color", "--no-line-number", "--no-column", "--no-recurse-submodules", "--no-textconv")
        answer = self.objects.git.ask(
            *("grep", "-z", "-F", "--text", "--full-name", *options, "-e", _KEY.decode()), self.id, "--", DOCUMENTS
        )
        lines: dict[str, list[bytes]] = {}
        for path, line in _FOUND.findall(answer or b""):
            lines.setdefault(path.decode("utf-8", "surrogateescape"), []).append(line)
        ids = {path: _PLAIN.fullmatch(found[0]) if len(found) == 1 else None for path, found in lines.items()}
        self.objects.expect(self._heads[path][-40:] for path, plain in ids.items() if not plain and is_document(path))
        holding: dict[str, tuple[str, ...]] = {}
        for path, plain in sorted(ids.items(), key=lambda item: item[0]):
            found_id = plain[1].decode() if plain else id_at(self, path)
            if found_id and is_document(path):
                holding[found_id] = (*holding.get(found_id, ()), path)
        return holding


def folded(name: str) -> str:
    """Give a name without what some computers don't tell apart: capitals and small letters, forms of one letter."""
    lowered = name.lower() if name.isascii() else normalize("NFC", normalize("NFD", name).casefold())
    return name if lowered == name else lowered  # one text in memory and not two, for nearly all names


def shown(path: str) -> str:
    r"""Give a path fit for the eye: bytes that are not UTF-8 as ``\xNN``."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def joined(folder: str, name: str) -> str:
    """Give the path of a name in a folder; ``""`` is the top."""
    return f"{folder}/{name}" if folder else name


def divided(path: str) -> tuple[str, str]:
    """Give the folder that a path lies in, ``""`` for the top, and its name there."""
    folder, _, name = path.rpartition("/")
    return folder, name


def ancestors(path: str) -> tuple[str, ...]:
    """Give the folders that a path lies in, the nearest first; the last is the top, ``""``."""
    found = []
    while path:
        path = path.rpartition("/")[0]
        found.append(path)
    return tuple(found)


def is_document(path: str) -> bool:
    """Tell whether what lies at a path is a document by its place and name."""
    return path.startswith(f"{DOCUMENTS}/") and path.endswith(".md")


@lru_cache(maxsize=16)
def id_of(data: bytes) -> str:
    """Give the document id that the front matter of a document gives, empty if it gives none.

    Where the id plainly stands on the one line that mentions it, nothing else is read. While a landing is judged, the
    same text is asked about several times.
    """
    end = data.find(b"\n---\n", 3)
    if data.startswith(b"---\n") and end > 0:
        front = data[4 : end + 1]
        found = _PLAIN.search(front)
        if found and front.count(_KEY) == 1:
            return found[1].decode()
    value = read_document(data).values.get("dokument-id")
    return value if isinstance(value, str) else ""


def id_at(tree: Tree, path: str) -> str:
    """Give the id of the document at a path of a tree; empty if it gives none or can't be read."""
    try:
        return id_of(tree.read(path))
    except ReadError:
        return ""


def malformed(treeish: str) -> RepositoryError:
    """Say that a tree in git has one name twice, which different programs read differently."""
    return RepositoryError(
        msg("The files of {commit} can't be judged: in git, one name stands there twice.", commit=treeish),
        msg("git itself never makes such a thing. Find out who made it: see `git fsck`."),
    )
