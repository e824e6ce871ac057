"""The handbook of the example region: the template's own documents, in all their states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.site.reader import Page, broken_links

from ledsys.model.corpus import Corpus
from ledsys.site.handbook import Handbook, build
from ledsys.site.pdf.files import pdf_files
from ledsys.site.shelf import shelve
from ledsys.store.evidence import edition_paths
from ledsys.store.load import load
from ledsys.store.story import template_files

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def example() -> tuple[Corpus, dict[str, dict[int, dict[str, bytes]]]]:
    files = template_files(DAY)
    editions: dict[str, dict[int, dict[str, bytes]]] = {}
    for document, version, name, path in edition_paths(files):
        editions.setdefault(document, {}).setdefault(version, {})[name] = files.read(path)
    corpus = load(files, DAY)
    settings = corpus.policy.settings.model_copy(update={"language": "en"})
    return replace(corpus, policy=replace(corpus.policy, settings=settings)), editions


@pytest.fixture(scope="module")
def book(example: tuple[Corpus, dict[str, dict[int, dict[str, bytes]]]]) -> Handbook:
    return build(*example, {}, DAY)


def test_every_document_of_the_example_can_be_shown(
    example: tuple[Corpus, dict[str, dict[int, dict[str, bytes]]]], book: Handbook
) -> None:
    assert (book.unbuilt, book.remarks) == ((), ())
    pdfs = dict.fromkeys(dict(pdf_files(*example, {}, DAY).makers()), b"")  # which are made beside
    assert broken_links(replace(book, files={**book.files, **pdfs})) == []


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("EXP-482103", "In force until and including"),
        ("EXP-548902", "Expired:"),
        ("EXP-812076", "Repealed:"),
        ("EXP-690133", "Upcoming:"),
        ("EXP-845319", "Stopped"),
        ("EXP-527361", "In force until and including"),
    ],
)
def test_each_state_of_the_example_is_said_first(book: Handbook, document: str, said: str) -> None:
    assert Page(book.files[f"dokument/{document}/index.html"].decode()).first_in_main.startswith(said)


def test_what_is_only_being_written_is_not_in_the_handbook(book: Handbook) -> None:
    for draft in ("EXP-746620", "EXP-713589"):
        assert not any(draft.encode() in data for data in book.files.values())


def test_the_shelf_lists_each_document_in_force_for_the_units_it_applies_to(
    example: tuple[Corpus, dict[str, dict[int, dict[str, bytes]]]],
) -> None:
    corpus, editions = example
    shelf = shelve(corpus, editions, DAY)
    assert {copy.front.id for copy in shelf.in_force} == {
        copy.front.id for copies in shelf.by_unit.values() for copy in copies
    }
    assert "EXP-482103" in {copy.front.id for copy in shelf.by_unit["expertenheter"]}
