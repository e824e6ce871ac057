"""The characters that hide are listed by number, so that no new Unicode table changes what an old record says."""

from __future__ import annotations

import re
import sys
from unicodedata import ucd_3_2_0

import pytest

from ledsys import characters, fieldlines
from ledsys.characters import CONTROL, FORMATTING, HIDDEN, SURROGATE, unseen


def _listed(ranges: str) -> set[int]:
    pattern = re.compile(f"[{ranges}]")
    return {number for number in range(sys.maxunicode + 1) if pattern.match(chr(number))}


def test_the_lists_stay_as_they_are() -> None:
    assert [len(_listed(ranges)) for ranges in (CONTROL, HIDDEN, FORMATTING, SURROGATE)] == [65, 4187, 165, 2048]


def test_what_unicode_first_called_control_or_format_is_listed() -> None:
    # The tables of Unicode 3.2 come with every Python and never change.
    for ranges, category in (
        (CONTROL, "Cc"),
        (FORMATTING, "Cf"),
        (FORMATTING, "Zl"),
        (FORMATTING, "Zp"),
        (SURROGATE, "Cs"),
    ):
        then = {number for number in range(sys.maxunicode + 1) if ucd_3_2_0.category(chr(number)) == category}
        assert then <= _listed(ranges)


@pytest.mark.parametrize("sign", ["\0", "\n", "\x9f", "\u00ad", "\u0600", "\u200b", "\u202e", "\u3164", "\ud800"])
def test_what_a_reader_cannot_see_is_told(sign: str) -> None:
    assert unseen(f"a{sign}b")


@pytest.mark.parametrize("text", ["", "Åtgärd §  1", "e\u0301", "👩 🧼", "\u00a0"])
def test_what_a_reader_sees_is_not(text: str) -> None:
    assert not unseen(text)


def test_no_table_of_unicode_decides_what_an_act_holds() -> None:
    assert "category" not in vars(characters)
    names = set(fieldlines.line.__code__.co_names)
    assert "category" not in names
    assert fieldlines.line("a\x00\x9f\u00ad\u0605\u2028\u202e\ud800\U00013438b") == "ab"
    assert fieldlines.line("a\u034f\u3164b") == "a\u034f\u3164b", "what was written in acts before stays as it is"
