"""LS6 beside its pages."""

from __future__ import annotations

import pytest
from tests.rules.changes import Repo, base
from tests.rules.pages import findings

from ledsys.rules import text
from ledsys.rules.rule import Rule

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"


def said(rule: Rule, repo: Repo) -> list[str]:
    return [str(finding.message) for finding in findings(rule, repo)]


@pytest.mark.parametrize("heading", ["## 1. Syfte", "### 1.2 SYFTE:", "## 12 syfte."])
def test_a_heading_is_known_in_any_dress(heading: str) -> None:
    assert said(text.heading_missing, base().replacing(DRAFT, "## Syfte", heading)) == []


def test_an_unknown_type_asks_for_no_headings() -> None:
    repo = base().replacing(DRAFT, ": anvisning", ": anvisningar").replacing(DRAFT, "## Syfte", "## Bakgrund")
    assert said(text.heading_missing, repo) == []


def test_a_published_text_is_only_warned_of_a_heading_that_the_type_asks_for_later() -> None:
    repo = base().replacing("handlingstyper/policy.yaml", "obligatoriska-rubriker: [", "obligatoriska-rubriker: [Mål, ")
    (found,) = findings(text.heading_missing, repo)
    assert found.severity.name == "WARNING"
    assert str(found.help) == "Write ## Mål on a line of its own, and below it what it asks for."


def test_an_empty_heading_before_one_of_its_own_level_is_found() -> None:
    repo = base().replacing(DRAFT, "### Välj hjälpmedel\n", "### Inne\n\n### Ute\n\n### Välj hjälpmedel\n")
    assert said(text.heading_empty, repo) == [
        "Nothing stands below the heading Inne.",
        "Nothing stands below the heading Ute.",
    ]


def test_an_empty_heading_at_the_end_is_found() -> None:
    repo = base().having(DRAFT, base().files[DRAFT] + b"\n## Bilagor\n")
    assert said(text.heading_empty, repo) == ["Nothing stands below the heading Bilagor."]


def test_a_smaller_heading_may_be_followed_by_a_much_larger_one() -> None:
    repo = base().having(DRAFT, base().files[DRAFT] + b"\n#### Inne\n\nText.\n\n## Ute\n\nText.\n")
    assert said(text.heading_order, repo) == []


def test_blanks_are_no_text_for_an_image() -> None:
    repo = base().replacing(DRAFT, "### Välj hjälpmedel", "![ ](a.png)\n\n![Käpp](b.png)\n\n### Välj hjälpmedel")
    assert said(text.image_without_text, repo) == ["The image a.png has no text for those who can't see it."]
