"""The pages of *processes*: a map of the main and the supporting ones, and what governs each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from ledsys.model.organisation import Process
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.ways.listed import Lister, title_of
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import Ref, Words, process_address


@dataclass(frozen=True)
class Box:
    """A process on the map, with how many documents of it are in force."""

    process: Ref
    description: str
    count: int


@dataclass(frozen=True)
class Map:
    """All processes: the main ones in the order of the register, and those that support them."""

    main: tuple[Box, ...]
    supporting: tuple[Box, ...]


class ProcessPages:
    """Has the pages of all processes."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words, lister: Lister) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._lister = pages, shelf, lister
        self._processes = words.policy.register.processes

    def add(self) -> None:
        """Have a page for every process, and the map of all."""
        for process in self._processes:
            copies = self._by_process.get(process.id, ())
            groups = partial(self._lister.by_type, copies, "typ")
            sheets = Sheets(process_address(process.id), len(copies), groups, title_of)
            sheets.add(self._pages, "process.html", partial(self._process, process))
        self._pages.add("processer/index.html", "processer.html", lambda: {"map": self.map})

    @cached_property
    def map(self) -> Map:
        """The map of processes."""
        boxes = {process.id: self._box(process) for process in self._processes}
        main = tuple(boxes[process.id] for process in self._processes if process.kind == "huvudprocess")
        supporting = tuple(boxes[process.id] for process in self._processes if process.kind != "huvudprocess")
        return Map(main, supporting)

    @cached_property
    def _by_process(self) -> Mapping[str, list[Copy]]:
        found: dict[str, list[Copy]] = {}
        for copy in self._shelf.in_force:
            for process in dict.fromkeys(copy.front.processes):
                found.setdefault(process, []).append(copy)
        return found

    def _box(self, process: Process) -> Box:
        count = len(self._by_process.get(process.id, ()))
        return Box(Ref(process.name, process_address(process.id)), process.description or "", count)

    def _process(self, process: Process) -> Values:
        return {
            "name": process.name,
            "description": process.description or "",
            "main": process.kind == "huvudprocess",
        }
