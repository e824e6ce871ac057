"""The overview as a *folder of its own*, in the look of the handbook but apart from it."""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.figures import Figures
from ledsys.model.corpus import Corpus
from ledsys.site.overview.pages import TEMPLATE, OverviewPage
from ledsys.site.pages import Pages
from ledsys.site.press import Press, static_files
from ledsys.site.shelf import Shelf
from ledsys.site.words import Words


def overview_files(corpus: Corpus, figures: Figures, overrides: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Make the files of the folder by name; links lead to the handbook's address on the web, if settings give one.

    Of the built-in files it has those that the page uses. ``overrides`` are the files of the docs repo's
    ``handbok`` folder by name. Raises `UnusableError` for a template that can't be used.
    """
    settings = corpus.policy.settings
    words = Words(corpus.policy, settings.language, corpus.today)
    pages = Pages(Press(overrides, settings.language), Shelf(corpus, corpus.today, {}), words)
    address = settings.site.address or ""
    handbook = f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""
    page = pages.page("index.html", TEMPLATE, OverviewPage(figures, words).values(handbook, alone=True))
    static = static_files(overrides)
    used = {name: data for name, data in static.items() if name in overrides or f'"{name}"'.encode() in page}
    return {**used, "index.html": page}
