"""*Sources*: the documents as the small pages that pagefind reads, with the weight of every part of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from ledsys.site.search.records import SearchRecord
from ledsys.site.search.scripts import SearchScripts

BODY_MARK = "\u2042"
"""Stands before the body in what pagefind gives back, so that excerpts are taken from there (`static/sok-motor.js`)."""


def sources(scripts: SearchScripts) -> Mapping[str, bytes]:
    """Give a page for each document, called by its number among the cards."""
    language = scripts.words.language
    return {
        f"{number}.html": _page(record, sorted(scripts.tails(number)), language)
        for number, record in enumerate(scripts.records)
    }


def _page(record: SearchRecord, tails: Sequence[str], language: str) -> bytes:
    parts = "".join(_parts(record, tails))
    return f'<!doctype html><html lang="{language}"><body data-pagefind-body>{parts}</body></html>'.encode()


def _parts(record: SearchRecord, tails: Sequence[str]) -> Iterator[str]:
    yield _part(10, (record.title,))
    yield _part(10, record.keys)
    yield _part(7, record.former_titles)
    yield _part(7, record.keywords)
    yield _part(4, (*record.meanings, record.summary))
    yield _part(3, record.headings)
    yield _part(1, (" ".join(tails),))
    yield _part(1, (BODY_MARK, record.body))


def _part(weight: int, texts: Iterable[str]) -> str:
    return "".join(f'<p data-pagefind-weight="{weight}">{escape(text)}</p>' for text in texts if text)
