"""Word by word, within the paragraphs that changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ledsys.difference import Kind
from ledsys.report.diff import Difference, difference, text_lines

FRONT = "---\ntitel: Prov\nstatus: publicerad\nversion: 1\n---\n"


def _between(before: str, after: str) -> Difference:
    return difference((FRONT + before).encode(), (FRONT + after).encode(), {}, {})


def _told(found: Difference) -> str:
    return "\n".join(text_lines(found, coloured=False))


def test_only_the_changed_words_of_the_changed_paragraph_are_marked() -> None:
    found = _between("Ett.\n\nTa på handskar genast.\n\nTre.\n", "Ett.\n\nTa av handskar genast.\n\nTre.\n")
    assert _told(found) == "Ta [-på-]{+av+} handskar genast."


def test_neighbouring_words_are_one_change() -> None:
    assert _told(_between("Inom en vecka.\n", "Inom tre dagar.\n")) == "Inom [-en vecka-]{+tre dagar+}."


def test_paragraphs_put_in_and_taken_out_are_shown_whole() -> None:
    assert _told(_between("A.\n\nB.\n", "A.\n")) == "[-B.-]"
    assert _told(_between("A.\n", "A.\n\nB.\n")) == "{+B.+}"


def test_claim_lines_do_not_count_but_the_rest_of_the_front_matter_does() -> None:
    after = FRONT.replace("publicerad", "utkast").replace("version: 1", "version: 2")
    assert not difference(FRONT.encode(), after.encode(), {}, {})
    renamed = difference(FRONT.encode(), after.replace("Prov", "Prover").encode(), {}, {})
    assert _told(renamed) == "titel: [-Prov-]{+Prover+}"


def test_images_are_compared_by_what_they_hold() -> None:
    found = difference(b"", b"", {"a.png": "1", "b.png": "2", "c.png": "3"}, {"a.png": "1", "b.png": "9", "d.png": "3"})
    assert _told(found).split("\n") == ["[-b.png-]", "{+b.png+}", "[-c.png-]", "{+d.png+}"]


def test_blank_lines_alone_are_no_words_but_are_known() -> None:
    found = _between("A.\n\nB.\n", "A.\n\n\nB.\n")
    assert not found
    assert found.blanks


def test_hostile_text_is_inert_with_and_without_colours() -> None:
    found = _between("a\n", "\x1b]0;x\x07 [/x] \u202e\n")
    assert _told(found) == "[-a-]{+\\u{1b}]0;x\\u{7} [/x] \\u{202e}+}"
    coloured = "\n".join(text_lines(found, coloured=True))
    assert coloured.replace("\x1b[31;9m", "").replace("\x1b[32m", "").replace("\x1b[0m", "").isprintable()


def test_a_change_too_large_to_compare_is_a_whole_taken_out_and_put_in() -> None:
    (change,) = _between("a " * 3000, "b " * 3000).body
    assert [run.kind for run in change.runs] == [Kind.REMOVED, Kind.ADDED]


def test_bytes_that_are_no_text_are_compared_all_the_same() -> None:
    assert difference(b"\xff\xfe", b"---\nx", {}, {})


_LINE = st.text(alphabet="ab .å").map(str.strip).filter(bool)


@given(_LINE, _LINE)
def test_kept_and_removed_words_are_the_old_text_kept_and_added_the_new(before: str, after: str) -> None:
    found = _between(before, after)
    assert bool(found) == (before != after)
    for change in found.body:
        assert "".join(run.text for run in change.runs if run.kind is not Kind.ADDED) == before
        assert "".join(run.text for run in change.runs if run.kind is not Kind.REMOVED) == after
