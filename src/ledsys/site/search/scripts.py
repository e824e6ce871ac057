"""*Scripts*: what the search loads in the browser, as classic scripts, since nothing else can be loaded from a disk.

``sok-kort.js`` holds a *card* of each document, by its number: what a result shows, and what it is called by exactly.
``sok-ord.js`` holds the vocabulary, commonest word first, the thesaurus and the tree of units. Both serve both engines.
``sok-index.js`` is a whole index: by term and field, in which documents it stands. `static/sok-motor.js` makes of it
what MiniSearch 7 reads (its serialisation format 2).
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from sys import intern
from typing import Any

from ledsys.site.search.compounds import Compounds
from ledsys.site.search.records import SearchRecord
from ledsys.site.search.terms import STOP, Terms, codes_of, words_of
from ledsys.site.words import Words

CARDS, WORDS, INDEX = "sok-kort.js", "sok-ord.js", "sok-index.js"
FIELDS = ("keys", "title", "former", "keywords", "about", "tails", "body")
"""The fields of the index; how much each weighs is said in `static/sok-motor.js`."""
_SHORTEST = 3  # letters of a word that may be meant by a misspelt one


@dataclass(frozen=True)
class Reading:
    """The different words of a record in lower case, by the fields of the index but the tails; what has a digit."""

    fields: tuple[frozenset[str], ...]
    words: frozenset[str]
    codes: frozenset[str]


@dataclass(frozen=True)
class SearchScripts:
    """Makes the scripts from the records of one handbook."""

    records: Sequence[SearchRecord]
    words: Words

    @cached_property
    def terms(self) -> Terms:
        """What words are searched by."""
        return Terms(self.words.language)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """The words of the records, read once; a word that stands in many is kept once."""
        return tuple(_reading(record) for record in self.records)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The words of all documents, each with the number of documents that hold it."""
        found: Counter[str] = Counter()
        for reading in self.readings:
            found.update(reading.words)
        return found

    @cached_property
    def _tails(self) -> Mapping[str, tuple[str, ...]]:
        """The last parts of every word that is a compound."""
        synonyms = {word for group in self.words.policy.thesaurus for text in group.words for word in words_of(text)}
        compounds = Compounds({*self.vocabulary, *synonyms}, self.terms)
        return {word: tails for word in self.vocabulary if (tails := compounds.tails(word))}

    def tails(self, number: int) -> frozenset[str]:
        """Give the last parts of the compounds of the document with this number."""
        found = self._tails
        return frozenset(tail for word in self.readings[number].words if word in found for tail in found[word])

    def cards(self) -> bytes:
        """Give ``sok-kort.js``."""
        return _script("ledsysCards", [_card(record) for record in self.records])

    def vocabulary_script(self) -> bytes:
        """Give ``sok-ord.js``."""
        stop = STOP[self.words.language]
        common = sorted(self.vocabulary.items(), key=lambda found: (-found[1], found[0]))
        spelt = (word for word, _ in common if len(word) >= _SHORTEST and word.isalpha() and word not in stop)
        codes = frozenset[str]().union(*(reading.codes for reading in self.readings))
        register = self.words.policy.register
        value = {
            "language": self.words.language,
            "stop": " ".join(sorted(stop)),
            "words": " ".join(spelt),
            "codes": " ".join(sorted(codes)),
            "synonyms": [[text.lower() for text in group.words] for group in self.words.policy.thesaurus],
            "units": {unit.id: [unit.name(self.words.day), *_parent(unit.parent)] for unit in register.units},
            "types": {key: kind.label for key, kind in self.words.policy.types.items()},
        }
        return _script("ledsysWords", value)

    def index(self) -> bytes:
        """Give ``sok-index.js``."""
        standing: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in FIELDS)
        lengths: list[list[int]] = []
        for number, reading in enumerate(self.readings):
            *first, body = reading.fields
            fields = (*first, self.tails(number), body | reading.codes)
            lengths.append([len(words) for words in fields])
            for places, words in zip(standing, fields, strict=True):
                for word in words:
                    places[word].append(number)
        terms = self._terms(standing)
        steps = [
            [term, {field: _steps(sorted(found)) for field, found in terms[term].items()}] for term in sorted(terms)
        ]
        return _script("ledsysIndex", {"fields": FIELDS, "lengths": lengths, "terms": steps})

    def _terms(self, standing: Sequence[Mapping[str, Iterable[int]]]) -> Mapping[str, Mapping[int, set[int]]]:
        """Give, by term and field, the numbers of the documents in which a word of the term stands."""
        found: dict[str, dict[int, set[int]]] = {}
        for field, places in enumerate(standing):
            for word, numbers in places.items():
                if self.terms.telling(word):
                    found.setdefault(self.terms.stem(word), {}).setdefault(field, set()).update(numbers)
        return found


def _reading(record: SearchRecord) -> Reading:
    about = (*record.meanings, record.summary, *record.headings)
    groups = (record.keys, (record.title,), record.former_titles, record.keywords, about, (record.body,))
    fields = tuple(_words(texts) for texts in groups)
    words = frozenset[str]().union(*fields)
    whole = (code for texts in groups for text in texts for code in codes_of(text))
    return Reading(fields, words, frozenset((*whole, *(word for word in words if not word.isalpha()))))


def _words(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(intern(word) for text in texts for word in words_of(text))


def _steps(numbers: Sequence[int]) -> list[int]:
    """Give the first of some rising numbers, and how much each further one is above the one before: far shorter."""
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def _card(record: SearchRecord) -> list[Any]:
    """Give a card in the order that `static/sok.js` reads."""
    return [
        record.id,
        record.title,
        record.address,
        record.mark,
        record.state,
        record.version,
        record.valid_from.isoformat(),
        record.last_day.isoformat(),
        record.later,
        record.type,
        list(record.units),
        list(record.processes),
        list(record.keys[1:]),
        list(record.former_titles),
        record.summary,
        record.successor,
    ]


def _parent(parent: str | None) -> tuple[str, ...]:
    return () if parent is None else (parent,)


def _script(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escape)
    return f'"use strict";\nself.{name} = {text};\n'.encode()
