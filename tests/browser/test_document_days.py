"""What pages say of validity stays right in a browser from day to day, and is what the acts say of that day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect
from tests.site.corpora import DAY, Library
from tests.site.document.lives import BOUNDARIES, editions, every_life, shelved

from ledsys.model.act import ActKind
from ledsys.site.document.standing import standing
from ledsys.site.handbook import build
from ledsys.site.words import MARKS, Words

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from tests.browser.conftest import OpenPage

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LIBRARY = every_life()
SHELF = shelved(LIBRARY)
WORDS = Words(SHELF.corpus.policy, "en", DAY)
SEEN = """() => ({
    bands: [...document.querySelectorAll(".document > .band > .standing")].filter((band) => band.checkVisibility())
        .map((band) => [band.className, band.querySelector("strong").textContent]),
    badges: [...document.querySelectorAll(".about .badge")].map((badge) => [badge.className, badge.textContent]),
    printed: document.documentElement.dataset.printState,
    built: [...document.querySelectorAll("[data-built]")].some((note) => note.checkVisibility()),
})"""


def written(folder: Path, files: Mapping[str, bytes]) -> str:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return f"{folder.as_uri()}/"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The handbook of DAY, built on that day."""
    files = build(LIBRARY.corpus(), LIBRARY.editions, {}, DAY, DAY).files
    return written(tmp_path_factory.mktemp("book"), files)


def at_noon(day: date) -> datetime:
    return datetime.combine(day, time(12), STOCKHOLM)


def turn(page: Page, when: datetime) -> None:
    """Set the clock of the browser, and have the page look at it as when somebody comes back to it."""
    page.clock.set_fixed_time(when)
    page.evaluate("dispatchEvent(new Event('pageshow'))")


def test_on_every_day_the_page_says_what_the_acts_say(page: Page, book: str) -> None:
    for entry, edition in editions(SHELF):
        page.clock.set_fixed_time(at_noon(DAY))
        page.goto(f"{book}{entry.page_of(edition)}")
        now = standing(SHELF, entry, edition, WORDS)
        for day in BOUNDARIES:
            turn(page, at_noon(day))
            seen = page.evaluate(SEEN)
            state = edition.state(day)
            sentence = [band.sentence for band in (now, *now.later) if band.first <= day][-1]
            where = f"{entry.id} {edition.version} on {day}"
            assert seen["bands"] == [[f"standing {MARKS[state]}", sentence]], where
            assert seen["printed"] == WORDS.state(state), where
            states = [other.state(day) for other in reversed(entry.life.editions)]
            assert seen["badges"] == [[f"badge {MARKS[one]}", WORDS.state(one)] for one in states], where


@pytest.mark.parametrize("day", BOUNDARIES[:9])
def test_the_list_of_all_documents_says_the_same(page: Page, book: str, day: date) -> None:
    page.clock.set_fixed_time(at_noon(day))
    page.goto(f"{book}alla.html")
    seen = dict(
        page.evaluate(
            """() => [...document.querySelectorAll("tbody tr")]
                .map((row) => [row.querySelector("a").getAttribute("href"), row.querySelector(".badge").className])"""
        )
    )
    assert seen == {entry.address: f"badge {MARKS[entry.shown.state(day)]}" for entry in SHELF.entries.values()}


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "UTC", "Pacific/Kiritimati"])
def test_the_day_is_that_of_the_organisation_wherever_the_reader_sits(
    open_page: OpenPage, book: str, zone: str
) -> None:
    page = open_page(timezone_id=zone)
    midnight = datetime.combine(DAY + timedelta(days=1), time(), STOCKHOLM).astimezone(UTC)
    page.clock.set_fixed_time(midnight - timedelta(seconds=1))
    page.goto(f"{book}dokument/PRV-300007/index.html")
    assert page.evaluate(SEEN)["bands"][0][0] == "standing in-force"
    turn(page, midnight)
    assert page.evaluate(SEEN)["bands"][0][0] == "standing expired"


