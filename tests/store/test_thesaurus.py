"""The thesaurus is part of the policy: it may be left out, and what is wrong in it is named with its place."""

from __future__ import annotations

import pytest
from tests.store.example import example

from ledsys.errors import UnusableError
from ledsys.store.policy import THESAURUS, load_policy


def test_the_example_has_words_that_mean_the_same() -> None:
    groups = [group.words for group in load_policy(example()).thesaurus]
    assert ("handhygien", "handtvätt", "tvätta händerna") in groups


def test_an_organisation_may_have_no_thesaurus() -> None:
    assert load_policy(example(**{THESAURUS: None})).thesaurus == ()


def test_a_word_alone_and_an_unknown_key_are_faults_with_their_place() -> None:
    broken = b"synonymer:\n  - {ord: [fall]}\n  - ord: [larm, alarm]\n    orden: x\n"
    with pytest.raises(UnusableError) as refused:
        load_policy(example(**{THESAURUS: broken}))
    assert [(fault.path, fault.line, fault.column) for fault in refused.value.faults] == [
        (THESAURUS, 2, 11),
        (THESAURUS, 4, 5),
    ]


def test_no_word_stands_in_two_rows_of_the_example() -> None:
    """A word with two meanings would lead a search astray."""
    words = [word for group in load_policy(example()).thesaurus for word in group.words]
    assert len(words) == len(set(words))
