"""*Everything*: all that has been published in one table, what is to come or has ended, and what soon ends."""

from __future__ import annotations

from collections.abc import Iterable

from ledsys.lifecycle.life import EditionState
from ledsys.message import msg
from ledsys.site.pages import Pages
from ledsys.site.shelf import Entry, Shelf, collated
from ledsys.site.ways.listed import Group, Listed, Lister, plain, title_of
from ledsys.site.ways.sheets import Sheets
from ledsys.site.words import Ref, Words


class EverythingPages:
    """Has the pages that follow what applies through time."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words, lister: Lister) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._words, self._lister = pages, shelf, words, lister
        self._notice = words.policy.settings.expiry_notice

    def add(self) -> None:
        """Have the pages."""
        entries = self._shelf.entries.values()
        everything = Sheets("alla.html", len(entries), lambda: self._plain(entries), title_of)
        everything.add(self._pages, "alla.html", lambda: {"count": len(entries)})
        self._add_ended()
        ending = self._ending()
        soon = Sheets("gar-ut.html", len(ending), lambda: self._by_owner(ending), title_of)
        soon.add(self._pages, "gar-ut.html", lambda: {"notice": self._notice, "count": len(ending)})

    def _plain(self, entries: Iterable[Entry]) -> tuple[Group[Listed], ...]:
        return plain(self._lister.entry(entry) for entry in entries)

    def _add_ended(self) -> None:
        ends = {
            state: self._shelf.ended(state)
            for state in (EditionState.STOPPED, EditionState.EXPIRED, EditionState.REPEALED)
        }
        upcoming = self._shelf.upcoming
        headings = {
            EditionState.STOPPED: msg("Stopped documents, awaiting a decision"),
            EditionState.EXPIRED: msg("Expired documents"),
            EditionState.REPEALED: msg("Repealed documents"),
        }

        def groups() -> tuple[Group[Listed], ...]:
            coming = Group(
                Ref(self._words.say(msg("Upcoming documents"))), "lista.kommande", self._lister.lines(upcoming)
            )
            ended = (
                Group(Ref(self._words.say(headings[state])), f"lista.{state}", tuple(map(self._lister.entry, some)))
                for state, some in ends.items()
            )
            return tuple(group for group in (next(ended), coming, *ended) if group.lines)

        count = len(upcoming) + sum(map(len, ends.values()))
        address = "kommande-och-avslutade.html"
        Sheets(address, count, groups, title_of).add(self._pages, address, lambda: {"count": count})

    def _ending(self) -> tuple[Entry, ...]:
        """Give what ends within the notice, and what has ended, without anything decided to follow."""
        found = (
            entry
            for entry in self._shelf.entries.values()
            if entry.state in (EditionState.IN_FORCE, EditionState.EXPIRED)
            and entry.life.repeal is None
            and entry.shown.next_from is None
            and (entry.shown.last_day - self._shelf.day).days <= self._notice
        )
        return tuple(sorted(found, key=lambda entry: (entry.shown.last_day, entry.order)))

    def _by_owner(self, entries: Iterable[Entry]) -> tuple[Group[Listed], ...]:
        found: dict[str, list[Entry]] = {}
        for entry in entries:
            owner = entry.life.owner or (entry.copy.front.owner if entry.copy is not None else "")
            found.setdefault(owner, []).append(entry)
        groups = (
            Group(self._owner(owner), f"lista.{place}", tuple(map(self._lister.entry, some)))
            for place, (owner, some) in enumerate(found.items(), 1)
        )
        return tuple(sorted(groups, key=lambda group: (collated(group.heading.text), group.anchor)))

    def _owner(self, owner: str) -> Ref:
        if not owner:
            return Ref(self._words.say(msg("Nobody that is known")))
        refs = self._words.owner(owner)
        return Ref("; ".join(f"{ref.text} ({ref.note})" if ref.note else ref.text for ref in refs))
