"""Measures the search of a large handbook: making its indexes, their sizes, and finding in a real browser.

Usage: python benchmarks/search.py NUMBER

The documents are made up of the words of the template's own, with numbers among them, so that the vocabulary grows with
them as it does in life. "Warm" is a question in a page that has been asked one before; "first" is the one before.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread
from time import perf_counter, process_time
from typing import TypeVar

from playwright.sync_api import Browser, Page, sync_playwright

from ledsys.markdown import parser
from ledsys.model.corpus import Corpus
from ledsys.site.handbook import Plan
from ledsys.site.press import static_files
from ledsys.site.search.index import pagefind_files
from ledsys.site.search.records import SearchRecord
from ledsys.site.search.scripts import CARDS, INDEX, WORDS, SearchScripts
from ledsys.site.search.sources import sources
from ledsys.site.search.terms import words_of
from ledsys.site.words import Words
from ledsys.store.files import MemoryFiles
from ledsys.store.policy import load_policy
from ledsys.store.story import template_files, template_root

BODY_WORDS = 450
LONG = 5  # letters of a word that compounds are made of
NEW_WORD_EVERY = 150  # words of a text until one comes that stands in few others
QUESTIONS = ("läkemedelslista", "handhygien", "boka tolk", "provtagning etikett", "medicin mot värk", "hot och våld")
MISSPELT = "handhygen"
DAY = date(2026, 11, 22)

Made = TypeVar("Made")


def timed(name: str, make: Callable[[], Made]) -> Made:
    """Do it, and print how long it took."""
    begun, worked = perf_counter(), process_time()
    made = make()
    print(f"{name:<44} {perf_counter() - begun:8.2f} s, of which {process_time() - worked:6.2f} s of this process")
    return made


def invented(number: int) -> tuple[SearchRecord, ...]:
    """Give this many records of the template's words, the same each time."""
    chance = random.Random(1)  # noqa: S311 - no secret
    texts = [path.read_text(encoding="utf-8") for path in sorted((template_root() / "dokument").rglob("*.md"))]
    words = [word for text in texts for word in words_of(text) if word.isalpha()]
    long = sorted({word for word in words if len(word) >= LONG})

    def some(count: int) -> str:
        return " ".join(
            chance.choice(long) + chance.choice(long) if place % NEW_WORD_EVERY == 0 else chance.choice(words)
            for place in range(1, count + 1)
        )

    return tuple(
        SearchRecord(
            id=f"EXP-{1000000 + place}",
            title=f"{some(4).capitalize()} {chance.choice(long)}",
            address=f"dokument/EXP-{1000000 + place}/index.html",
            mark="in-force" if place % 10 else "expired",
            state="Gällande" if place % 10 else "Utgången",
            version=1,
            valid_from=date(2026, 1, 1),
            last_day=date(2027, 12, 31),
            later="2028-01-01 expired",
            type="rutin",
            units=("smarta",),
            processes=("patientverksamhet",),
            keys=(f"EXP-{1000000 + place}", f"HS 2026-{place:05}"),
            keywords=tuple(chance.sample(long, 4)),
            summary=some(14),
            headings=tuple(some(2) for _ in range(6)),
            body=some(BODY_WORDS),
        )
        for place in range(number)
    )


def site(number: int) -> dict[str, bytes]:
    """Make what the search of so many documents is made of, beside the page of results."""
    policy = load_policy(MemoryFiles(dict(template_files(DAY).files)))
    words = Words(policy, "sv", DAY)
    records = invented(number)
    texts = [path.read_text(encoding="utf-8") for path in sorted((template_root() / "dokument").rglob("*.md"))]
    markdown = parser()
    timed(
        "Markdown of as many of the template's texts",
        lambda: [markdown.parse(texts[n % len(texts)]) for n in range(number)],
    )
    scripts = SearchScripts(records, words)
    pages = Plan(Corpus(policy, DAY), {}, {}, DAY).pages
    files = {name: pages.make(name) for name in ("sok.html", *static_files({}))}
    timed("reading", lambda: scripts.readings)
    files[CARDS] = timed("cards", scripts.cards)
    files[WORDS] = timed("vocabulary", scripts.vocabulary_script)
    files[INDEX] = timed("compounds, and the index of MiniSearch", scripts.index)
    given = timed("sources of pagefind", lambda: sources(scripts))
    files.update(timed("index of pagefind", lambda: pagefind_files(given, "sv")))
    sizes = {name: len(files[name]) for name in (CARDS, WORDS, INDEX)}
    sizes["pagefind/"] = sum(len(data) for name, data in files.items() if name.startswith("pagefind/"))
    for name, size in sizes.items():
        print(f"{name:<44} {size / 1e6:8.2f} MB")
    return files


def find(browser: Browser, address: str) -> None:
    """Print how long a browser takes to find, from the last letter typed to the results on the page."""
    tab = browser.new_page(locale="sv-SE")
    begun = perf_counter()
    tab.goto(f"{address}sok.html?q={QUESTIONS[0]}")
    tab.locator(".hits li").first.wait_for()
    print(f"  first, page and all that is loaded         {1000 * (perf_counter() - begun):8.0f} ms")
    warm = [asked(tab, question) for question in (*QUESTIONS[1:], *QUESTIONS)]
    print(f"  warm, a word not asked for before (median) {median(warm[: len(QUESTIONS) - 1]):8.0f} ms")
    print(f"  warm, asked for before (median)            {median(warm[len(QUESTIONS) - 1 :]):8.0f} ms")
    print(f"  warm, misspelt                             {asked(tab, MISSPELT):8.0f} ms")
    tab.close()


def asked(tab: Page, question: str) -> float:
    """Write a question in the box, and give the milliseconds from then until its results stand on the page."""
    return float(
        tab.evaluate(
            """(question) => new Promise((done) => {
                const place = document.querySelector(".hits");
                const input = document.querySelector("form.search input");
                new MutationObserver((_, watch) => { watch.disconnect(); done(performance.now() - begun); })
                    .observe(place, { childList: true });
                input.value = question;
                const begun = performance.now();
                input.dispatchEvent(new Event("input"));
            })""",
            question,
        )
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


def main(arguments: Sequence[str]) -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in site(int(arguments[0])).items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        with (
            ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server,
            sync_playwright() as playwright,
        ):
            Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            print("over http, pagefind")
            find(browser, f"http://127.0.0.1:{server.server_address[1]}/")
            print("from a disk, MiniSearch")
            find(browser, f"{Path(folder).as_uri()}/")
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main(sys.argv[1:])
