"""*Plain writing*: the few shapes of YAML in which nearly all of it is written, read by a fast parser.

The fast parser knows no places, turns ``3.10`` into 3.1 and crashes on some hostile text. So it is handed a canonical
text only, every line of which has one of the plain shapes, and what it read is then found again in the lines, value by
value. Where a value is not written as it was read (``3.10``, ``0123``, ``true``), or anything else differs, the text is
read by `ledsys.frontmatter.tree`, which takes many times longer and alone can say what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import yaml_rs

from ledsys.frontmatter import canonical, tree
from ledsys.frontmatter.tree import FRONT_BYTES, FRONT_DEPTH, Tree
from ledsys.model.facts import Place

_KEY = r"\w[\w-]{0,99}+"
_QUOTED = r"""'(?:[^'\t\n]|'')*+'|"[^"\\\t\n]*+\""""
_BARE = r"\w[^:#\t\n]*+(?:(?::(?! )|(?<! )#)[^:#\t\n]*+)*+(?<![ :])"
_BARE_IN_LIST = r"\w[^:#,\[\]{}\t\n]*+(?:(?::(?![ ,\[\]{}])|(?<! )#)[^:#,\[\]{}\t\n]*+)*+(?<![ :])"
_ITEM = rf"(?:{_QUOTED}|{_BARE_IN_LIST})"
_IN_BRACKETS = rf"[\[{{](?:(?:{_KEY}: )?+{_ITEM}(?:, (?![\]}}])|(?=[\]}}])))*+[\]}}]"
_VALUE = rf"{_QUOTED}|{_BARE}|{_IN_BRACKETS}"
_LINE = re.compile(
    rf" {{0,12}}+(?:#[^\t\n]*+|(?P<dash>- )?+(?:(?P<key>{_KEY}):(?: (?!\n)|(?=\n)))?+(?P<value>{_VALUE})?+)\n"
)
_ITEMS = re.compile(_ITEM)
_PAIRS = re.compile(rf"(?P<key>{_KEY}): (?P<value>{_ITEM})")


def read(text: str, first_line: int = 1, *, depth: int = FRONT_DEPTH, size: int = FRONT_BYTES) -> Tree:
    """Read a YAML text as `ledsys.frontmatter.tree.read` does, but fast where it is plainly written.

    Spans, which only those need who change a text, are then left out.
    """
    with suppress(ValueError, LookupError):  # no UTF-8, the parser's error, a number too long for Python, a difference
        data = text.encode()
        rows = _rows(text, first_line) if len(data) <= size and canonical.is_canonical(data) else []
        if rows:
            return _Finder(text, rows, depth).find(yaml_rs.loads(text, parse_datetime=False))
    return tree.read(text, first_line, depth=depth, size=size)


class _Row(NamedTuple):
    """A line with a dash, a key or a value; ``begin`` is where it begins in the text."""

    line: int
    begin: int
    shape: re.Match[str]


def _rows(text: str, first_line: int) -> list[_Row]:
    """Give the lines without blank ones and comments; none if any line is not of a plain shape."""
    rows: list[_Row] = []
    begin, line = 0, first_line
    while shape := _LINE.match(text, begin):
        if shape.lastgroup is not None:
            rows.append(_Row(line, begin, shape))
        begin, line = shape.end(), line + 1
    return rows if begin == len(text) else []


class _DifferError(ValueError):
    """The text is not written as it was read."""


def _agree(alike: bool) -> None:  # noqa: FBT001 - what it is called with is a comparison
    if not alike:
        raise _DifferError


