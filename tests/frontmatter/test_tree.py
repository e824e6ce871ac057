from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.frontmatter.tree import Span, read
from ledsys.model.facts import Place


def test_every_scalar_stays_text() -> None:
    text = "a: 3.10\nb: no\nc: 12:30\nd: 2026-02-30\ne: 0123\nf: null\ng: ~\nh: ''\ni:\nj: 1_000\nk: .inf\nl: =\n"
    assert read(text).values == {
        "a": "3.10",
        "b": "no",
        "c": "12:30",
        "d": "2026-02-30",
        "e": "0123",
        "f": "null",
        "g": "~",
        "h": "",
        "i": None,
        "j": "1_000",
        "k": ".inf",
        "l": "=",
    }


def test_places_of_keys_and_values() -> None:
    tree = read("granskare: [a, 'b']\nfält:\n  - nyckel: x\n    slag:  text\n  - nyckel: y\ntom:\n", 2)
    assert tree.problems == ()
    assert tree.keys == {
        "granskare": Place(2, 1),
        "fält": Place(3, 1),
        "fält.0.nyckel": Place(4, 5),
        "fält.0.slag": Place(5, 5),
        "fält.1.nyckel": Place(6, 5),
        "tom": Place(7, 1),
    }
    assert tree.places["granskare"] == Place(2, 12)
    assert tree.places["granskare.1"] == Place(2, 16)
    assert tree.places["fält.0"] == Place(4, 5)
    assert tree.places["fält.0.slag"] == Place(5, 12)
    assert tree.spans["granskare.1"] == Span(15, 18)


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        ("a: b\n\tc: d\n", "LS101", 2, 1, "A tab"),
        ("a: b\tc\n", "LS101", 1, 5, "A tab"),
        ("a: 'b\nc: d\n", "LS101", 1, 4, "never closed"),
        ('a: "b\n...\n', "LS101", 1, 4, "never closed"),
        ("a: b\nc\nd: e\n", "LS101", 2, 1, "neither a fact"),
        ("a: b: c\n", "LS101", 1, 5, "A colon followed by a blank"),
        ("a: b\n  c: d\n", "LS101", 2, 4, "A colon followed by a blank"),
        ("  a: b\nc: d\n", "LS101", 2, 1, "not indented"),
        ("a:\n  - b\n c: d\n", "LS101", 3, 2, "not indented"),
        ("a: - b\n", "LS101", 1, 4, "A list item"),
        ("a: ? b\n", "LS101", 1, 4, "A key begins"),
        ("a: @b\n", "LS101", 1, 4, "can't begin with this sign"),
        ("a: [b, c\nd: e\n", "LS101", 1, 4, "not closed"),
        ("a: {b: c\n", "LS101", 1, 4, "not closed"),
        ('a: "\\å"\n', "LS101", 1, 6, "A backslash"),
        ('a: "\\x1"\n', "LS101", 1, 7, "A backslash"),
        ('a: "\\UFFFFFFFF"\n', "LS101", 1, 1, "can't be read as YAML"),
        ("a: |x\n  b\n", "LS101", 1, 5, "Nothing may follow"),
        ("a: ]\n", "LS101", 1, 4, "A value is missing"),
        ("a: \ufffe\n", "LS101", 1, 1, "can't be read as YAML"),
        ("a: |\n   \n     b\n", "LS101", 3, 6, "lines of this text are not indented alike"),
        ("a: !<x\n", "LS101", 1, 7, "can't be read as YAML"),
        ("- a\n- b\n", "LS101", 1, 1, "not a list or a single text"),
        ("bara text\n", "LS101", 1, 1, "not a list or a single text"),
        ("# bara en kommentar\n", "LS101", 1, 1, "There is no fact here"),
        ("", "LS101", 1, 1, "There is no fact here"),
        ("--- # a\nb: c\n", "LS101", 1, 1, "divide YAML"),
        ("a: b\n...\n", "LS101", 2, 1, "divide YAML"),
        ("a: b\n--- c\n", "LS101", 2, 1, "divide YAML"),
        ("[a]: b\n", "LS101", 1, 1, "A key must be a word"),
        (": b\n", "LS101", 1, 1, "A key must be a word"),
        ("? |\n  a\n: b\n", "LS101", 1, 3, "A key must be a word"),
        ("a: b\nc: d\na: [e]\n", "LS103", 3, 1, "the first is on line 1"),
        ("a: &x b\n", "LS104", 1, 4, "&x"),
        ("a: *x\n", "LS104", 1, 4, "*x"),
        ("a: !!int 3\n", "LS104", 1, 4, "tag"),
        ("a: ! 3\n", "LS104", 1, 4, "tag"),
        ("%YAML 1.1\n---\na: b\n", "LS104", 1, 1, "begin with %"),
        ("a: b % c\n%x\n", "LS104", 2, 1, "begin with %"),
        ("<<: {a: b}\n", "LS104", 1, 1, "merge key"),
        ("a: b\n  c\n", "LS104", 1, 4, "several lines"),
        ("a: 'b\n  c'\n", "LS104", 1, 4, "several lines"),
        ("? 'a\n  b'\n: c\n", "LS104", 1, 3, "several lines"),
        ("a: {b: {c: {d: {e: f}}}}\n", "LS104", 1, 16, "more than 4 deep"),
        ("a:\n- - - - b\n", "LS104", 2, 7, "more than 4 deep"),
    ],
)
def test_what_is_not_allowed_is_one_problem_at_its_place(
    text: str, code: str, line: int, column: int, said: str
) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert said in str(problem.message)
    assert str(problem.help)


