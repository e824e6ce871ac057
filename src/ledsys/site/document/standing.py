"""The *standing* of an edition: the first line of its page, which says in plain words what it is on the day.

A page bears the standings of the days to come as well, so that it stays right without being made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from ledsys.lifecycle.life import Edition, EditionState
from ledsys.message import Message, msg
from ledsys.site.phases import turns
from ledsys.site.shelf import Entry, Shelf
from ledsys.site.words import MARKS, Ref, Words, day_after


@dataclass(frozen=True)
class Standing:
    """What the edition is from the day ``first`` on, in one sentence, and what else to know.

    ``mark`` is its word in the stylesheet; ``later`` is what it becomes after it, as far as is known, in order.
    """

    first: date
    mark: str
    sentence: str
    notes: tuple[Ref, ...]
    later: tuple[Standing, ...] = ()


def standing(shelf: Shelf, entry: Entry, edition: Edition, words: Words) -> Standing:
    """Say what the edition is on the day of the handbook, and what it is to be after it."""
    found: list[Standing] = []
    for day in turns(entry.life.editions, shelf.day):
        new = _standing(shelf, entry, edition, words, day)
        if not found or (found[-1].sentence, found[-1].notes) != (new.sentence, new.notes):
            found.append(new)
    return replace(found[0], later=tuple(found[1:]))


def _standing(shelf: Shelf, entry: Entry, edition: Edition, words: Words, day: date) -> Standing:
    state = edition.state(day)
    notes = (
        *_doubts(shelf, edition, words),
        *_notes(shelf, entry, edition, words, day),
        *_ways(entry, edition, words, day),
    )
    return Standing(day, MARKS[state], words.say(_sentence(entry, edition, state)), notes)


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


def _doubts(shelf: Shelf, edition: Edition, words: Words) -> Iterator[Ref]:
    if {edition.approve.id, edition.publish.id} & shelf.disputed:
        yield Ref(words.say(msg("Disputed: others may have had the key that this was decided with.")))


def _notes(shelf: Shelf, entry: Entry, edition: Edition, words: Words, day: date) -> Iterator[Ref]:
    """Yield what was decided beside the edition itself."""
    state, repeal = edition.state(day), edition.repeal
    if state is EditionState.IN_FORCE and edition.next_from is not None:
        following = _following(entry, edition)
        text = msg("Version {version} applies from {day}.", version=f"{following.version}.0", day=following.valid_from)
        yield Ref(words.say(text), entry.page_of(following))
    if state is EditionState.IN_FORCE and repeal is not None:
        yield Ref(words.say(msg("It has been decided that the document is to be repealed.")))
    if state is EditionState.STOPPED and edition.stop is not None and edition.stop.reason:
        yield Ref(words.say(msg("Reason: {reason}", reason=edition.stop.reason)))
    if state in (EditionState.REPEALED, EditionState.IN_FORCE) and repeal is not None:
        if repeal.reason:
            yield Ref(words.say(msg("Reason: {reason}", reason=repeal.reason)))
        if repeal.successor:
            yield _successor(shelf, repeal.successor, words)


def _ways(entry: Entry, edition: Edition, words: Words, day: date) -> Iterator[Ref]:
    """Yield what to read instead of an edition that is not in force."""
    state, in_force = edition.state(day), entry.life.in_force(day)
    if state is EditionState.UPCOMING and in_force is not None:
        until = msg("Version {version} applies until then.", version=f"{in_force.version}.0")
        yield Ref(words.say(until), entry.page_of(in_force))
    elif state is EditionState.SUPERSEDED and in_force is not None:
        text = msg("Read version {version}, which is in force.", version=f"{in_force.version}.0")
        yield Ref(words.say(text), entry.page_of(in_force))
    elif edition is not entry.shown and state not in (EditionState.UPCOMING, EditionState.IN_FORCE):
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
