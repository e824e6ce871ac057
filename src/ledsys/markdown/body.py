"""*Body*: what the text of a document is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.token import Token

from ledsys.markdown.dialect import heading_text, reader
from ledsys.markdown.passage import Found, Passage, PassageReader
from ledsys.model.diagram import description, is_diagram
from ledsys.model.facts import Heading, Image, Link, Mark


class BodyFacts(NamedTuple):
    """What a body is made of, in the order of the text; lines and columns are those of the file, from 1."""

    headings: tuple[Heading, ...] = ()
    links: tuple[Link, ...] = ()
    images: tuple[Image, ...] = ()
    instructions: tuple[Mark, ...] = ()
    numbers: tuple[Mark, ...] = ()
    citations: tuple[Mark, ...] = ()
    diagrams: tuple[Mark, ...] = ()
    tables: tuple[Mark, ...] = ()
    words: int = 0


def read_body(text: str, first_line: int) -> BodyFacts:
    """Read a body, lines ended by LF, that begins on a line of its file."""
    tokens = reader().parse(text)
    source = text.split("\n")
    found = Found()
    for token in tokens:
        if token.type == "inline":
            passage = Passage.of(token, source, found.reached)
            PassageReader(passage, first_line, found).read(token.children or [])
    return BodyFacts(
        headings=tuple(_headings(tokens, first_line)),
        links=tuple(found.links),
        images=tuple(found.images),
        instructions=tuple(found.instructions),
        numbers=tuple(found.numbers),
        citations=tuple(found.citations),
        diagrams=tuple(_diagrams(tokens, first_line)),
        tables=tuple(_tables(tokens, first_line)),
        words=found.words + sum(len(token.content.split()) for token in tokens if token.type in _CODE),
    )


_CODE = ("fence", "code_block")


def _headings(tokens: list[Token], first_line: int) -> Iterator[Heading]:
    found: list[Heading] = []
    open_: list[int] = []  # the headings, by their number, whose sections go on here
    for index, token in enumerate(tokens):
        if token.type == "footnote_block_open":
            break
        if token.type == "heading_open":
            level = int(token.tag[1])
            while open_ and found[open_[-1]].level >= level:
                open_.pop()
            open_.append(len(found))
            line = first_line + (token.map or [0])[0]
            found.append(
                Heading(level, heading_text(tokens[index + 1], " "), str(token.attrGet("id")), line, empty=True)
            )
        elif token.content.strip() and tokens[index - 1].type != "heading_open":
            for number in open_:
                found[number] = found[number]._replace(empty=False)
            open_.clear()  # nothing can make them empty again
    yield from found


def _diagrams(tokens: list[Token], first_line: int) -> Iterator[Mark]:
    for token in tokens:
        if token.type == "fence" and is_diagram(token.info):
            yield Mark(description(token.content), first_line + (token.map or [0])[0], 1)


def _tables(tokens: list[Token], first_line: int) -> Iterator[Mark]:
    line, words = 0, list[str]()
    for token in tokens:
        if token.type == "thead_open":
            line, words = first_line + (token.map or [0])[0], []
        elif token.type == "inline":
            words.append(token.content)
        elif token.type == "thead_close":
            yield Mark(" ".join(words).strip(), line, 1)
