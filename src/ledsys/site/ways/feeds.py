"""*Feeds*: what is new, in Atom (RFC 4287), for everything, for each unit and for each document type.

Ids come from the docs repo's name and the act, so they stay the same wherever the handbook lies. Links are absolute
where the settings give the handbook's address; else they lead from the feed itself, as RFC 4287 allows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from functools import partial
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ledsys.message import msg
from ledsys.site.pages import Pages
from ledsys.site.press import printable
from ledsys.site.ways.news import Event, News
from ledsys.site.ways.units import unit_feed
from ledsys.site.words import Words, unit_address

MOST = 50
"""How many events a feed holds."""
NAMESPACE = "http://www.w3.org/2005/Atom"


class Feeds:
    """Has all feeds of a handbook."""

    def __init__(self, pages: Pages, news: News, words: Words) -> None:
        """Take what there is to tell, and the words of the handbook."""
        self._pages, self._news, self._words = pages, news, words
        self._site = words.policy.settings.site
        address = self._site.address or ""
        self._top = f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""

    def add(self, types: Sequence[str]) -> None:
        """Have the feeds; ``types`` are the keys of the document types that have a page."""
        new = self._words.say(msg("New and changed"))
        self._feed("nytt.xml", "nytt.html", new, lambda: self._news.all[:MOST])
        for unit in self._words.policy.register.units:
            title = f"{new}: {self._words.unit(unit.id).text}"
            self._feed(unit_feed(unit.id), unit_address(unit.id), title, partial(self._news.of_unit, unit.id, MOST))
        for key in types:
            type_ = self._words.type(key)
            self._feed(type_feed(key), type_.address, f"{new}: {type_.text}", partial(self._news.of_type, key, MOST))

    def _feed(self, address: str, page: str, title: str, events: Callable[[], Sequence[Event]]) -> None:
        self._pages.put(address, lambda: self._made(address, page, title, events()))

    def _made(self, address: str, page: str, title: str, events: Sequence[Event]) -> bytes:
        root = self._top or "../" * address.count("/")
        feed = Element("feed", {"xmlns": NAMESPACE, "xml:lang": self._words.language})
        _text(feed, "title", f"{title} – {self._site.title}")
        _text(feed, "id", self._id(address))
        day = datetime.combine(self._words.day, time(), UTC)
        _text(feed, "updated", _time(events[0].at if events else day))
        _text(SubElement(feed, "author"), "name", self._words.policy.settings.name)
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": root + quote(page)})
        if self._top:
            SubElement(feed, "link", {"rel": "self", "href": self._top + quote(address)})
        for event in events:
            self._entry(SubElement(feed, "entry"), root, event)
        indent(feed)
        return bytes(tostring(feed, "utf-8", xml_declaration=True)) + b"\n"

    def _entry(self, entry: Element, root: str, event: Event) -> None:
        _text(entry, "title", f"{event.what}: {event.title}")
        _text(entry, "id", self._id(event.act))
        _text(entry, "updated", _time(event.at))
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": root + quote(event.address)})
        if event.type:
            label = printable(self._words.type(event.type).text)
            SubElement(entry, "category", {"term": event.type, "label": label})
        about = self._words.say(msg("{document}, version {version}", document=event.id, version=event.version))
        _text(entry, "summary", f"{event.why} ({about})" if event.why else about)

    def _id(self, name: str) -> str:
        repo = self._words.policy.settings.repo_id
        return uuid5(NAMESPACE_URL, f"ledsys:{repo}:{name}").urn


def type_feed(key: str) -> str:
    """Give the address of the feed of what is new of a document type."""
    return f"handlingstyper/{key}.xml"


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = printable(text)


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
