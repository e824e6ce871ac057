"""Reads built pages as a reader's program does: what is on them, and where their links lead."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from ledsys.site.handbook import Handbook


class Page(HTMLParser):
    """What a reader, a browser and a screen reader find on a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.first_in_main = ""
        self._in_main = self._in_first = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self._in_main |= tag == "main"
        self._in_first |= tag == "strong" and self._in_main and not self.first_in_main
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if (given.get("rel") or "").startswith("schema."):
            return  # names a vocabulary; nobody goes there
        self.links += [str(given[name]) for name in ("href", "src") if given.get(name) is not None]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._in_first:
            self.first_in_main += data
        elif self._in_main and data.strip() and not self.first_in_main:
            self.first_in_main = "(not the first line) "

    def handle_endtag(self, tag: str) -> None:
        self._in_first &= tag != "strong"


def broken_links(book: Handbook) -> list[str]:
    """Give every link that leads to no file or place, and every place whose name stands twice on its page."""
    pages = {address: Page(data.decode()) for address, data in book.files.items() if address.endswith(".html")}
    broken = [
        f"{address}: {link}"
        for address, read in pages.items()
        for link in read.links
        if not _leads(book, pages, address, link)
    ]
    twice = [
        f"{address}: two places with one name" for address, read in pages.items() if len(read.ids) != len(set(read.ids))
    ]
    return broken + twice


def _leads(book: Handbook, pages: Mapping[str, Page], address: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme:
        return parts.scheme in ("https", "mailto")
    target = normpath(str(PurePosixPath(address).parent / unquote(parts.path))) if parts.path else address
    if target not in book.files:
        return False
    return not parts.fragment or unquote(parts.fragment) in pages[target].ids
