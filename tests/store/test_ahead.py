"""What landings bring is read ahead in portions, and comes out as if it were read when it is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.campaign.histories import Past, past_in

from ledsys.lifecycle.signatures import signature_of
from ledsys.model.doctype import DocumentType
from ledsys.model.landing import Changed, Entry
from ledsys.rules.landings import ORDINARY
from ledsys.signature import Signed
from ledsys.store.ahead import PORTION, Ahead, places, portions
from ledsys.store.files import SIZE_CAP, MemoryFiles
from ledsys.store.history import Landed
from ledsys.store.objects import MemoryObjects
from ledsys.store.policy import load_policy
from ledsys.store.trees import LINK, is_document

NOW = datetime(2026, 5, 4, tzinfo=UTC)


class Counted(MemoryObjects):
    """Contents that count how often they are read."""

    def read(self, blob: str) -> bytes | None:
        asked.append(blob)
        return super().read(blob)


asked: list[str] = []


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return past_in(tmp_path_factory.mktemp("ahead"), landings=20, acts=12, documents=2)


@pytest.fixture(scope="module")
def types(past: Past) -> dict[str, DocumentType]:
    return dict(load_policy(MemoryFiles(past.tree)).types)


def landing(*changes: Changed) -> Landed:
    return Landed("", (), NOW, changes)


def changing(number: int, files: int) -> Landed:
    return landing(*(Changed(f"{number}/{file}", None, Entry(ORDINARY, f"{number}")) for file in range(files)))


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([], []),
        ([0, 0], [[0, 0]]),
        ([0] * (PORTION + 1), [[0] * PORTION, [0]]),
        ([PORTION - 1, 1, 1], [[PORTION - 1, 1], [1]]),
        ([PORTION, 1], [[PORTION], [1]]),
        ([1, PORTION, 1], [[1], [PORTION], [1]]),
        ([1, 3 * PORTION, 1, 1], [[1], [3 * PORTION], [1, 1]]),
    ],
)
def test_a_portion_has_so_many_files_or_one_landing(sizes: list[int], expected: list[list[int]]) -> None:
    landings = [changing(number, size) for number, size in enumerate(sizes)]
    found = list(portions(landings))
    assert [[len(landed.changed) for landed in portion] for portion in found] == expected
    assert [landed for portion in found for landed in portion] == landings


def test_only_what_is_read_is_fetched() -> None:
    def change(path: str, mode: str = ORDINARY) -> Changed:
        return Changed(path, None, Entry(mode, path))

    read = ["dokument/a/rutin.md", ".ledsys/acts/EXP-1/0.act", ".ledsys/editions/EXP-1/1/dokument.md"]
    left = [change("dokument/a/bild.png"), change("ledsys.yaml"), change("dokument/b.md", LINK)]
    gone = Changed("dokument/c.md", Entry(ORDINARY, "c"), None)
    assert list(places((*map(change, read), *left, gone))) == [(path, path) for path in read]


def test_what_was_read_ahead_is_what_reading_gives(past: Past, types: dict[str, DocumentType]) -> None:
    objects = Counted()
    changes = tuple(Changed(path, None, Entry(ORDINARY, objects.keep(data))) for path, data in past.tree.items())
    ahead, now = Ahead(objects, types), Ahead(objects, types)
    for new, standing in ((changes, ()), ((), changes)):
        ahead.read([landing(*new)], standing)
        for path, _, after in changes:
            assert after is not None
            if path.endswith(".act"):
                act = now.act(path, after.object)
                asked.clear()
                assert ahead.act(path, after.object) == act
                assert act is not None
                assert isinstance(signature_of(act), Signed)
                assert not asked
            elif is_document(path) or path.endswith("/dokument.md"):
                text = now.text(path, after.object)
                asked.clear()
                assert ahead.text(path, after.object) == text
                assert text is not None
                assert text.digest
                assert not asked


def test_a_text_that_is_rewritten_alone_is_read_when_it_is_asked_for(types: dict[str, DocumentType]) -> None:
    objects = Counted()
    path, blob = "dokument/a/rutin.md", objects.keep(b"---\ndokument-id: EXP-1\n---\nText\n")
    entry = Entry(ORDINARY, blob)
    ahead = Ahead(objects, types)
    asked.clear()
    ahead.read([landing(Changed(path, entry, entry)), landing()])
    assert not asked
    text = ahead.text(path, blob)
    assert asked == [blob]
    assert text is not None
    assert text.path == path
    ahead.read([landing(Changed(path, None, entry))])
    assert ahead.text(path, blob) == text


def test_what_is_no_act_or_too_large_is_none(types: dict[str, DocumentType]) -> None:
    objects = MemoryObjects()
    path, text = f".ledsys/acts/EXP-1000/{'0' * 20}.act", "dokument/a/rutin.md"
    odd, large = objects.keep(b"ledsys-act: 1\n"), objects.keep(b"x" * (SIZE_CAP + 1))
    brought = landing(*(Changed(at, None, Entry(ORDINARY, blob)) for at, blob in ((path, odd), (text, large))))
    ahead = Ahead(objects, types)
    for landings in ([], [brought]):
        ahead.read(landings)
        assert ahead.act(path, odd) is None
        assert ahead.act(path, large) is None
        assert ahead.text(text, large) is None
