"""*Markdown*: the one dialect of bodies, for rules and pages alike, and what a body is made of.

The dialect is GitHub's: tables, footnotes, task lists, alerts, bare addresses as links; raw HTML is text. Headings get
GitHub's anchors. Tokens of the parser carry lines but no columns, so the reader notes where links and images begin.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from ledsys.model.diagram import description, is_diagram
from ledsys.model.facts import Heading, Image, Link, Mark, Place

_INSTRUCTION = re.compile(r"\[Instruktion:[^\[\]]{0,2000}\]?")
_YEAR = r"(?:19|20)\d{2}"
_HYPHEN = r"[ \u00a0]?[-\u2013][ \u00a0]?"
_NUMBER = re.compile(
    rf"(?<![\w/.:-])"
    rf"(?:(?P<series>[A-ZÅÄÖ]{{2,5}})[ \u00a0-](?P<first>\d{{3,5}}){_HYPHEN}(?P<second>\d{{3,5}})(?:-\d{{1,3}})?"
    rf"|{_YEAR}-\d{{5}})"
    rf"(?![\w/:-]|\.\d)"
)
_A_YEAR = re.compile(_YEAR)
_NO_SERIES = re.compile(r".*FS|ISO|IEC|EN|SS")  # collections of law and standards
_CITATION = re.compile(
    r"(?<![\w/.:-])"
    r"(?:[A-ZÅÄÖ][\w-]{1,20}[ \u00a0\n]?(?:19|20)\d{2}:\d{1,4}|[A-ZÅÄÖ]{2,8}[ \u00a0\n]§[ \u00a0\n]?\d{1,3})(?![\w:])"
    r"|\((?:19|20)\d{2}:\d{1,4}\)"
)
"""What may be a citation: ``AFS 2001:1``, ``HSL § 29``, ``(1982:763)``; which are, the organisation's list says."""

_LEFT_OUT = "`"  # stands for code and bare addresses in the text that is searched; part of no pattern


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


def parser() -> MarkdownIt:
    """Make a parser of the dialect; its output must still pass a sanitiser before it becomes part of a page."""
    return _set_up(MarkdownIt("gfm-like2", _OPTIONS))


_OPTIONS = {"html": False, "linkify": False}  # the preset's linkify needs a package more; the plug-in below does not


def _set_up(markdown: MarkdownIt) -> MarkdownIt:
    markdown.use(footnote_plugin, inline=False)
    markdown.use(gfm_autolink_plugin)
    markdown.inline.ruler.before("gfm_autolink_protocol", "long_line", _long_line)
    markdown.core.ruler.push("anchors", _anchors)
    return markdown


