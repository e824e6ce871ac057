"""What is *known* of each document while main is replayed, kept from one landing to the next.

A history has every version of every document, so what stood before a landing is taken from here, and only what is new
is read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import TypeAlias

from ledsys.model.act import Act
from ledsys.model.document import Document
from ledsys.store.brought import Brought
from ledsys.store.drafts import Draft

Reader: TypeAlias = Callable[[int], Document]
"""What reads the edition of a version, which is there."""

KEPT = 150_000
"""Texts and acts that are kept in memory."""


@dataclass(frozen=True)
class Known:
    """What stands of one document, and the paths of its files.

    ``strange`` tells of an edition with images, or that is not in the right form.
    """

    documents: tuple[Document, ...] = ()
    acts: tuple[Act, ...] = ()
    editions: Mapping[int, Document] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    strange: bool = False

    @property
    def size(self) -> int:
        """How many texts and acts there are."""
        return len(self.documents) + len(self.acts) + len(self.editions)

    @property
    def odd(self) -> bool:
        """Tell whether there is more than texts, acts and editions: images, or an id that stands twice or nowhere."""
        expected = 1 if self.acts or self.editions else len(self.documents[:1])
        return self.strange or len(self.documents) != expected or any(map(_strange, self.documents))

    def grown(self, new: Brought, read: Reader) -> Known:
        """Give what stands of the document with what is new laid over it; ``read`` reads an edition of it again."""
        editions = new.editions
        return Known(
            documents=_laid_over(self.documents, new.documents),
            acts=_in_order((*self.acts, *new.acts)) if new.acts else self.acts,
            editions=Editions({*self.editions, *editions}, {**_newest(self.editions), **editions}, read)
            if editions
            else self.editions,
            files=self.files if new.files <= self.files else self.files | new.files,
            strange=self.strange or any(map(_strange, editions.values())),
        )

    def lasting(self, kept: Known) -> Known:
        """Give what is worth to be kept: the newest edition, and of acts that have been judged, all but signatures.

        ``kept`` is what was kept before; what of it still stands is not looked at again.
        """
        old = kept.acts if self.continues(kept) else ()
        new = [act if act.signature is None else replace(act, signature=None) for act in self.acts[len(old) :]]
        editions = self.editions
        if editions is not kept.editions and isinstance(editions, Editions):
            editions = editions.lasting()
        return Known(self.documents, (*old, *new) if new else old, editions, self.files, self.strange)

    def continues(self, before: Known) -> bool:
        """Tell whether all acts that were not there before come after those that were."""
        return self.acts[: len(before.acts)] == before.acts


NOTHING = Known()


class Editions(Mapping[int, Document]):
    """Editions of one document by version; some are at hand, and the others are read again when they are asked for.

    They are seldom asked for, and there are many; the newest is always at hand.
    """

    def __init__(self, versions: Collection[int], at_hand: Mapping[int, Document], read: Reader) -> None:
        self._versions = sorted(versions)
        newest = self._versions[-1]
        self._at_hand = at_hand if newest in at_hand else {newest: read(newest)}
        self._read = read

    def lasting(self) -> Editions:
        """Give them with only the newest at hand."""
        return Editions(self._versions, _newest(self), self._read)

    def __getitem__(self, version: int) -> Document:
        """Give the text of a version."""
        if version not in self._versions:
            raise KeyError(version)
        return self._at_hand.get(version) or self._read(version)

    def __iter__(self) -> Iterator[int]:
        """Give the versions, the oldest first."""
        return iter(self._versions)

    def __len__(self) -> int:
        """Tell how many versions there are."""
        return len(self._versions)


class Memory:
    """What is known, by document id; what nobody has asked for longest is forgotten first."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._size = 0
        self._sound: set[str] = set()
        self._drafts: dict[str, Draft] = {}

    def get(self, document_id: str) -> Known | None:
        """Give what is known of a document."""
        return self._known.get(document_id)

    def keep(self, document_id: str, known: Known) -> None:
        """Keep what stands of a document now."""
        self._put(document_id, known.lasting(self._known.get(document_id, NOTHING)))

    def forget(self, document_id: str) -> None:
        """Forget a document."""
        self._leave_out(document_id)
        self._sound.discard(document_id)
        self._drafts.pop(document_id, None)

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()
        self._sound.clear()
        self._drafts.clear()
        self._size = 0

    def forget_drafts(self) -> None:
        """Forget that drafts have passed, for what they passed by has changed."""
        self._drafts.clear()

    def judged(self, document_id: str, *, passed: bool) -> None:
        """Remember whether all evidence of a document has been judged and passed."""
        if passed and document_id in self._known:
            self._sound.add(document_id)
        else:
            self._sound.discard(document_id)

    def passed(self, document_id: str, draft: Draft | None) -> None:
        """Remember as which draft a document passed; None for what did not pass, or is no draft."""
        if draft is not None and document_id in self._known:
            self._drafts[document_id] = draft
        else:
            self._drafts.pop(document_id, None)

    def draft(self, document_id: str) -> Draft | None:
        """Give the draft as which a document passed when it last landed, all of its evidence with it."""
        return self._drafts.get(document_id)

    def write_on(self, document: Document) -> None:
        """Keep a draft with its new body."""
        draft = self._drafts[document.id]
        self._put(document.id, replace(self._known[document.id], documents=(document,)))
        self.passed(document.id, draft._replace(document=document))

    def sound(self, document_id: str) -> bool:
        """Tell whether the evidence of a document has been judged and passed."""
        return document_id in self._sound

    def _put(self, document_id: str, known: Known) -> None:
        self._leave_out(document_id)
        self._known[document_id] = known
        self._size += known.size
        while self._size > KEPT:
            self.forget(next(iter(self._known)))

    def _leave_out(self, document_id: str) -> None:
        known = self._known.pop(document_id, None)
        if known is not None:
            self._size -= known.size


def _newest(editions: Mapping[int, Document]) -> Mapping[int, Document]:
    return {version: editions[version] for version in sorted(editions)[-1:]}


def _strange(text: Document) -> bool:
    return bool(text.facts.images or text.facts.problems)


def _laid_over(old: tuple[Document, ...], new: tuple[Document, ...]) -> tuple[Document, ...]:
    """Give documents in the order of their paths, the new ones in the place of those whose paths they have."""
    if not new:
        return old
    if len(new) == 1 and [document.path for document in old] == [new[0].path]:  # the rule, and told at once
        return new
    return tuple(sorted({document.path: document for document in (*old, *new)}.values(), key=lambda each: each.path))


def _in_order(acts: tuple[Act, ...]) -> tuple[Act, ...]:
    return tuple(sorted(acts, key=_ORDER))


_ORDER = attrgetter("order")
