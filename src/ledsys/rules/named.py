"""*Named*: those whom a document names as owner, reviewers, approver and authors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledsys.model.document import Document, FrontMatter, Status
from ledsys.model.facts import Place

OWNER, REVIEWER, APPROVER, AUTHOR = "innehållsansvarig", "granskare", "godkännare", "författare"


class Named(NamedTuple):
    """Somebody whom a front matter names: a person, a ``role@unit`` or, as approver, a body."""

    key: str
    text: str
    place: Place

    @property
    def by_role(self) -> bool:
        """Tell whether it is a role at a unit."""
        return "@" in self.text

    @property
    def role(self) -> str:
        """The role, where it is one."""
        return self.text.partition("@")[0]

    @property
    def unit(self) -> str:
        """The unit of the role; empty for a person or body."""
        return self.text.partition("@")[2]


def named(document: Document) -> Iterator[Named]:
    """Yield everybody whom the front matter names, in the order in which it is written."""
    front, place = document.front, document.facts.place
    if front is None:
        return
    yield Named(OWNER, front.owner, place(OWNER))
    for number, reviewer in enumerate(front.reviewers):
        yield Named(REVIEWER, reviewer, place(f"{REVIEWER}.{number}"))
    if front.approver is not None:
        yield Named(APPROVER, front.approver, place(APPROVER))
    for number, author in enumerate(front.authors):
        yield Named(AUTHOR, author, place(f"{AUTHOR}.{number}"))


def living(document: Document) -> Iterator[FrontMatter]:
    """Yield the front matter of a document that has not ended for good: who left after that matters to nobody."""
    if document.front is not None and document.front.status not in (Status.REPEALED, Status.ABANDONED):
        yield document.front