class _Finder:
    """Goes through the rows and finds in them, in order, what the fast parser read."""

    def __init__(self, text: str, rows: list[_Row], depth: int) -> None:
        self._text = text
        self._rows = rows
        self._depth = depth
        self._next = 0
        self._keys: dict[str, Place] = {}
        self._places: dict[str, Place] = {}

    def find(self, read: Any) -> Tree:
        _agree(isinstance(read, dict))
        values = self._entries(read, "", 0, 1)
        _agree(self._next == len(self._rows))
        return Tree(values, self._keys, self._places)

    def _entries(
        self, read: dict[Any, Any], path: str, column: int, level: int, dash: str | None = None
    ) -> dict[str, Any]:
        """Find the entries of a group whose keys begin in a column; the first stands behind the dash, if any."""
        _agree(level <= self._depth)
        found: dict[str, Any] = {}
        for key, value in read.items():
            row = self._rows[self._next]
            line, begin, shape = row
            dashed, name, written = shape.groups()
            _agree(name == str(key) and shape.start("key") == begin + column and dashed == dash)
            self._next += 1
            dash = None
            below = path + name
            self._keys[below] = Place(line, column + 1)
            if written is not None:
                found[name] = self._on_line(value, row, below, level)
            elif value is None:
                found[name] = None
                self._places[below] = Place(line, column + len(name) + 2)
            else:
                found[name] = self._below(value, below, level + 1)
        return found

    def _below(self, read: Any, path: str, level: int) -> dict[str, Any] | list[Any]:
        """Find a list or group that begins on the next line."""
        line, begin, shape = self._rows[self._next]
        if isinstance(read, dict):
            column = shape.start("key") - begin
            self._places[path] = Place(line, column + 1)
            return self._entries(read, f"{path}.", column, level)
        _agree(isinstance(read, list) and level <= self._depth and shape["dash"] is not None)
        column = shape.start("dash") - begin
        self._places[path] = Place(line, column + 1)
        return [self._item(value, f"{path}.{number}", column, level) for number, value in enumerate(read)]

    def _item(self, read: Any, path: str, column: int, level: int) -> Any:
        """Find an item of a list whose dashes stand in a column."""
        row = self._rows[self._next]
        _agree(row.shape.start("dash") == row.begin + column)
        if row.shape["key"] is not None:
            _agree(isinstance(read, dict))
            self._places[path] = Place(row.line, column + 3)
            return self._entries(read, f"{path}.", column + 2, level + 1, row.shape["dash"])
        self._next += 1
        return self._on_line(read, row, path, level)

    def _on_line(self, read: Any, row: _Row, path: str, level: int) -> Any:
        """Find a text, or a list or group of texts, on one line."""
        begin, end = row.shape.span("value")
        self._places[path] = Place(row.line, begin - row.begin + 1)
        sign = self._text[begin]
        if sign not in "[{":
            return _same(read, self._text[begin:end])
        _agree(level < self._depth and isinstance(read, list if sign == "[" else dict))
        if sign == "{":
            return dict(self._pairs(read, _PAIRS.finditer(self._text, begin + 1, end - 1), row, f"{path}."))
        found: list[str] = []
        for number, (value, item) in enumerate(zip(read, _ITEMS.finditer(self._text, begin + 1, end - 1), strict=True)):
            found.append(_same(value, item[0]))
            self._places[f"{path}.{number}"] = Place(row.line, item.start() - row.begin + 1)
        return found

    def _pairs(
        self, read: dict[Any, Any], written: Iterator[re.Match[str]], row: _Row, path: str
    ) -> Iterator[tuple[str, str]]:
        for (key, value), pair in zip(read.items(), written, strict=True):
            name = pair["key"]
            _agree(name == str(key))
            self._keys[path + name] = Place(row.line, pair.start("key") - row.begin + 1)
            self._places[path + name] = Place(row.line, pair.start("value") - row.begin + 1)
            yield name, _same(value, pair["value"])


def _same(read: Any, written: str) -> str:
    """Give what is written, as text without its quotes, if it is what was read."""
    if written[0] == "'":
        written = written[1:-1].replace("''", "'")
    elif written[0] == '"':
        written = written[1:-1]
    if read != written:
        _agree(str(read) == written)
    return written
