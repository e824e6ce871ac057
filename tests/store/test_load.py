"""Loading: wrong data is data, and what the bytes say does not depend on a cache or on order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tests.store.example import DRAFT, DRAFT_ID, PUBLISHED, PUBLISHED_ID, TODAY, example

from ledsys.digest import blob_id, sha256
from ledsys.frontmatter.reading import read_content
from ledsys.message import msg
from ledsys.model.facts import DocumentFacts
from ledsys.store.files import Kind, MemoryFiles, ReadError
from ledsys.store.load import load, load_under, local_images

IMAGE = "dokument/smarta/bilder/smartskala.png"
WITH_IMAGE = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"


class _Memory:
    """A cache that counts."""

    def __init__(self) -> None:
        self.known: dict[str, DocumentFacts] = {}
        self.put = 0

    def get_many(self, blobs: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {blob: self.known[blob] for blob in blobs if blob in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.put += len(facts)
        self.known.update(facts)


def test_the_example_loads_without_problems() -> None:
    corpus = load(example(), TODAY)
    assert corpus.problems == ()
    assert [document.path for document in corpus.documents] == sorted(document.path for document in corpus.documents)
    assert all(document.front and document.digest and document.id for document in corpus.documents)
    assert corpus.today == TODAY
    published = corpus.editions[PUBLISHED_ID][1]
    found = corpus.document(PUBLISHED_ID)
    assert found is not None
    assert published.digest == found.digest
    assert published.path == f".ledsys/editions/{PUBLISHED_ID}/1/dokument.md"


def test_a_cache_changes_nothing_and_keeps_each_text_once() -> None:
    cache = _Memory()
    first = load(example(), TODAY, cache)
    assert cache.put == len(cache.known) > 0
    before = cache.put
    assert load(example(), TODAY, cache) == first
    assert cache.put == before
    assert load(example(), TODAY) == first


def test_a_light_reader_gives_the_same_digests() -> None:
    files = example()
    whole = load(files, TODAY)
    light = load_under(whole.policy, files, TODAY, read=read_content)
    assert [document.digest for document in light.documents] == [document.digest for document in whole.documents]
    assert [document.images for document in light.documents] == [document.images for document in whole.documents]
    assert {document.facts.words for document in light.documents} == {0}


def test_facts_are_kept_by_a_digest_that_cannot_be_given_to_other_bytes() -> None:
    cache = _Memory()
    corpus = load(example(), TODAY, cache)
    texts = {sha256(data) for path, data in example().files.items() if path.endswith(".md")}
    assert set(cache.known) <= texts
    draft = corpus.document(DRAFT_ID)
    assert draft is not None
    assert draft.sha256 == sha256(example().files[DRAFT])
    assert draft.blob == blob_id(example().files[DRAFT])


def test_a_bad_document_is_a_document_with_problems() -> None:
    corpus = load(example(**{DRAFT: b"inget\n", "dokument/a.md": b"", "dokument/b.md": b"\xff" * 3}), TODAY)
    bad = {document.path: document for document in corpus.documents if document.facts.problems}
    assert set(bad) == {DRAFT, "dokument/a.md", "dokument/b.md"}
    assert all(document.front is None and document.digest is None for document in bad.values())
    assert corpus.document(DRAFT_ID) is None


def test_two_documents_of_one_id_are_both_there() -> None:
    files = example(**{"dokument/rehab/a.md": example().files[DRAFT]})
    assert [document.path for document in load(files, TODAY).by_id[DRAFT_ID]] == ["dokument/rehab/a.md", DRAFT]


def test_an_unknown_type_is_loaded_all_the_same() -> None:
    changed = example().files[DRAFT].replace(b"handlingstyp: anvisning", b"handlingstyp: okand")
    document = load(example(**{DRAFT: changed}), TODAY).document(DRAFT_ID)
    assert document is not None
    assert document.own == {}


def test_an_image_that_is_missing_takes_the_digest_away() -> None:
    whole, lacking = load(example(), TODAY), load(example(**{IMAGE: None}), TODAY)
    name = "bilder/smartskala.png"
    with_image = next(document for document in whole.documents if document.path == WITH_IMAGE)
    without = next(document for document in lacking.documents if document.path == WITH_IMAGE)
    assert list(with_image.images) == [name]
    assert with_image.digest is not None
    assert without.digest is None


def test_an_image_is_part_of_the_digest() -> None:
    before = next(document for document in load(example(), TODAY).documents if document.path == WITH_IMAGE)
    changed = load(example(**{IMAGE: b"other"}), TODAY)
    after = next(document for document in changed.documents if document.path == WITH_IMAGE)
    assert before.blob == after.blob
    assert before.digest != after.digest


def test_images_are_looked_for_in_and_below_the_folder_alone() -> None:
    facts = load(example(), TODAY).documents[0].facts
    assert local_images(facts) == ()


def test_what_is_no_ordinary_file_is_a_problem_of_the_repository() -> None:
    class Odd(MemoryFiles):
        def kind(self, path: str) -> Kind:
            odd = {DRAFT: Kind.LINK, "dokument/x": Kind.CLOSED, "dokument/y": Kind.OTHER, "dokument/z": Kind.MISNAMED}
            return odd.get(path) or super().kind(path)

    files = Odd({**example().files, "dokument/x": b"", "dokument/y": b"", "dokument/z": b""})
    corpus = load(files, TODAY)
    found = [(problem.path, problem.problem.code) for problem in corpus.problems]
    assert found == [(DRAFT, "LS708"), ("dokument/x", "LS709"), ("dokument/y", "LS708"), ("dokument/z", "LS708")]


def test_a_document_that_can_not_be_read_is_told_with_its_path() -> None:
    corpus = load(example(**{DRAFT: b"x" * (17 << 20)}), TODAY)
    assert [(problem.path, problem.problem.code) for problem in corpus.problems] == [(DRAFT, "LS707")]
    assert "16 MiB" in str(corpus.problems[0].problem.message)


def test_an_unreadable_file_that_nobody_expects_is_an_error_with_its_path() -> None:
    error = ReadError(PUBLISHED, "LS709", msg("the disk reports a fault"))
    assert str(error) == f"{PUBLISHED} can't be read: the disk reports a fault."
    assert error.exit_code == 2
