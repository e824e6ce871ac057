"""*Witnessing*: what a merge request has under review, under the policy of the branch that it goes to.

The merge request's own register may name anybody's account, so it is never asked (proof §1.7, the policy at the tip).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from ledsys import actfile
from ledsys.lifecycle import lives
from ledsys.message import msg
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.document import Document, Status
from ledsys.model.organisation import Machine
from ledsys.signature import SignatureFormError, read_key
from ledsys.store.evidence import load_acts, with_delegations
from ledsys.store.files import Files
from ledsys.store.history import changed
from ledsys.store.keypairs import SigningError, fingerprint_of
from ledsys.store.landing import gather
from ledsys.store.load import Cache, load_under
from ledsys.store.objects import GitObjects
from ledsys.store.policies import load_chain
from ledsys.store.policy import load_policy
from ledsys.store.refs import result, target
from ledsys.store.repository import Repository
from ledsys.store.signing import Signer
from ledsys.store.trees import GitTree, Tree


@dataclass(frozen=True)
class UnderReview:
    """A document that is under review in a merge request.

    ``seen`` tells whether it and the act that handed it in were just the same in the commit that was approved.
    """

    document: Document
    seen: bool


class Proposed:
    """What is checked out, as a merge request to the target whose tip is ``tip``; ``policy`` is the one there."""

    def __init__(self, repository: Repository, tip: str, objects: GitObjects) -> None:
        self.repository = repository
        self.tip = tip
        self.before = GitTree(objects, tip)
        self.policy = with_delegations(load_policy(self.before), load_acts(self.before).delegations)
        self._objects = objects

    def corpus(self, files: Files, day: date, cache: Cache | None = None) -> Corpus:
        """Give what is checked out, under the policy of the target and nothing of its own."""
        corpus = load_under(self.policy, files, day, cache, load_chain(self.before))
        return replace(corpus, policy=self.policy)

    def under_review(self, corpus: Corpus, approved: str, now: datetime) -> tuple[UnderReview, ...]:
        """Give the documents under review that the merge would change, in the order of their ids.

        ``approved`` is the commit that was approved. RepositoryError where it is not there, or the merge would
        conflict.
        """
        then = GitTree(self._objects, target(self.repository, approved).commit)
        merged = result(self.repository, self.tip)
        after = GitTree(self._objects, merged)
        landing = gather(self.before, after, changed(self.repository.git, self.tip, merged), now, self.policy)
        touched = sorted({document.id for document in landing.after.documents} & lives(corpus).keys())
        documents = (corpus.document(document_id) for document_id in touched)
        return tuple(found for document in documents if document for found in _reviewed(corpus, document, after, then))


@contextmanager
def proposed(repository: Repository, base: str) -> Iterator[Proposed]:
    """Look at what is checked out as a merge request to the tip of the reference ``base``."""
    with GitObjects(repository.git) as objects:
        yield Proposed(repository, target(repository, base).commit, objects)


def _reviewed(corpus: Corpus, document: Document, here: Tree, then: Tree) -> Iterator[UnderReview]:
    work = lives(corpus)[document.id].work
    if work.submit is not None and work.reached is Status.REVIEW:
        images = (f"{document.folder}/{name}" for name in document.images)
        paths = (document.path, *images, actfile.path_of(work.submit))
        entries = [(here.entry(path), then.entry(path)) for path in paths]
        yield UnderReview(document, all(one is not None and one == other for one, other in entries))


def find_witness(machines: Iterable[Machine], key: Path, day: date) -> Signer:
    """Give the witness whose key lies in the file; SigningError where the settings of the target have none such."""
    fingerprint = fingerprint_of(key)
    for machine in machines:
        try:
            known = read_key(machine.key)
        except SignatureFormError:
            continue
        if known.fingerprint == fingerprint and machine.usable(day):
            return Signer(machine.id, known, Level.KEY, key)
    raise SigningError(
        msg("No witness has the key {fingerprint} on {day}.", fingerprint=fingerprint, day=day),
        msg("Witnesses stand in ledsys.yaml of the branch that the merge request goes to: behörighet, vittnen."),
    )
