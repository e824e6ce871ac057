"""Compounds are divided by the handbook's own words, and by nothing else."""

from __future__ import annotations

import pytest

from ledsys.site.search.compounds import FIRST, LAST, LONGEST, Compounds
from ledsys.site.search.terms import Terms

KNOWN = "läkemedel lista avvikelse patient säkerhet arbete smärta mottagning gata plan"


@pytest.mark.parametrize(
    ("word", "tail"),
    [
        ("läkemedelslistan", "listan"),  # both parts are known, the tail inflected
        ("läkemedelshantering", "hantering"),  # only the first part is known
        ("avvikelsehanteringen", "hanteringen"),
        ("patientsäkerhetsarbetet", "arbetet"),  # three parts
        ("smärtmottagning", "mottagning"),  # the first part is a stem
        ("gatuplan", "plan"),  # and one with a joint
    ],
)
def test_a_compound_is_found_by_its_last_part(word: str, tail: str) -> None:
    assert tail in Compounds(KNOWN.split(), Terms("sv")).tails(word)


@pytest.mark.parametrize("word", ["patienternas", "säkerheten", "lista", "rum", "okänt", "2011", "planb9", "xyzplan"])
def test_an_inflection_and_a_word_of_unknown_beginning_are_no_compounds(word: str) -> None:
    assert Compounds(KNOWN.split(), Terms("sv")).tails(word) == ()


def test_a_word_of_equal_letters_is_divided_in_a_moment_and_one_that_is_too_long_not_at_all() -> None:
    known = Compounds(("x" * length for length in range(3, 1000)), Terms("sv"))
    assert known.tails("x" * LONGEST) == tuple("x" * length for length in range(LONGEST - FIRST, LAST - 1, -1))
    assert known.tails("x" * (LONGEST + 1)) == ()
