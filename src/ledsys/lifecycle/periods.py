"""*Periods*: conditions on days, when a decision begins, how long it lasts and when it ends (design §3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ledsys.lifecycle.attempt import Attempt, Reason
from ledsys.lifecycle.sources import rule_in, type_file
from ledsys.lifecycle.validity import years_after
from ledsys.message import msg


def validity_allowed(attempt: Attempt) -> Iterator[Reason]:
    """The wished validity is in order, not in the past and no longer than the type allows."""
    start, end = attempt.wish.valid_from, attempt.wish.valid_until
    if start is None or end is None:
        return
    if end < start:
        yield Reason("VALIDITY", msg("Valid until {end} comes before valid from {start}.", start=start, end=end))
    latest = years_after(start, attempt.type.longest_validity)
    if end > latest:
        yield Reason(
            "VALIDITY",
            msg("Valid until {end} is too late: {latest} is the last day allowed.", end=end, latest=latest),
            rule_in(type_file(attempt), msg("längsta-giltighet-år: {years}", years=attempt.type.longest_validity)),
        )
    earliest = attempt.today - timedelta(days=1)
    if attempt.decision is not None:
        earliest = min(earliest, attempt.decision.day)
    if start < earliest and not attempt.taken_over:
        yield Reason(
            "VALIDITY",
            msg(
                "Valid from {start} is too early: {earliest} is the first day allowed.", start=start, earliest=earliest
            ),
        )
    before = attempt.life.last
    if before is not None and start < before.valid_from:
        yield Reason(
            "VALIDITY",
            msg(
                "Version {version} applies from {day}; this one can't begin earlier.",
                version=before.version,
                day=before.valid_from,
            ),
        )


def confirmation_allowed(attempt: Attempt) -> Iterator[Reason]:
    """The new last day lies ahead and no further from today than the type allows."""
    end = attempt.wish.valid_until
    if end is None:
        yield Reason("VALIDITY", msg("Say until which day the document shall apply: --until DATE."))
        return
    latest = years_after(attempt.today, attempt.type.longest_validity)
    if end > latest:
        yield Reason(
            "VALIDITY",
            msg("Valid until {end} is too late: {latest} is the last day allowed.", end=end, latest=latest),
            rule_in(type_file(attempt), msg("längsta-giltighet-år: {years}", years=attempt.type.longest_validity)),
        )
    edition = attempt.target
    if end < attempt.today or (edition is not None and end < edition.valid_from):
        yield Reason("VALIDITY", msg("Valid until {end} has already passed.", end=end))


def not_out_of_date(attempt: Attempt) -> Iterator[Reason]:
    """What is published has not already ended; but a document taken over may have, and shows it."""
    work = attempt.life.work
    end = work.approve.valid_until if work.approve is not None and work.publish is None else None
    if end is not None and end < attempt.today and not attempt.taken_over:
        yield Reason("VALIDITY", msg("The approval ended on {day}. Recall it and submit it again.", day=end))


def last_day_allowed(attempt: Attempt) -> Iterator[Reason]:
    """The last day in force of a repealed edition is yesterday at the earliest and its own last day at the latest."""
    end, edition = attempt.wish.valid_until, attempt.target
    if end is None or edition is None:
        return
    if end > edition.valid_until:
        yield Reason(
            "VALIDITY",
            msg(
                "The last day {end} is too late: version {version} applies until {latest}.",
                end=end,
                version=edition.version,
                latest=edition.valid_until,
            ),
        )
    earliest = min(attempt.today - timedelta(days=1), edition.valid_until)
    if attempt.decision is not None:
        earliest = min(earliest, attempt.decision.day)
    if end < earliest:
        yield Reason(
            "VALIDITY",
            msg("The last day {end} is too early: {earliest} is the first allowed.", end=end, earliest=earliest),
        )
