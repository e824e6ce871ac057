"""The parts that PDFs are made of: signs, strings, columns of tables, and the endings of streams."""

from __future__ import annotations

import re
import zlib

import pytest

from ledsys.site.pdf.endings import settled
from ledsys.site.pdf.markup import code, content, literal, strings
from ledsys.site.pdf.signs import missing, plain, shown
from ledsys.site.pdf.tables import table


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("åäö ÅÄÖ é → ≥ ☐ ☑ µ ½", "åäö ÅÄÖ é → ≥ ☐ ☑ µ ½"),
        ("a\u030a", "å"),
        ("ett\ttvå\ntre", "ett två tre"),
        ("\ufeffa\u202eb\x00c\x85d", "abc d"),
        ("mjukt\u00adbinde\u200bstreck", "mjukt\u00adbinde\u200bstreck"),
        ("😀 中 \ue000", "� � �"),
    ],
)
def test_a_text_has_only_signs_that_the_fonts_hold(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_signs_that_are_missing_are_named_once_in_their_order() -> None:
    assert missing("a中b😀中�") == ("中", "😀")


def test_a_plain_text_has_no_accents_of_their_own() -> None:
    assert plain("x\u0330å\n→") == "x�å\n→"


def test_a_text_is_a_string() -> None:
    assert literal('a"b\\c\nd') == '"a\\"b\\\\c\\nd"'
    assert content("") == ""
    assert content('#x["y"]') == '#"#x[\\"y\\"]";'
    assert strings(("a", "b")) == '("a", "b", )'
    assert strings(()) == "()"
    assert code("\ta\n  b\n") == '"    a\\n  b"'


def test_what_is_no_word_may_be_broken_at_its_joints_and_words_are_left_to_hyphenation() -> None:
    joined = "https://|a.|example/|en/|lang/|sida?|x=|1".replace("|", "\u200b")
    assert content("se https://a.example/en/lang/sida?x=1 där") == (
        f'#"se ";#text(hyphenate: false, "{joined}");#" där";'
    )
    word = "Läkemedelsbiverkningsrapporteringsansvarig,"
    assert content(word) == f'#"{word}";'
    assert content("9" * 50).count("\u200b") == 2


def _table(*rows: tuple[str, ...]) -> str:
    return table([[(f"#{text}", text, "left") for text in row] for row in rows], alone=True)


def test_a_small_table_is_as_wide_as_its_text() -> None:
    assert _table(("A", "B"), ("1", "2")) == (
        "#sheet(columns: (auto, auto,), align: (left, left,), size: 9.5pt, whole: true,"
        " head: ([#A], [#B], ), [#1], [#2], );"
    )


def test_a_wide_table_gives_each_column_what_its_words_need() -> None:
    made = _table(("Dag", "Text", "Långt"), ("2026-01-01", "ord " * 40, "x" * 30))
    assert "columns: (auto, 64fr, 34fr,)" in made
    crowded = _table(tuple("ABCDE"), tuple("x" * 15 for _ in range(5)))
    assert crowded.count("auto") == 2


def test_a_table_of_many_columns_lies_on_its_side_unless_it_fits() -> None:
    wide, narrow = tuple("x" * 20 for _ in range(10)), tuple("x" for _ in range(10))
    assert _table(wide).startswith("#landscape[#sheet(")
    assert _table(narrow).startswith("#sheet(")
    assert table([[("", text, "left") for text in wide]], alone=False).startswith("#sheet(")
    assert "size: 5.5pt" in _table(tuple("x" * 5 for _ in range(30)))


def _pdf(*streams: bytes) -> bytes:
    made = b"%PDF-1.7\n"
    places: list[int] = []
    for number, data in enumerate(streams, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%b\nendstream\nendobj\n" % (
            number,
            len(data),
            data,
        )
    table_ = len(made)
    entries = b"".join(b"%010d 00000 n\r\n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f\r\n" % (len(places) + 1)
    return made + head + entries + b"trailer\n<</Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, table_)


DOUBTFUL, CLEAR = zlib.compress(b"\x0c"), zlib.compress(b"w")
"""Data that end in a carriage return, as their checksum does, and data that do not."""


def test_a_stream_that_ends_in_a_carriage_return_gets_a_byte_more_and_all_is_found_again() -> None:
    assert DOUBTFUL.endswith(b"\r")
    made = settled(_pdf(CLEAR, DOUBTFUL, CLEAR, DOUBTFUL, CLEAR))
    assert b"\r\nendstream" not in made
    (table_,) = (int(found) for found in re.findall(rb"startxref\n(\d+)\n", made))
    assert made[table_:].startswith(b"xref\n")
    places = [int(found) for found in re.findall(rb"(\d{10}) 00000 n", made[table_:])]
    streams = [re.compile(rb"\d 0 obj\n<</Length (\d+)[^\n]*>>\nstream\n").match(made, place) for place in places]
    for number, stream in enumerate(streams):
        assert stream is not None
        data = made[stream.end() : stream.end() + int(stream[1])]
        assert made[stream.end() + int(stream[1]) :].startswith(b"\nendstream\nendobj")
        assert zlib.decompressobj().decompress(data) == zlib.decompress((CLEAR, DOUBTFUL)[number % 2])


def test_a_pdf_without_such_a_stream_stays_as_it_is() -> None:
    clear = _pdf(CLEAR)
    assert settled(clear) is clear
