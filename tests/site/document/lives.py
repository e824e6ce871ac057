"""Documents in every state, and on their way into every other, for tests of what pages say from day to day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tests.site.corpora import DAY, Library, text

from ledsys.lifecycle.life import Edition
from ledsys.model.act import ActKind
from ledsys.site.shelf import Entry, Shelf, shelve

YEAR = timedelta(days=365)


def days(number: int) -> timedelta:
    return timedelta(days=number)


def every_life() -> Library:
    """Give a library whose editions, from DAY on, go through every state that they can come to by dates alone."""
    library = Library()
    library.publish("PRV-300001", DAY - YEAR, DAY + days(10))  # expires
    library.publish("PRV-300002", DAY + days(5), DAY + days(20), on=DAY - days(1))  # begins, then expires
    library.publish("PRV-300003", DAY - YEAR, DAY + YEAR)  # superseded by what is to come
    library.publish("PRV-300003", DAY + days(7), DAY + days(30), on=DAY - days(1))
    library.publish("PRV-300004", DAY - YEAR, DAY + YEAR)  # to be repealed
    library.end("PRV-300004", ActKind.REPEAL, DAY, valid_until=DAY + days(3), successor="PRV-300001")
    library.publish("PRV-300005", DAY - YEAR, DAY + YEAR)  # stopped
    library.end("PRV-300005", ActKind.STOP, DAY - days(2))
    library.publish("PRV-300006", DAY - YEAR, DAY - days(4))  # expired, with a version to come
    library.publish("PRV-300006", DAY + days(1), DAY + days(1), on=DAY - days(1))  # in force for one day
    library.publish("PRV-300007", DAY - YEAR, DAY)  # its last day is today
    library.publish("PRV-300008", DAY, DAY + days(2), on=DAY - days(1))  # its first day is today
    library.publish("PRV-300009", DAY - YEAR, DAY - days(30))  # confirmed after it had expired
    library.end("PRV-300009", ActKind.CONFIRM, DAY - days(3), valid_until=DAY + days(4))
    library.publish("PRV-300010", DAY - YEAR, DAY + YEAR)  # stopped, with a version to come
    library.end("PRV-300010", ActKind.STOP, DAY)
    library.publish("PRV-300010", DAY + days(9), DAY + YEAR, on=DAY)
    library.publish("PRV-300011", DAY - YEAR, date.max)  # without an end
    library.publish("PRV-300012", DAY - YEAR, DAY + YEAR, text("PRV-300012", "# A\n\nEtt.\n"))
    library.end("PRV-300012", ActKind.REPEAL, DAY - days(2), valid_until=DAY - days(1))  # repealed
    return library


BOUNDARIES = tuple(
    DAY + days(number) for number in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 20, 21, 30, 31, 365, 366, 9999)
)


def shelved(library: Library, day: date = DAY) -> Shelf:
    return shelve(library.corpus(day), library.editions, day)


def editions(shelf: Shelf) -> Iterator[tuple[Entry, Edition]]:
    for entry in shelf.entries.values():
        for edition in entry.life.editions:
            yield entry, edition
