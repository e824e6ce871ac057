"""The page of a document in a browser: getting around on it, copying links, checking copies, narrow screens, paper."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.browser.test_document_days import written
from tests.site.corpora import DAY, PIXEL, Library, text

from ledsys.copycode import copy_code, shown
from ledsys.site.handbook import build

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import OpenPage

YEAR = timedelta(days=365)
A = "PRV-400001"
COMPOUND = "Läkemedelshanteringsrutinsuppföljningsansvarsfördelningsdokumentationsunderlag"
SECTIONS = "".join(f"# Avsnitt {number}\n\n" + "Ord om saken. " * 120 + "\n\n" for number in range(1, 6))
EVERYTHING = f"""# {COMPOUND}

{COMPOUND} ska läsas av {COMPOUND}ansvarig. Se https://a.example/{COMPOUND}/{COMPOUND}.

## Tabell

| {COMPOUND} | Till | Från | Hos | Med | Antal |
|---|---|---|---|---|--:|
| {COMPOUND} | {COMPOUND} | två | tre | fyra | 5 |

> [!WARNING]
> {COMPOUND}

> {COMPOUND}

- [x] {COMPOUND}
- [ ] kvar

1. Ett
2. Två[^1]

```
{COMPOUND} {COMPOUND} {COMPOUND}
```

`{COMPOUND}{COMPOUND}`

![En bild](bild.png)

[^1]: {COMPOUND}

{SECTIONS}"""


@pytest.fixture(scope="module")
def library() -> Library:
    library = Library()
    library.publish(A, DAY - YEAR, DAY + YEAR, text(A, "# Syfte\n\nEtt ord.\n", titel=COMPOUND))
    given = text(A, EVERYTHING, titel=f"{COMPOUND} och mer", version="2")
    library.publish(A, DAY - timedelta(days=9), DAY + YEAR, given, {"bild.png": PIXEL})
    return library


@pytest.fixture(scope="module")
def book(library: Library, tmp_path_factory: pytest.TempPathFactory) -> str:
    files = build(library.corpus(), library.editions, {}, DAY, DAY).files
    return written(tmp_path_factory.mktemp("book"), files)


ADDRESSES = (
    f"dokument/{A}/index.html",
    f"dokument/{A}/1/index.html",
    f"dokument/{A}/2/andringar.html",
    "kontroll/index.html",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_but_wide_tables_and_code_scrolls_sideways_on_a_narrow_screen(
    open_page: OpenPage, book: str, address: str
) -> None:
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(f"{book}{address}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    outside = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((part) => !part.closest(".table-scroll, pre, .spoken") && part.getBoundingClientRect().right > 321)
            .map((part) => part.outerHTML.slice(0, 120))"""
    )
    assert outside == []


def test_a_link_beside_a_heading_is_reached_by_keyboard_and_copied(open_page: OpenPage, served: str) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}dokument/EXP-482103/index.html")
    link = page.get_by_role("link", name="Länk till avsnittet Ansvar", exact=True)
    assert link.get_attribute("class") == "anchor"
    link.focus()
    assert link.evaluate("link => getComputedStyle(link).opacity") == "1"
    page.keyboard.press("Enter")
    page.locator(".toast:not(:empty)").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("#ansvar")


