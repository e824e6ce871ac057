"""*Loading*: from the files of a docs repo to the frozen corpus.

Wrong data is data: a bad document is a document with problems, never an exception; only a policy that can't be used
ends the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple, Protocol, TypeAlias

from ledsys.digest import blob_id, content_digest, sha256
from ledsys.frontmatter.reading import read_document
from ledsys.frontmatter.records import validate_document
from ledsys.lifecycle.claims import TEXT
from ledsys.message import Message, msg
from ledsys.model.corpus import Corpus, Policy, RepositoryProblem
from ledsys.model.doctype import DocumentType
from ledsys.model.document import Document, id_given
from ledsys.model.facts import DocumentFacts, Problem
from ledsys.model.image import name_of
from ledsys.store.evidence import edition_paths, load_acts, with_delegations
from ledsys.store.files import Files, Kind, ReadError
from ledsys.store.policies import Chain, Delegated, load_chain
from ledsys.store.policy import load_policy

Reader: TypeAlias = Callable[[bytes], DocumentFacts]
Types: TypeAlias = Mapping[str, DocumentType]

DOCUMENTS = "dokument/"


class Cache(Protocol):
    """Keeps facts by the SHA-256 of the file."""

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        """Give the facts that are known of the files with these digests."""

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        """Keep facts for the next time."""


def load(files: Files, today: date, cache: Cache | None = None) -> Corpus:
    """Load the docs repo as it stands, to be judged on the day.

    Raises `UnusableError` with all faults if settings, register or types can't be used, and `RepositoryError` if this
    is no docs repo.
    """
    return load_under(load_policy(files), files, today, cache)


def load_under(
    policy: Policy,
    files: Files,
    today: date,
    cache: Cache | None = None,
    chain: Chain | None = None,
    *,
    read: Reader = read_document,
) -> Corpus:
    """Load the docs repo under a policy that has been loaded already, and the policy chain unless that has been too.

    ``read`` is what reads a document; a cache serves one reader, since another would miss facts.
    """
    paths = frozenset(files.paths())
    chain = chain or load_chain(files)
    evidence = load_acts(files)
    policy = with_delegations(policy, evidence.delegations)
    frozen = tuple(edition_paths(files))
    texts = _Texts(files)
    texts.read(path for path in sorted(paths) if path.startswith(DOCUMENTS) and path.endswith(".md"))
    texts.read(path for _, _, name, path in frozen if name == TEXT)
    facts = _facts(texts, cache, read)
    images = _Images(files, paths)
    documents = tuple(
        _document(policy.types, path, texts.names[path], facts[path], images.of(path, facts[path]))
        for path in texts.names
        if path.startswith(DOCUMENTS)
    )
    editions: dict[str, dict[int, Document]] = {}
    for document_id, version, name, path in frozen:
        if name == TEXT and path in facts:
            editions.setdefault(document_id, {})[version] = _document(
                policy.types, path, texts.names[path], facts[path], images.of(path, facts[path])
            )
    return Corpus(
        policy=policy,
        today=today,
        documents=documents,
        acts=evidence.acts,
        delegations=evidence.delegations,
        editions=editions,
        files=paths,
        problems=(*_irregular(files, paths), *texts.problems, *evidence.problems, *chain.problems),
        chain=chain.versions,
        policies=Delegated(chain.policies, evidence.delegations),
    )


def reread(corpus: Corpus, files: Files, paths: Iterable[str]) -> Corpus | None:
    """Give the corpus with these of its documents read anew, and nothing else looked at.

    None where one of the paths is no document of the corpus, or can't be read any more: then all must be loaded anew.
    """
    wanted = frozenset(paths)
    if not wanted <= {document.path for document in corpus.documents}:
        return None
    texts = _Texts(files)
    texts.read(sorted(wanted))
    if texts.problems:
        return None
    images = _Images(files, corpus.files)
    facts = {path: read_document(texts.data[names.digest]) for path, names in texts.names.items()}
    fresh = {
        path: _document(corpus.policy.types, path, names, facts[path], images.of(path, facts[path]))
        for path, names in texts.names.items()
    }
    return replace(corpus, documents=tuple(fresh.get(document.path, document) for document in corpus.documents))


def text_alone(types: Types, path: str, data: bytes, read: Reader) -> Document:
    """Give the document at a path as its bytes have it, without a look at images; with images it has no digest."""
    facts = read(data)
    return _document(types, path, _Names(blob_id(data), sha256(data)), facts, None if local_images(facts) else {})


class _Names(NamedTuple):
    """What bytes are called: by git, and by a digest that nobody can give to other bytes."""

    blob: str
    digest: str


class _Texts:
    """Reads each text once, and keeps its bytes by SHA-256 and what could not be read."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.names: dict[str, _Names] = {}
        self.data: dict[str, bytes] = {}
        self.problems: list[RepositoryProblem] = []

    def read(self, paths: Iterable[str]) -> None:
        for path in paths:
            if self.files.kind(path) is not Kind.REGULAR:
                continue
            try:
                data = self.files.read(path)
            except ReadError as error:
                self.problems.append(_unread(path, error.code, error.why))
                continue
            self.names[path] = _Names(blob_id(data), sha256(data))
            self.data[self.names[path].digest] = data


