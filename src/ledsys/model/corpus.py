"""The *corpus*: everything that rules and guards may know, loaded once and frozen.

The day and the time of judging are part of it, so nothing below the terminal asks the clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ledsys.model.act import Act
from ledsys.model.catalogue import Citation, RequirementsFile
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document
from ledsys.model.facts import DocumentFacts, Place, Problem
from ledsys.model.policy import PolicyVersion
from ledsys.model.register import Register
from ledsys.model.settings import Settings
from ledsys.model.thesaurus import Synonyms


@dataclass(frozen=True)
class Policy:
    """What the organisation decided about its documents: settings, register, types, catalogues, templates, synonyms.

    ``places`` tells where the values of the settings stand in their file, by keys joined by full stops; ``logo`` is the
    size of the handbook's logo in pixels, if it lies in its folder and is an image whose size can be told.
    """

    settings: Settings
    register: Register
    types: Mapping[str, DocumentType]
    requirements: tuple[RequirementsFile, ...] = ()
    citations: tuple[Citation, ...] = ()
    templates: Mapping[str, str] = field(default_factory=dict)
    thesaurus: tuple[Synonyms, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)
    logo: tuple[int, int] | None = None

    @cached_property
    def requirement_places(self) -> frozenset[str]:
        """The names of all places in the catalogues, as ``uppfyller`` writes them."""
        return frozenset(
            f"{catalogue.catalogue} {entry.place}"
            for catalogue in self.requirements
            for entry in catalogue.requirements
        )


@dataclass(frozen=True)
class RepositoryProblem:
    """Something wrong with a file of the docs repo that is no document, such as a changed act."""

    path: str
    problem: Problem


@dataclass(frozen=True)
class Corpus:
    """One docs repo as it stands, on one day.

    ``documents`` are in the order of their paths; ``acts`` and ``editions`` are by document id, acts in their own
    order, editions by version. ``files`` are the paths of all files of the repo. ``problems`` is what loading found
    wrong outside documents. ``delegations`` are the acts that hand a mandate on. ``chain`` holds the policy versions by
    number; ``policies`` gives each as it stood then, by the hash of its version. ``front_page`` is what the text of the
    handbook's front page is made of, where somebody looked.
    """

    policy: Policy
    today: date
    documents: tuple[Document, ...] = ()
    acts: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    editions: Mapping[str, Mapping[int, Document]] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    problems: tuple[RepositoryProblem, ...] = ()
    delegations: tuple[Act, ...] = ()
    chain: tuple[PolicyVersion, ...] = ()
    policies: Mapping[str, Policy] = field(default_factory=dict)
    front_page: DocumentFacts | None = None

    @property
    def policy_hash(self) -> str | None:
        """The hash of the newest policy version, which acts name; none in open mode."""
        return self.chain[-1].hash if self.chain else None

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Document, ...]]:
        """Documents by id; more than one where an id stands twice, which is a finding."""
        found: dict[str, list[Document]] = {}
        for document in self.documents:
            if document.id:
                found.setdefault(document.id, []).append(document)
        return {key: tuple(documents) for key, documents in found.items()}

    def document(self, document_id: str) -> Document | None:
        """Give the document with the id, or none; of several with one id, the first by path."""
        found = self.by_id.get(document_id)
        return found[0] if found else None
