"""The *history* of a document on its page: every version, its validity, why it was made, and who decided it when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ledsys.lifecycle.decision import read_decision
from ledsys.lifecycle.life import Edition
from ledsys.message import msg
from ledsys.model.act import ActKind
from ledsys.site.document.changes import before, changes_address
from ledsys.site.document.proof import level_in_words
from ledsys.site.document.validity import Period, approved_until, periods
from ledsys.site.phases import later
from ledsys.site.shelf import Entry, Shelf
from ledsys.site.words import MARKS, Ref, Words, day_after


@dataclass(frozen=True)
class Line:
    """One version; ``periods`` is when it was, or is to be, in force; ``events`` is what befell it.

    ``decided`` is the day of the decision: of a body its meeting, else the day of the approval. ``proof`` says how well
    it is proven who decided; ``changes`` is the address of what it changed, empty where that can't be shown.
    """

    version: Ref
    mark: str
    state: str
    later: str
    periods: tuple[Period, ...]
    reason: str
    decided_by: str
    proof: str
    decided: date
    events: tuple[str, ...]
    changes: str


def history(shelf: Shelf, entry: Entry, words: Words) -> tuple[Line, ...]:
    """Give the versions, newest first."""
    return tuple(_line(shelf, entry, edition, words) for edition in reversed(entry.life.editions))


def _line(shelf: Shelf, entry: Entry, edition: Edition, words: Words) -> Line:
    state, act = edition.state(shelf.day), edition.approve
    decision = read_decision(act.decision, words.policy.register) if act.decision else None
    return Line(
        version=Ref(f"{edition.version}.0", entry.page_of(edition)),
        mark=MARKS[state],
        state=words.state(state),
        later=later(edition, shelf.day),
        periods=periods(edition),
        reason=_reason(entry, edition, words),
        decided_by=act.decision or words.person(act.person, act.name),
        proof=level_in_words(edition, words),
        decided=decision.day if decision is not None else act.signed_at.date(),
        events=tuple(_events(entry, edition, words, shelf.day)),
        changes=changes_address(entry.id, edition.version) if before(entry, edition.version) is not None else "",
    )


def _reason(entry: Entry, edition: Edition, words: Words) -> str:
    revisions = [
        act
        for act in entry.life.acts
        if act.kind is ActKind.REVISE and act.version == edition.version and act.order < edition.submit.order
    ]
    if revisions:
        return revisions[-1].reason or "–"
    return words.say(msg("Taken over from another system") if edition.taken_over else msg("First version"))


def _events(entry: Entry, edition: Edition, words: Words, day: date) -> Iterator[str]:
    if edition.last_day < approved_until(edition):
        yield words.say(msg("Approved until and including {day}", day=approved_until(edition)))
    for act in edition.baselines:
        said = msg("Vouched for afterwards, {day}, by {person}", day=act.signed_at.date(), person=act.name)
        yield words.say(said)
    for act in edition.confirms:
        said = msg(
            "Reviewed without change {day} by {person}: {note}",
            day=act.signed_at.date(),
            person=act.name,
            note=act.reason or "–",
        )
        yield words.say(said)
    if edition.stop is not None:
        act = edition.stop
        said = msg(
            "Stopped {day} by {person}: {reason}", day=act.signed_at.date(), person=act.name, reason=act.reason or "–"
        )
        yield words.say(said)
    if edition.repeal is not None and edition is entry.life.last:
        act = edition.repeal
        decided, reason = act.signed_at.date(), act.reason or "–"
        last = act.valid_until or decided
        said = (
            msg("Repealed {day} by {person}: {reason}", day=decided, person=act.name, reason=reason)
            if last < day
            else msg(
                "To be repealed from {start}, decided {day} by {person}: {reason}",
                start=day_after(last),
                day=decided,
                person=act.name,
                reason=reason,
            )
        )
        yield words.say(said)
