"""The *overview* as a page: figures, charts and lists for whoever cares for the system.

It tells of drafts and of who is behind with what, so it is never part of the handbook that all may read.
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.figures import MONTHS, SLOW, Figures, Lack
from ledsys.lifecycle import EditionState
from ledsys.message import Message, msg, plural
from ledsys.site.overview.drawings import Drawings
from ledsys.site.overview.listings import MOST_LINES, Listings
from ledsys.site.pages import Values
from ledsys.site.words import Words

TEMPLATE = "oversikt.html"


class OverviewPage:
    """Makes what the template shows of the figures."""

    def __init__(self, figures: Figures, words: Words) -> None:
        """Take what is to be shown, and the names to show it with."""
        self._figures = figures
        self._words = words

    def values(self, handbook: str, *, alone: bool) -> Values:
        """Give everything that the template may name.

        ``handbook`` leads from the page to the top of the handbook, empty if to none; a page is alone where none of the
        handbook's other pages lies beside it.
        """
        drawings, listings = Drawings(self._figures, self._words), Listings(self._figures, self._words)
        return {
            "handbook": handbook,
            "alone": alone,
            "figures": self._figures,
            "tiles": tuple(self._tiles()),
            "standing": drawings.standing(),
            "calendar": drawings.calendar(),
            "loads": drawings.loads(),
            "overdue": listings.overdue(),
            "slow": listings.slow(),
            "orphans": tuple(listings.orphans()),
            "proof": drawings.proof(),
            "below": listings.below(),
            "unreadable": self._figures.unreadable[:MOST_LINES],
            "unreadable_more": max(len(self._figures.unreadable) - MOST_LINES, 0),
            "slow_days": SLOW,
            "months": MONTHS,
        }

    def _say(self, message: Message) -> str:
        return self._words.say(message)

    def _tiles(self) -> Iterator[tuple[str, int, str]]:
        """Give the figures that stand first: words, number, and the word for the colour."""
        figures = self._figures
        unproven = sum(len(proof.below) for proof in figures.proofs)
        ownerless = len(figures.orphans[Lack.OWNER])
        yield self._say(msg("In force")), figures.states.get(EditionState.IN_FORCE, 0), ""
        yield self._say(msg("Overdue")), figures.backlog, "bad" if figures.backlog else ""
        yield self._say(plural("Ends within {n} month", "Ends within {n} months", MONTHS)), figures.ending, ""
        yield self._say(msg("Waiting too long")), len(figures.slow), "old" if figures.slow else ""
        yield self._say(msg("Without owner")), ownerless, "bad" if ownerless else ""
        yield self._say(msg("Below the level of proof")), unproven, "old" if unproven else ""
