"""What is known of documents while main is replayed: what is kept, for how long, and what has been judged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ledsys.model.act import Act, ActKind
from ledsys.model.document import Document
from ledsys.model.facts import DocumentFacts, Image
from ledsys.store import known as store_known
from ledsys.store.known import Editions, Known, Memory

ACT = Act(
    kind=ActKind.SUBMIT,
    repo="region/docs",
    document="EXP-100000",
    version=1,
    content=None,
    person="author",
    name="Author",
    role="author",
    signed_at=datetime(2026, 1, 1, tzinfo=UTC),
    id="a",
    signature="signed",
)
TEXT = Document(path="dokument/a.md", blob="", facts=DocumentFacts())


def edition(version: int) -> Document:
    return replace(TEXT, path=f"{version}/dokument.md")


def test_the_newest_edition_is_kept_and_the_others_are_read_again() -> None:
    asked: list[int] = []

    def read(version: int) -> Document:
        asked.append(version)
        return edition(version)

    found = Editions((2, 1, 3), {3: edition(3)}, read)
    assert (list(found), len(found), found[3].path, asked) == ([1, 2, 3], 3, "3/dokument.md", [])
    assert (found[1].path, asked) == ("1/dokument.md", [1])
    assert found.get(4) is None
    assert Editions((1, 2), {1: edition(1)}, read)[2].path == "2/dokument.md"
    assert asked == [1, 2]


def test_what_was_judged_is_kept_without_signatures() -> None:
    memory = Memory()
    bare = replace(ACT, id="b", signature=None)
    memory.keep("EXP-100000", Known(acts=(ACT, bare)))
    found = memory.get("EXP-100000")
    assert found is not None
    assert found.acts == (replace(ACT, signature=None), bare)


def test_what_nobody_asked_for_longest_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_known, "KEPT", 3)
    memory = Memory()
    for name in ("one", "two", "one", "three"):
        memory.keep(name, Known(documents=(TEXT,)))
        memory.judged(name, passed=True)
    memory.keep("four", Known(acts=(ACT,)))
    assert [name for name in ("one", "two", "three", "four") if memory.get(name)] == ["one", "three", "four"]
    assert [name for name in ("one", "two", "three", "four") if memory.sound(name)] == ["one", "three"]


def test_only_what_is_known_and_passed_is_sound() -> None:
    memory = Memory()
    memory.judged("one", passed=True)
    memory.keep("two", Known())
    memory.judged("two", passed=True)
    memory.judged("two", passed=False)
    memory.keep("three", Known())
    memory.judged("three", passed=True)
    assert [memory.sound(name) for name in ("one", "two", "three")] == [False, False, True]
    memory.forget("three")
    memory.keep("three", Known())
    assert not memory.sound("three")
    memory.clear()
    assert memory.get("three") is None


def test_acts_before_those_that_were_there_do_not_continue_them() -> None:
    earlier = replace(ACT, id="0", signed_at=datetime(2025, 1, 1, tzinfo=UTC))
    before = Known(acts=(ACT,))
    assert Known(acts=(ACT, replace(ACT, id="b"))).continues(before)
    assert not Known(acts=(earlier, ACT)).continues(before)


def test_images_and_ids_that_stand_twice_are_odd() -> None:
    shown = replace(TEXT, facts=DocumentFacts(images=(Image("a.png", "", 1, 1),)))
    assert not Known().odd
    assert not Known(documents=(TEXT,), acts=(ACT,)).odd
    odd = (
        Known(documents=(TEXT, TEXT)),
        Known(acts=(ACT,)),
        Known(documents=(shown,)),
        Known(documents=(TEXT,), strange=True),
    )
    assert all(known.odd for known in odd)
