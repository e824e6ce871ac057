"""*Words* on a page: names of units, persons, types and states in the handbook's language, with where they lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from unicodedata import normalize

from ledsys.digest import sha256
from ledsys.language import say
from ledsys.lifecycle.life import EditionState
from ledsys.message import Message, msg
from ledsys.model.corpus import Policy
from ledsys.model.organisation import DecisionForm, Mandate, Unit

STATES = {
    EditionState.UPCOMING: msg("Upcoming"),
    EditionState.IN_FORCE: msg("In force"),
    EditionState.SUPERSEDED: msg("Superseded"),
    EditionState.EXPIRED: msg("Expired"),
    EditionState.REPEALED: msg("Repealed"),
    EditionState.STOPPED: msg("Stopped"),
}
OPEN = msg("Open mode: nobody has signed the organisation's rules, so anyone who can write here can change them.")
"""What open mode means, in plain words."""
FORMS = {
    DecisionForm.BODY: msg("Decided by a political body"),
    DecisionForm.DELEGATED: msg("Decided on a body's behalf, reported to it"),
    DecisionForm.EXECUTION: msg("Decision of execution"),
}
MARKS = {
    EditionState.UPCOMING: "upcoming",
    EditionState.IN_FORCE: "in-force",
    EditionState.SUPERSEDED: "superseded",
    EditionState.EXPIRED: "expired",
    EditionState.REPEALED: "repealed",
    EditionState.STOPPED: "stopped",
}
"""The word for a state in the stylesheet."""

_LONGEST = 120
"""How many signs the name of a place has in its address; of a longer one, what is left out is told by its digest."""


@dataclass(frozen=True)
class Ref:
    """A text, the address it leads to from the top of the handbook (empty: nowhere), and a note after it."""

    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True)
class Words:
    """The names that pages show, of one organisation, in one language, on one day."""

    policy: Policy
    language: str
    day: date

    @cached_property
    def mandates(self) -> Mapping[str, Mandate]:
        """The lines of the delegation order by id."""
        return {mandate.id: mandate for mandate in self.policy.register.mandates}

    def say(self, message: Message) -> str:
        """Give the message in the language of the handbook."""
        return say(message, self.language)

    def state(self, state: EditionState) -> str:
        """Give the word for a state."""
        return self.say(STATES[state])

    def type(self, key: str) -> Ref:
        """Give the label of a document type."""
        known = self.policy.types.get(key)
        return Ref(known.label if known is not None else key, _page("handlingstyper", key))

    def unit(self, key: str) -> Ref:
        """Give the name of a unit, that of the unit which took it over, and in the note the names borne before."""
        register = self.policy.register
        current = register.unit_by_id.get(register.current_unit(key, self.day))
        if current is None:
            return Ref(key)
        former = self.former_names(current)
        own = register.unit_by_id[key]
        if own is not current:
            former = (own.name(self.day), *former)
        note = self.say(msg("formerly {names}", names=former)) if former else ""
        return Ref(current.name(self.day), unit_address(current.id), note)

    def former_names(self, unit: Unit) -> tuple[str, ...]:
        """Give the names that the unit itself has borne before."""
        now = unit.name(self.day)
        begun = (name for name in unit.names if name.from_day is None or name.from_day <= self.day)
        return tuple(name.name for name in begun if name.name != now)

    def person(self, key: str, printed: str = "") -> str:
        """Give name (id), title; ``printed`` is the name that an act bears, which stands whatever happens later."""
        known = self.policy.register.person_by_id.get(key)
        name = printed or (known.name if known is not None else key)
        return f"{name} ({key}), {known.title}" if known is not None else f"{name} ({key})"

    def owner(self, reference: str) -> tuple[Ref, ...]:
        """Give the content owner: the person, or whoever holds the role today, with its place in the note."""
        role, at, unit = reference.partition("@")
        if not at:
            return (Ref(self.person(reference)),)
        register = self.policy.register
        name = register.role_by_id[role].name if role in register.role_by_id else role
        place = self.unit(unit).text
        holders = register.holders(role, unit, self.day)
        if not holders:
            return (Ref(f"{name}, {place}", note=self.say(msg("nobody holds the role"))),)
        return tuple(
            Ref(self.person(holder), note=place if register.person_by_id[holder].title == name else f"{name}, {place}")
            for holder in holders
        )


def unit_address(unit: str) -> str:
    """Give the address of a unit's page."""
    return _page("enheter", unit)


def process_address(process: str) -> str:
    """Give the address of a process's page."""
    return _page("processer", process)


def requirement_address(place: str) -> str:
    """Give the address of the page of a place that asks for something, such as ``SOSFS 2011:9 4:4``."""
    plain = normalize("NFKD", place).encode("ascii", "ignore").decode().lower()
    name = "-".join(re.findall("[a-z0-9]+", plain)) or "krav"
    if len(name) > _LONGEST:  # no file system takes a name of any length
        name = f"{name[:_LONGEST]}-{sha256(place.encode()).removeprefix('sha256:')[:12]}"
    return _page("krav", name)


def _page(folder: str, name: str) -> str:
    """Give the address of one of many pages; none is that of the list of all, and no name begins with a hyphen."""
    return f"{folder}/{'-' if name == 'index' else ''}{name}.html"


def day_after(day: date) -> date:
    """Give the next day; the last day that there is has none."""
    return day + timedelta(days=1) if day < date.max else day
