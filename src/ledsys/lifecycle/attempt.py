"""An *attempt*: somebody wants to make a move with a document; what comes of it is a plan or the reasons against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from ledsys.lifecycle.claims import TEXT
from ledsys.lifecycle.decision import BodyDecision, read_decision
from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.life import Edition, Life
from ledsys.lifecycle.reviewing import may_vote
from ledsys.message import Message
from ledsys.model.act import Act, Meaning
from ledsys.model.change import Change
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import DocumentType, Level
from ledsys.model.document import Document, FrontMatter
from ledsys.model.finding import Finding
from ledsys.model.register import Register

NO_RULE = Message("")


class Move(StrEnum):
    """What can be done with a document that exists (`new` makes one)."""

    SUBMIT = "submit"
    REVIEW = "review"
    RECALL = "recall"
    APPROVE = "approve"
    PUBLISH = "publish"
    REVISE = "revise"
    ABANDON = "abandon"
    CONFIRM = "confirm"
    HANDOVER = "handover"
    REPEAL = "repeal"
    STOP = "stop"
    BASELINE = "baseline"


ON_EDITION = (Move.CONFIRM, Move.REPEAL, Move.STOP, Move.BASELINE)
"""The moves that are about the edition and not about the work."""


@dataclass(frozen=True)
class Wish:
    """What the person asked for beside the move itself; every move reads the fields that concern it.

    ``valid_until`` is the last day in force: of the approval, of the confirmation, or of a repealed edition.
    """

    reason: str | None = None
    vote: Meaning = Meaning.OK
    valid_from: date | None = None
    valid_until: date | None = None
    decision: str | None = None
    successor: str | None = None
    owner: str | None = None
    from_version: int | None = None


@dataclass(frozen=True)
class Attempt:
    """One move, tried by one person at one time, on one document.

    ``source`` is the document's file, ``images`` its images by relative name, ``editions`` the frozen bytes of its
    published versions by version and relative name (the text is ``dokument.md``), ``standing`` the files that now stand
    where an edition's images would be put back, by path. ``errors`` is what the rules hold
    against the document. ``now`` is in the docs repo's own time zone. ``assurance`` is the level of proof that the
    person's signature will reach.
    """

    move: Move
    person: str
    now: datetime
    corpus: Corpus
    document: Document
    source: bytes
    wish: Wish = field(default_factory=Wish)
    images: Mapping[str, bytes] = field(default_factory=dict)
    editions: Mapping[int, Mapping[str, bytes]] = field(default_factory=dict)
    standing: Mapping[str, bytes] = field(default_factory=dict)
    errors: tuple[Finding, ...] = ()
    assurance: Level = Level.CLAIMED

    @property
    def today(self) -> date:
        """The day of the attempt."""
        return self.now.date()

    @property
    def register(self) -> Register:
        """The register of the organisation."""
        return self.corpus.policy.register

    @cached_property
    def life(self) -> Life:
        """What the document's acts prove."""
        front = self.document.front
        acts = self.corpus.acts.get(self.document.id, ())
        return derive(self.document.id, acts, front.version if front else None, self.document.digest)

    @cached_property
    def subject(self) -> FrontMatter | None:
        """The front matter that the move is about: the edition's for moves on editions, else the work's."""
        if self.move in ON_EDITION and self.target is not None:
            frozen = self.corpus.editions.get(self.document.id, {}).get(self.target.version)
            if frozen is not None and frozen.front is not None:
                return frozen.front
        return self.document.front

    @property
    def front(self) -> FrontMatter:
        """The front matter that the move is about; the first guard has made sure that there is one."""
        if self.subject is None:
            raise LookupError(self.document.path)
        return self.subject

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The paths at which images of any edition would be put back."""
        folder = self.document.folder
        return frozenset(f"{folder}/{name}" for frozen in self.editions.values() for name in frozen if name != TEXT)

    @property
    def type(self) -> DocumentType:
        """The document's type; the first guard has made sure that the organisation has it."""
        return self.corpus.policy.types[self.front.type]

    @cached_property
    def target(self) -> Edition | None:
        """The edition that a move on editions is about: the newest; but what applies today is what is stopped first."""
        applies = self.life.in_force(self.today) if self.move is Move.STOP else None
        return applies or self.life.last

    @property
    def edition(self) -> Edition:
        """The edition that the move is about; a guard has made sure that there is one."""
        if self.target is None:
            raise LookupError(self.document.id)
        return self.target

    @property
    def taken_over(self) -> bool:
        """Tell whether the work is the first version here of a document that was decided elsewhere before."""
        return self.life.last is None and self.front.version > 1

    @cached_property
    def decision(self) -> BodyDecision | None:
        """The body's decision that the person records, if it is complete."""
        return read_decision(self.wish.decision, self.register) if self.wish.decision else None

    @property
    def owner(self) -> str:
        """The content owner: as the acts have it, else as the file has it."""
        return self.life.owner or self.front.owner

    @cached_property
    def owner_persons(self) -> tuple[str, ...]:
        """The persons who are the content owner today."""
        return self.register.owner_persons(self.owner, self.today)

    @property
    def authors(self) -> tuple[str, ...]:
        """Those who wrote the text: named as authors, or the one who submitted it."""
        submit = self.life.work.submit
        return tuple(dict.fromkeys((*self.front.authors, *((submit.person,) if submit else ()))))

    @cached_property
    def named_reviewers(self) -> tuple[str, ...]:
        """Everybody who may vote: the named reviewers, and the holders of the roles that the type asks for."""
        return may_vote(self.front, self.type, self.register, self.today)

    @cached_property
    def deciders(self) -> tuple[str, ...]:
        """The persons whose mandate covers the type and every unit today."""
        return self.register.deciders(self.front.type, self.front.units, self.today)


@dataclass(frozen=True)
class Reason:
    """Why a move is refused: a stable code, the sentence, the organisation's rule that says so, who could do it."""

    code: str
    message: Message
    rule: Message = NO_RULE
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What an allowed move will do: its acts, the change to the files, and the notes that the person should read."""

    acts: tuple[Act, ...]
    change: Change
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """All reasons against a move, in the order of the guards."""

    reasons: tuple[Reason, ...]
