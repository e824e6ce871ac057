"""Deadlines as text and calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from icalendar import Calendar
from tests.report.example import example

from ledsys.deadlines import Deadline, deadlines
from ledsys.language import choose, chosen
from ledsys.report.expiring import as_calendar, as_csv, as_json, text_lines, when


def _due() -> tuple[Deadline, ...]:
    corpus, lives = example()
    return deadlines(corpus, lives, 90)


def test_text_is_grouped_by_owner_with_who_acts_by_which_command() -> None:
    lines = list(text_lines(_due(), example()[0]))
    assert lines[0] == "Love Ängsborg (lovan2)"
    assert lines[1] == "  EXP-603415 Märkning av prov: valid until 2026-12-27, 35 days left."
    assert lines[2] == '    To revise it (Love Ängsborg (lovan2)): ledsys revise EXP-603415 --reason "…"'
    assert "  EXP-548902 Fallprevention vid rehabilitering: ended 2026-11-02, 20 days ago." in lines


def test_a_command_says_in_the_readers_language_what_to_put_in_and_to_programs_always_the_same() -> None:
    corpus, _ = example()
    before = chosen()
    choose("sv")
    try:
        lines = "\n".join(text_lines(_due(), corpus))
        for data in (as_json(_due(), corpus, 90), as_csv(_due())):
            assert "--until DATE" in data
            assert "DATUM" not in data
    finally:
        choose(before)
    assert 'ledsys confirm EXP-603415 --until DATUM --note "…"' in lines
    assert "DATE" not in lines


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (2, "valid until 2026-12-27, 2 days left."),
        (1, "valid until 2026-12-27, 1 day left."),
        (0, "its last day is today, 2026-12-27."),
        (-1, "ended 2026-12-27, 1 day ago."),
    ],
)
def test_days_left_are_said_plainly(left: int, words: str) -> None:
    assert str(when(replace(_due()[0], days_left=left))) == words


def test_the_calendar_has_an_all_day_event_on_each_last_day() -> None:
    corpus, _ = example()
    events = list(Calendar.from_ical(as_calendar(_due(), corpus)).walk("VEVENT"))
    assert [event.decoded("DTSTART") for event in events] == [date(2026, 12, 27), date(2026, 11, 2), date(2027, 2, 10)]
    assert events[0].decoded("DTEND") == date(2026, 12, 28)
    assert str(events[0]["SUMMARY"]) == "Last day of Märkning av prov (EXP-603415)"
    assert str(events[0]["UID"]) == "EXP-603415-1@region-exempel/ledningssystem"


def test_the_calendar_has_the_same_bytes_on_another_day() -> None:
    corpus, lives = example()
    tomorrow = replace(corpus, today=corpus.today + timedelta(days=1))
    assert as_calendar(deadlines(tomorrow, lives, 90), tomorrow) == as_calendar(_due(), corpus)


def test_the_last_day_that_there_is_has_an_event_too() -> None:
    corpus, _ = example()
    (event,) = Calendar.from_ical(as_calendar((replace(_due()[0], last_day=date.max),), corpus)).walk("VEVENT")
    assert event.decoded("DTSTART") == date.max
