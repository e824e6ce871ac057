"""The overview in a real browser: charts that can be read by eye, by ear and as tables, also without scripts."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.test_accessibility import NARROW, violations

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word for each."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@pytest.fixture(scope="module")
def overview(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the overview on a server of this machine."""
    folder = tmp_path_factory.mktemp("overview") / "oversikt"
    command = (sys.executable, "-m", "ledsys", "-C", str(demo), "status", "--out", str(folder))
    subprocess.run(command, check=True, capture_output=True)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/index.html"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_also_in_the_tables_beneath_the_charts(
    open_page: OpenPage, overview: str, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)
    page.goto(overview)
    for summary in page.locator("summary").all():
        summary.click()
    assert page.locator("details table:visible").count() == page.locator("svg.chart").count() > 0
    assert violations(page) == []


def test_every_chart_is_an_image_with_a_name_to_a_screen_reader(open_page: OpenPage, overview: str) -> None:
    page = open_page()
    page.goto(overview)
    charts = page.get_by_role("img")
    assert charts.count() == page.locator("svg.chart").count()
    for chart in charts.all():
        assert chart.evaluate("chart => chart.querySelector('title').textContent.trim().length") > 3


def test_a_table_is_opened_by_keyboard_without_scripts(open_page: OpenPage, overview: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(overview)
    first = page.locator("details").first
    assert not first.locator("table").is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.locator("table").is_visible()


def test_charts_fit_a_phone_and_their_words_stay_legible(open_page: OpenPage, overview: str) -> None:
    page = open_page(viewport=NARROW)
    page.goto(overview)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
    for chart in page.locator("svg.chart").all():
        box = chart.bounding_box()
        assert box is not None
        assert box["width"] <= NARROW["width"]
        assert chart.locator("text").first.evaluate("text => text.getBoundingClientRect().height") >= 10


def test_colours_are_those_of_the_stylesheet_and_none_stands_inline(open_page: OpenPage, overview: str) -> None:
    page = open_page()
    page.goto(overview)
    assert page.locator("[style]").count() == 0
    fills = page.locator("svg.chart rect").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert "rgb(0, 0, 0)" not in fills  # what no class colours is black
    assert len(set(fills)) > 2