def test_of_a_key_that_stands_twice_the_first_counts() -> None:
    tree = read("a: [b]\nc: {d: e}\na: [x, y]\nc: {d: f}\n")
    assert tree.values == {"a": ["b"], "c": {"d": "e"}}
    assert tree.places["a.0"] == Place(1, 5)
    assert [problem.line for problem in tree.problems] == [3, 4]


def test_an_empty_value_stands_after_its_key_not_before_the_next() -> None:
    tree = read("a:\nb:   # c\n\nd: [e, {f: }]\ng:\n  -\n  - h\n")
    assert tree.values == {"a": None, "b": None, "d": ["e", {"f": None}], "g": [None, "h"]}
    assert (tree.places["a"], tree.places["b"]) == (Place(1, 3), Place(2, 3))
    assert tree.places["d.1.f"] == Place(4, 11)
    assert "g.0" not in tree.places
    assert tree.spans["a"] == Span(2, 2)


def test_all_problems_at_once() -> None:
    assert [(problem.code, problem.line) for problem in read("a: &x b\nb: !t c\nb: *x\nc: [*x]\n").problems] == [
        ("LS104", 1),
        ("LS104", 2),
        ("LS103", 3),
        ("LS104", 3),
        ("LS104", 4),
    ]


def test_other_strings_may_be_long_in_block_form() -> None:
    tree = read("a: |\n  b\n\n  c: d\ne: >-\n  f\n  g\n")
    assert tree.values == {"a": "b\n\nc: d\n", "e": "f g"}
    assert tree.spans == {}


@pytest.mark.parametrize(("depth", "fits"), [(4, False), (6, True)])
def test_the_depth_is_the_callers(depth: int, fits: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (not read("a: {b: {c: {d: {e: f}}}}\n", depth=depth).problems) is fits


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "å" * (40 << 10),
        "a: b\n" * (20 << 10),
        "a: " + "[" * 30,
        "a: " + "[" * 60_000,
        "a: " + "{" * 60_000,
        "- " * 30_000,
        "? " * 30_000,
        "a: " + "!" * 60_000,
        "".join(f"{'  ' * level}a:\n" for level in range(30)),
        "a: &a [x,x]\n" + "".join(f"{b}: &{b} [*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        "x" * 10_000_000,
    ],
)
def test_hostile_text_gives_problems(text: str) -> None:
    assert read(text).problems


@given(st.text(alphabet="ab:- \n'\"[]{},#&*!|>%@\\~?<\ufffd\U0001f9fc", max_size=60))
def test_whatever_the_text_the_answer_is_a_tree(text: str) -> None:
    tree = read(text, depth=3)
    assert tree.values or tree.problems or "{}" in text.replace(" ", "").replace("\n", "")
    for path, span in tree.spans.items():
        assert path in tree.places
        assert "\n" not in text[span.start : span.end]
