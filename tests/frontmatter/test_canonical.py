from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.frontmatter import canonical
from ledsys.frontmatter.canonical import MAX_BYTES, is_writable, problems, readable, repair

DECOMPOSED = unicodedata.normalize("NFD", "å")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        ("rad\n\tindragen å \U0001f9fc\n".encode(), []),
        (b"ett\ntv\xe5 och \xe5\n", [("LS701", 2, 3)]),
        (b"\xff\xfea\x00", [("LS701", 1, 1), ("LS704", 1, 4)]),
        (b"\xef\xbb\xbfett\n", [("LS702", 1, 1)]),
        (b"ett\r\ntva\r\n", [("LS703", 1, 4)]),
        (b"ett\ntv\ra\n", [("LS703", 2, 3)]),
        (b"a\r\nb\x00c\x1b[1m\n", [("LS703", 1, 2), ("LS704", 2, 2)]),
        ("ett\nett\x85\n".encode(), [("LS704", 2, 4)]),
        ("a\n  b\u202ec\n".encode(), [("LS705", 2, 4)]),
        ("ord\u200bgrans\u00ad\n".encode(), [("LS705", 1, 4)]),
        ("a\u2028b".encode(), [("LS705", 1, 2)]),
        ("a\ufeffb".encode(), [("LS705", 1, 2)]),
        (f"aå\nb {DECOMPOSED}\n".encode(), [("LS706", 2, 3)]),
        (b"a" * (MAX_BYTES + 1), [("LS707", 0, 0)]),
        (b"a" * MAX_BYTES, []),
    ],
)
def test_every_kind_is_found_once_at_its_first_place(data: bytes, expected: list[tuple[str, int, int]]) -> None:
    assert [(problem.code, problem.line, problem.column) for problem in problems(data)] == expected


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xe5\xe4", "there are 2 such bytes"),
        (b"\xe5", "A byte here is not UTF-8 text."),
        (b"a\r\nb\r\n", "2 lines end"),
        (b"\x00", "A control character (U+0000) stands here."),
        ("\u200b\u200c".encode(), "(U+200B) stands here; there are 2 in the file"),
        (f"{DECOMPOSED}\n{DECOMPOSED}".encode(), "2 lines have such letters"),
        (("a" + "\u0301\u0316" * 40).encode(), "More than 30 accents"),
    ],
)
def test_the_sentence_counts(data: bytes, said: str) -> None:
    assert said in str(problems(data)[0].message)


def test_utf_16_is_recognised() -> None:
    assert "UTF-16" in str(problems("hej".encode("utf-16"))[0].help)


def test_ten_megabytes_are_not_looked_at() -> None:
    assert [problem.code for problem in problems(b"\xff" * 10_000_000)] == ["LS707"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfa\r\nb\rc", b"a\nb\nc"),
        (f"r{DECOMPOSED}d".encode(), "råd".encode()),
        (b"a\x00\n", b"a\x00\n"),
        ("a\u202eb".encode(), "a\u202eb".encode()),
        (b"\xe5", None),
        (b"a" * (MAX_BYTES + 1), None),
        (("a" + "\u0301\u0316" * 40).encode(), ("a" + "\u0301\u0316" * 40).encode()),
    ],
)
def test_repair_mends_what_loses_no_meaning(data: bytes, expected: bytes | None) -> None:
    assert repair(data) == expected


@given(st.binary(max_size=60) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
def test_reading_is_total_and_canonical_bytes_come_out_unchanged(data: bytes) -> None:
    text = readable(data)
    if not problems(data):
        assert text.encode() == data
        assert repair(data) == data
    once = repair(data)
    if once is not None:
        assert repair(once) == once
        assert {problem.code for problem in problems(once)} <= {"LS702", "LS704", "LS705", "LS706"}


def test_readable_keeps_the_places() -> None:
    assert readable(b"\xef\xbb\xbfa\xe5b\r\n\x00\rc\xe2\x80\xaed") == "a\ufffdb\n\ufffd\nc\ufffdd"


@pytest.mark.parametrize(("text", "fit"), [("å 🧼 洗", True), ("a\x1b", False), (DECOMPOSED, False), ("a\r", False)])
def test_writable_is_canonical(text: str, fit: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_writable(text) is fit
    assert (not canonical.problems(text.encode())) is fit


@given(
    st.lists(
        st.sampled_from([b"a", b"\n", b"\t", b"\r", b"\x00", b"\x7f", b"\xc3", b"\xa5", b"\xe2", b"\x80", b"\x8b"])
    )
    | st.lists(st.sampled_from("aå\u0301\u0316\u212b\x85\ufeff\u200b\u2028\ufffe\U000e0001🧼")).map(
        lambda signs: [sign.encode() for sign in signs]
    )
)
def test_the_quick_look_misses_nothing(parts: list[bytes]) -> None:
    data = b"".join(parts)
    looked_at_closely = canonical._found(
        data.removeprefix(canonical.BYTE_ORDER_MARK), has_mark=data.startswith(canonical.BYTE_ORDER_MARK)
    )
    assert problems(data) == tuple(looked_at_closely)
