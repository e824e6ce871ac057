"""What the tests of the ways in have in common: a handbook of a small library, and its pages as text."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.site.corpora import DAY, Library

from ledsys.site.handbook import Handbook, build

YEAR = timedelta(days=365)
ID = re.compile(r"PRV-\d{6}")


def made(library: Library, day: date = DAY, overrides: dict[str, bytes] | None = None) -> Handbook:
    """Give the handbook of the day."""
    return build(library.corpus(), library.editions, overrides or {}, day)


def page(book: Handbook, address: str) -> str:
    """Give a page as text."""
    return book.files[address].decode()


def listed(html: str) -> list[str]:
    """Give the ids of the documents in the lists of a page, in their order, without those in its news."""
    lists = re.findall(r'<ul class="documents">.*?</ul>', html, re.DOTALL)
    return [
        found for part in lists for found in re.findall(r'class="facts">[^\n]*?<span class="day">(PRV-\d{6})', part)
    ]
