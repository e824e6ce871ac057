"""The overview as a page: all figures also as text, nothing inline, lists of bounded length, hostile names harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.site.corpora import Library, document, policy, text
from tests.site.reader import Page

from ledsys.figures import figures
from ledsys.lifecycle import lives
from ledsys.model.corpus import Corpus
from ledsys.model.settings import Site
from ledsys.site.overview.folder import overview_files
from ledsys.site.overview.listings import MOST_LINES

FAR = date(2028, 1, 1)


def built(corpus: Corpus) -> str:
    return overview_files(corpus, figures(corpus, lives(corpus)), {})["index.html"].decode()


def expired(number: int, title: str = "Rutin") -> Corpus:
    """Documents that have all ended and lack everything."""
    library = Library()
    found = []
    for place in range(number):
        key = f"PRV-{place:06}"
        data = text(key, titel=f"'{title} {place}'")
        library.publish(key, date(2020, 1, 1), date(2021, 1, 1), data, owner="nobody")
        found.append(replace(document(data, {}, library.policy.types), path=f"dokument/{key}.md"))
    return replace(library.corpus(), documents=tuple(found))


def test_every_chart_has_a_name_a_description_and_its_figures_as_a_table() -> None:
    page = built(expired(3))
    for chart in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        names = re.search(r'role="img" aria-labelledby="(\S+) (\S+)"', chart)
        assert names
        assert f'<title id="{names[1]}">' in chart
        assert f'<desc id="{names[2]}">' in chart
    assert page.count("<svg") == page.count("<details>") == 6
    assert page.count("<table") >= page.count("<svg")


def test_the_calendar_is_labelled_in_words_that_stand_alone() -> None:
    corpus = expired(1)
    page = built(replace(corpus, policy=replace(corpus.policy, settings=policy(språk="sv").settings)))
    calendar = page.partition('<title id="oversikt.kalender.namn">')[2].partition("</svg>")[0]
    labels = re.findall(r'<text class="middle" [^>]*>(\D+?)</text>', calendar)
    assert labels[:2] == ["Har gått ut", "Jun"]
    assert len(labels) == 13


def test_nothing_stands_inline_that_the_page_forbids() -> None:
    page = built(expired(3))
    assert not re.search(r"<style|\sstyle=|<script(?! src)|\son\w+=|javascript:", page)
    read = Page(page)
    assert len(read.ids) == len(set(read.ids))


def test_long_lists_are_cut_and_say_how_many_more_there_are() -> None:
    few, many = built(expired(MOST_LINES)), built(expired(MOST_LINES + 7))
    assert "7 more" not in few
    assert "and 7 more" in many
    assert many.count("PRV-0000") == few.count("PRV-0000")


def test_a_hostile_title_is_only_text() -> None:
    page = built(expired(1, title="<script>alert(1)</script>"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(("address", "linked"), [("https://handbok.example/", True), (None, False)])
def test_alone_it_links_to_the_handbook_on_the_web_if_there_is_one(address: str | None, *, linked: bool) -> None:
    corpus = expired(1)
    settings = policy(webbplats=Site(title="Handbook", address=address)).settings
    page = built(replace(corpus, policy=replace(corpus.policy, settings=settings)))
    links = [link for link in Page(page).links if "dokument/" in link]
    assert set(links) == ({"https://handbok.example/dokument/PRV-000000/index.html"} if linked else set())
    assert not any(link.endswith("alla.html") for link in Page(page).links)
    assert ('<nav class="trail"' in page) is linked


def test_same_input_gives_same_bytes_and_the_look_lies_beside_the_page() -> None:
    corpus = expired(5)
    found = figures(corpus, lives(corpus))
    assert overview_files(corpus, found, {}) == overview_files(corpus, found, {})
    own = {"egen.css": b"", "logotyp.svg": b""}
    assert overview_files(corpus, found, own).keys() == {"index.html", "style.css", "ikon.svg", *own}
    assert "<script" not in overview_files(corpus, found, {})["index.html"].decode()
