"""*Facts*: what reading a document's bytes yields, before anybody judges it.

Facts depend on the bytes alone: not on settings, paths, other documents or the day. So they can be kept in a cache
keyed by the blob id.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ledsys.message import Message

NO_HELP = Message("")


class Place(NamedTuple):
    """Line and column in a file, both from 1; (0, 0) stands for the whole file."""

    line: int
    column: int


WHOLE_FILE = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the form of a file, found while reading: a rule code, a place and two sentences."""

    code: str
    line: int
    column: int
    message: Message
    help: Message = NO_HELP


class Heading(NamedTuple):
    """A heading of the body; ``empty`` when nothing but deeper empty headings follows before the next of its level."""

    level: int
    text: str
    slug: str
    line: int
    empty: bool


class Link(NamedTuple):
    """A link of the body: its target as written and its visible text."""

    target: str
    text: str
    line: int
    column: int


class Image(NamedTuple):
    """An image of the body: its source as written and its alternative text."""

    target: str
    text: str
    line: int
    column: int


class Mark(NamedTuple):
    """A place in the body with a short text.

    Left-over template text, a citation of law or a registration number; what a diagram says that it shows; or the words
    in the head of a table.
    """

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Everything that reading one document found.

    ``values`` holds the front matter with every scalar as text (str, list, dict or None for an empty value); ``places``
    and ``keys`` give where a value or key stands, by its path (``granskare.0``). ``claims`` are the claim lines as
    written. The two digests are absent where the bytes are not canonical or there is no front matter.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, Place] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    claims: Mapping[str, str] = field(default_factory=dict)
    front_digest: str | None = None
    body_digest: str | None = None
    body_line: int = 0
    words: int = 0
    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    instructions: tuple[Mark, ...] = ()
    numbers: tuple[Mark, ...] = ()
    problems: tuple[Problem, ...] = ()
    citations: tuple[Mark, ...] = ()
    diagrams: tuple[Mark, ...] = ()
    tables: tuple[Mark, ...] = ()

    def place(self, key: str) -> Place:
        """Give where the value of a key stands, else the key, else the top of the file."""
        return self.places.get(key) or self.keys.get(key) or Place(1, 1)
