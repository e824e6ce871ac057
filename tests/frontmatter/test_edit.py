from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.frontmatter.documents import CHANGES, FRONT, TEXTS, document, odd_documents

from ledsys.errors import UsageError
from ledsys.frontmatter.claims import CLAIM_LINE
from ledsys.frontmatter.edit import EditError, with_claims, with_value
from ledsys.frontmatter.reading import read_document


def test_claims_are_set_inserted_and_removed_in_order() -> None:
    edited = with_claims(document(), {"giltig-till": "2028-11-30", "status": "godkänd", "giltig-från": "2026-12-01"})
    assert edited == document(
        FRONT.replace("status: utkast\n", "status: godkänd\n").replace(
            "version: 3\n", "version: 3\ngiltig-från: 2026-12-01\ngiltig-till: 2028-11-30\n"
        )
    )
    assert with_claims(edited, {"giltig-till": None, "status": "utkast", "giltig-från": None}) == document()


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("a: b\nversion: 3\nc: d\n", "a: b\nstatus: utkast\nversion: 3\nc: d\n"),
        ("a: b\ninnehållsansvarig: x\nc: d\n", "a: b\nstatus: utkast\ninnehållsansvarig: x\nc: d\n"),
        ("a: b\n# slut\n", "a: b\n# slut\nstatus: utkast\n"),
    ],
)
def test_a_claim_without_predecessor_comes_before_its_successor(front: str, expected: str) -> None:
    assert with_claims(document(front), {"status": "utkast"}) == document(expected)


def test_the_nearest_predecessor_decides() -> None:
    data = document("version: 3\nstatus: utkast\n")
    assert with_claims(data, {"giltig-från": "x"}) == document("version: 3\ngiltig-från: x\nstatus: utkast\n")


@given(odd_documents(), CHANGES)
@settings(max_examples=400)
def test_no_other_byte_changes(data: bytes, changes: dict[str, str | None]) -> None:
    """Proof §4: any command changes only claim lines it names."""
    edited = with_claims(data, changes)
    end = (
        b"" if data.endswith(b"\n") or b"\n---\n" in data else b"\n"
    )  # a closing line at the end of the file gets its LF

    def others(text: bytes) -> list[str]:
        front, closing, body = text.decode().removeprefix("---\n").partition("\n---\n")
        kept = [line for line in front.split("\n") if not (m := CLAIM_LINE.fullmatch(line)) or m[1] not in changes]
        return [*kept, closing, body]

    assert others(edited) == others(data + end)
    values = {key: value for key, value in read_document(data).values.items() if key not in changes}
    assert read_document(edited).values == values | {key: value for key, value in changes.items() if value is not None}
    assert with_claims(edited, changes) == edited


@pytest.mark.parametrize(
    "data",
    [
        document().replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + document(),
        b"# Rubrik\n",
        b"\xff",
        document("status: utkast # kommentar\n"),
        document("a: 'b\n"),
        document("a: b\na: c\n"),
        document("{a: b}\n"),
        document("a: b\n<<<<<<< x\n"),
    ],
)
def test_what_is_not_sound_is_not_edited(data: bytes) -> None:
    with pytest.raises(EditError) as caught:
        with_claims(data, {"status": "utkast"})
    assert "ledsys check" in str(caught.value.help)


@pytest.mark.parametrize("value", ["a b", "", "'x'", "[x]", "x\ny: z", "&x", "#", "a\u200b"])
def test_what_is_no_claim_is_not_written(value: str) -> None:
    with pytest.raises(EditError, match="status"):
        with_claims(document(), {"status": value})


def test_only_claims_are_set_so() -> None:
    assert with_claims(document(), {}) == document()


@pytest.mark.parametrize(
    ("front", "key", "text", "expected"),
    [
        ("a: b # c\nd: e\n", "a", "x y", "a: x y # c\nd: e\n"),
        ("a: 'b'   \nd: e\n", "a", "x: y", "a: 'x: y'   \nd: e\n"),
        ('d: e\na: "b"\n', "a", "[1]", "d: e\na: '[1]'\n"),
        ("a:\nd: e\n", "a", "x", "a: x\nd: e\n"),
        ("d: e\n", "ä ö", "it's", "d: e\nä ö: 'it''s'\n"),
        ("a: ''\n", "a", "", "a: ''\n"),
        ("status: utkast\n", "status", "granskning", "status: granskning\n"),
    ],
)
def test_a_value_is_set_by_its_span(front: str, key: str, text: str, expected: str) -> None:
    assert with_value(document(front), key, text) == document(expected)


@pytest.mark.parametrize(
    ("front", "key", "text"),
    [
        ("a: [b]\n", "a", "x"),
        ("a: |\n  b\n", "a", "x"),
        ("status: utkast\n", "status", "a: b"),
    ],
)
def test_what_is_no_single_value_is_not_set(front: str, key: str, text: str) -> None:
    with pytest.raises(EditError):
        with_value(document(front), key, text)


def test_what_a_document_cannot_hold_is_a_fault_of_use() -> None:
    with pytest.raises(UsageError, match="control characters"):
        with_value(document(), "titel", "a\x1b[1m")


@given(odd_documents(), TEXTS.filter(lambda text: "\n" not in text and "\t" not in text))
@settings(max_examples=300)
def test_setting_a_value_keeps_the_rest(data: bytes, text: str) -> None:
    before, after = read_document(data), read_document(with_value(data, "dokument-id", text))
    assert after.values == {**before.values, "dokument-id": text}
    assert after.body_digest == before.body_digest
    assert with_value(with_value(data, "dokument-id", text), "dokument-id", "EXP-482103") == with_claims(data, {})
