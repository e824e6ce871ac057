"""*Mending*: repairs that change no decision: links by id in drafts, and claim lines written anew from acts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from posixpath import normpath

from ledsys.digest import content_digest
from ledsys.frontmatter.edit import with_claims
from ledsys.frontmatter.reading import read_document
from ledsys.lifecycle.claims import claims
from ledsys.lifecycle.derivation import derive
from ledsys.lifecycle.life import Life
from ledsys.model.corpus import Corpus
from ledsys.model.document import CLAIMS, Document

_CONFLICT = re.compile(
    r"^<<<<<<< [^\n]*\n(?P<ours>(?:(?!<<<<<<< |\|\|\|\|\|\|\| |=======|>>>>>>> )[^\n]*\n)*)"
    r"(?:\|\|\|\|\|\|\| [^\n]*\n(?:(?!=======)[^\n]*\n)*)?"
    r"=======\n(?P<theirs>(?:(?!<<<<<<< |>>>>>>> )[^\n]*\n)*)>>>>>>> [^\n]*\n",
    re.MULTILINE,
)


def ids_by_path(corpus: Corpus) -> Mapping[str, str]:
    """Give the ids of documents by path."""
    return {document.path: document.id for document in corpus.documents if document.id}


def links_by_id(data: bytes, document: Document, by_path: Mapping[str, str]) -> bytes:
    """Turn links by path into links by id, where the path leads to a document (`ids_by_path`); other bytes stay."""
    text = data.decode()
    for link in document.facts.links:
        target, mark, anchor = link.target.partition("#")
        if not target.endswith(".md") or "://" in target:
            continue
        found = by_path.get(normpath(str(PurePosixPath(document.folder) / target)))
        if found is not None:
            text = text.replace(f"]({link.target})", f"]({found}{mark}{anchor})")
    return text.encode()


def same_content(data: bytes, document: Document, corpus: Corpus) -> bool:
    """Tell whether the bytes have the very content that the document's acts speak of."""
    facts = read_document(data)
    if facts.front_digest is None or facts.body_digest is None:
        return False
    digest = content_digest(document.id, facts.front_digest, facts.body_digest, document.images)
    return any(act.content == digest for act in corpus.acts.get(document.id, ()))


def reclaimed(data: bytes, document: Document, corpus: Corpus) -> bytes:
    """Give the bytes with the claim lines that the acts prove, if the front matter can be understood at all."""
    if document.front is None:
        return data
    life = _life(document, corpus)
    return with_claims(data, claims(life, document.front.owner, document.front.version))


def _life(document: Document, corpus: Corpus) -> Life:
    version = document.front.version if document.front else None
    return derive(document.id, corpus.acts.get(document.id, ()), version, document.digest)


def without_claim_conflicts(data: bytes) -> bytes | None:
    """Settle merge conflicts that hold nothing but claim lines, by taking either side; None if others are left.

    The claim lines are wrong in either case and are written anew from the acts afterwards.
    """
    text = data.decode(errors="surrogateescape")
    settled = _CONFLICT.sub(_either_side, text)
    if settled == text or re.search(r"^(<<<<<<< |>>>>>>> )", settled, re.MULTILINE):
        return None
    return settled.encode(errors="surrogateescape")


def _either_side(found: re.Match[str]) -> str:
    sides = found["ours"], found["theirs"]
    return sides[0] if all(_only_claims(side) for side in sides) else found[0]


def _only_claims(side: str) -> bool:
    return all(any(line.startswith(f"{claim}: ") for claim in CLAIMS) for line in _lines(side))


def _lines(side: str) -> Iterator[str]:
    yield from side.splitlines()
