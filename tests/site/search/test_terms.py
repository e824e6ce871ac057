"""Terms: stems, and numbers whole."""

from __future__ import annotations

from ledsys.site.search.terms import Terms, codes_of, words_of


def test_a_word_gives_its_stem() -> None:
    assert list(Terms("sv").of("Läkemedel i händerna")) == ["läkemedel", "händ"]


def test_words_that_say_nothing_are_left_out() -> None:
    assert list(Terms("sv").of("Hur är det med prov")) == ["prov"]
    assert list(Terms("en").of("how is the testing")) == ["test"]


def test_numbers_with_parts_stand_whole_beside_their_parts() -> None:
    assert list(Terms("sv").of("HS 2024\u201300058")) == ["hs", "2024", "00058", "2024-00058"]
    assert list(codes_of("EXP-482103, TENS-apparat, 4:4.")) == ["exp-482103", "4:4"]


def test_words_are_lower_case_and_composed() -> None:
    assert words_of("A\u030adern HÅL_x") == ["ådern", "hål", "x"]
