"""Word by word: what was kept, taken out and put in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys import difference
from ledsys.difference import Kind, Run, Span, matched, runs


def told(before: str, after: str) -> str:
    marks = {Kind.KEPT: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return "".join(marks[run.kind].format(run.text) for run in runs(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Ta på handskar.", "Ta av handskar.", "Ta [-på-]{+av+} handskar."),
        ("Inom en vecka.", "Inom tre dagar.", "Inom [-en vecka-]{+tre dagar+}."),
        ("A.", "A.", "A."),
        ("", "A.", "{+A.+}"),
        ("A.", "", "[-A.-]"),
        ("", "", ""),
        (
            "Ring läkaren i en bil.",
            "Tala med läkaren i en stund.",
            "[-Ring -]{+Tala med +}läkaren i en [-bil-]{+stund+}.",
        ),
        ("x läkemedel y", "å läkemedel ä", "[-x-]{+å+} läkemedel [-y-]{+ä+}"),
    ],
)
def test_what_changed_is_marked_as_a_person_would(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


WORDS = st.lists(st.sampled_from(["a", "b", " ", ".", "åtgärd", "\n"])).map("".join)


@given(WORDS, WORDS)
def test_kept_and_removed_words_are_the_old_text_kept_and_added_the_new(before: str, after: str) -> None:
    found = runs(before, after)
    assert "".join(run.text for run in found if run.kind is not Kind.ADDED) == before
    assert "".join(run.text for run in found if run.kind is not Kind.REMOVED) == after
    assert all(run.text for run in found)
    assert all(one.kind is not other.kind for one, other in pairwise(found))


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_spans_cover_both_lists_equal_and_changed_by_turns(before: list[str], after: list[str]) -> None:
    spans = matched(before, after)
    ends = [(0, 0), *((span.j, span.m) for span in spans)]
    assert ends[-1] == (len(before), len(after))
    assert [(span.i, span.k) for span in spans] == ends[:-1]
    assert all(before[span.i : span.j] == after[span.k : span.m] for span in spans if span.equal)
    assert all(one.equal is not other.equal for one, other in pairwise(spans))


def test_a_text_made_to_take_difflib_minutes_is_compared_in_full() -> None:
    spans = matched(list("ab" * 4000), list("aabb" * 2000))
    assert sum(span.j - span.i for span in spans if span.equal) == 6000


def test_texts_too_large_to_compare_are_a_whole_taken_out_and_put_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(difference, "LARGEST", 3)
    assert matched(["a", "b"], ["a", "b"]) == (Span(equal=False, i=0, j=2, k=0, m=2),)
    assert runs("a b", "a c") == (Run(Kind.REMOVED, "a b"), Run(Kind.ADDED, "a c"))
