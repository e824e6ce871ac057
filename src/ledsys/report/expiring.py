"""Deadlines in words by owner, and as JSON, CSV and calendar entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, timedelta
from itertools import groupby

from ledsys.deadlines import Deadline
from ledsys.language import say
from ledsys.message import Message, msg, plural
from ledsys.model.corpus import Corpus
from ledsys.report.data import csv_text, json_text, one_line
from ledsys.report.people import named, owner_named
from ledsys.report.terminal import safe, told

HEADER = (
    "document",
    "title",
    "type",
    "units",
    "version",
    "owner",
    "owner_persons",
    "last_day",
    "days_left",
    "revising",
    "steps",
)


def text_lines(found: tuple[Deadline, ...], corpus: Corpus) -> Iterator[str]:
    """Yield the owners with what of theirs ends or has ended, and for each what to do."""
    for owner, group in groupby(found, key=lambda deadline: deadline.owner):
        yield safe(one_line(owner_named(corpus, owner)))
        for deadline in group:
            yield f"  {told(sentence(deadline))}"
            for line in _steps(deadline, corpus):
                yield f"    {told(line)}"


def sentence(deadline: Deadline) -> Message:
    """Say in one sentence what ends when."""
    title = one_line(deadline.title)
    return msg("{document} {title}: {when}", document=deadline.document, title=title, when=when(deadline))


def when(deadline: Deadline) -> Message:
    """Say when it ends or ended."""
    day, left = deadline.last_day, deadline.days_left
    if deadline.ended:
        return plural("ended {day}, {n} day ago.", "ended {day}, {n} days ago.", -left, day=day)
    if left == 0:
        return msg("its last day is today, {day}.", day=day)
    return plural("valid until {day}, {n} day left.", "valid until {day}, {n} days left.", left, day=day)


def _steps(deadline: Deadline, corpus: Corpus) -> Iterator[Message]:
    if deadline.revising:
        yield msg("A new version is under way.")
    for step in deadline.steps:
        who = tuple(named(corpus, person) for person in step.persons) or msg("nobody in the register can do it today")
        if deadline.revising:
            yield msg("It waits for {what} ({who}): {command}", what=step.what, who=who, command=step.command)
        else:
            yield msg("To {what} ({who}): {command}", what=step.what, who=who, command=step.command)


def as_json(found: tuple[Deadline, ...], corpus: Corpus, days: int) -> str:
    """Give deadlines as JSON of format ledsys-expiring-1; only ``what`` is in the chosen language."""
    entries = [_record(deadline) for deadline in found]
    return json_text("ledsys-expiring-1", {"day": corpus.today, "days": days, "documents": entries})


def _record(deadline: Deadline) -> dict[str, object]:
    steps = [{"what": say(step.what), "persons": step.persons, "command": str(step.command)} for step in deadline.steps]
    return {
        "document": deadline.document,
        "title": deadline.title,
        "path": deadline.path,
        "type": deadline.type,
        "units": deadline.units,
        "version": deadline.version,
        "owner": deadline.owner,
        "owner_persons": deadline.owner_persons,
        "last_day": deadline.last_day,
        "days_left": deadline.days_left,
        "revising": deadline.revising,
        "steps": steps,
    }


def as_csv(found: tuple[Deadline, ...]) -> str:
    """Give deadlines as CSV, one row each; lists within a cell are divided by semicolons."""
    return csv_text(
        HEADER,
        (
            (
                deadline.document,
                deadline.title,
                deadline.type,
                "; ".join(deadline.units),
                deadline.version,
                deadline.owner,
                "; ".join(deadline.owner_persons),
                deadline.last_day.isoformat(),
                deadline.days_left,
                "yes" if deadline.revising else "no",
                "; ".join(str(step.command) for step in deadline.steps),
            )
            for deadline in found
        ),
    )


def as_calendar(found: tuple[Deadline, ...], corpus: Corpus) -> str:
    """Give deadlines as an iCalendar file (RFC 5545): an all-day event on each last day.

    The identity of an event is the document and its version, so importing again moves what was confirmed; its stamp is
    when the day was decided, so the same docs repo gives the same bytes.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//ledsys//expiring 1//")
    calendar.add("version", "2.0")
    for deadline in found:
        event = Event()
        event.add("uid", safe(f"{deadline.document}-{deadline.version}@{corpus.policy.settings.repo_id}"))
        event.add("dtstamp", deadline.decided.astimezone(UTC))
        event.add("dtstart", deadline.last_day)
        if deadline.last_day < deadline.last_day.max:
            event.add("dtend", deadline.last_day + timedelta(days=1))
        title = one_line(deadline.title)
        event.add("summary", told(msg("Last day of {title} ({document})", title=title, document=deadline.document)))
        event.add("description", "\n".join(told(line) for line in _steps(deadline, corpus)))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")
