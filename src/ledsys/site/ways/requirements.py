"""The pages of *requirements*: which documents answer each place of a law or standard, and which places none answers.

They are a basis for follow-up, never a proof that a requirement is met. What nobody has compared with its source
says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from ledsys.model.catalogue import Requirement
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Copy, Shelf
from ledsys.site.ways.listed import Lister, title_of
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import Ref, Words, requirement_address


@dataclass(frozen=True)
class Asked:
    """One place that asks for something, with how many documents in force answer it.

    ``known`` tells whether it stands in a catalogue; ``checked`` is the day of the comparison with its source, none
    where nobody has made it.
    """

    place: Ref
    about: str
    catalogue: str
    source: str
    checked: date | None
    known: bool
    count: int


class RequirementPages:
    """Has the pages of all requirements in the catalogues, and of those that only documents name."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words, lister: Lister) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._lister = pages, shelf, lister
        self._catalogues = words.policy.requirements
        self._known = words.policy.requirement_places

    def add(self) -> None:
        """Have a page for every place, and the list of all."""
        pages: dict[str, list[Asked]] = {}
        for asked in (*(one for _, some in self.catalogues for one in some), *self.others):
            pages.setdefault(asked.place.address, []).append(asked)
        for address, places in pages.items():  # two names of places may differ by signs that no address has
            copies = tuple({copy.address: copy for one in places for copy in self._answers(one)}.values())
            sheets = Sheets(address, len(copies), partial(self._lister.plain, copies), title_of)
            sheets.add(self._pages, "krav-stalle.html", partial(self._place, tuple(places)))
        self._pages.add("krav/index.html", "krav.html", self._all)

    @cached_property
    def catalogues(self) -> tuple[tuple[Ref, tuple[Asked, ...]], ...]:
        """Every catalogue (its designation and, in the note, its title) with all its places."""
        return tuple(
            (
                Ref(catalogue.catalogue, note=catalogue.title),
                tuple(self._asked(catalogue.catalogue, entry) for entry in catalogue.requirements),
            )
            for catalogue in self._catalogues
        )

    @cached_property
    def others(self) -> tuple[Asked, ...]:
        """What documents say they answer without a catalogue knowing it."""
        unknown = sorted(place for place in self._answered if place not in self._known)
        return tuple(
            Asked(Ref(place, requirement_address(place)), "", "", "", None, False, len(self._answered[place]))
            for place in unknown
        )

    @cached_property
    def _answered(self) -> Mapping[str, list[Copy]]:
        found: dict[str, list[Copy]] = {}
        for copy in self._shelf.in_force:
            for place in dict.fromkeys(copy.front.fulfils):
                found.setdefault(place, []).append(copy)
        return found

    def _asked(self, catalogue: str, entry: Requirement) -> Asked:
        name = f"{catalogue} {entry.place}"
        return Asked(
            place=Ref(name, requirement_address(name)),
            about=entry.about,
            catalogue=catalogue,
            source=entry.source,
            checked=entry.checked if isinstance(entry.checked, date) else None,
            known=True,
            count=len(self._answered.get(name, ())),
        )

    def _answers(self, asked: Asked) -> tuple[Copy, ...]:
        return tuple(self._answered.get(asked.place.text, ()))

    def _all(self) -> Values:
        return {"catalogues": self.catalogues, "others": self.others}

    def _place(self, places: tuple[Asked, ...]) -> Values:
        return {"name": " / ".join(one.place.text for one in places), "places": places}
