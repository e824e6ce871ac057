from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frontmatter.documents import FRONT, odd_documents

from ledsys.frontmatter import tree
from ledsys.frontmatter.plain import read
from ledsys.frontmatter.split import split
from ledsys.frontmatter.tree import Tree
from ledsys.model.facts import Place

TEMPLATE = Path(__file__).parents[2] / "docs-repo-template"


def strictly(text: str, depth: int = 4) -> Tree:
    """Read as the slow reader does, without what the fast one leaves out."""
    return replace(tree.read(text, 2, depth=depth), spans={})


def is_fast(text: str) -> bool:
    return not read(text, 2).spans


@pytest.mark.parametrize(
    "text",
    [
        FRONT,
        "version: 3\nandel: 1.5\ndag: 2026-02-30\nnej: no\nnamn: None\n7: sju\n2026-01-01: nyår\n",
        "a: 'b'\nc: 'it''s: a #b'\nd: \"e # f's\"\ng: ''\nh: \"\"\n",
        "a: [b, 'c, d', \"e]\", f g, 3]\ng: []\nh: [i]\n",
        "a:\n- b\n- 'c'\nd:\n  - e: f\nh:\n    - i\n    - [j, k]\n    - {l: m, n: 'o'}\n",
        "a: {b: c, d: 3}\nz: {}\ne:\n  f: g\n  h: [i]\nj:\n",
        "a:\n  - b: c\n    d: [e]\n    f:\n  - b: g\nh: i\n",
        "# c: d\n\na: b\n   # e\n\nf:\n  # g\n  - h\n\n  - i\n#\n",
        "a: http://b.se/?c=d#e\nf: g, h [i] {j} & * ! | > % @ `\n",
        "emoji: tvätt 🧼 \u00a0x\nkinesiska: 洗手\n",
        "d: e:f\ng: [h:i, j#k]\n",
    ],
)
def test_what_is_plainly_written_is_read_fast_and_alike(text: str) -> None:
    assert is_fast(text)
    assert read(text, 2) == strictly(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: 3.10\n",
        "a: 0123\n",
        "a: true\n",
        "a: null\n",
        "a: ~\n",
        "a: 1_000\n",
        "a: 0x1F\n",
        f"a: {'9' * 5000}\n",
        "a: b # c\n",
        "a:  b\n",
        "a: b \n",
        "a: >\n  b\n",
        "a: b\n  - c\n",
        'a: "b\\n"\n',
        "'a': b\n",
        "true: b\n",
        "010: b\n",
        "a: {true: b}\n",
        "  a: b\n",
        "a: [b,c]\n",
        "a: [b, c, ]\n",
        "a: [[b]]\n",
        "a: [3.10]\n",
        "a: {b: 3.10}\n",
        "a: [b: c]\n",
        "a: {b}\n",
        "a: {b: c, d}\n",
        "a: [b, {c: d}]\n",
        "a: [b}\n",
        "a: b\nc\n",
        "a: b\n  c\n",
        "a:\n  b\n",
        "a: \n",
        "- \n",
        "a:\n- b\nc\n",
        "a:\n  - - b\n",
        "a:\n- b\n- \n- c\n",
        "a: b",
        "a: &b c\nd: *b\n",
        "a: -b\n",
        "- a\n",
        "- a: b\n  c: d\n",
        "a: b\na: c\n",
        "a: b: c\n",
        "a: b\n c: d\n",
        "a:\n  - b\n c: d\n",
        "a:\n  b: c\n  - d\n",
        "a:\n                b: c\n",
        "a: b\u2028c\n",
        "a: b\x85c\n",
        "a: \ufeffb\n",
        "a: \ud800b\n",
        "# only a comment\n",
        "",
        "\n",
        "--- \n",
        "a: b\n...\n",
    ],
)
def test_everything_else_is_read_strictly(text: str) -> None:
    assert read(text, 2) == tree.read(text, 2)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("a: b\n", 1),
        ("a: [b]\n", 2),
        ("a: {b: c}\n", 2),
        ("a:\n- b\n", 2),
        ("a:\n  b: c\n", 2),
        ("a:\n- [b]\n", 3),
        ("a:\n- b: c\n", 3),
        ("a:\n  b:\n    - c\n", 3),
    ],
)
def test_the_depth_is_the_callers(text: str, fits: int) -> None:
    assert read(text, depth=fits).problems == ()
    assert [problem.code for problem in read(text, depth=fits - 1).problems] == ["LS104"]


def test_so_is_the_size() -> None:
    assert read("a: å\n", size=6).problems == ()
    assert [problem.code for problem in read("a: å\n", size=5).problems] == ["LS104"]


