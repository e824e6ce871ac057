"""The story of the template: whatever the day, it holds, and ledsys finds in it only what it intends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.store.example import TODAY, example

from ledsys.lifecycle import EditionState, lives
from ledsys.model.document import Status
from ledsys.model.finding import Severity
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge
from ledsys.store.load import load
from ledsys.store.story import template_files, template_root, template_zone

DAYS = [date(2028, 2, 29), date(2027, 1, 1), date(2027, 3, 28), date(2030, 12, 31)]


@pytest.mark.parametrize("day", [TODAY, *DAYS])
def test_the_story_holds_on_any_day(day: date) -> None:
    """A leap day, the first and last day of a year, and the day when summer time begins."""
    corpus = load(template_files(day), day)
    verdict = judge(corpus, RULES)
    assert [finding for finding in verdict.shown if finding.severity is Severity.ERROR] == []
    assert {finding.code for finding in verdict.shown} == {"LS204", "LS205", "LS415"}
    for acts in corpus.acts.values():
        assert all(act.signed_at.date() <= day for act in acts)


def test_the_story_shows_every_state() -> None:
    corpus = load(example(), TODAY)
    found = lives(corpus)
    works = {life.work.status for life in found.values()}
    assert {Status.DRAFT, Status.REVIEW, Status.APPROVED, Status.PUBLISHED, Status.REPEALED, Status.STOPPED} <= works
    states = {edition.state(TODAY) for life in found.values() for edition in life.editions}
    assert set(EditionState) == states


def test_the_same_day_gives_the_same_bytes() -> None:
    day = TODAY + timedelta(days=3)
    assert template_files(day).files == template_files(day).files


def test_the_story_itself_is_no_part_of_the_docs_repo() -> None:
    assert not [path for path in example().files if path.startswith("story/")]
    assert (template_root() / "story" / "story.yaml").is_file()
    assert str(template_zone()) == "Europe/Stockholm"
