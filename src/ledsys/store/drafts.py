"""A *draft* on which somebody writes on: many landings change the body of one, and nothing else.

Nothing is decided by that. What the rules of landings ask of a draft follows from its path, its front matter, its acts
and the policy. So where these have been judged and passed, the draft passes with any body whose form is right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ledsys.digest import content_digest, sha256
from ledsys.frontmatter.canonical import is_canonical
from ledsys.frontmatter.split import joined, split
from ledsys.model.document import Document, Status
from ledsys.model.landing import Changed
from ledsys.rules.landings import ORDINARY
from ledsys.store.landing import clashes, nested
from ledsys.store.trees import Tree

_BESIDE = (b"![", b"<<<<<<<", b">>>>>>>")
"""What may make more of a body than text: images, and marks of a merge conflict."""


class Draft(NamedTuple):
    """A draft that has passed: the document, the bytes before its body, and the digest of its front matter."""

    document: Document
    head: bytes
    front_digest: str


def draft_of(document: Document, data: bytes) -> Draft | None:
    """Give a document that has passed as a draft, its bytes given too; none if it is none, or not plainly right."""
    facts, front = document.facts, document.front
    if front is None or front.status is not Status.DRAFT or facts.images:
        return None
    if document.digest is None or facts.front_digest is None:
        return None
    return Draft(document, joined(split(data.decode()).front, ""), facts.front_digest)


def rewritten(draft: Draft, change: Changed, tree: Tree) -> Document | None:
    """Give the draft as a change of its text in a tree makes it; none if anything but its text, or odd, is changed."""
    path, before, after = change
    if tree.entry(path) != before or after is None or after.mode != ORDINARY:
        return None
    data = tree.objects.read(after.object)
    if data is None or clashes(tree, (change,)) or nested(tree, (change,)):
        return None
    return written_on(draft, after.object, data)


def written_on(draft: Draft, blob: str, data: bytes) -> Document | None:
    """Give the document with these bytes, which git has by the name ``blob``; none if more than text is new."""
    if not data.startswith(draft.head) or any(sign in data for sign in _BESIDE) or not is_canonical(data):
        return None
    document, body = draft.document, sha256(data[len(draft.head) :])
    return replace(
        document,
        blob=blob,
        sha256=sha256(data),
        facts=replace(document.facts, body_digest=body),
        digest=content_digest(document.id, draft.front_digest, body, {}),
    )
