"""The example docs repo of one day, as a corpus."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from ledsys.lifecycle import Life, lives
from ledsys.model.corpus import Corpus
from ledsys.store.files import MemoryFiles
from ledsys.store.load import load
from ledsys.store.story import template_files

DAY = date(2026, 11, 22)


@cache
def example_files() -> MemoryFiles:
    return template_files(DAY)


@cache
def example() -> tuple[Corpus, Mapping[str, Life]]:
    corpus = load(example_files(), DAY)
    return corpus, lives(corpus)
