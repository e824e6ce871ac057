"""The handbook opens in a browser, from a server and from a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_the_front_page_opens_without_a_complaint(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    assert page.locator("h1").inner_text() != ""
    page.get_by_role("link", name="Alla dokument").first.click()
    page.wait_for_load_state()
    assert page.url.endswith("alla.html")
    assert page.locator("tbody tr").count() >= 15
