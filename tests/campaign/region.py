"""The *region* of the campaign: main as it stands, in memory, and drafts of landings laid over it.

Nothing is stood in for: contents lie in the store's objects, trees are its trees, and a draft is gathered and judged by
the code that judges a merge request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from unittest.mock import patch

from tests.campaign.cast import SIGNERS, STAGES, policy_files, protected_files, version

from ledsys.actfile import read_act
from ledsys.digest import sha256
from ledsys.frontmatter.reading import read_document
from ledsys.model.corpus import Policy
from ledsys.model.facts import DocumentFacts
from ledsys.model.landing import Changed, Entry
from ledsys.policyfile import FOLDER
from ledsys.store import evidence
from ledsys.store.files import MemoryFiles
from ledsys.store.load import local_images
from ledsys.store.objects import MemoryObjects
from ledsys.store.policies import Chain, load_chain
from ledsys.store.policy import load_policy
from ledsys.store.standing import Standing
from ledsys.store.trees import Tree

FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"


class Facts:
    """Facts of documents by SHA-256, kept for a whole run."""

    def __init__(self) -> None:
        self.known: dict[str, DocumentFacts] = {}

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {digest: self.known[digest] for digest in digests if digest in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        if len(self.known) > 20_000:
            self.known.clear()
        self.known.update(facts)


FACTS = Facts()


@dataclass(frozen=True)
class Main:
    """Main as it stands: its tree, and the policy and the chain at its tip."""

    tree: Tree
    policy: Policy
    chain: Chain
    now: datetime

    def read(self, path: str) -> bytes:
        return self.tree.read(path)


def begun() -> Main:
    """Give a region whose policy is not signed by anybody yet."""
    tree = Standing(MemoryObjects())
    _write(tree, protected_files(0))
    return Main(tree, load_policy(_files(tree, tree.paths())), Chain(), STAGES[0] - timedelta(days=25))


def advanced(main: Main, stage: int) -> Main:
    """Give the region with one more version of the policy, as root persons sign it."""
    tree = main.tree
    assert isinstance(tree, Standing)
    files = protected_files(stage)
    before = main.chain.versions[-1] if main.chain.versions else None
    made = version(stage + 1, before, files, STAGES[stage])
    _write(tree, {**files, **policy_files(made, files, SIGNERS[stage])})
    under = _files(tree, (*tree.under(FOLDER), *files))
    return Main(tree, load_policy(under), load_chain(under), STAGES[stage] + timedelta(hours=1))


def _write(tree: Standing, writes: Mapping[str, bytes | None]) -> None:
    tree.apply(_changed(tree, writes, {}))


def _files(tree: Tree, paths: Iterable[str]) -> MemoryFiles:
    return MemoryFiles({path: tree.read(path) for path in paths})


def _changed(tree: Tree, writes: Mapping[str, bytes | None], modes: Mapping[str, str]) -> tuple[Changed, ...]:
    objects = tree.objects
    assert isinstance(objects, MemoryObjects)
    found = []
    for path, data in sorted(writes.items()):
        after = Entry(modes.get(path, FILE), objects.keep(data)) if data is not None else None
        before = tree.entry(path)
        if before != after:
            found.append(Changed(path, before, after))
    return tuple(found)


def images_of(path: str, data: bytes) -> Iterable[str]:
    """Give the paths of the images that a text shows."""
    digest = sha256(data)
    facts = FACTS.known.get(digest)
    if facts is None:
        facts = read_document(data)
        FACTS.put_many({digest: facts})
    folder = path.rpartition("/")[0]
    return (f"{folder}/{target}" for target in local_images(facts))


@contextmanager
def remembering() -> Iterator[None]:
    """Read each act file once: the same few thousand are loaded over and over."""
    with patch.object(evidence, "read_act", lru_cache(maxsize=50_000)(read_act)):
        yield
