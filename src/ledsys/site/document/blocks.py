"""The *blocks* of a text: its headings, paragraphs, list items, rows and notes as plain words, for comparing versions.

What a reader would miss if it changed is in the words too: where a link leads, which image stands, whether a box is
ticked. Emphasis and layout are not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from markdown_it.token import Token


class Shape(StrEnum):
    """What a block is, as far as it tells how to show it."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    ROW = "row"
    CODE = "code"


@dataclass(frozen=True)
class Block:
    """One block: its words, and the headings that it lies under, from the top; a heading lies under itself."""

    shape: Shape
    text: str
    path: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes two blocks the same."""
        return f"{self.shape} {self.text}"


_BETWEEN_CELLS = " | "
_BOXES = {True: "☑ ", False: "☐ "}


def blocks(tokens: Sequence[Token]) -> tuple[Block, ...]:
    """Give the blocks of a parsed text, in order; those without words are left out."""
    return tuple(_Reader().read(tokens))


class _Reader:
    """Goes through the tokens once; ``_above`` holds the headings that go on here, with their levels."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []
        self._items = 0
        self._box = ""
        self._cells: list[str] | None = None

    def read(self, tokens: Sequence[Token]) -> Iterator[Block]:
        heading = 0
        for token in tokens:
            if token.type == "heading_open":
                heading = int(token.tag[1])
            elif token.type == "list_item_open":
                self._items += 1
                self._box = _BOXES[bool(token.meta["checked"])] if "checked" in token.meta else ""
            elif token.type == "list_item_close":
                self._items -= 1
            elif token.type == "tr_open":
                self._cells = []
            elif token.type == "tr_close":
                yield from self._block(Shape.ROW, _BETWEEN_CELLS.join(self._cells or ()))
                self._cells = None
            elif token.type in ("fence", "code_block"):
                yield from self._block(Shape.CODE, token.content.rstrip("\n"))
            elif token.type == "inline":
                yield from self._inline(token, heading)
                heading = 0

    def _inline(self, token: Token, heading: int) -> Iterator[Block]:
        text = _words(token.children or [])
        if self._cells is not None:
            self._cells.append(text)
        elif heading:
            self._above = [*(step for step in self._above if step[0] < heading), (heading, text)]
            yield from self._block(Shape.HEADING, text)
        else:
            yield from self._block(Shape.ITEM if self._items else Shape.TEXT, self._box + text)
            self._box = ""

    def _block(self, shape: Shape, text: str) -> Iterator[Block]:
        if text.strip():
            yield Block(shape, text, tuple(step[1] for step in self._above))


def _words(children: Sequence[Token]) -> str:
    pieces: list[str] = []
    links: list[tuple[str, int]] = []
    for child in children:
        if child.type == "softbreak":
            pieces.append(" ")
        elif child.type == "hardbreak":
            pieces.append("\n")
        elif child.type == "image":
            pieces.append(f"[{child.content or child.attrGet('src')}]")
        elif child.type == "footnote_ref":
            pieces.append(f"[{child.meta.get('label', '')}]")
        elif child.type == "link_open":
            links.append((unquote(str(child.attrGet("href") or "")), len(pieces)))
        elif child.type == "link_close":
            address, start = links.pop()
            shown = "".join(pieces[start:])
            pieces.append("" if shown in address else f" ({address})")
        else:
            pieces.append(child.content)
    return "".join(pieces)
