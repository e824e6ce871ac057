"""A *document*: one governing document, its front matter and where it lies.

What the front matter says about status, version, dates and owner is a claim; the acts are the proof
(`ledsys.lifecycle`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import PurePosixPath
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ledsys.model.facts import DocumentFacts, Problem
from ledsys.model.scalars import Day, DocumentId, DocumentIds, Name, Names, Number, Record, Text, Texts


class Status(StrEnum):
    """The state of a document's work, as its front matter claims it."""

    DRAFT = "utkast"
    REVIEW = "granskning"
    APPROVED = "godkänd"
    PUBLISHED = "publicerad"
    ABANDONED = "avbruten"
    REPEALED = "upphävd"
    STOPPED = "stoppad"

    @property
    def open(self) -> bool:
        """Tell whether somebody is still working on the text: such text is held to every rule of today."""
        return self in (Status.DRAFT, Status.REVIEW, Status.APPROVED)


def _status(value: Any) -> Status:
    try:
        return Status(value)
    except ValueError:
        raise PydanticCustomError("status_unknown", "unknown status", {"value": str(value)}) from None


StatusClaim: TypeAlias = Annotated[
    Status, BeforeValidator(_status), WithJsonSchema({"enum": [status.value for status in Status]})
]

CLAIMS = ("status", "version", "giltig-från", "giltig-till", "innehållsansvarig")
"""The claim lines in the order in which ledsys writes them (design §2, fixed)."""


class FrontMatter(Record):
    """The front matter of a document; a type's own keys are in `Document.own`."""

    id: DocumentId = Field(alias="dokument-id")
    title: Text = Field(alias="titel")
    type: Name = Field(alias="handlingstyp")
    status: StatusClaim
    version: Number = Field(ge=1)
    valid_from: Day | None = Field(None, alias="giltig-från")
    valid_until: Day | None = Field(None, alias="giltig-till")
    owner: Text = Field(alias="innehållsansvarig")
    reviewers: Texts = Field((), alias="granskare")
    approver: Text | None = Field(None, alias="godkännare")
    authors: Names = Field((), alias="författare")
    units: Names = Field(alias="gäller-för", min_length=1)
    registration: Text | None = Field(None, alias="diarienummer")
    governed_by: DocumentIds = Field((), alias="utgår-från")
    fulfils: Texts = Field((), alias="uppfyller")
    processes: Names = Field((), alias="processer")
    keywords: Texts = Field((), alias="nyckelord")
    replaces: DocumentIds = Field((), alias="ersätter")
    former_ids: Texts = Field((), alias="tidigare-id")
    former_titles: Texts = Field((), alias="tidigare-titlar")
    abbreviations: Texts = Field((), alias="förkortningar")
    summary: Text | None = Field(None, alias="sammanfattning")
    send_list: Texts = Field((), alias="sändlista")
    document_date: Day | None = Field(None, alias="dokumentdatum")


def id_given(front: FrontMatter | None, facts: DocumentFacts) -> str:
    """Give the document id, or as much as the front matter gives of one; empty where it gives none."""
    if front is not None:
        return front.id
    value = facts.values.get("dokument-id")
    return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Document:
    """A document as it lies in the tree.

    ``front`` is absent where the front matter can't be understood (then ``problems`` says why). ``digest`` is the
    content digest (``sha256:…``), absent where the bytes are not canonical or an image is missing. ``images`` gives
    SHA-256 by name relative to the document. ``blob`` and ``sha256`` are of the file's bytes: the first is what git
    calls them, the second is what to compare by.
    """

    path: str
    blob: str
    facts: DocumentFacts
    front: FrontMatter | None = None
    own: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    images: Mapping[str, str] = field(default_factory=dict)
    digest: str | None = None
    sha256: str = ""

    @property
    def id(self) -> str:
        """The document id, or as much as the front matter gives of one; empty where it gives none."""
        return id_given(self.front, self.facts)

    @property
    def folder(self) -> str:
        """The folder of the document, with forward slashes."""
        return str(PurePosixPath(self.path).parent)

    @cached_property
    def status(self) -> Status | None:
        """The status that the front matter claims, if it can be read at all."""
        if self.front is not None:
            return self.front.status
        try:
            return Status(str(self.facts.values.get("status")))
        except ValueError:
            return None

    @property
    def open(self) -> bool:
        """Tell whether the claimed status is one of work; unreadable counts as work."""
        return self.status is None or self.status.open