def _facts(texts: _Texts, cache: Cache | None, read: Reader) -> Mapping[str, DocumentFacts]:
    known = dict(cache.get_many(texts.data)) if cache is not None else {}
    fresh = {digest: read(data) for digest, data in texts.data.items() if digest not in known}
    if cache is not None and fresh:
        cache.put_many(fresh)
    found = {**known, **fresh}
    return {path: found[names.digest] for path, names in texts.names.items()}


class _Images:
    """The images of documents: looked up by the links of their texts, digested once."""

    def __init__(self, files: Files, paths: frozenset[str]) -> None:
        self.files = files
        self.paths = paths
        self.digests: dict[str, str | None] = {}

    def of(self, path: str, facts: DocumentFacts) -> Mapping[str, str] | None:
        """Give SHA-256 by relative name; none if an image can't be used, is not there or can't be read."""
        targets = local_images(facts)
        if not targets:
            return {}
        found: dict[str, str] = {}
        folder = PurePosixPath(path).parent
        for target in targets:
            name = name_of(target)
            digest = self._digest(str(folder / name)) if name is not None else None
            if name is None or digest is None:
                return None
            found[name] = digest
        return found

    def _digest(self, path: str) -> str | None:
        if path not in self.digests:
            readable = path in self.paths and self.files.kind(path) is Kind.REGULAR
            try:
                self.digests[path] = sha256(self.files.read(path)) if readable else None
            except ReadError:
                self.digests[path] = None
        return self.digests[path]


def local_images(facts: DocumentFacts) -> tuple[str, ...]:
    """Give the targets of the images that should lie with the document, as the text writes them, each once."""
    return tuple(dict.fromkeys(image.target for image in facts.images if image.target and "://" not in image.target))


def _document(
    types: Types, path: str, names: _Names, facts: DocumentFacts, images: Mapping[str, str] | None
) -> Document:
    document_type = types.get(str(facts.values.get("handlingstyp", "")))
    own_fields = {field.key: field for field in document_type.fields} if document_type else {}
    front, own, problems = validate_document(facts, own_fields)
    return Document(
        path=path,
        blob=names.blob,
        sha256=names.digest,
        facts=facts,
        front=front,
        own=own,
        problems=problems,
        images=images or {},
        digest=_digest(id_given(front, facts), facts, images),
    )


def _digest(document_id: str, facts: DocumentFacts, images: Mapping[str, str] | None) -> str | None:
    """Give the content digest; none where there is no id, an image is missing, or the text can be read in two ways."""
    if images is None or not document_id or facts.front_digest is None or facts.body_digest is None:
        return None
    return content_digest(document_id, facts.front_digest, facts.body_digest, images)


_IRREGULAR = {
    Kind.LINK: (
        "LS708",
        msg("This is a link; ledsys reads only ordinary files."),
        msg("Put the file itself here instead of a link to it."),
    ),
    Kind.OTHER: (
        "LS708",
        msg("This is a special file; ledsys reads only ordinary files."),
        msg("Remove it from the folder."),
    ),
    Kind.MISNAMED: (
        "LS708",
        msg("The name of this file is not UTF-8 text."),
        msg("Give the file another name."),
    ),
    Kind.CLOSED: (
        "LS709",
        msg("This folder can't be opened, so what lies in it was not judged."),
        msg("Ask whoever keeps the computer to let you read the folder."),
    ),
}


def _irregular(files: Files, paths: Iterable[str]) -> Iterable[RepositoryProblem]:
    for path in sorted(paths):
        kind = files.kind(path)
        if kind is not Kind.REGULAR:
            code, message, hint = _IRREGULAR[kind]
            yield RepositoryProblem(path, Problem(code, 0, 0, message, hint))


def _unread(path: str, code: str, why: Message) -> RepositoryProblem:
    sentence = msg("This can't be read: {why}.", why=why)
    return RepositoryProblem(
        path, Problem(code, 0, 0, sentence, msg("See that the file can be opened, and is no larger than 1 MiB."))
    )
