"""The *handbook*: everything that staff read, as files in a folder. Pure: what is written where is for the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ledsys.message import Message
from ledsys.model.corpus import Corpus
from ledsys.site.documents import DocumentPages
from ledsys.site.lists import ListPages
from ledsys.site.pages import Pages
from ledsys.site.press import Press, static_files
from ledsys.site.shelf import Editions, shelve
from ledsys.site.words import Words


@dataclass(frozen=True)
class Handbook:
    """Files by relative path, and the documents with a version that can't be shown, each with the reason."""

    files: Mapping[str, bytes]
    unbuilt: tuple[tuple[str, Message], ...]


def build(corpus: Corpus, editions: Editions, overrides: Mapping[str, bytes], day: date) -> Handbook:
    """Make the handbook of a day, from what had been decided by the end of it; drafts are never part of it.

    ``editions`` are the frozen bytes by document id, version and name; ``overrides`` the files of the docs repo's
    ``handbok`` folder by name. Same input, same bytes. Raises `UnusableError` for a template that can't be used.
    """
    settings = corpus.policy.settings
    shelf = shelve(corpus, editions, day)
    words = Words(corpus.policy, settings.language, day)
    pages = Pages(Press(overrides, settings.language), shelf, words)
    documents = DocumentPages(pages, shelf, words)
    unbuilt = tuple((entry.id, fault) for entry in shelf.entries.values() for fault in documents.add(entry))
    ListPages(pages, shelf, words).add()
    return Handbook({**static_files(overrides), **pages.files}, unbuilt)
