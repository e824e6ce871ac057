"""*Tree*: a YAML text read strictly, every scalar kept as text, with the place of every key and value.

Only plain YAML is allowed: no anchors, aliases, tags, directives or merge keys, no scalar over several lines but the
block forms ``|`` and ``>``, no key twice, no deep nesting (proof §1.3). The stream of events is judged as it comes and
reading stops where it goes too deep, so hostile text costs little; nothing is ever composed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from ledsys.frontmatter import yaml_faults
from ledsys.message import Message, msg
from ledsys.model.facts import Place, Problem

FRONT_DEPTH = 4
FRONT_BYTES = 64 << 10
"""Limits of front matter: levels of lists and groups, and bytes."""

_SEVERAL_LINES = msg("This text goes on over several lines.")
_BLOCK_STYLES = ("|", ">")
SYNTAX, DUPLICATE, FORBIDDEN = "LS101", "LS103", "LS104"


class Span(NamedTuple):
    """Where a scalar stands in the text: from its first sign to after its last, quotes included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML text says; paths are keys and numbers (from 0) of list items joined by full stops.

    ``values`` has text, None for an empty value, lists and dicts. ``spans`` has the scalars that stand on one line.
    Where a text breaks off by a problem, what was read before it is there.
    """

    values: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read(text: str, first_line: int = 1, *, depth: int = FRONT_DEPTH, size: int = FRONT_BYTES) -> Tree:
    """Read a YAML text that begins on a line of its file; whatever the text, the answer is a tree, never an error.

    ``depth`` is the number of levels allowed, the top one included; ``size`` the number of bytes.
    """
    if len(text) > size or len(text.encode("utf-8", "replace")) > size:
        large = msg("This is more than {most} bytes of YAML.", most=size)
        return Tree(
            problems=(Problem(FORBIDDEN, first_line, 1, large, msg("Move long texts to the body or to a file.")),)
        )
    if stop := _unfit_line(text, first_line):
        return Tree(problems=(stop,))
    reader = _Reader(first_line, depth)
    try:
        with closing(YAML(typ="safe", pure=True).parse(text)) as events:
            reader.read(events)
    except _StopReading:
        pass
    except Exception as error:  # noqa: BLE001 - whatever a parser makes of hostile text is a finding
        place, said, help_ = yaml_faults.explain(error, first_line)
        reader.broke_off(place, said, help_)
    return reader.tree()


def _unfit_line(text: str, first_line: int) -> Problem | None:
    """Find what can be told without YAML, and would give puzzling follow-on faults with it."""
    if "\t" not in text and "%" not in text:
        return None
    for number, line in enumerate(text.split("\n"), start=first_line):
        if "\t" in line:
            tab = msg("A tab stands here; YAML is indented with blanks.")
            return Problem(SYNTAX, number, line.index("\t") + 1, tab, msg("Replace the tab by blanks."))
        if line.startswith("%"):
            return Problem(FORBIDDEN, number, 1, msg("A line can't begin with %."), msg("Remove the line."))
    return None


class _StopReading(Exception):  # noqa: N818 - not an error: the problem has been noted
    """Reading on would only give follow-on problems."""


@dataclass(slots=True)
class _Group:
    """A list or mapping being read; ``key`` is the key whose value comes next, ``after_key`` where it ends."""

    path: str
    content: dict[str, Any] | list[Any]
    key: str | None = None
    after_key: tuple[int, int, int] | None = None  # line, column and index, from 0

    @property
    def awaits_key(self) -> bool:
        return isinstance(self.content, dict) and self.key is None

    def next_path(self) -> str:
        name = str(len(self.content)) if isinstance(self.content, list) else str(self.key)
        return f"{self.path}.{name}" if self.path else name

    def take(self, value: Any) -> None:
        if isinstance(self.content, list):
            self.content.append(value)
        else:
            self.content.setdefault(str(self.key), value)  # of a key that stands twice, the first counts
            self.key = None


class _Reader:
    """Builds a tree from the events of one YAML document."""

    def __init__(self, first_line: int, depth: int) -> None:
        self._first_line = first_line
        self._depth = depth
        self._tree = Tree()
        self._problems: list[Problem] = []
        self._open: list[_Group] = []
        self._empty = True

    def tree(self) -> Tree:
        return replace(self._tree, problems=tuple(self._problems))

    def problem(self, code: str, place: Place, said: Message, help_: Message) -> None:
        self._problems.append(Problem(code, *place, said, help_))

    def broke_off(self, place: Place, said: Message, help_: Message) -> None:
        # A text that runs on over several lines is then most often the same slip, seen a second time.
        self._problems = [problem for problem in self._problems if problem.message != _SEVERAL_LINES]
        self.problem(SYNTAX, place, said, help_)

    def read(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, NodeEvent):
                self._node(event)
            elif isinstance(event, CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, (DocumentStartEvent, DocumentEndEvent)):
                self._document(event)
        if self._empty:
            self.problem(SYNTAX, Place(self._first_line, 1), msg("There is no fact here."), msg("Write `key: value`."))

    def _document(self, event: DocumentStartEvent | DocumentEndEvent) -> None:
        self._empty = False
        if event.explicit:
            said = msg("Lines that begin with --- or ... divide YAML into several texts; here there may be one.")
            self._stop(SYNTAX, event, said, msg("Remove the line."))

    def _node(self, event: NodeEvent) -> None:
        self._forbid(event)
        if not self._open:
            self._top(event)
            return
        group = self._open[-1]
        if group.awaits_key:
            self._key(group, event)
            return
        path = group.next_path()
        if isinstance(event, ScalarEvent) and not event.value and not event.style:
            self._nothing(group, path)
            return
        self._tree.places.setdefault(path, self._place(event))
        if isinstance(event, ScalarEvent):
            group.take(self._scalar(event, path))
        elif isinstance(event, AliasEvent):
            group.take(None)
        else:
            content: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
            self._enter(event, _Group(path, content))
            group.take(content)

    def _top(self, event: NodeEvent) -> None:
        if not isinstance(event, MappingStartEvent):
            said = msg("Here must be facts of the form `key: value`, not a list or a single text.")
            self._stop(SYNTAX, event, said, msg("Write `key: value`."))
        self._enter(event, _Group("", self._tree.values))

    def _enter(self, event: NodeEvent, group: _Group) -> None:
        if len(self._open) == self._depth:
            said = msg("Lists and groups lie more than {most} deep in each other here.", most=self._depth)
            self._stop(FORBIDDEN, event, said, msg("Write it flatter."))
        self._open.append(group)

    def _key(self, group: _Group, event: NodeEvent) -> None:
        if not isinstance(event, ScalarEvent) or not event.value or event.style in _BLOCK_STYLES:
            self._stop(SYNTAX, event, msg("A key must be a word."), msg("Write `key: value`."))
        if event.value == "<<" and event.style is None:
            self._stop(FORBIDDEN, event, msg("The merge key << is not allowed."), msg("Write the facts out."))
        self._one_line(event)
        group.key = event.value
        group.after_key = (event.end_mark.line, event.end_mark.column, event.end_mark.index)
        path = group.next_path()
        if event.value in group.content:
            first = self._tree.keys[path].line
            said = msg("{key} stands here a second time; the first is on line {line}.", key=event.value, line=first)
            self.problem(DUPLICATE, self._place(event), said, msg("Keep one of them."))
        self._tree.keys.setdefault(path, self._place(event))

    def _nothing(self, group: _Group, path: str) -> None:
        """Note an empty value after its key's colon; the parser places it before whatever comes next in the file."""
        if group.after_key is not None:
            line, column, index = group.after_key
            self._tree.places.setdefault(path, Place(self._first_line + line, column + 2))
            self._tree.spans.setdefault(path, Span(index + 1, index + 1))
        group.take(None)

    def _scalar(self, event: ScalarEvent, path: str) -> str:
        if self._one_line(event):
            self._tree.spans.setdefault(path, Span(event.start_mark.index, event.end_mark.index))
        return str(event.value)

    def _one_line(self, event: ScalarEvent) -> bool:
        if event.style in _BLOCK_STYLES:
            return False
        if event.start_mark.line != event.end_mark.line:
            help_ = msg("Write it on one line, or begin it with | and the text below, further in.")
            self.problem(FORBIDDEN, self._place(event), _SEVERAL_LINES, help_)
            return False
        return True

    def _forbid(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            name = f"*{event.anchor}" if isinstance(event, AliasEvent) else f"&{event.anchor}"
            said = msg("{name} is a YAML anchor or a reference to one; they are not allowed.", name=name)
            help_ = msg("Write the value out, or put it between single quotes if the sign belongs to the text.")
            self.problem(FORBIDDEN, self._place(event), said, help_)
        if getattr(event, "ctag", None) is not None:
            said = msg("A value that begins with ! is a YAML tag; tags are not allowed.")
            help_ = msg("Remove it, or put the value between single quotes if the sign belongs to the text.")
            self.problem(FORBIDDEN, self._place(event), said, help_)

    def _place(self, event: Event) -> Place:
        return Place(self._first_line + event.start_mark.line, event.start_mark.column + 1)

    def _stop(self, code: str, event: Event, said: Message, help_: Message) -> NoReturn:
        self.problem(code, self._place(event), said, help_)
        raise _StopReading
