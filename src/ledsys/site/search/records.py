"""*Records*: what the search knows of each document on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ledsys.frontmatter.split import split
from ledsys.markdown import parser
from ledsys.model.diagram import is_diagram
from ledsys.site.phases import later
from ledsys.site.shelf import Copy, Entry, Shelf
from ledsys.site.words import MARKS, Words


@dataclass(frozen=True)
class SearchRecord:
    """One document as it stands on the shelf that day, in the version that its own page shows.

    ``keys`` are what it is called by exactly: ids, registration number, abbreviations. ``units`` are its own, by id;
    a unit that was merged is the one that took it over. ``state`` is the word for what ``mark`` marks. ``last_day`` is
    the last on which it is in force, inclusive; ``later`` is what it becomes by dates alone (`ledsys.site.phases`).
    ``successor`` is the id of the document that took its place when it was repealed. ``body`` is the visible text.
    """

    id: str
    title: str
    address: str
    mark: str
    state: str
    version: int
    valid_from: date
    last_day: date
    later: str
    type: str = ""
    units: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    former_titles: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    summary: str = ""
    successor: str = ""
    headings: tuple[str, ...] = ()
    body: str = ""


def records(shelf: Shelf, words: Words) -> tuple[SearchRecord, ...]:
    """Give a record of every document on the shelf, in the order of their titles."""
    reader = parser()
    return tuple(_record(entry, shelf, words, reader) for entry in shelf.entries.values())


def _record(entry: Entry, shelf: Shelf, words: Words, reader: MarkdownIt) -> SearchRecord:
    copy = entry.copy
    if copy is None:
        return SearchRecord(
            id=entry.id,
            title=entry.title,
            address=entry.address,
            mark=MARKS[entry.state],
            state=words.state(entry.state),
            version=entry.shown.version,
            valid_from=entry.shown.valid_from,
            last_day=entry.shown.last_day,
            later=later(entry.shown, shelf.day),
            keys=(entry.id,),
            successor=_successor(entry),
        )
    front = copy.front
    register = words.policy.register
    shortened = tuple(text.partition("=") for text in front.abbreviations)
    return SearchRecord(
        id=entry.id,
        title=front.title,
        address=entry.address,
        mark=MARKS[entry.state],
        state=words.state(entry.state),
        version=copy.version,
        valid_from=copy.edition.valid_from,
        last_day=copy.edition.last_day,
        later=later(copy.edition, shelf.day),
        type=front.type,
        units=tuple(dict.fromkeys(register.current_unit(unit, shelf.day) for unit in front.units)),
        processes=front.processes,
        keys=_once((entry.id, *front.former_ids, front.registration or "", *(short for short, _, _ in shortened))),
        former_titles=_once((*front.former_titles, *_older_titles(entry, front.title))),
        keywords=front.keywords,
        meanings=_once(meaning for _, _, meaning in shortened),
        summary=front.summary or "",
        successor=_successor(entry),
        headings=tuple(heading.text for heading in copy.frozen.facts.headings),
        body=_visible(copy, reader),
    )


def _successor(entry: Entry) -> str:
    repeal = entry.shown.repeal
    return (repeal.successor or "") if repeal is not None else ""


def _older_titles(entry: Entry, title: str) -> Iterator[str]:
    """Give the titles of earlier versions: readers remember them."""
    return (copy.front.title for copy in entry.copies.values() if copy.front.title != title)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for given in texts if (text := given.strip())))


def _visible(copy: Copy, reader: MarkdownIt) -> str:
    tokens = reader.parse(split(copy.source).body)
    return " ".join(" ".join(text for text in _texts(tokens) if text).split())


def _texts(tokens: list[Token]) -> Iterator[str]:
    """Give the visible texts without headings, which records hold apart."""
    within_heading = False
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            within_heading = token.type == "heading_open"
        elif token.type == "inline" and not within_heading:
            yield "".join(_SHOWN.get(child.type, "") or child.content for child in token.children or ())
        elif token.type in ("fence", "code_block") and not is_diagram(token.info):
            yield token.content


_SHOWN = {"softbreak": " ", "hardbreak": " "}