def test_places() -> None:
    found = read("a: [b, 'c']\nd:\n  - e: f\n    g:\nh: {i: j}\n", 2)
    assert found.keys == {
        "a": Place(2, 1),
        "d": Place(3, 1),
        "d.0.e": Place(4, 5),
        "d.0.g": Place(5, 5),
        "h": Place(6, 1),
        "h.i": Place(6, 5),
    }
    assert found.places["a.1"] == Place(2, 8)
    assert found.places["d.0"] == Place(4, 5)
    assert found.places["d.0.g"] == Place(5, 7)
    assert found.places["h.i"] == Place(6, 8)


@pytest.mark.parametrize("sign", ["- ", "? ", "- ? ", "a: ", "[", "{", "!", "&a ", "'"])
def test_hostile_text_never_reaches_the_fast_parser(sign: str) -> None:
    """It would end the program, not raise."""
    assert read(sign * 25_000).problems
    assert read("".join(f"{' ' * level}{sign}\n" for level in range(300))).problems


@pytest.mark.parametrize("place", sorted(TEMPLATE.rglob("*.md")), ids=lambda place: place.name)
def test_the_documents_of_the_template_are_read_fast_and_alike(place: Path) -> None:
    front = split(place.read_text(encoding="utf-8")).front
    if front:
        assert is_fast(front)
        assert read(front, 2) == strictly(front)


@pytest.mark.parametrize("place", sorted((TEMPLATE / "organisation").glob("*.yaml")), ids=lambda place: place.name)
def test_so_are_the_files_of_its_organisation(place: Path) -> None:
    text = place.read_text(encoding="utf-8")
    found = read(text, 2, depth=6)
    assert not found.spans
    assert found == strictly(text, 6)


@given(odd_documents())
@settings(max_examples=200)
def test_odd_documents_are_read_alike(data: bytes) -> None:
    front = split(data.decode()).front
    assert replace(read(front, 2), spans={}) == strictly(front)


_WORDS = st.sampled_from(
    [
        *(
            "a",
            "b c",
            "3",
            "3.10",
            "no",
            "true",
            "null",
            "~",
            "0123",
            "12:30",
            "2026-02-30",
            "x:y",
            "x: y",
            "x #y",
            "x#y",
        ),
        *(
            "a,b",
            "a, b",
            "[x]",
            "{x}",
            "'q'",
            '"q"',
            "'it''s'",
            "'a: b'",
            "''",
            '"a # b"',
            '"\\n"',
            "洗手",
            "🧼",
            "a'b",
        ),
        *('a"b', "a & b", "*b", "@x", "?x", "a?", "-x", "- x", "a - b", "a:", "a :b", ".5", "1.", "1e3", ".inf", "-1"),
        *("<<", "a\u00a0b", "a\ufffdb", "x\u2028y", "x\x85y", "None", "nan", "-0", "00", "1_", "١٢", "a\\b", '"a\'b"'),
        *("'a'b", "a  b", "a "),
    ]
)
_KEYS = st.sampled_from(
    ["a", "b", "c", "titel", "giltig-från", "1", "01", "true", "null", "é", "洗", "2026-01-01", "<<", "'a'"]
)
_PAIRS = st.tuples(_KEYS, st.sampled_from([": ", ":", ":  "]), _WORDS).map("".join)
_SEPARATORS = st.sampled_from([", ", ", ", ", ", ",", " , "])
_VALUES = st.one_of(
    st.just(""),
    _WORDS.map(" {}".format),
    st.tuples(_SEPARATORS, st.lists(_WORDS, max_size=3)).map(lambda pair: f" [{pair[0].join(pair[1])}]"),
    st.tuples(_SEPARATORS, st.lists(_PAIRS, max_size=3)).map(lambda pair: f" {{{pair[0].join(pair[1])}}}"),
)
_INDENTS = st.sampled_from(["", "", "", "  ", "  ", "    ", " "])
_LINES = st.one_of(
    st.tuples(_INDENTS, st.sampled_from(["", "", "", "- "]), _KEYS, st.just(":"), _VALUES).map("".join),
    st.tuples(_INDENTS, st.just("-"), _VALUES).map("".join),
    st.sampled_from(["", "# c", "  # c: d", "---"]),
)


@given(st.lists(_LINES, min_size=1, max_size=7))
@settings(max_examples=600)
def test_whatever_the_lines_both_readers_agree(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    assert replace(read(text, 2), spans={}) == strictly(text)


@given(st.data())
@settings(max_examples=300)
def test_a_changed_sign_is_read_alike(data: st.DataObject) -> None:
    text = FRONT + "a:\n  - b: 'c'\n    d: {e: f}\n  - b: g\nh:\n- i\n"
    at = data.draw(st.integers(0, len(text)))
    new = data.draw(st.sampled_from([*" -:#'\"[]{},&*!|>%@?~\n0a", "\n  ", "\n- ", ": ", " #"]))
    changed = text[:at] + new + text[at + data.draw(st.integers(0, 1)) :]
    assert replace(read(changed, 2), spans={}) == strictly(changed)
