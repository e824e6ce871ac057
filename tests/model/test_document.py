"""Documents, types and findings: the few questions that they answer themselves."""

from __future__ import annotations

import pytest
from tests.lifecycle.world import TYPES, World, world_with

from ledsys.message import msg
from ledsys.model.doctype import Exemption, Level
from ledsys.model.document import Document, Status
from ledsys.model.facts import DocumentFacts
from ledsys.model.finding import Finding, Severity, Verdict


def _bare(**values: object) -> Document:
    return Document("dokument/a.md", "", DocumentFacts(values=values))


def test_a_document_gives_as_much_of_itself_as_can_be_read() -> None:
    assert _bare(**{"dokument-id": "EXP-1"}).id == "EXP-1"
    assert _bare(**{"dokument-id": ["EXP-1"]}).id == ""
    assert _bare().id == ""
    assert World().found.id == "EXP-100001"
    assert World().found.folder == "dokument/pain"


@pytest.mark.parametrize(
    ("status", "read", "work"),
    [
        ("granskning", Status.REVIEW, True),
        ("publicerad", Status.PUBLISHED, False),
        ("upphävd", Status.REPEALED, False),
        ("snart", None, True),
        (None, None, True),
    ],
)
def test_what_cannot_be_read_counts_as_work(status: str | None, read: Status | None, *, work: bool) -> None:
    document = _bare(status=status)
    assert (document.status, document.open) == (read, work)


def test_front_matter_that_is_understood_says_the_status() -> None:
    assert World().found.status is Status.DRAFT
    assert world_with(status="stoppad").found.status is Status.STOPPED


def test_a_type_lifts_only_what_it_says() -> None:
    assert TYPES["rutin"].waiver(Exemption.AUTHOR_REVIEWS) is None
    waiver = TYPES["plan"].waiver(Exemption.AUTHOR_REVIEWS)
    assert waiver is not None
    assert waiver.exemption is Exemption.AUTHOR_REVIEWS


def test_a_level_has_its_word_in_acts() -> None:
    assert [level.code for level in Level] == ["claimed", "forge", "key", "hardware", "external"]


def test_the_worst_of_a_verdict() -> None:
    def finding(severity: Severity) -> Finding:
        return Finding("a", 1, 1, "LS101", severity, msg("x"), msg("y"))

    assert Verdict(()).worst is None
    assert Verdict((finding(Severity.WARNING), finding(Severity.ERROR))).worst is Severity.ERROR


def test_documents_with_one_id_stand_together() -> None:
    world = World()
    world.files["dokument/pain/b.md"] = world.files[world.path]
    corpus = world.corpus
    assert [document.path for document in corpus.by_id["EXP-100001"]] == [
        *("dokument/pain/b.md", "dokument/pain/exp-100001.md")
    ]
    assert corpus.document("EXP-100001") is corpus.by_id["EXP-100001"][0]
    assert corpus.document("EXP-999999") is None
