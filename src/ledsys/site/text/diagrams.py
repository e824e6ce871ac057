"""*Diagrams*: blocks of Mermaid in a text, shown as images that are safe, can be read by everybody and stay the same.

A diagram says what it shows: by ``accTitle:`` and ``accDescr:`` (Mermaid's own), else by its ``title``. It is an image
beside the page, ``diagram-1.svg`` and so on. Where it can't be drawn, its source is shown instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token

from ledsys.frontmatter.split import split
from ledsys.markdown import parser
from ledsys.message import msg
from ledsys.model.diagram import MERMAID, description, is_diagram
from ledsys.site.text.drawer import drawn
from ledsys.site.words import Words

NO_TEXT = msg("Diagram without description")
UNDRAWN = msg("A diagram can't be drawn, and stands there as text.")
_EMPTY = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 48" width="480" height="48"><title>{said}</title>'
    '<text x="12" y="30" font-family="sans-serif" font-size="16">{said}</text></svg>'
)
"""What stands at the address of a diagram that can't be drawn; no page shows it."""


@dataclass(frozen=True)
class Undrawn:
    """A diagram that can't be drawn: its number in the text, and the line of the document's file where it begins."""

    number: int
    line: int


def names(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the names of the images of a text's diagrams, in order."""
    return tuple(name for name, _ in _diagrams(tokens))


def files(source: str, words: Words) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the images of the diagrams of a document, given as its file's text: name, and how it is made."""
    if MERMAID in source:
        for name, token in _diagrams(parser().parse(split(source).body)):
            yield name, partial(_file, token.content, words)


def undrawn(source: str) -> tuple[Undrawn, ...]:
    """Give the diagrams that can't be drawn of a document, given as its file's text."""
    if MERMAID not in source:
        return ()
    parts = split(source)
    found = enumerate(_diagrams(parser().parse(parts.body)), start=1)
    return tuple(
        Undrawn(number, parts.body_line + (token.map or [0])[0])
        for number, (_, token) in found
        if drawn(token.content) is None
    )


def embed(tokens: Sequence[Token], images: Collection[str], folder: str, words: Words) -> None:
    """Turn those diagrams of a text that have an image in the folder into HTML: the image, and its source below it."""
    for name, token in _diagrams(tokens):
        if name not in images or drawn(token.content) is None:
            continue
        text = escapeHtml(description(token.content) or words.say(NO_TEXT))
        shown = escapeHtml(words.say(msg("The diagram as text")))
        token.type = "html_block"
        token.content = (
            f'<div class="diagram"><img src="{folder}{quote(name)}" alt="{text}"></div>\n<details><summary>{shown}'
            f"</summary><pre><code>{escapeHtml(token.content)}</code></pre></details>\n"
        )


def _diagrams(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    found = [token for token in tokens if token.type == "fence" and is_diagram(token.info)]
    return ((f"diagram-{number}.svg", token) for number, token in enumerate(found, start=1))


def _file(source: str, words: Words) -> bytes:
    drawing = drawn(source)
    if drawing is not None:
        return drawing.svg
    return _EMPTY.format(said=escapeHtml(words.say(msg("The diagram can't be drawn.")))).encode()
