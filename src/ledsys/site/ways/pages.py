"""All *ways in* to the handbook, put on its pages."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.site.pages import Pages
from ledsys.site.shelf import Shelf
from ledsys.site.text.content import ContentWriter
from ledsys.site.ways.about import AboutPages
from ledsys.site.ways.alphabet import AlphabetPages
from ledsys.site.ways.everything import EverythingPages
from ledsys.site.ways.feeds import Feeds
from ledsys.site.ways.front import FrontPage
from ledsys.site.ways.listed import Lister
from ledsys.site.ways.news import News, NewsPages
from ledsys.site.ways.processes import ProcessPages
from ledsys.site.ways.requirements import RequirementPages
from ledsys.site.ways.types import TypePages
from ledsys.site.ways.units import UnitPages
from ledsys.site.words import Words


def add_ways(pages: Pages, shelf: Shelf, words: Words, overrides: Mapping[str, bytes]) -> None:
    """Have every page that leads to documents; ``overrides`` are the files of the docs repo's ``handbok`` folder."""
    lister = Lister(words)
    news = News(shelf, words)
    units = UnitPages(pages, shelf, words, lister, news)
    types = TypePages(pages, shelf, words, lister)
    processes = ProcessPages(pages, shelf, words, lister)
    for made in (units, types, processes):
        made.add()
    AlphabetPages(pages, shelf, lister).add()
    NewsPages(pages, news).add()
    Feeds(pages, news, words).add(types.keys)
    RequirementPages(pages, shelf, words, lister).add()
    EverythingPages(pages, shelf, words, lister).add()
    AboutPages(pages, shelf, words).add()
    front = FrontPage(overrides, shelf, words, lambda: ContentWriter(shelf, words))
    front.add(pages, (units, processes, types), news)
