"""Shapes that are true to their numbers, and inside their canvas."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledsys.site.overview.charts import WIDTH, Chart, Part, Row, bars, columns

ROWS = (
    Row("Första", (Part(30), Part(10, "bad"))),
    Row("Ingen", (Part(0),)),
    Row("Sista", (Part(20),), under="2026"),
)


def texts(chart: Chart) -> list[str]:
    return [label.text for label in chart.labels]


def test_lying_bars_are_as_long_as_their_numbers() -> None:
    first, second, third = bars(ROWS).shapes
    assert first.width == pytest.approx(3 * second.width, rel=0.01)
    assert first.width + second.width == pytest.approx(2 * third.width, rel=0.01)
    assert second.x == first.x + first.width
    assert (first.mark, second.mark) == ("plain", "bad")


def test_standing_columns_are_as_tall_as_their_numbers_and_stand_on_one_line() -> None:
    axis, first, second, third = columns(ROWS).shapes
    assert axis.mark == "axis"
    assert first.height == pytest.approx(3 * second.height, rel=0.01)
    assert first.height + second.height == pytest.approx(2 * third.height, rel=0.01)
    assert first.y + first.height == pytest.approx(axis.y)
    assert second.y + second.height == pytest.approx(first.y)


@pytest.mark.parametrize("draw", [bars, columns])
def test_every_number_is_written_out_and_everything_is_on_the_canvas(draw: object) -> None:
    chart = bars(ROWS) if draw is bars else columns(ROWS)
    assert {"Första", "40", "Ingen", "0", "Sista", "20"} <= set(texts(chart))
    assert chart.width == WIDTH
    for shape in chart.shapes:
        assert 0 <= shape.x <= shape.x + shape.width <= chart.width
        assert 0 <= shape.y <= shape.y + shape.height <= chart.height
    for label in chart.labels:
        assert 0 <= label.x <= chart.width
        assert 0 < label.y <= chart.height


def test_a_second_line_stands_beneath_a_columns_label() -> None:
    assert "2026" in texts(columns(ROWS))


def test_a_column_with_room_for_a_long_label_moves_the_others_along() -> None:
    narrow = [label.x for label in columns(ROWS).labels if label.text in {"Första", "Ingen", "Sista"}]
    wide = columns((replace(ROWS[0], room=3), *ROWS[1:])).labels
    assert narrow == pytest.approx([WIDTH / 6, WIDTH / 2, WIDTH * 5 / 6], abs=0.1)
    assert [label.x for label in wide if label.text in {"Första", "Ingen", "Sista"}] == pytest.approx(
        [WIDTH * 0.3, WIDTH * 0.7, WIDTH * 0.9], abs=0.1
    )


@pytest.mark.parametrize("rows", [(), (Row("Ingen", (Part(0),)),)])
def test_nothing_to_draw_is_drawn_as_nothing(rows: tuple[Row, ...]) -> None:
    assert bars(rows).shapes == ()
    assert [shape.mark for shape in columns(rows).shapes] == ["axis"]


def test_a_label_too_long_for_its_row_is_cut_and_says_so() -> None:
    label = bars((Row("Verksamhet" * 9, (Part(1),)),)).labels[0].text
    assert label.endswith("…")
    assert len(label) <= 40