def test_a_link_is_copied_also_where_the_browser_offers_no_clipboard(page: Page, served: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.add_init_script("document.addEventListener('copy', () => { window.copied = getSelection().toString(); })")
    page.goto(f"{served}dokument/EXP-482103/index.html")
    page.locator("a.anchor").first.click(force=True)
    page.locator(".toast:not(:empty)").wait_for()
    assert page.locator("textarea").count() == 0


def test_the_list_of_contents_follows_the_reader(page: Page, book: str) -> None:
    page.goto(f"{book}{ADDRESSES[0]}")
    assert page.locator(".contents a").count() == 7  # a long text: the section within a section is named too
    for number in (2, 4):
        page.locator(f"#avsnitt-{number}").evaluate("heading => heading.scrollIntoView()")
        page.locator(f'.contents a[href="#avsnitt-{number}"][aria-current="true"]').wait_for()
        assert page.locator(".contents [aria-current]").count() == 1


def test_a_copy_code_as_people_type_it_leads_to_its_answer(page: Page, address: str) -> None:
    page.goto(f"{address}dokument/EXP-482103/1/index.html")
    code = page.locator('meta[name="ledsys.copy-code"]').get_attribute("content") or ""
    page.goto(f"{address}kontroll/index.html")
    page.locator("#sidans\\.kod").fill(f" {code.lower().replace('0', 'o').replace('1', 'l').replace('-', ' ')} ")
    page.keyboard.press("Enter")
    place = page.locator(f"#kod\\.{code.replace('-', '')}")
    place.wait_for()
    assert place.evaluate("place => place === document.activeElement")
    assert place.locator(".standing.superseded:visible").is_visible()
    place.locator(".standing a:visible").click()
    page.wait_for_url("**/dokument/EXP-482103/index.html")


@pytest.mark.parametrize(("typed", "said"), [("7f3k", "unlike"), ("UUUU-UUUU", "unlike"), ("zzzz-zzzz", "none")])
def test_a_code_that_nothing_has_is_answered_at_once(page: Page, book: str, typed: str, said: str) -> None:
    page.goto(f"{book}kontroll/index.html")
    page.get_by_label("Copy code").fill(typed)
    page.get_by_role("button", name="Check").click()
    status = page.locator(".said")
    assert status.inner_text() == status.get_attribute(f"data-{said}")


def test_a_code_that_is_not_on_its_page_is_answered_there(page: Page, book: str, library: Library) -> None:
    code = copy_code(A, 1, library.acts[A][0].content or "")
    page.goto(f"{book}kontroll/{code[:2]}.html#kod.{code[:2]}000000")
    assert page.locator(".said").inner_text() != ""
    page.goto(f"{book}kontroll/{code[:2]}.html#kod.{code}")
    assert page.locator(".said").inner_text() == ""
    page.goto(f"{book}kontroll/{code[:2]}.html#%E0")  # which the page fixture would take amiss
    assert page.locator(".said").inner_text() == ""


def test_copies_are_checked_without_javascript(open_page: OpenPage, book: str, library: Library) -> None:
    code = copy_code(A, 1, library.acts[A][0].content or "")
    page = open_page(java_script_enabled=False)
    page.goto(f"{book}kontroll/index.html")
    assert not page.get_by_label("Copy code").is_visible()
    page.get_by_role("link", name=code[:2], exact=True).click()
    assert shown(code) in page.locator(".copies").inner_text()
    assert page.locator(".standing.superseded:visible").is_visible()


def test_paper_says_on_every_page_what_it_is(page: Page, book: str, library: Library) -> None:
    page.clock.set_fixed_time(f"{DAY + timedelta(days=3)}T12:00:00")
    page.goto(f"{book}{ADDRESSES[0]}")
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    frozen = library.frozen[A][2]
    code = shown(copy_code(A, 2, frozen.digest or ""))
    assert len(read.pages) > 2
    for number, sheet in enumerate(read.pages, 1):
        said = " ".join(sheet.extract_text().split())
        for part in (
            f"{A} · version 2.0 · copy code {code}",
            "In force",
            f"Valid from {DAY - timedelta(days=9)} · Valid until {DAY + YEAR}",
            f"Uncontrolled when printed {DAY + timedelta(days=3)}",
            f"Page {number} of {len(read.pages)}",
        ):
            assert part in said, (number, part)
    last = " ".join(read.pages[-1].extract_text().split())
    assert f"ledsys verify-copy {code}" in last


def test_paper_of_a_version_that_is_not_in_force_says_so_on_every_page(page: Page, book: str) -> None:
    page.goto(f"{book}{ADDRESSES[1]}")
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert all("Superseded" in sheet.extract_text() for sheet in read.pages)


def test_what_changed_is_told_by_more_than_colour(page: Page, book: str) -> None:
    page.goto(f"{book}{ADDRESSES[2]}")
    for mark, line in (("ins", "underline"), ("del", "line-through")):
        part = page.locator(f".change {mark}").first
        assert part.evaluate("part => getComputedStyle(part).textDecorationLine") == line
        assert re.match(r"\[(put in|taken out): ", part.text_content() or "")


def test_a_document_weighs_less_than_60_kilobytes(handbook: Path) -> None:
    style = (handbook / "style.css").stat().st_size
    pages = {page: page.stat().st_size + style for page in handbook.glob("dokument/*/**/*.html")}
    assert len(pages) > 20
    assert max(pages.values()) < 60_000, max(pages, key=lambda page: pages[page])


@pytest.mark.parametrize("width", [1100, 1400])
def test_the_contents_take_no_more_room_than_they_need(open_page: OpenPage, address: str, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}dokument/EXP-690133/index.html")
    left = page.locator(".contents").evaluate(
        "box => box.getBoundingClientRect().bottom - box.lastElementChild.getBoundingClientRect().bottom"
    )
    assert 0 <= left < 20
