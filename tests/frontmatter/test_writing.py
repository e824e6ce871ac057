from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frontmatter.documents import TEXTS

from ledsys.errors import UsageError
from ledsys.frontmatter.tree import read
from ledsys.frontmatter.writing import new_front, scalar

LINES = TEXTS.filter(lambda text: "\n" not in text and "\t" not in text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Handhygien", "Handhygien"),
        ("RS 2026-00412", "RS 2026-00412"),
        ("chef@smarta", "chef@smarta"),
        ("3.10", "3.10"),
        ("Vård: del 1", "'Vård: del 1'"),
        ("a #b", "'a #b'"),
        ("it's", "'it''s'"),
        ("[/x]", "'[/x]'"),
        ("@x", "'@x'"),
        ("=1+1", "'=1+1'"),
        ("- a", "'- a'"),
        ("a,b", "'a,b'"),
        ("🧼", "'🧼'"),
        (" a", "' a'"),
        ("a ", "'a '"),
        ("", "''"),
        ("---", "'---'"),
        ("<script>", "'<script>'"),
    ],
)
def test_a_text_is_quoted_where_yaml_would_read_something_else(text: str, written: str) -> None:
    assert scalar(text) == written


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "\x1b[31m", "a\u202eb", "a\u200bb", "a\rb", "\x00", "a\u030a"])
def test_what_a_document_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="control characters"):
        new_front({"titel": text})


def test_each_value_is_a_line() -> None:
    assert new_front({"titel": "a: b", "granskare": ("x", "y, z"), "tom": ()}) == (
        "titel: 'a: b'\ngranskare: [x, 'y, z']\ntom: []\n"
    )


@given(st.dictionaries(LINES.filter(bool), LINES | st.lists(LINES, max_size=3).map(tuple), min_size=1, max_size=4))
@settings(max_examples=400)
def test_what_is_written_reads_as_it_was(values: dict[str, str | tuple[str, ...]]) -> None:
    tree = read(new_front(values))
    assert tree.problems == ()
    assert {key: tuple(value) if isinstance(value, list) else value for key, value in tree.values.items()} == values
