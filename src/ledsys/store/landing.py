"""*Gathering* the facts of a landing: from two trees and their difference to what the rules of landings see."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from ledsys.actfile import FOLDER as ACTS
from ledsys.digest import sha256
from ledsys.errors import RepositoryError, UnusableError
from ledsys.frontmatter.reading import read_document
from ledsys.lifecycle.claims import EDITIONS
from ledsys.model.corpus import Policy
from ledsys.model.facts import DocumentFacts
from ledsys.model.image import name_of
from ledsys.model.landing import Changed, Landing, Proposal
from ledsys.model.policy import PROTECTED, protected
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.policyfile import FOLDER as CHAIN
from ledsys.policyfile import HISTORY_PATH
from ledsys.store.files import Kind, ReadError
from ledsys.store.load import Cache, load_under, local_images
from ledsys.store.policies import Chain, load_chain, protected_files
from ledsys.store.policy import load_policy
from ledsys.store.trees import DOCUMENTS, Tree, ancestors, id_at, is_document, joined, malformed, shown

DELEGATIONS = f"{ACTS}/delegations"

_EVIDENCE = re.compile(rf"(?:{re.escape(ACTS)}|{re.escape(EDITIONS)})/({DOCUMENT_ID_PATTERN})/")
_BESIDE = (("objects", "refs"), ("commondir",))  # what makes git take a folder for its own, beside `HEAD`
_VEILED = re.compile(rb"%[0-9A-Fa-f]{2}|&[#A-Za-z]|\\")  # ways to write a letter in a link as something else


def gather(  # noqa: PLR0917  # the parts of a landing, all different
    before: Tree,
    after: Tree,
    changed: Iterable[Changed],
    now: datetime,
    policy: Policy,
    cache: Cache | None = None,
    chain: Chain | None = None,
) -> Landing:
    """Gather what the rules of landings may know of the step from one tree to another.

    ``changed`` is the difference of the trees (`ledsys.store.history`); ``policy`` is the one of the tree before, and
    so is ``chain`` if it has been loaded; ``now`` is the time of the landing, given back in the docs repo's own zone.
    RepositoryError where an object is missing, or the trees and the difference don't fit together.
    """
    changes = tuple(changed)
    for change in changes:
        if before.entry(change.path) != change.before:
            raise malformed(change.path)
    facts = _Facts(cache)
    reform = any(protected(change.path) or change.path.startswith(f"{CHAIN}/") for change in changes)
    touched = _touched(before, after, changes, facts)
    if reform:  # what a version names must have been kept
        touched = replace(touched, paths=(*touched.paths, *after.under(CHAIN)))
    local = now.astimezone(ZoneInfo(policy.settings.zone))
    old = chain or chain_of(before)
    new = chain_of(after) if reform else old
    return Landing(
        now=local,
        before=load_under(policy, _part(before, touched, facts), local.date(), facts, old),
        after=load_under(policy, _part(after, touched, facts), local.date(), facts, new),
        changed=tuple(change._replace(path=shown(change.path)) for change in changes),
        clashes=clashes(after, changes),
        nested=nested(after, changes),
        proposal=_proposal(after, changes) if reform else None,
    )


def chain_of(tree: Tree) -> Chain:
    """Load the policy chain of a tree; its policies are read when they are asked for."""
    return load_chain(Part(tree, (*tree.under(CHAIN), *protected_paths(tree))))


@dataclass(frozen=True)
class _Touched:
    """What a landing touches: documents by id, and paths by name whatever lies there."""

    ids: tuple[str, ...]
    paths: tuple[str, ...]


def _touched(before: Tree, after: Tree, changes: tuple[Changed, ...], facts: _Facts) -> _Touched:
    ids: set[str] = set()
    for change in changes:
        evidence = _EVIDENCE.match(change.path)
        if evidence:
            ids.add(evidence[1])
        for tree, entry in ((before, change.before), (after, change.after)):
            if entry and is_document(change.path):
                ids.add(id_at(tree, change.path))
            elif entry and change.path.startswith(f"{DOCUMENTS}/"):
                ids.update(id_at(tree, path) for path in _showing(tree, change.path, facts))
    return _Touched(tuple(sorted(ids - {""})), tuple(change.path for change in changes))


def _showing(tree: Tree, image: str, facts: _Facts) -> Iterator[str]:
    """Give the documents that show an image; they lie in its folder or above it."""
    name = image.rpartition("/")[2].encode("utf-8", "surrogateescape")
    for folder in ancestors(image)[:-1]:
        for inside in tree.inside(folder):
            path = joined(folder, inside)
            data = _bytes(tree, path) if is_document(path) else None
            if data is not None and (name in data or _VEILED.search(data)) and image in _images(path, facts.of(data)):
                yield path


def _images(path: str, facts: DocumentFacts) -> tuple[str, ...]:
    """Give the paths of the images that a document shows, whether they are there or not."""
    folder = PurePosixPath(path).parent
    names = (name_of(target) for target in local_images(facts))
    return tuple(str(folder / name) for name in names if name is not None)


def _bytes(tree: Tree, path: str) -> bytes | None:
    if tree.entry(path) is None:
        return None
    try:
        return tree.read(path)
    except ReadError:
        return None


def _part(tree: Tree, touched: _Touched, facts: _Facts) -> Part:
    """Give the touched documents with their images, acts and editions, what else was changed, and all delegations."""
    paths = {path for path in touched.paths if tree.entry(path)}
    for document_id in touched.ids:
        paths.update(tree.holding(document_id))
        paths.update(tree.under(f"{ACTS}/{document_id}"))
        paths.update(tree.under(f"{EDITIONS}/{document_id}"))
    paths.update(tree.under(DELEGATIONS))
    tree.objects.expect(entry.object for path in paths if (entry := tree.entry(path)) and _read(tree, path))
    texts = {path: data for path in paths if is_document(path) and (data := _bytes(tree, path)) is not None}
    facts.learn(texts.values())
    images = {image for path, data in texts.items() for image in _images(path, facts.of(data))}
    paths.update(image for image in images if tree.entry(image))
    return Part(tree, paths)


def clashes(after: Tree, changes: tuple[Changed, ...]) -> tuple[tuple[str, str], ...]:
    """Give the changed paths of which the tree has another that some computers take for the same."""
    pairs = {pair for change in changes if change.after for pair in after.alike(change.path)}
    return tuple((shown(one), shown(other)) for one, other in sorted(pairs))


def nested(after: Tree, changes: tuple[Changed, ...]) -> tuple[str, ...]:
    """Give the folders on changed paths that git would take for a repository of its own."""
    folders = (folder for change in changes if change.after for folder in ancestors(change.path))
    return tuple(
        shown(folder) or "."
        for folder in sorted(after.headed(folders))
        if any(all(after.named(folder, name) for name in names) for names in _BESIDE)
    )


def _proposal(after: Tree, changes: tuple[Changed, ...]) -> Proposal:
    files = Part(after, protected_paths(after))
    kept = (change.path for change in changes if change.after and HISTORY_PATH.fullmatch(change.path))
    digests = {path: sha256(_bytes(after, path) or b"") for path in kept}
    try:
        return Proposal(load_policy(files), protected_files(files), digests)
    except (UnusableError, RepositoryError):
        return Proposal(None, protected_files(files), digests)


def protected_paths(tree: Tree) -> Iterator[str]:
    """Give the paths of a tree that only a change of policy may touch."""
    for place in PROTECTED:
        if place.endswith("/"):
            yield from tree.under(place.removesuffix("/"))
        elif tree.entry(place):
            yield place


def _read(tree: Tree, path: str) -> bool:
    """Tell whether loading will read what lies at a path."""
    return tree.kind(path) is Kind.REGULAR and (is_document(path) or path.startswith((f"{ACTS}/", f"{EDITIONS}/")))


class Part:
    """Some of the files of a tree, by the paths that people are shown."""

    def __init__(self, tree: Tree, paths: Iterable[str]) -> None:
        self.tree = tree
        self.names = {shown(path): path for path in sorted(paths)}

    def paths(self) -> Iterable[str]:
        """Give all paths, sorted."""
        return self.names

    def kind(self, path: str) -> Kind:
        """Tell what stands at one of the paths."""
        return self.tree.kind(self.names[path])

    def read(self, path: str) -> bytes:
        """Give the bytes of a file; ReadError if it is none, or not one of these."""
        return self.tree.read(self.names.get(path, path))


class _Facts:
    """Facts of documents for as long as one landing is gathered, over a cache that lasts longer."""

    def __init__(self, cache: Cache | None) -> None:
        self.cache = cache
        self.known: dict[str, DocumentFacts] = {}

    def learn(self, texts: Iterable[bytes]) -> None:
        """Take in the facts of texts, from the cache or by reading them."""
        unknown = {digest: data for data in texts if (digest := sha256(data)) not in self.known}
        kept = self.cache.get_many(unknown) if self.cache is not None and unknown else {}
        self.known.update(kept)
        fresh = {digest: read_document(data) for digest, data in unknown.items() if digest not in kept}
        self.known.update(fresh)
        if self.cache is not None and fresh:
            self.cache.put_many(fresh)

    def of(self, data: bytes) -> DocumentFacts:
        self.learn([data])
        return self.known[sha256(data)]

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        wanted = [digest for digest in digests if digest not in self.known]
        kept = self.cache.get_many(wanted) if self.cache is not None and wanted else {}
        self.known.update(kept)
        return {digest: self.known[digest] for digest in digests if digest in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.known.update(facts)
        if self.cache is not None:
            self.cache.put_many(facts)