def _long_line(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
    """Put by what is read of a long line; the plug-in searches all of it at every colon, which takes hours for some."""
    if not silent and state.src[state.pos] == ":" and len(state.pending) > _LONG:
        end, state.pending = state.pending[-_PROTOCOL:], state.pending[:-_PROTOCOL]
        state.pushPending()
        state.pending = end
    return False


_LONG, _PROTOCOL = 1000, 8  # signs; `mailto` or the like, with the sign before it, is no longer than the latter


def slug(text: str) -> str:
    """Give the anchor that GitHub gives a heading with this text, the first time that it stands in a document."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def read_body(text: str, first_line: int) -> BodyFacts:
    """Read a body, lines ended by LF, that begins on a line of its file."""
    tokens = _reader().parse(text)
    source = text.split("\n")
    found = _Found()
    for token in tokens:
        if token.type == "inline":
            passage = _Passage.of(token, source, found.reached)
            _PassageReader(passage, first_line, found).read(token.children or [])
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


def _anchors(state: StateCore) -> None:
    """Give every heading its anchor; a counter for each keeps thousands of equal headings linear."""
    seen: dict[str, int] = {}
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if heading.type == "heading_open":
            anchor = base = slug(_heading_text(inline, ""))
            while anchor in seen:
                seen[base] += 1
                anchor = f"{base}-{seen[base]}"
            seen[anchor] = 0
            heading.attrSet("id", anchor)


def _heading_text(inline: Token, line_break: str) -> str:
    pieces = (
        line_break if child.type == "softbreak" else child.content for child in inline.children or () if _shown(child)
    )
    return "".join(pieces)


def _shown(child: Token) -> bool:
    return child.type in ("text", "code_inline", "softbreak")


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
                Heading(level, _heading_text(tokens[index + 1], " "), str(token.attrGet("id")), line, empty=True)
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


class _AsWritten(MarkdownIt):
    """The same dialect for rules: every address counts as one, also a dangerous one, and stays as it is written."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - a method of the parser
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - a method of the parser
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802 - a method of the parser
        return link


@cache
def _reader() -> MarkdownIt:
    markdown = _set_up(_AsWritten("gfm-like2", _OPTIONS))
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        markdown.inline.ruler.at(name, _noting(rule))
    return markdown


_BEGIN = "begin"
_UNKNOWN = -1


def _noting(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Let a rule of the parser note on its token where in the passage it begins."""

    def noting(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it so
        begin, made = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            token = next(token for token in state.tokens[made:] if token.type in ("link_open", "image"))
            token.meta[_BEGIN] = begin
        return done

    return noting


class _Found:
    """What the passages read so far hold; ``reached`` gives, by line, the column up to which they were found."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.instructions: list[Mark] = []
        self.numbers: list[Mark] = []
        self.citations: list[Mark] = []
        self.words = 0
        self.reached: dict[int, int] = {}


class _Passage(NamedTuple):
    """Running text: a paragraph, a heading or a cell of a table. ``lines`` gives where each of its lines begins."""

    content: str
    lines: tuple[tuple[int, int, int], ...]  # offset in the content, line of the source and column there, all from 0

    @classmethod
    def of(cls, token: Token, source: list[str], reached: dict[int, int]) -> _Passage:
        lines: list[tuple[int, int, int]] = []
        offset = 0
        for number, line in enumerate(token.content.split("\n"), start=(token.map or [0])[0]):
            column = max(source[number].find(line, reached.get(number, 0)), 0)
            reached[number] = column + len(line)
            lines.append((offset, number, column))
            offset += len(line) + 1
        return cls(token.content, tuple(lines))

    def place(self, offset: int, first_line: int) -> Place:
        begin, number, column = self.lines[bisect_right(self.lines, offset, key=itemgetter(0)) - 1]
        return Place(first_line + number, column + offset - begin + 1)


class _PassageReader:
    """Goes through the parts of one passage with a cursor in its source, and adds to what has been found."""

    def __init__(self, passage: _Passage, first_line: int, found: _Found) -> None:
        self._passage = passage
        self._first_line = first_line
        self._found = found
        self._cursor = 0
        self._shown: list[str] = []
        self._searched: list[str] = []  # what is shown, without code and bare addresses
        self._length = 0
        self._starts: list[tuple[int, int]] = []  # where a piece of the searched text begins: in it, and in the content
        self._open: list[tuple[Token, int, int]] = []  # the link that goes on: token, beginning, pieces before it

    def read(self, children: list[Token]) -> None:
        for child in children:
            if child.type == "link_open":
                self._open.append((child, child.meta.get(_BEGIN, _UNKNOWN), len(self._shown)))
            elif child.type == "link_close":
                self._link()
            elif child.type == "image":
                self._image(child)
            elif child.type in ("text", "code_inline", "softbreak", "hardbreak"):
                self._text(child)
        self._found.words += len("".join(self._shown).split())
        self._search()

    def _place(self, offset: int) -> Place:
        return self._passage.place(offset, self._first_line)

    def _text(self, child: Token) -> None:
        text = "\n" if child.type.endswith("break") else child.content
        begin = self._passage.content.find(text, self._cursor)
        if begin >= 0:
            self._cursor = begin + len(text)
        self._shown.append(text)
        bare = any(opening.info == "auto" for opening, *_ in self._open)
        if bare or child.type == "code_inline":
            text = _LEFT_OUT
        self._starts.append((self._length, max(begin, 0)))
        self._searched.append(text)
        self._length += len(text)

    def _link(self) -> None:
        opening, begin, before = self._open.pop()
        text = "".join(self._shown[before:])
        if begin == _UNKNOWN:  # a bare address, which just has been passed
            begin = max(self._cursor - len(text), 0)
        self._found.links.append(Link(str(opening.attrGet("href")), " ".join(text.split()), *self._place(begin)))

    def _image(self, child: Token) -> None:
        text = "".join(part.content for part in child.children or () if _shown(part))
        self._found.images.append(Image(str(child.attrGet("src")), text, *self._place(child.meta[_BEGIN])))
        self._shown.append(text)

    def _search(self) -> None:
        text = "".join(self._searched)
        for found in _INSTRUCTION.finditer(text):
            self._found.instructions.append(self._mark(found))
        for found in _NUMBER.finditer(text):
            if _is_registration_number(found):
                self._found.numbers.append(self._mark(found))
        self._found.citations.extend(self._mark(found) for found in _CITATION.finditer(text))

    def _mark(self, found: re.Match[str]) -> Mark:
        begin, offset = self._starts[bisect_right(self._starts, found.start(), key=itemgetter(0)) - 1]
        return Mark(found[0].replace("\n", " "), *self._place(offset + found.start() - begin))


def _is_registration_number(found: re.Match[str]) -> bool:
    """Tell a registration number from an edition of a standard and from a span of years."""
    series = found["series"]
    if series is None:
        return True
    years = [bool(_A_YEAR.fullmatch(found[part])) for part in ("first", "second")]
    return years.count(True) == 1 and not _NO_SERIES.fullmatch(series)
