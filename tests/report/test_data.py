"""JSON and CSV keep what they hold, and nothing in them does anything."""

from __future__ import annotations

import csv
import io
import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.report.data import csv_text, json_text, one_line


@given(st.text())
def test_json_gives_back_just_what_was_put_in_and_shows_no_hidden_character(text: str) -> None:
    written = json_text("ledsys-test-1", {"title": text})
    assert json.loads(written) == {"format": "ledsys-test-1", "title": text}
    assert not [
        sign for sign in written if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    ]


@pytest.mark.parametrize(
    "sign", ["=", "+", "-", "@", "\t=", "\r=", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "\n@"]
)
def test_no_cell_begins_like_a_formula(sign: str) -> None:
    (cell,) = list(csv.reader(io.StringIO(csv_text(("title",), [(f"{sign}1+1",)]))))[1]
    assert cell.startswith("'")


@given(st.text())
def test_a_cell_is_one_line_without_hidden_characters(text: str) -> None:
    (cell, number) = list(csv.reader(io.StringIO(csv_text(("title", "number"), [(text, -20)]))))[1]
    assert "\n" not in cell
    assert not [sign for sign in cell if unicodedata.category(sign) in ("Cc", "Cf", "Cs")]
    assert number == "-20"


def test_a_title_can_not_pass_for_lines_of_the_report() -> None:
    assert one_line("Rutin\n\nOverdue\n  EXP-1\u2028x") == "Rutin Overdue EXP-1 x"
