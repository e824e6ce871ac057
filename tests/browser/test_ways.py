"""The ways in, in a real browser: the reader's own unit, and the same places without scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import OpenPage

NAME = "Smärtmottagningen"
UNIT = "enheter/smarta.html"


def chosen(page: Page, address: str) -> Page:
    """Choose a unit on its page."""
    page.goto(f"{address}{UNIT}")
    page.get_by_role("button", name="This is my unit").or_(page.get_by_role("button", name="min enhet")).click()
    return page


def test_the_readers_own_unit_is_remembered_and_stands_first(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    mine = page.locator("section.mine")
    assert not mine.is_visible()
    chosen(page, address)
    assert page.locator("[data-choose]").get_attribute("aria-pressed") == "true"
    page.goto(f"{address}index.html")
    assert mine.is_visible()
    assert page.locator("main a:visible").first.inner_text() == NAME
    page.goto(f"{address}dokument/EXP-482103/index.html")
    page.locator("header .my-unit a").click()
    assert page.locator("h1").inner_text() == NAME


def test_a_unit_that_is_no_longer_the_readers_own_is_forgotten(page: Page, address: str) -> None:
    chosen(page, address)
    page.goto(f"{address}index.html")
    page.locator("[data-forget-unit]").click()
    assert not page.locator("section.mine").is_visible()
    page.reload()
    assert not page.locator("section.mine").is_visible()
    chosen(page, address).locator("[data-choose]").click()
    assert page.locator("[data-choose]").get_attribute("aria-pressed") == "false"
    assert not page.locator("header .my-unit").is_visible()


@pytest.mark.parametrize(
    "kept",
    ["{", "null", "[]", '{"address": "javascript:alert(1)"}', '{"id": "x", "name": "y", "address": "//elsewhere"}'],
)
def test_what_is_kept_in_the_browser_is_not_believed(page: Page, served: str, kept: str) -> None:
    page.goto(f"{served}index.html")
    page.evaluate("kept => localStorage.setItem('ledsys.unit', kept)", kept)
    page.goto(f"{served}{UNIT}")
    assert page.locator("[data-choose]").get_attribute("aria-pressed") == "false"
    assert not page.locator("header .my-unit").is_visible()


def test_the_name_of_a_unit_is_text_and_nothing_else(page: Page, served: str) -> None:
    page.goto(f"{served}index.html")
    kept = '{"id": "smarta", "name": "<img src=x onerror=alert(1)>", "address": "enheter/smarta.html"}'
    page.evaluate("kept => localStorage.setItem('ledsys.unit', kept)", kept)
    page.goto(f"{served}index.html")
    assert page.locator("section.mine a.go").inner_text() == "<img src=x onerror=alert(1)>"


def test_without_scripts_nothing_is_offered_that_would_not_be_remembered(open_page: OpenPage, address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}{UNIT}")
    assert not page.locator("[data-choose]").is_visible()
    page.locator(".choices nav a").click()
    assert page.locator("h1").inner_text() == NAME
    assert page.locator("h3").first.inner_text() == "Patientverksamhet"


def test_from_the_front_page_three_steps_lead_to_a_document_by_keyboard_alone(page: Page, served: str) -> None:
    page.goto(f"{served}index.html")
    for wanted in ("Patientverksamhet", "Handhygien i patientnära arbete"):
        link = page.locator("main").get_by_role("link", name=wanted, exact=True).first
        page.locator("body").press("Tab")
        for _ in range(80):
            if link.evaluate("link => link === document.activeElement"):
                break
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_load_state()
    assert page.locator("h1").inner_text() == "Handhygien i patientnära arbete"


def test_a_letter_leads_to_its_documents(page: Page, address: str) -> None:
    page.goto(f"{address}a-o.html")
    page.locator(".letters").get_by_role("link", name="H", exact=True).click()
    assert page.url.endswith("#bokstav.h")
    assert page.locator("[id='bokstav.h']").is_visible()


def test_on_paper_a_page_has_no_header_of_its_own_and_loses_nothing_at_the_side(page: Page, served: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 720, "height": 1000})
    for address in ("index.html", UNIT, "alla.html", "tillganglighet.html"):
        page.goto(f"{served}{address}")
        assert not page.locator("header.site").is_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
