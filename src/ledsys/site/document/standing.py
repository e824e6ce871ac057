"""The *standing* of an edition: the first line of its page, which says in plain words what it is on the day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.message import Message, msg
from ledsys.site.shelf import Entry, Shelf
from ledsys.site.words import MARKS, Ref, Words, day_after


@dataclass(frozen=True)
class Standing:
    """What the edition is, in one sentence, and what else to know; ``mark`` is its word in the stylesheet."""

    mark: str
    sentence: str
    notes: tuple[Ref, ...]


def standing(shelf: Shelf, entry: Entry, edition: Edition, words: Words) -> Standing:
    """Say what the edition is on the day of the handbook."""
    state = edition.state(shelf.day)
    notes = tuple(_notes(shelf, entry, edition, state, words))
    return Standing(MARKS[state], words.say(_sentence(entry, edition, state)), notes)


def _sentence(entry: Entry, edition: Edition, state: EditionState) -> Message:
    match state:
        case EditionState.IN_FORCE:
            return msg("In force until and including {day}.", day=edition.last_day)
        case EditionState.UPCOMING:
            return msg("Upcoming: in force from {day}.", day=edition.valid_from)
        case EditionState.EXPIRED:
            return msg("Expired: was in force until and including {day}.", day=edition.last_day)
        case EditionState.SUPERSEDED:
            following = _following(entry, edition)
            return msg(
                "Superseded: version {version} replaced this version on {day}.",
                version=f"{following.version}.0",
                day=following.valid_from,
            )
        case EditionState.REPEALED:
            return msg("Repealed: not in force from {day}.", day=day_after(edition.valid_until))
        case EditionState.STOPPED:
            return msg(
                "Stopped {day}: must not be used. It awaits a decision.",
                day=edition.stop.signed_at.date() if edition.stop else edition.last_day,
            )


def _notes(shelf: Shelf, entry: Entry, edition: Edition, state: EditionState, words: Words) -> Iterator[Ref]:
    in_force = entry.life.in_force(shelf.day)
    repeal = edition.repeal
    if {edition.approve.id, edition.publish.id} & shelf.disputed:
        yield Ref(words.say(msg("Disputed: others may have had the key that this was decided with.")))
    if state is EditionState.IN_FORCE and edition.next_from is not None:
        following = _following(entry, edition)
        text = msg("Version {version} applies from {day}.", version=f"{following.version}.0", day=following.valid_from)
        yield Ref(words.say(text), entry.page_of(following))
    if state is EditionState.IN_FORCE and repeal is not None:
        yield Ref(words.say(msg("It has been decided that the document is to be repealed.")))
    if state is EditionState.UPCOMING and in_force is not None:
        until = msg("Version {version} applies until then.", version=f"{in_force.version}.0")
        yield Ref(words.say(until), entry.page_of(in_force))
    if state is EditionState.STOPPED and edition.stop is not None and edition.stop.reason:
        yield Ref(words.say(msg("Reason: {reason}", reason=edition.stop.reason)))
    if state in (EditionState.REPEALED, EditionState.IN_FORCE) and repeal is not None:
        if repeal.reason:
            yield Ref(words.say(msg("Reason: {reason}", reason=repeal.reason)))
        if repeal.successor:
            yield _successor(shelf, repeal.successor, words)
    if edition is not entry.shown and state is not EditionState.UPCOMING:
        yield Ref(words.say(msg("Go to the document's own page.")), entry.address)


def _successor(shelf: Shelf, successor: str, words: Words) -> Ref:
    known = shelf.entries.get(successor)
    if known is None:
        return Ref(words.say(msg("Replaced by {document}.", document=successor)))
    named = f"{known.title} ({successor})" if known.title != successor else successor
    return Ref(words.say(msg("Replaced by {document}.", document=named)), known.address)


def _following(entry: Entry, edition: Edition) -> Edition:
    """Give the version that ends this one: of those after it, the one that begins first."""
    later = [other for other in entry.life.editions if other.version > edition.version]
    return min(later, key=lambda other: other.valid_from, default=edition)
