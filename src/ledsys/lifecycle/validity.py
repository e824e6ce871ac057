"""*Validity*: how long a decision may last, in calendar dates, both ends inclusive (design §3)."""

from __future__ import annotations

from datetime import MAXYEAR, date, timedelta


def years_after(day: date, years: int) -> date:
    """Give the same calendar date a number of years later; 29 February counts as 28 where there is no 29th."""
    if day.year + years > MAXYEAR:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def usual(start: date, years: int) -> date:
    """Give the last day that is set when nobody says otherwise: the day before the longest."""
    return years_after(start, years) - timedelta(days=1)
