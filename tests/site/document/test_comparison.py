"""What changed between two versions, as a reader would tell it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.difference import Kind
from ledsys.markdown import parser
from ledsys.site.document import comparison
from ledsys.site.document.blocks import Block, Shape, blocks
from ledsys.site.document.comparison import Comparison, What, compare

BEFORE = """# Syfte

Rutinen hindrar smitta.

# Ansvar

Chefen ser till att handsprit finns på mottagningen.

Alla följer rutinen.

# Uppföljning

Enheten följer upp en gång om året.

Resultatet visas på arbetsplatsträffen.
"""


def compared(before: str, after: str) -> Comparison:
    return compare(blocks(parser().parse(before)), blocks(parser().parse(after)))


def told(found: Comparison) -> list[str]:
    marks = {Kind.KEPT: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "{{+{}+}}"}
    return [
        f"{' > '.join(place.path)}: {group.what}: " + "".join(marks[run.kind].format(run.text) for run in change.runs)
        for place in found.places
        for group in place.groups
        for change in group.changes
    ]


def test_the_same_text_has_no_changes() -> None:
    found = compared(BEFORE, BEFORE)
    assert found.places == ()
    assert found.unchanged == ("Syfte", "Ansvar", "Uppföljning")


def test_words_are_marked_within_the_paragraph_that_was_reworded() -> None:
    found = compared(BEFORE, BEFORE.replace("en gång om året", "två gånger om året"))
    assert told(found) == ["Uppföljning: reworded: Enheten följer upp [-en gång-]{+två gånger+} om året."]
    assert found.unchanged == ("Syfte", "Ansvar")


def test_what_came_and_what_went_is_told_apart_from_what_was_reworded() -> None:
    after = BEFORE.replace(
        "Alla följer rutinen.", "Kontakta hygiensköterskan vid frågor.\n\nAlla medarbetare följer rutinen."
    )
    assert told(compared(BEFORE, after)) == [
        "Ansvar: added: {+Kontakta hygiensköterskan vid frågor.+}",
        "Ansvar: reworded: Alla {+medarbetare +}följer rutinen.",
    ]
    assert told(compared(after, BEFORE)) == [
        "Ansvar: removed: [-Kontakta hygiensköterskan vid frågor.-]",
        "Ansvar: reworded: Alla [-medarbetare -]följer rutinen.",
    ]


def test_a_paragraph_that_moved_is_shown_once_where_it_stands_now() -> None:
    moved = "Chefen ser till att handsprit finns på mottagningen."
    after = BEFORE.replace(f"{moved}\n\n", "") + f"\n{moved}\n"
    assert told(compared(BEFORE, after)) == [f"Uppföljning: moved: {moved}"]


def test_a_short_line_does_not_move_but_goes_and_comes() -> None:
    assert told(compared("a\n\nNej.\n\nbbb bbb\n\nccc ccc", "a\n\nbbb bbb\n\nccc ccc\n\nNej.")) == [
        ": removed: [-Nej.-]",
        ": added: {+Nej.+}",
    ]


def test_a_new_heading_and_what_lies_under_it_are_under_the_new_heading() -> None:
    after = BEFORE.replace("# Uppföljning", "## Vikarier\n\nAlla vikarier går igenom rutinen.\n\n# Uppföljning")
    found = compared(BEFORE, after)
    assert told(found) == [
        "Ansvar > Vikarier: added: {+Vikarier+}",
        "Ansvar > Vikarier: added: {+Alla vikarier går igenom rutinen.+}",
    ]
    assert len(found.places[0].groups) == 1


def test_another_shape_is_another_block() -> None:
    assert told(compared("Tvätta händerna noga.", "- Tvätta händerna noga.")) == [": moved: Tvätta händerna noga."]


@pytest.mark.parametrize("limit", ["MOST_PAIRS", "LARGEST"])
def test_where_too_much_changed_in_one_place_nothing_is_taken_for_a_rewording(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison, limit, 0)
    found = compared("Alla följer rutinen.", "Alla följer alltid rutinen.")
    assert [group.what for place in found.places for group in place.groups] == [What.ADDED, What.REMOVED]


_BLOCKS = st.lists(
    st.builds(Block, st.sampled_from([Shape.TEXT, Shape.ITEM]), st.text("ab ", min_size=1, max_size=40), st.just(()))
)


@given(_BLOCKS, _BLOCKS)
def test_nothing_is_lost_and_nothing_is_made_up(before: list[Block], after: list[Block]) -> None:
    changes = [change for place in compare(before, after).places for group in place.groups for change in group.changes]
    moved = [change for change in changes if change.what is What.MOVED]
    for kind, some in ((Kind.REMOVED, before), (Kind.ADDED, after)):
        other = Kind.ADDED if kind is Kind.REMOVED else Kind.REMOVED
        gone = ["".join(run.text for run in change.runs if run.kind is not other) for change in changes]
        texts = [block.text for block in some]
        assert all(text in texts for text in gone if text)
    assert bool(changes) == ([block.key for block in before] != [block.key for block in after])
    assert len(moved) <= min(len(before), len(after))
