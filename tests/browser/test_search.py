"""The search as readers meet it: by keyboard, by screen reader, with filters, from a server and from a disk."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import snowballstemmer  # type: ignore[import-untyped]  # it has no types of its own
from playwright.sync_api import expect

from ledsys.site.search.terms import words_of

pytestmark = pytest.mark.whole

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page
    from tests.browser.conftest import OpenPage

HANDS = "Handhygien i patientnära arbete"
BOX = "#sidans\\.sok"


def _options(page: Page) -> Locator:
    return page.locator("form.search [role=option]")


def _results(page: Page, address: str, question: str) -> list[str]:
    page.goto(f"{address}sok.html?{question}")
    page.locator(".results-page .count:not(:empty)").wait_for()
    return page.locator(".hits > li > a").all_inner_texts()


def test_a_document_is_found_and_opened_by_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("handhygien")
    _options(page).first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(HANDS)


def test_control_and_k_leads_to_the_box_of_a_deeper_page_and_escape_away(page: Page, address: str) -> None:
    page.goto(f"{address}dokument/EXP-482103/index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("tolk")
    _options(page).first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_value("tolk")
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).to_have_value("")
    page.keyboard.type("handsprit")
    _options(page).first.wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    _options(page).filter(has_text=HANDS).first.click()
    expect(page.locator("h1")).to_have_text(HANDS)


def test_a_list_that_was_closed_stays_closed_while_an_answer_is_on_its_way(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    page.locator(BOX).fill("tol")
    _options(page).first.wait_for()
    page.locator(BOX).evaluate(
        """box => {
            box.value = "tolk";
            box.dispatchEvent(new Event("input"));
            box.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
        }"""
    )
    page.wait_for_timeout(500)  # by then the answer would be there
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    page.locator(BOX).press("ArrowDown")
    _options(page).filter(has_text="tolk").first.wait_for()


def test_a_screen_reader_is_told_of_the_results_and_of_the_one_chosen(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    box = page.get_by_role("combobox")
    box.fill("handsprit")
    _options(page).first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form.search [role=status]")).to_have_text(re.compile(r"^\d+ "))
    box.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    expect(page.locator(f'[id="{chosen}"]')).to_have_attribute("aria-selected", "true")
    expect(page.locator(f'[id="{chosen}"]')).to_contain_text(HANDS)


def test_a_slash_is_a_letter_where_somebody_writes(page: Page, address: str) -> None:
    page.goto(f"{address}index.html")
    page.locator(BOX).fill("x")
    page.locator(BOX).press("/")
    expect(page.locator(BOX)).to_have_value("x/")


def test_the_results_say_type_unit_and_validity_and_mark_the_hits(page: Page, address: str) -> None:
    assert _results(page, address, "q=handskar")[0] == HANDS
    first = page.locator(".hits > li").first
    expect(first.locator(".badge")).to_have_class("badge in-force")
    expect(first.locator(".facts")).to_contain_text("EXP-482103 · Rutin · Expertenheter · till och med")
    assert "handskar" in first.locator("mark").all_inner_texts()


def test_only_over_http_an_excerpt_is_taken_from_the_text(page: Page, served: str) -> None:
    assert _results(page, served, "q=naglarna")[0] == HANDS
    assert page.locator(".hits > li").first.locator("p mark").all_inner_texts() == ["naglarna"]


def test_filters_narrow_the_results_and_stay_in_the_address(page: Page, address: str) -> None:
    everything = _results(page, address, "q=patient")
    page.locator("select[name=typ]").select_option("policy")
    expect(page.locator(".hits > li")).to_have_count(1)
    assert "typ=policy" in page.url
    assert _results(page, address, "q=patient&process=kvalitet") != everything
    below = _results(page, address, "q=patient&enhet=rehab")
    assert HANDS in below  # which applies to the unit above
    assert "Läkemedel vid långvarig smärta" not in below


def test_an_older_browser_keeps_the_question_and_the_filters_in_the_address_too(page: Page, address: str) -> None:
    page.add_init_script("delete URLSearchParams.prototype.size")  # it came in 2023
    _results(page, address, "q=patient&typ=policy")
    assert page.url.endswith("sok.html?q=patient&typ=policy")


def test_a_zone_that_the_browser_does_not_know_leaves_results_as_built(page: Page, address: str) -> None:
    page.add_init_script(
        "const Form = Intl.DateTimeFormat;"
        "Intl.DateTimeFormat = function (language, options) {"
        " if (options?.timeZone) throw new RangeError(options.timeZone); return new Form(language, options); }"
    )
    assert _results(page, address, "q=handskar")[0] == HANDS
    expect(page.locator(".hits > li").first.locator(".badge")).to_have_class("badge in-force")


def test_a_question_in_an_address_is_no_longer_than_one_in_the_box(page: Page, served: str) -> None:
    _results(page, served, f"q={'x' * 300}")
    expect(page.locator(BOX)).to_have_value("x" * 200)


def test_what_has_ended_is_left_out_until_it_is_asked_for_or_all_there_is(page: Page, address: str) -> None:
    ended = "Handdesinfektion på mottagning"
    assert ended not in _results(page, address, "q=handsprit")
    assert ended == _results(page, address, "q=handsprit&avslutade=ja")[-1]
    assert _results(page, address, "q=TENS") == ["Lån av TENS-apparat för hemmabruk"]
    expect(page.locator(".hits .badge")).to_have_class("badge stopped")


def test_what_has_been_replaced_leads_to_what_applies_instead(page: Page, address: str) -> None:
    ended = "Handdesinfektion på mottagning"
    assert _results(page, address, "q=desinfektion")[0] == HANDS
    expect(page.locator(".hits > li").first).to_contain_text(ended)
    expect(page.locator(".results-page .count")).not_to_contain_text("inte längre gäller")
    assert _results(page, address, "q=desinfektion&avslutade=ja")[:2] == [HANDS, ended]
    assert HANDS not in _results(page, address, "q=desinfektion&typ=policy")
    page.goto(f"{address}index.html")
    page.locator(BOX).fill("desinfektion")
    expect(_options(page).first).to_contain_text(HANDS)
    expect(_options(page).first).to_contain_text(ended)


def test_the_state_of_a_result_is_that_of_today_and_not_of_the_build(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2040-01-01")
    assert _results(page, address, "q=handskar")[0] == HANDS
    expect(page.locator(".hits > li").first.locator(".badge")).to_have_class("badge expired")


def test_a_document_is_first_when_it_is_named_exactly(page: Page, address: str) -> None:
    assert _results(page, address, "q=exp-170264") == ["Policy för kvalitet och patientsäkerhet"]
    assert _results(page, address, "q=Handlingsplan för patientsäkerhet")[0] == "Handlingsplan för patientsäkerhet"


def test_rings_and_dots_may_be_left_out_but_not_put_in(page: Page, address: str) -> None:
    assert _results(page, address, "q=smarta")[0] == "Läkemedel vid långvarig smärta"
    assert _results(page, address, "q=hänskar") == _results(page, address, "q=handskar")  # a misspelling, told as one
    with_dots = _results(page, address, "q=årlig")
    assert with_dots == _results(page, address, "q=arlig")


def test_nothing_is_found_for_what_is_not_there(page: Page, address: str) -> None:
    assert _results(page, address, "q=EXP-999999") == []
    assert _results(page, address, "q=zzzz") == []
    assert _results(page, address, "q=%3Cimg src=x%3E") == []


def test_without_javascript_the_box_leads_to_the_list_of_all(open_page: OpenPage, address: str) -> None:
    page = open_page(java_script_enabled=False)
    page.goto(f"{address}index.html")
    page.locator(BOX).fill("handsprit")
    page.locator(BOX).press("Enter")
    page.wait_for_url("**/sok.html?q=handsprit")
    page.locator("main noscript a, main a").first.click()
    page.wait_for_url("**/alla.html")


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(f"{address}index.html")
    page.wait_for_load_state("networkidle")
    assert not {"sok-ord.js", "sok-kort.js", "sok-index.js", "minisearch.js", "pagefind.js"} & set(asked)
    page.locator(BOX).fill("tolk")
    _options(page).first.wait_for()
    assert ("minisearch.js" in asked) == address.startswith("file:")
    assert ("pagefind.js" in asked) == address.startswith("http:")


def test_a_server_without_the_index_of_pagefind_is_searched_too(open_page: OpenPage, served: str) -> None:
    page = open_page()
    page.route("**/pagefind/**", lambda route: route.fulfill(status=200, content_type="text/javascript", body="x"))
    assert _results(page, served, "q=handskar")[0] == HANDS


@pytest.mark.parametrize("missing", ["sok-motor.js", "sok-ord.js", "sok-kort.js"])
def test_where_the_search_can_not_be_loaded_readers_are_told_where_to_look(
    browser: Browser, address: str, missing: str
) -> None:
    page = browser.new_page(locale="sv-SE")  # one that is not watched: what is missing stands in the console
    page.route(f"**/{missing}", lambda route: route.abort())
    page.goto(f"{address}index.html")
    said = page.locator("form.search").get_attribute("data-broken") or ""
    assert "alla dokument" in said
    page.locator(BOX).fill("handskar")
    expect(page.locator("form.search .found p")).to_have_text(said)
    expect(page.locator("form.search [role=status]")).to_have_text(said)
    expect(_options(page)).to_have_count(0)
    page.goto(f"{address}sok.html?q=handskar")
    expect(page.locator(".results-page .count")).to_have_text(said)
    expect(page.locator("form.search [role=status]")).to_have_text(said)
    page.unroute(f"**/{missing}")
    page.locator(BOX).fill("handskar ")  # asked anew, when the network is back
    expect(page.locator(".hits > li > a").first).to_have_text(HANDS)
    page.close()


def test_a_word_that_stands_with_others_in_two_rows_means_the_same_as_all_of_them(
    open_page: OpenPage, served: str
) -> None:
    page = open_page(bypass_csp=True)
    page.goto(f"{served}sok.html?q=x")
    page.locator(".results-page .count:not(:empty)").wait_for()
    found = page.evaluate(
        """() => {
          const rows = [["trycksår", "liggsår"], ["trycksår", "tryckskada av apparat"], ["liggsår", "decubitus"]];
          const given = { stop: "", words: "", codes: "", synonyms: rows };
          const vocabulary = new ledsysQuery.Vocabulary(given, new SwedishStemmer());
          return vocabulary.same(["trycksåret"]).map((words) => words.join(" "));
        }"""
    )
    assert found == ["liggsår", "tryckskada av apparat"]


def test_stems_are_the_same_in_the_browser_as_in_the_index(open_page: OpenPage, handbook: Path, on_disk: str) -> None:
    words = sorted(set(words_of((handbook / "sok-ord.js").read_text(encoding="utf-8"))))
    page = open_page(bypass_csp=True)
    page.goto(f"{on_disk}sok.html?q=x")
    page.locator(".results-page .count:not(:empty)").wait_for()
    stems = page.evaluate(
        "(words) => { const s = new SwedishStemmer(); return words.map((w) => s.stemWord(w)) }", words
    )
    assert stems == snowballstemmer.stemmer("swedish").stemWords(words)
    assert len(words) > 500
