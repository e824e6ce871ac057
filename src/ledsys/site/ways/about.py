"""*About* the handbook: what it is and how to read it, how accessible it is, and the page for what is not there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledsys.lifecycle.life import EditionState
from ledsys.message import msg
from ledsys.model.doctype import Level
from ledsys.model.settings import Conformance
from ledsys.site.document.proof import LEVELS
from ledsys.site.pages import Pages, Values
from ledsys.site.shelf import Shelf
from ledsys.site.words import MARKS, Words

STATES = {
    EditionState.IN_FORCE: msg("Applies today. This is the version to work by."),
    EditionState.UPCOMING: msg("Has been decided, and applies from a later day."),
    EditionState.SUPERSEDED: msg("An older version. A newer one has taken its place."),
    EditionState.EXPIRED: msg("Its time is up, and nobody has decided to prolong it. Ask the owner before you use it."),
    EditionState.REPEALED: msg("Has been decided to apply no longer."),
    EditionState.STOPPED: msg("Must not be used. It was stopped at once, and awaits a decision."),
}
"""What each state means to a reader."""
CONFORMANCE = {
    Conformance.FULL: msg("The handbook is fully compatible with the law, as the organisation has judged it."),
    Conformance.PARTLY: msg("The handbook is partly compatible with the law, because of the shortcomings named below."),
    Conformance.NOT: msg("The handbook is not compatible with the law, because of the shortcomings named below."),
}


@dataclass(frozen=True)
class Rules:
    """The newest signed version of the organisation's rules."""

    version: int
    day: date
    hash: str


class AboutPages:
    """Has the pages about the handbook itself."""

    def __init__(self, pages: Pages, shelf: Shelf, words: Words) -> None:
        """Take what they need."""
        self._pages, self._shelf, self._words = pages, shelf, words
        self._site = words.policy.settings.site

    def add(self) -> None:
        """Have the pages."""
        self._pages.add("om.html", "om.html", self._about)
        self._pages.add("tillganglighet.html", "tillganglighet.html", self._accessibility)
        address = self._site.address or ""
        root = f"{address.rstrip('/')}/" if address.startswith(("https://", "http://")) else ""
        self._pages.put("404.html", lambda: self._pages.page_from(root, "404.html", {}))

    def _about(self) -> Values:
        say = self._words.say
        newest = self._shelf.corpus.chain[-1] if self._shelf.corpus.chain else None
        return {
            "count": len(self._shelf.in_force),
            "all": len(self._shelf.entries),
            "meanings": tuple((MARKS[state], self._words.state(state), say(said)) for state, said in STATES.items()),
            "levels": tuple(say(LEVELS[level]) for level in reversed(Level)),
            "rules": Rules(newest.version, newest.made_at.date(), newest.hash) if newest is not None else None,
        }

    def _accessibility(self) -> Values:
        given = self._site.accessibility
        return {
            "statement": given,
            "conformance": self._words.say(CONFORMANCE[given.conformance]) if given is not None else "",
        }
