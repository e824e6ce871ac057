"""The *content* of a page: a frozen Markdown text as HTML, its links and images led to their places in the handbook."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import quote, unquote

from markdown_it.common.utils import escapeHtml
from markdown_it.token import Token
from markupsafe import Markup

from ledsys.frontmatter.split import split
from ledsys.markdown import parser
from ledsys.message import Message, msg
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.text import diagrams
from ledsys.site.text.rendering import LINKED, PageRenderer
from ledsys.site.text.sanitise import sanitised
from ledsys.site.words import Words

NOTICES = {
    "note": msg("Note"),
    "tip": msg("Tip"),
    "important": msg("Important"),
    "warning": msg("Warning"),
    "caution": msg("Caution"),
}
_TO_DOCUMENT = re.compile(rf"(?P<document>{DOCUMENT_ID_PATTERN})(?:#(?P<anchor>.*))?")
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_ALIGNED = re.compile(r"text-align:(left|right|center)")
_TOP, _DEEPEST = 2, 6


LONG = 1000
"""From how many words on the list of contents also names the sections within sections."""


@dataclass(frozen=True)
class Section:
    """A heading of the text that the list of contents names, with those below it."""

    text: str
    anchor: str
    below: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Content:
    """A text as sanitised HTML, whose headings begin at level 2, and its sections; of a long text those within too."""

    html: Markup
    sections: tuple[Section, ...]


class ContentWriter:
    """Writes the texts of one handbook as HTML; made once, since making a parser costs more than a page."""

    def __init__(self, shelf: Shelf, words: Words) -> None:
        self._shelf = shelf
        self._words = words
        self._parser = parser()
        self._renderer = PageRenderer(words)

    def write(self, copy: Copy, root: str, folder: str) -> Content:
        """Give the text of the copy, for a page from which ``root`` leads to the top and ``folder`` to its images."""
        tokens = self._parser.parse(split(copy.source).body)
        _link(tokens)
        html = self._html(tokens, {*copy.images, *diagrams.names(tokens)}, root, folder)
        deepest = _TOP + 1 if copy.frozen.facts.words >= LONG else _TOP
        return Content(html, tuple(_sections(tokens, deepest)))

    def write_text(self, text: str, images: Collection[str], root: str = "") -> Markup:
        """Give a text that is no edition, for a page from which ``root`` leads to the top; its images lie beside it."""
        return self._html(self._parser.parse(text), images, root, "")

    def _html(self, tokens: list[Token], images: Collection[str], root: str, folder: str) -> Markup:
        diagrams.embed(tokens, images, folder, self._words)
        _Passage(self._shelf, self._words, images, root, folder, tokens).lead()
        html = sanitised(self._renderer.render(tokens, self._parser.options, {}))
        return Markup(html)  # noqa: S704 - it has just been sanitised


@dataclass(frozen=True)
class _Passage:
    """One text on its way to HTML: its tokens are changed where they stand."""

    shelf: Shelf
    words: Words
    images: Collection[str]
    root: str
    folder: str
    tokens: list[Token]

    def lead(self) -> None:
        """Turn headings, tables, notices, links and images into those of a page."""
        levels = [int(token.tag[1]) for token in self.tokens if token.type == "heading_open"]
        lower = _TOP - min(levels, default=_TOP)
        anchors = {str(token.attrGet("id")) for token in self.tokens if token.type == "heading_open"}
        for token, following in zip(self.tokens, [*self.tokens[1:], Token("end", "", 0)], strict=True):
            if token.type in ("heading_open", "heading_close"):
                token.tag = f"h{min(int(token.tag[1]) + lower, _DEEPEST)}"
            elif token.type in ("th_open", "td_open"):
                _align(token)
            elif token.type == "alert_open":
                kind = str(token.meta["kind"]).lower()
                token.attrs = {"class": f"notice notice-{kind}", "role": "note"}
            elif token.type == "alert_title_open":
                token.attrs = {"class": "notice-title"}
                title = self.words.say(NOTICES.get(following.content.lower(), Message(following.content)))
                following.children = [Token("text", "", 0, content=title)]
            elif token.type == "inline":
                token.children = list(self._led(token.children or [], anchors))

    def _led(self, children: Sequence[Token], anchors: set[str]) -> Iterator[Token]:
        notes: list[str] = []
        for child in children:
            if child.type == "image":
                yield self._image(child)
            elif child.type == "link_open":
                address, note = self._target(str(child.attrGet("href") or ""), anchors)
                notes.append(note)
                if not note:
                    child.attrs = {"href": address}
                    if _ELSEWHERE.match(address):
                        child.attrs["rel"] = "noopener noreferrer"
                    yield child
            elif child.type == "link_close":
                note = notes.pop()
                yield _note(note) if note else child
            else:
                yield child

    def _target(self, href: str, anchors: set[str]) -> tuple[str, str]:
        """Give the address of a link, else a note on why its text is no link here."""
        if _ELSEWHERE.match(href):
            return href, ""
        if href.startswith("#"):
            anchor = unquote(href[1:])
            return (
                (f"#{quote(anchor)}", "") if anchor in anchors else ("", self.words.say(msg("the link leads nowhere")))
            )
        to_document = _TO_DOCUMENT.fullmatch(href)
        if to_document is None:
            return "", self.words.say(msg("the link leads outside the handbook"))
        document, anchor = to_document["document"], unquote(to_document["anchor"] or "")
        entry = self.shelf.entries.get(document)
        if entry is None:
            return "", self.words.say(msg("{document} is not in the handbook", document=document))
        known = entry.copy is not None and any(heading.slug == anchor for heading in entry.copy.frozen.facts.headings)
        return f"{self.root}{entry.address}{f'#{quote(anchor)}' if anchor and known else ''}", ""

    def _image(self, image: Token) -> Token:
        name = unquote(str(image.attrGet("src") or ""))
        if name in self.images:
            image.attrSet("src", self.folder + quote(name))
            return image
        text = msg("Image not shown: {text}", text=image.content or name)
        return Token("html_inline", "", 0, content=f'<span class="note">[{escapeHtml(self.words.say(text))}]</span>')


def _note(text: str) -> Token:
    return Token("html_inline", "", 0, content=f' <span class="note">({escapeHtml(text)})</span>')


def _align(token: Token) -> None:
    """Give a cell its alignment as a class, since the page allows no styles of its own, and a head its scope."""
    aligned = _ALIGNED.search(str(token.attrGet("style") or ""))
    token.attrs = {"class": aligned[1]} if aligned else {}
    if token.tag == "th":
        token.attrs["scope"] = "col"


def _link(tokens: Sequence[Token]) -> None:
    """Have every heading that has a name followed by a link to itself, which people can copy."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type == "heading_open" and opening.attrGet("id"):
            opening.meta[LINKED] = True
            closing.meta[LINKED] = (str(opening.attrGet("id")), _text(inline))


def _text(inline: Token) -> str:
    return "".join(child.content for child in inline.children or () if child.type in ("text", "code_inline"))


def _sections(tokens: Sequence[Token], deepest: int) -> Iterator[Section]:
    """Yield the sections at the top, each with those at the level below if the list goes that deep."""
    top: Section | None = None
    below: list[Section] = []
    for token, inline in pairwise(tokens):
        if token.type != "heading_open" or not token.attrGet("id") or int(token.tag[1]) > deepest:
            continue
        found = Section(_text(inline), str(token.attrGet("id")))
        if token.tag == f"h{_TOP}":
            if top is not None:
                yield replace(top, below=tuple(below))
            top, below = found, []
        elif top is not None:
            below.append(found)
    if top is not None:
        yield replace(top, below=tuple(below))
