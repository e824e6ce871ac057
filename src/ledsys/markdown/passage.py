"""*Passages*: what stands in running text, with line and column: links, images, citations, numbers, left-over words.

Tokens of the parser carry lines but no columns, so a cursor goes through the source beside them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import NamedTuple

from markdown_it.token import Token

from ledsys.markdown.dialect import BEGIN, shown
from ledsys.model.facts import Image, Link, Mark, Place

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
_UNKNOWN = -1


class Found:
    """What the passages read so far hold; ``reached`` gives, by line, the column up to which they were found."""

    def __init__(self) -> None:
        """Begin with nothing found."""
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.instructions: list[Mark] = []
        self.numbers: list[Mark] = []
        self.citations: list[Mark] = []
        self.words = 0
        self.reached: dict[int, int] = {}


class Passage(NamedTuple):
    """Running text: a paragraph, a heading or a cell of a table. ``lines`` gives where each of its lines begins."""

    content: str
    lines: tuple[tuple[int, int, int], ...]  # offset in the content, line of the source and column there, all from 0

    @classmethod
    def of(cls, token: Token, source: list[str], reached: dict[int, int]) -> Passage:
        """Find the text of a token in the lines of the source, behind what was found on them before."""
        lines: list[tuple[int, int, int]] = []
        offset = 0
        for number, line in enumerate(token.content.split("\n"), start=(token.map or [0])[0]):
            column = max(source[number].find(line, reached.get(number, 0)), 0)
            reached[number] = column + len(line)
            lines.append((offset, number, column))
            offset += len(line) + 1
        return cls(token.content, tuple(lines))

    def place(self, offset: int, first_line: int) -> Place:
        """Give line and column, in a file where the source begins on the first line, of a place in the text."""
        begin, number, column = self.lines[bisect_right(self.lines, offset, key=itemgetter(0)) - 1]
        return Place(first_line + number, column + offset - begin + 1)


class PassageReader:
    """Goes through the parts of one passage with a cursor in its source, and adds to what has been found."""

    def __init__(self, passage: Passage, first_line: int, found: Found) -> None:
        """Take the passage, the line of the file on which the source begins, and what is to be added to."""
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
        """Read the passage, of which these are the parts."""
        for child in children:
            if child.type == "link_open":
                self._open.append((child, child.meta.get(BEGIN, _UNKNOWN), len(self._shown)))
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
        text = "".join(part.content for part in child.children or () if shown(part))
        self._found.images.append(Image(str(child.attrGet("src")), text, *self._place(child.meta[BEGIN])))
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