def test_a_clock_that_lies_behind_the_build_changes_nothing(page: Page, book: str) -> None:
    page.clock.set_fixed_time(at_noon(date(1999, 1, 1)))
    page.goto(f"{book}dokument/PRV-300008/index.html")
    assert page.evaluate(SEEN)["bands"][0][0] == "standing in-force"


def test_a_page_left_open_is_right_the_next_day(page: Page, book: str) -> None:
    page.clock.install(time=at_noon(DAY))
    page.goto(f"{book}dokument/PRV-300007/index.html")
    assert page.evaluate(SEEN)["bands"][0][0] == "standing in-force"
    page.clock.run_for("13:00:00")
    assert page.evaluate(SEEN)["bands"][0][0] == "standing expired"


def test_without_javascript_the_page_says_of_which_day_its_word_is(open_page: OpenPage, book: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{book}dokument/PRV-300007/index.html")
    assert page.locator(".standing:visible").inner_text() == (
        "In force until and including 2026-06-15. According to the handbook of 2026-06-15."
    )
    shown = open_page()
    shown.clock.set_fixed_time(at_noon(DAY))
    shown.goto(f"{book}dokument/PRV-300007/index.html")
    assert not shown.evaluate(SEEN)["built"]


@pytest.mark.parametrize(("days", "notes"), [(-1, 0), (7, 0), (8, 1), (400, 1)])
def test_an_old_copy_says_of_which_day_its_word_is(page: Page, book: str, days: int, notes: int) -> None:
    page.clock.set_fixed_time(at_noon(DAY + timedelta(days=days)))
    page.goto(f"{book}dokument/PRV-300007/index.html")
    band = page.locator(".document > .band > .standing:visible")
    assert band.inner_text().count("According to the handbook of 2026-06-15.") == notes


def test_the_handbook_of_a_chosen_day_says_so_and_stays(page: Page, tmp_path: Path) -> None:
    files = build(LIBRARY.corpus(), LIBRARY.editions, {}, DAY, DAY + timedelta(days=400)).files
    book = written(tmp_path, files)
    page.clock.set_fixed_time(at_noon(DAY + timedelta(days=400)))
    for address in ("dokument/PRV-300001/index.html", "alla.html", "index.html"):
        page.goto(f"{book}{address}")
        assert page.locator(".as-of").inner_text() == (
            "This is the handbook as it applied on 2026-06-15, not what applies today."
        )
    page.goto(f"{book}dokument/PRV-300001/index.html")
    seen = page.evaluate(SEEN)
    assert [band[0] for band in seen["bands"]] == ["standing in-force"]
    assert seen["badges"] == [["badge in-force", "In force"]]


def test_a_zone_that_the_browser_does_not_know_leaves_the_page_as_built(page: Page, tmp_path: Path) -> None:
    files = dict(build(LIBRARY.corpus(), LIBRARY.editions, {}, DAY, DAY).files)
    address = "dokument/PRV-300007/index.html"
    files[address] = files[address].replace(b"Europe/Stockholm", b"Europe/Nowhere")
    page.clock.set_fixed_time(at_noon(DAY + timedelta(days=9)))
    page.goto(f"{written(tmp_path, files)}{address}")
    seen = page.evaluate(SEEN)
    assert seen["bands"][0][0] == "standing in-force"
    assert seen["built"]


def test_a_result_that_was_never_in_force_is_not_said_to_have_been(page: Page, tmp_path: Path) -> None:
    library = Library()
    library.publish("PRV-300001", DAY + timedelta(days=9), DAY + timedelta(days=99), on=DAY - timedelta(days=5))
    library.end("PRV-300001", ActKind.STOP, DAY)
    files = build(library.corpus(), library.editions, {}, DAY, DAY).files
    page.goto(f"{written(tmp_path, dict(files))}sok.html?q=PRV-300001")
    expect(page.locator(".hits > li .day")).to_have_text("Never in force")
