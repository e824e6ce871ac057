from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frontmatter.documents import document, odd_documents

from ledsys.frontmatter.formatting import formatted
from ledsys.frontmatter.reading import read_document


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            "a: b\nversion:   '3'   # tre\n# mellan\nstatus: \"utkast\"\n",
            "a: b\nstatus: utkast\n# mellan\nversion: 3\n",
        ),
        ("'status': utkast\n", "status: utkast\n"),
        ("status : utkast\n", "status: utkast\n"),
        ("status:\nversion: 3 \n", "status:\nversion: 3\n"),
        ("status:\n  utkast\n", "status:\n  utkast\n"),
        ("status: 'a b'\n", "status: 'a b'\n"),
        ("status: '[a]'\n", "status: '[a]'\n"),
        ("status: [utkast]\n", "status: [utkast]\n"),
        ("? status\n: utkast\n", "? status\n: utkast\n"),
        ("{a: b,\nstatus: utkast , c: d}\n", "{a: b,\nstatus: utkast , c: d}\n"),
        ("status: 'utkast\n", "status: 'utkast\n"),
        ("titel:   'a'  # b\n", "titel:   'a'  # b\n"),
    ],
)
def test_claim_lines_become_bare_and_ordered_and_nothing_else(front: str, expected: str) -> None:
    assert formatted(document(front)) == document(expected)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbf---\r\na: b\r\n---\r\nx", b"---\na: b\n---\nx"),
        (b"---\nstatus: 'a'\n---\n\x00\r\n", b"---\nstatus: 'a'\n---\n\x00\n"),
        (b"\xff\r\n", b"\xff\r\n"),
        (b"bara text\r\n", b"bara text\n"),
        (b"", b""),
    ],
)
def test_bytes_are_repaired_where_nothing_is_lost(data: bytes, expected: bytes) -> None:
    assert formatted(data) == expected


@given(odd_documents(), st.sampled_from(["{}", "'{}'", '"{}"', "{} # kommentar", "  {}  "]))
@settings(max_examples=200)
def test_formatting_is_settled_after_once_and_keeps_values_and_digest(data: bytes, form: str) -> None:
    odd = data.replace(b": utkast\n", f": {form.format('utkast')}\n".encode())
    once = formatted(odd)
    assert formatted(once) == once
    before, after = read_document(data), read_document(once)
    assert after.values == before.values
    assert after.problems == ()
    assert (after.front_digest, after.body_digest) == (before.front_digest, before.body_digest)
    assert formatted(odd.replace(b"\n", b"\r\n")) == once
