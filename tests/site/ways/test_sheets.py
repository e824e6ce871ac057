"""Long lists are cut into sheets, and no line is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from tests.site.corpora import DAY, Library, text
from tests.site.reader import broken_links
from tests.site.ways.shelves import YEAR, listed, made, page

from ledsys.site.ways import sheets, units
from ledsys.site.ways.listed import Group
from ledsys.site.ways.sheets import Sheets, sheet_address
from ledsys.site.words import Ref


def groups(*sizes: int) -> Callable[[], tuple[Group[str], ...]]:
    """Give groups of numbered lines."""
    made = tuple(
        Group(Ref(f"G{place}"), f"g.{place}", tuple(f"{place}-{line}" for line in range(size)))
        for place, size in enumerate(sizes)
    )
    return lambda: made


def cut(*sizes: int) -> list[list[tuple[str, list[str]]]]:
    """Give the headings and lines on every sheet."""
    found = Sheets("x.html", sum(sizes), groups(*sizes), str)._sheets
    return [[(group.heading.text, list(group.lines)) for group in sheet] for sheet in found]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SIZE", 3)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("sizes", [(), (1,), (3,), (4,), (2, 2), (1, 7, 1), (0, 4), (3, 3, 3), (10,)])
def test_every_line_stands_on_one_sheet_in_its_order(sizes: tuple[int, ...]) -> None:
    sheets_ = cut(*sizes)
    lines = [line for sheet in sheets_ for _, lines in sheet for line in lines]
    assert lines == [line for group in groups(*sizes)() for line in group.lines]
    assert all(sum(len(lines) for _, lines in sheet) <= 3 for sheet in sheets_)


@pytest.mark.usefixtures("small")
def test_a_group_that_goes_on_bears_its_heading_on_the_next_sheet_too() -> None:
    assert [[heading for heading, _ in sheet] for sheet in cut(1, 5)] == [["G0", "G1"], ["G1"]]


@pytest.mark.usefixtures("small")
def test_a_sheet_is_called_by_its_first_and_last_lines_and_a_group_is_found_where_it_begins() -> None:
    list_ = Sheets("x.html", 8, groups(1, 5, 2), str)
    ways = list_._values(2, dict)["sheets"]
    assert [(way.text, way.address) for way in ways] == [
        ("G0: 0-0 – G1: 1-1", "x.html"),
        ("G1: 1-2 – 1-4", "x/2.html"),
        ("G2: 2-0 – 2-1", "x/3.html"),
    ]
    assert list_.where("g.1") == "x.html#g.1"
    assert list_.where("g.2") == "x/3.html#g.2"
    assert list_.where("g.9") == "x.html"


def test_the_first_sheet_has_the_address_of_the_list() -> None:
    assert [sheet_address("a/b.html", number) for number in (1, 2)] == ["a/b.html", "a/b/2.html"]


@pytest.fixture
def many() -> Library:
    library = Library()
    for number in range(8):
        name = f"PRV-30000{number}"
        place = "region" if number % 2 else "rehab"
        front = {
            "titel": f"{'ABCDEFGÖ'[number]}-rutin",
            "gäller_för": f"[{place}]",
            "uppfyller": '["SOSFS 2011:9 4:4"]',
        }
        library.publish(name, DAY - YEAR, DAY + timedelta(days=20), text(name, processer="[vardprocess]", **front))
    return library


@pytest.mark.usefixtures("small")
def test_every_long_list_of_a_handbook_is_on_sheets_with_all_its_links(
    many: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ledsys.site.ways.alphabet.SIZE", 3)
    monkeypatch.setattr(units, "WHOLE", 3)
    book = made(many)
    assert broken_links(book) == []
    for first in ("handlingstyper/rutin", "krav/sosfs-2011-9-4-4", "processer/vardprocess", "gar-ut"):
        parts = [f"{first}.html", f"{first}/2.html", f"{first}/3.html"]
        assert [document for part in parts for document in listed(page(book, part))] == sorted(
            f"PRV-30000{number}" for number in range(8)
        ), first
    assert 'id="typ.rutin"' in page(book, "processer/vardprocess/2.html")
    assert listed(page(book, "a-o.html")) == []
    assert listed(page(book, "a-o/oe.html")) == ["PRV-300007"]
    rehab = page(book, "enheter/rehab.html")
    assert listed(rehab) == ["PRV-300000", "PRV-300002"]
    assert '<a href="../enheter/region.html#region.rutin">Rutin</a> <span class="count">4 documents' in rehab
    assert "Also applies here" not in page(book, "enheter/rehab/2.html")
