"""Every kind of page of the handbook can be read and used by everybody (WCAG 2.1, levels A and AA).

One page of each kind is taken from the built folder, so a new kind of page is tried from the day it is there: pages at
the top of the handbook are each a kind, those in a folder are one, and documents are one for each state.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import OpenPage

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RUN = """levels => axe.run(document, {
  runOnly: {type: 'tag', values: levels},
  preload: location.protocol !== 'file:', // a page on a disk may not read its stylesheet
})"""
NARROW = {"width": 320, "height": 640}
STATE = re.compile(r'class="standing ([a-z-]+)"')


def kind(page: Path, handbook: Path) -> tuple[str, ...]:
    """Give what kind of page it is."""
    parts = page.relative_to(handbook).parts
    if len(parts) == 1:
        return parts
    if parts[0] != "dokument":
        return parts[0], str(len(parts)), parts[-1] if parts[-1] in {"index.html", "processer.html"} else ""
    state = STATE.search(page.read_text("utf-8"))
    shape = (re.sub(r"\d+", "n", part) for part in parts[2:])
    return "dokument", *shape, state[1] if state is not None else ""


def most_of_each_kind(handbook: Path) -> Iterator[Path]:
    """Give one page of every kind, the largest, since it has most to fail by."""
    found: dict[tuple[str, ...], Path] = {}
    for page in sorted(handbook.rglob("*.html")):
        known = found.setdefault(kind(page, handbook), page)
        if page.stat().st_size > known.stat().st_size:
            found[kind(page, handbook)] = page
    return iter(found.values())


def ledsys(demo: Path, *arguments: str) -> None:
    """Run a command in the docs repo of the demo."""
    command = [sys.executable, "-m", "ledsys", "-C", str(demo), *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture(scope="session")
def kinds(handbook: Path, served: str, demo: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The addresses of all pages that are tried: the handbook's, two of another day's handbook, and the overview."""
    earlier, overview = tmp_path_factory.mktemp("earlier") / "site", tmp_path_factory.mktemp("overview") / "site"
    ledsys(demo, "build", "--as-of", "2026-03-01", "--out", str(earlier))
    ledsys(demo, "status", "--out", str(overview))
    return [
        *(f"{served}{page.relative_to(handbook).as_posix()}" for page in most_of_each_kind(handbook)),
        *((earlier / page).as_uri() for page in ("index.html", "dokument/EXP-482103/index.html")),
        *(page.as_uri() for page in sorted(overview.rglob("*.html"))),
    ]


def opened(page: Page, kinds: list[str]) -> Iterator[str]:
    """Open the pages one after the other."""
    for address in kinds:
        page.goto(address)
        yield address


def violations(page: Page) -> list[str]:
    """Let axe look at the page, and give what it finds."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(RUN, LEVELS)
    return [
        f"{found['id']}: {node['html'][:200]} {node['failureSummary']}"
        for found in found["violations"]
        for node in found["nodes"]
    ]


def test_there_are_many_kinds_of_pages(kinds: list[str]) -> None:
    """The kinds are found at all, and documents are among them in more than one state."""
    names = [address.rsplit("/", 1)[-1] for address in kinds]
    assert {"index.html", "a-o.html", "nytt.html", "sok.html", "tillganglighet.html", "om.html", "404.html"} <= set(
        names
    )
    assert sum("/dokument/" in address for address in kinds) >= 5


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)], ids=["light", "dark", "phone"]
)
def test_axe_finds_nothing_on_any_kind_of_page(open_page: OpenPage, kinds: list[str], scheme: str, width: int) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    found = {address: wrong for address in opened(page, kinds) if (wrong := violations(page))}
    assert found == {}


def test_no_page_needs_to_be_scrolled_sideways_at_320_pixels(open_page: OpenPage, kinds: list[str]) -> None:
    page = open_page(viewport=NARROW)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert {address: page.evaluate(wide) for address in opened(page, kinds)} == dict.fromkeys(kinds, 0)


def test_every_page_has_one_heading_at_the_top_its_language_and_a_way_to_its_text(
    open_page: OpenPage, kinds: list[str]
) -> None:
    page = open_page()
    for address in opened(page, kinds):
        assert page.locator("h1").count() == 1, address
        assert page.locator("html").get_attribute("lang") == "sv", address
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.tagName") == "MAIN", address


def test_without_scripts_every_page_has_its_text_and_nothing_that_does_nothing(
    open_page: OpenPage, kinds: list[str]
) -> None:
    page = open_page(java_script_enabled=False)
    for address in opened(page, kinds):
        assert page.locator("main").inner_text().strip(), address
        assert page.locator("button[type=button]:visible").count() == 0, address


def test_without_scripts_the_ways_of_the_header_and_the_footer_lead_to_pages(open_page: OpenPage, served: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{served}index.html")
    ways = page.locator("header nav a:visible, footer nav a:visible")
    addresses = [str(ways.nth(place).get_attribute("href")) for place in range(ways.count())]
    assert len(addresses) > 8
    for address in addresses:
        answer = page.goto(f"{served}{address}")
        assert answer is not None
        assert answer.ok, address
        assert page.locator("h1").count() == 1, address
