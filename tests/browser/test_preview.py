"""The preview in a real browser: it shows what somebody writes without a hand on the browser, for everybody to read."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.test_accessibility import NARROW, violations

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import OpenPage

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
DRAFT_PAGE = "utkast/EXP-788457/index.html"
PAGES = (
    "index.html",
    DRAFT_PAGE,
    "utkast/EXP-527361/index.html",
    "utkast/index.html",
    "oversikt/index.html",
    "dokument/EXP-527361/index.html",
)
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def writing(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs repo that somebody writes in."""
    folder = tmp_path_factory.mktemp("writing") / "repo"
    return shutil.copytree(demo, folder, symlinks=True, ignore=shutil.ignore_patterns("site"))


@pytest.fixture(scope="module")
def preview(writing: Path) -> Iterator[str]:
    """The address of its preview, with a slash at the end."""
    command = (sys.executable, "-m", "ledsys", "serve", "--port", "0")
    with subprocess.Popen(
        command, cwd=writing, env={**os.environ, "LEDSYS_LANG": "sv"}, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())
        assert found
        yield found[0]
        server.send_signal(signal.SIGINT)


@pytest.fixture
def page(open_page: OpenPage, preview: str) -> Page:
    """A watched page that stands on the front page."""
    page = open_page()
    page.goto(preview, wait_until="domcontentloaded")
    return page


@pytest.fixture
def text(writing: Path) -> Iterator[Path]:
    """The file of a draft, as it was before when the test has ended."""
    file = writing / DRAFT
    before = file.read_bytes()
    yield file
    file.write_bytes(before)


@pytest.fixture(autouse=True, scope="module")
def _loaded(preview: str, browser: object) -> None:
    """Wait until the docs repo has been read; until then every page says that it is."""
    context = browser.new_context()  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(preview)
    page.locator("aside.preview").wait_for(timeout=60_000)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_pages_of_the_preview(open_page: OpenPage, preview: str, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    for address in PAGES:
        page.goto(f"{preview}{address}")
        assert violations(page) == [], address


def test_no_page_of_the_preview_is_wider_than_a_phone(open_page: OpenPage, preview: str) -> None:
    page = open_page(viewport=NARROW)
    for address in PAGES:
        page.goto(f"{preview}{address}")
        assert page.evaluate(WIDE) == 0, address


def test_a_draft_says_first_of_all_that_it_is_not_in_force(page: Page, preview: str) -> None:
    page.goto(f"{preview}{DRAFT_PAGE}")
    band = page.locator("main .draft-band")
    assert band.is_visible()
    assert band.locator("strong").inner_text() in {"Utkast – gäller inte.", "Draft – not in force."}
    assert page.locator("main .standing").count() == 1


def test_what_is_written_shows_itself_in_the_browser(page: Page, preview: str, text: Path) -> None:
    page.goto(f"{preview}{DRAFT_PAGE}")
    assert page.get_by_text("En alldeles ny mening").count() == 0
    text.write_bytes(text.read_bytes() + b"\nEn alldeles ny mening.\n")
    page.get_by_text("En alldeles ny mening").wait_for(timeout=30_000)


def test_a_fault_shows_itself_beside_the_text_and_goes_when_it_is_mended(page: Page, preview: str, text: Path) -> None:
    page.goto(f"{preview}{DRAFT_PAGE}")
    before = text.read_bytes()
    text.write_bytes(before + b"\nSe [detta](EXP-999999).\n")
    page.get_by_text("LS401").wait_for(timeout=30_000)
    text.write_bytes(before)
    page.get_by_text("LS401").wait_for(state="detached", timeout=30_000)


def test_one_finds_from_the_document_to_its_draft_and_back_by_keyboard(page: Page, preview: str) -> None:
    page.goto(f"{preview}dokument/EXP-527361/index.html")
    page.locator("aside.preview .draft-link").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/utkast/EXP-527361/index.html")
    page.locator(".draft-band a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dokument/EXP-527361/index.html")


def test_without_scripts_the_preview_is_all_there(open_page: OpenPage, preview: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{preview}{DRAFT_PAGE}")
    assert page.locator("article").inner_text().strip()
    assert page.locator("aside.preview a").count() >= 2


def test_the_bar_of_the_preview_is_not_printed(page: Page, preview: str) -> None:
    page.goto(f"{preview}{DRAFT_PAGE}")
    page.emulate_media(media="print")
    assert not page.locator("aside.preview").is_visible()
    assert page.locator(".draft-band").is_visible()
