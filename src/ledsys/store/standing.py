"""The tree as it is *standing*: after all landings so far, and with one more laid over it.

Both cost in proportion to what a landing changes, whatever the size of the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ledsys.model.landing import Changed, Entry
from ledsys.store.objects import Objects
from ledsys.store.trees import HEAD, LINK, SUBMODULE, Tree, ancestors, divided, folded, id_at, is_document, joined

Key = TypeVar("Key")


class Standing(Tree):
    """The tree as it stands after every landing that was applied, kept in memory and changed in place."""

    def __init__(self, objects: Objects) -> None:
        self.objects = objects
        self._folders: dict[str, dict[str, Entry | None]] = {}  # what lies in each by name; none stands for a folder
        self._unfolded: dict[tuple[str, str], tuple[str, ...]] = {}  # by folder and folded name: names unlike it
        self._alike: set[tuple[str, str]] = set()  # folders and folded names that stand there in more than one way
        self._headed: set[str] = set()  # folders in which something has a name like `HEAD`
        self._ids: dict[str, str] = {}
        self._holding: dict[str, tuple[str, ...]] = {}

    def apply(self, changed: Iterable[Changed]) -> None:
        """Take over what a landing changes; the work is in proportion to that alone."""
        changes = tuple(changed)
        rewritten = {change.path for change in changes if change.after and self.entry(change.path)}
        for change in changes:
            if change.path not in rewritten and self.entry(change.path):
                self._remove(change.path)
        self.objects.expect(
            change.after.object for change in changes if change.after and _readable(change.path, change.after)
        )
        for change in changes:
            if change.path in rewritten and change.after:
                self.rewrite(change.path, change.after)
                self._learn_id(change.path, change.after)
            elif change.after:
                self._add(change.path, change.after)

    def rewrite(self, path: str, entry: Entry) -> None:
        """Take over what a path now has that had something before; of a document, the id must stay."""
        folder, name = divided(path)
        self._folders[folder][name] = entry

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return sorted(joined(folder, name) for folder, names in self._folders.items() for name in names if names[name])

    def entry(self, path: str) -> Entry | None:
        """Give what git has at a path."""
        folder, name = divided(path)
        names = self._folders.get(folder)
        return names.get(name) if names else None

    def inside(self, folder: str) -> Iterable[str]:
        """Give the names directly in a folder."""
        return iter(self._folders.get(folder, ()))

    def named(self, folder: str, name: str) -> tuple[str, ...]:
        """Give the names directly in a folder that are like a name."""
        key = folded(name)
        same = (key,) if key in self._folders.get(folder, ()) and folded(key) == key else ()
        return (*same, *self._unfolded.get((folder, key), ())) if self._unfolded else same

    def headed(self, folders: Iterable[str]) -> frozenset[str]:
        """Give those of the folders in which something has a name like `HEAD`."""
        return frozenset(self._headed.intersection(folders)) if self._headed else frozenset()

    def alike(self, path: str) -> tuple[tuple[str, str], ...]:
        """Give the first name on the path that the tree has otherwise spelled too, with each of those."""
        return super().alike(path) if self._alike or self.entry(path) is None else ()

    def holding(self, document_id: str) -> tuple[str, ...]:
        """Give the paths of the documents that bear the id."""
        return self._holding.get(document_id, ())

    def id_of(self, path: str) -> str:
        """Give the id of the document at a path; empty if there is none."""
        return self._ids.get(path, "")

    def _add(self, path: str, entry: Entry) -> None:
        kept: Entry | None = entry
        for place in (path, *ancestors(path)[:-1]):
            folder, name = divided(place)
            names = self._folders.setdefault(folder, {})
            known = name in names
            if kept is not None or not known:
                names[name] = kept
            if known:
                break
            key, kept = folded(name), None
            if key != name:
                self._unfolded[folder, key] = (*self._unfolded.get((folder, key), ()), name)
            if key == HEAD:
                self._headed.add(folder)
            if len(self.named(folder, name)) > 1:
                self._alike.add((folder, key))
        self._learn_id(path, entry)

    def _learn_id(self, path: str, entry: Entry) -> None:
        found = id_at(self, path) if _readable(path, entry) else ""
        if found == self._ids.get(path, ""):
            return
        self._forget_id(path)
        if found:
            self._ids[path] = found
            self._holding[found] = tuple(sorted((*self._holding.get(found, ()), path)))

    def _remove(self, path: str) -> None:
        for place in (path, *ancestors(path)[:-1]):
            folder, name = divided(place)
            names = self._folders[folder]
            if place in self._folders:  # git can have a file and a folder of one name, if somebody wants it to
                names[name] = None
                break
            if place != path and names[name]:
                break
            del names[name]
            key = folded(name)
            if key != name:
                _leave_out(self._unfolded, (folder, key), name)
            left = self.named(folder, name)
            if len(left) < 2:  # noqa: PLR2004 - two make a pair
                self._alike.discard((folder, key))
            if key == HEAD and not left:
                self._headed.discard(folder)
            if names:
                break
            del self._folders[folder]
        self._forget_id(path)

    def _forget_id(self, path: str) -> None:
        if path in self._ids:
            _leave_out(self._holding, self._ids.pop(path), path)


class Overlay(Tree):
    """A tree with what a landing changes laid over it; the tree itself is neither copied nor changed."""

    def __init__(self, before: Tree, changed: Iterable[Changed]) -> None:
        changes = tuple(changed)
        self.objects = before.objects
        self._before = before
        self._covered = frozenset(change.path for change in changes)
        self._around = frozenset(folder for path in self._covered for folder in ancestors(path))
        self._over = Standing(before.objects)
        self._over.apply(changes)

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return sorted({*self._before.paths()} - self._covered | {*self._over.paths()})

    def entry(self, path: str) -> Entry | None:
        """Give what git would have at a path."""
        return self._over.entry(path) if path in self._covered else self._before.entry(path)

    def inside(self, folder: str) -> Iterable[str]:
        """Give the names directly in a folder."""
        over = tuple(self._over.inside(folder))
        yield from over
        for name in self._before.inside(folder):
            if name not in self._over.named(folder, name) and self._remains(joined(folder, name)):
                yield name

    def named(self, folder: str, name: str) -> tuple[str, ...]:
        """Give the names directly in a folder that are like a name."""
        before = (other for other in self._before.named(folder, name) if self._remains(joined(folder, other)))
        return tuple(sorted({*before, *self._over.named(folder, name)}))

    def under(self, folder: str) -> Iterator[str]:
        """Give the paths of all that lies in a folder."""
        yield from (path for path in self._before.under(folder) if path not in self._covered)
        yield from self._over.under(folder)

    def holding(self, document_id: str) -> tuple[str, ...]:
        """Give the paths of the documents that bear the id."""
        before = {*self._before.holding(document_id)} - self._covered
        return tuple(sorted(before | {*self._over.holding(document_id)}))

    def _remains(self, path: str) -> bool:
        """Tell whether a file or folder of the tree before is left at a path, when the changed ones are taken away."""
        if self._before.entry(path) and path not in self._covered:
            return True
        if path not in self._around:
            return path not in self._covered
        return any(other not in self._covered for other in self._before.under(path))


def _readable(path: str, entry: Entry) -> bool:
    return is_document(path) and entry.mode not in (LINK, SUBMODULE)


def _leave_out(names: dict[Key, tuple[str, ...]], key: Key, name: str) -> None:
    left = tuple(other for other in names[key] if other != name)
    if left:
        names[key] = left
    else:
        del names[key]
