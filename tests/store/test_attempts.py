"""Attempts: the bytes that a move needs are gathered, and what a change would leave can be looked at beforehand."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from tests.store.example import DRAFT, DRAFT_ID, PUBLISHED, PUBLISHED_ID, TODAY, example
from tests.store.ground import change

from ledsys.lifecycle import Move, Plan, Wish, decide
from ledsys.store.attempts import after, prepare
from ledsys.store.files import Kind, MemoryFiles, ReadError
from ledsys.store.load import load

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
WITH_IMAGE = "EXP-527361"


def test_an_attempt_has_text_images_and_editions_of_its_document_alone() -> None:
    files = example()
    corpus = load(files, TODAY)
    document = corpus.document(WITH_IMAGE)
    assert document is not None
    attempt = prepare(files, corpus, document, Move.SUBMIT, "karbe2", NOW, Wish())
    assert attempt.source == files.files[document.path]
    assert attempt.images == {"bilder/smartskala.png": files.files["dokument/smarta/bilder/smartskala.png"]}
    frozen = f".ledsys/editions/{WITH_IMAGE}/1"
    assert attempt.editions[1]["dokument.md"] == files.files[f"{frozen}/dokument.md"]
    assert {name for version in attempt.editions.values() for name in version} == {
        path.split("/", 4)[4] for path in files.files if path.startswith(f".ledsys/editions/{WITH_IMAGE}/")
    }


def test_a_move_can_be_looked_at_before_it_is_made() -> None:
    files = example()
    corpus = load(files, TODAY)
    document = corpus.document(DRAFT_ID)
    assert document is not None
    plan = decide(prepare(files, corpus, document, Move.SUBMIT, "malbj1", NOW, Wish()))
    assert isinstance(plan, Plan)
    changed = load(after(files, plan.change), TODAY)
    found = changed.document(DRAFT_ID)
    assert found is not None
    assert found.front is not None
    assert found.front.status == "granskning"
    assert plan.acts[0] in changed.acts[DRAFT_ID]
    assert load(files, TODAY) == corpus


def test_files_after_a_change_are_the_old_ones_with_the_change_over_them() -> None:
    files = example()
    new = after(files, change({DRAFT: b"new", "dokument/ny.md": b"other"}, deletes=(PUBLISHED,)))
    assert list(new.paths()) == sorted({*files.paths(), "dokument/ny.md"} - {PUBLISHED})
    assert new.read(DRAFT) == b"new"
    assert new.read("dokument/ny.md") == b"other"
    assert new.read("ledsys.yaml") == files.read("ledsys.yaml")
    assert new.kind("dokument/ny.md") is Kind.REGULAR
    assert new.kind("ledsys.yaml") is Kind.REGULAR
    with pytest.raises(ReadError, match="not there"):
        new.read(PUBLISHED)


def test_a_link_among_the_frozen_files_is_left_out() -> None:
    stray = f".ledsys/editions/{PUBLISHED_ID}/1/bild.png"

    class Odd(MemoryFiles):
        def kind(self, path: str) -> Kind:
            return Kind.LINK if path == stray else Kind.REGULAR

    files = Odd({**example().files, stray: b"x"})
    corpus = load(files, TODAY)
    document = corpus.document(PUBLISHED_ID)
    assert document is not None
    attempt = prepare(files, corpus, document, Move.REVISE, "lovan2", NOW, Wish(reason="Prov"))
    assert set(attempt.editions[1]) == {"dokument.md"}
