"""Every rule has a page in both languages with fixed headings, and every example on a page holds."""

from __future__ import annotations

import pytest
from tests.rules.changes import base as base_repo
from tests.rules.pages import HEADINGS, LANGUAGES, Page, differences, findings, paths, read_page, run

from ledsys.rules.catalogue import BY_CODE, RULES

PAGES = {(language, path.stem): read_page(path) for language in LANGUAGES for path in paths(language)}
EXAMPLES = [
    pytest.param(page, number, id=f"{language}-{code}-{number + 1}")
    for (language, code), page in PAGES.items()
    for number in range(len(page.examples))
]
EVERY_PAGE = [pytest.param(language, page, id=f"{language}-{code}") for (language, code), page in PAGES.items()]


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    for language in LANGUAGES:
        assert [code for known, code in PAGES if known == language] == codes


@pytest.mark.parametrize(("language", "page"), EVERY_PAGE)
def test_a_page_has_its_title_a_summary_and_the_fixed_headings(language: str, page: Page) -> None:
    assert page.title == f"{page.code} · {BY_CODE[page.code].name}"
    assert page.summary.endswith(".")
    assert page.headings == HEADINGS[language]
    assert page.examples


@pytest.mark.parametrize(("page", "number"), EXAMPLES)
def test_an_example_gives_what_the_page_says(page: Page, number: int) -> None:
    found, expected = run(BY_CODE[page.code], page.examples[number])
    assert differences(found, expected) == [], f"{page.path.name}, line {expected.line}"


@pytest.mark.parametrize(("language", "page"), EVERY_PAGE)
def test_a_page_has_an_example_that_fails(language: str, page: Page) -> None:
    assert any(example[-1].text.strip() for example in page.examples)


@pytest.mark.parametrize("code", [code for language, code in PAGES if language == "sv"])
def test_the_example_repo_gives_only_the_findings_that_the_page_tells_of(code: str) -> None:
    for language in LANGUAGES:
        assert differences(findings(BY_CODE[code], base_repo()), PAGES[language, code].base) == []
