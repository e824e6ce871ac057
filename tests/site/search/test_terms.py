"""Terms: stems, and numbers whole."""

from __future__ import annotations

from ledsys.site.search.terms import Terms, codes_of, words_of


def test_a_word_gives_its_stem() -> None:
    assert [Terms("sv").stem(word) for word in ("läkemedel", "händerna", "händer")] == ["läkemedel", "händ", "händ"]
    assert Terms("en").stem("testing") == "test"


def test_some_words_say_nothing() -> None:
    assert [word for word in words_of("Hur är det med prov") if Terms("sv").telling(word)] == ["prov"]
    assert Terms("en").telling("hur")


def test_numbers_with_parts_stand_whole() -> None:
    assert list(codes_of("EXP-482103, TENS-apparat, HS 2024\u201300058 4:4.")) == ["exp-482103", "2024-00058", "4:4"]


def test_words_are_lower_case_and_composed() -> None:
    assert words_of("A\u030adern HÅL_x") == ["ådern", "hål", "x"]
