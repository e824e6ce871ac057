"""*Scripts*: what the search loads in the browser, as classic scripts, since nothing else can be loaded from a disk.

``sok-kort.js`` holds a *card* of each document, by its number: what a result shows, and what it is called by exactly.
``sok-ord.js`` holds the vocabulary, commonest word first, the thesaurus and the tree of units. Both serve both engines.
``sok-index.js`` is the whole index as MiniSearch 7 keeps it (its serialisation format 2).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ledsys.site.search.compounds import Compounds
from ledsys.site.search.records import SearchRecord
from ledsys.site.search.terms import STOP, Terms, codes_of, words_of
from ledsys.site.words import Words

CARDS, WORDS, INDEX = "sok-kort.js", "sok-ord.js", "sok-index.js"
FIELDS = ("keys", "title", "former", "keywords", "about", "tails", "body")
"""The fields of the index; how much each weighs is said in `static/sok-motor.js`."""
_FORMAT = 2
_SHORTEST = 3  # letters of a word that may be meant by a misspelt one


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
    def compounds(self) -> Compounds:
        """What divides the words of this handbook."""
        synonyms = (word for group in self.words.policy.thesaurus for text in group.words for word in words_of(text))
        return Compounds({*self.vocabulary, *synonyms}, self.terms)

    @cached_property
    def vocabulary(self) -> Mapping[str, int]:
        """The words of all documents, each with the number of documents that hold it."""
        found: Counter[str] = Counter()
        for record in self.records:
            found.update({word for text in (*_texts(record), *record.keys) for word in words_of(text)})
        return found

    def tails(self, record: SearchRecord) -> tuple[str, ...]:
        """Give the last parts of the compounds of a document, each once."""
        words = dict.fromkeys(word for text in _texts(record) for word in words_of(text))
        return tuple(dict.fromkeys(tail for word in words for tail in self._tails(word)))

    def _tails(self, word: str) -> tuple[str, ...]:
        found = self._divided.get(word)
        if found is None:
            found = self._divided[word] = self.compounds.tails(word)
        return found

    @cached_property
    def _divided(self) -> dict[str, tuple[str, ...]]:
        return {}

    def cards(self) -> bytes:
        """Give ``sok-kort.js``."""
        return _script("ledsysCards", [_card(record) for record in self.records])

    def vocabulary_script(self) -> bytes:
        """Give ``sok-ord.js``."""
        stop = STOP[self.words.language]
        common = sorted(self.vocabulary.items(), key=lambda found: (-found[1], found[0]))
        spelt = (word for word, _ in common if len(word) >= _SHORTEST and word.isalpha() and word not in stop)
        codes = {code for record in self.records for text in (*_texts(record), *record.keys) for code in _codes(text)}
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
        postings: dict[str, dict[int, dict[int, int]]] = {}
        lengths: dict[int, dict[int, int]] = {}
        for number, record in enumerate(self.records):
            lengths[number] = {}
            for field, found in enumerate(self._counted(record)):
                if found:
                    lengths[number][field] = len(found)
                for term, times in found.items():
                    postings.setdefault(term, {}).setdefault(field, {})[number] = times
        count = len(self.records)
        numbers = range(count)
        value = {
            "documentCount": count,
            "nextId": count,
            "documentIds": {number: number for number in numbers},
            "fieldIds": {name: field for field, name in enumerate(FIELDS)},
            "fieldLength": lengths,
            "averageFieldLength": [
                sum(length.get(field, 0) for length in lengths.values()) / max(count, 1) for field in range(len(FIELDS))
            ],
            "storedFields": {},
            "dirtCount": 0,
            "index": [[term, postings[term]] for term in sorted(postings)],
            "serializationVersion": _FORMAT,
        }
        return _script("ledsysIndex", value)

    def _counted(self, record: SearchRecord) -> Iterable[Mapping[str, int]]:
        """Give, in the order of the fields, how often each term stands in it; of the body only that it does."""
        yield self._count(record.keys)
        yield self._count((record.title,))
        yield self._count(record.former_titles)
        yield self._count(record.keywords)
        yield self._count((*record.meanings, record.summary, *record.headings))
        yield dict.fromkeys(self._count(self.tails(record)), 1)
        yield dict.fromkeys(self._count((record.body,)), 1)

    def _count(self, texts: Iterable[str]) -> Mapping[str, int]:
        return Counter(term for text in texts for term in self.terms.of(text))


def _texts(record: SearchRecord) -> tuple[str, ...]:
    return (
        record.title,
        *record.former_titles,
        *record.keywords,
        *record.meanings,
        record.summary,
        *record.headings,
        record.body,
    )


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
    ]


def _codes(text: str) -> Iterator[str]:
    """Give whatever has a digit in it, whole and in parts."""
    yield from codes_of(text)
    yield from (word for word in words_of(text) if not word.isalpha())


def _parent(parent: str | None) -> tuple[str, ...]:
    return () if parent is None else (parent,)


def _script(name: str, value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in (("<", "\\u003c"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):
        text = text.replace(sign, escape)
    return f'"use strict";\nself.{name} = {text};\n'.encode()
