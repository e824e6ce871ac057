"""A *deadline*: the last day of a published document that nothing has yet been decided to follow, and who must act.

The newest edition of a document counts. One that is repealed, or stopped, has had its decision or awaits another, so it
has no deadline. Whoever owns the text revises it; whoever may decide it confirms it after looking it through; when a
revision is under way the document waits for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ledsys.lifecycle import Edition, EditionState, Life, Waiting, waiting
from ledsys.lifecycle.front import front_of
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.document import FrontMatter
from ledsys.model.organisation import Duty


@dataclass(frozen=True)
class Step:
    """Something that would meet a deadline: what, the persons who may do it today, and their command.

    Where a value is left for the person to choose, the command says in their language of what kind it is.
    """

    what: Message
    persons: tuple[str, ...]
    command: Message


@dataclass(frozen=True)
class Deadline:
    """The end of one document; ``days_left`` is negative when it has ended and 0 on the last day.

    ``path`` is empty for a document whose file is gone. ``decided`` is when the last day was last decided. ``revising``
    tells that a new version is under way; then ``steps`` holds only what that version waits for.
    """

    document: str
    title: str
    path: str
    type: str
    units: tuple[str, ...]
    version: int
    owner: str
    owner_persons: tuple[str, ...]
    last_day: date
    days_left: int
    decided: datetime
    revising: bool
    steps: tuple[Step, ...]

    @property
    def ended(self) -> bool:
        """Tell whether the last day has passed."""
        return self.days_left < 0

    @property
    def order(self) -> tuple[str, date, str]:
        """The order of deadlines: by owner, then day, then document."""
        return self.owner, self.last_day, self.document


def deadlines(corpus: Corpus, lives: Mapping[str, Life], days: int) -> tuple[Deadline, ...]:
    """Give what ends within so many days after the corpus's day (inclusive), and what has ended, in order.

    ``lives`` is all lives of the corpus by document id; what was decided after the corpus's day is left out.
    """
    found = (_deadline(corpus, life) for life in lives.values())
    due = (deadline for deadline in found if deadline is not None and deadline.days_left <= days)
    return tuple(sorted(due, key=lambda deadline: deadline.order))


def _deadline(corpus: Corpus, life: Life) -> Deadline | None:
    edition = _newest(life, corpus.today)
    front = front_of(corpus, life.document, edition)
    if edition is None or front is None or _ends_otherwise(edition, corpus.today):
        return None
    document = corpus.document(life.document)
    owner = life.owner or front.owner
    last_day = edition.valid_until_on(corpus.today)
    revising = life.work.reached.open and document is not None
    waits = waiting(corpus, document) if revising and document is not None else None
    return Deadline(
        document=life.document,
        title=front.title,
        path=document.path if document is not None else "",
        type=front.type,
        units=front.units,
        version=edition.version,
        owner=owner,
        owner_persons=corpus.policy.register.owner_persons(owner, corpus.today),
        last_day=last_day,
        days_left=(last_day - corpus.today).days,
        decided=_latest_decision(edition, corpus.today).signed_at,
        revising=revising,
        steps=_awaited(waits) if revising else _steps(corpus, life.document, owner, front),
    )


def _newest(life: Life, day: date) -> Edition | None:
    known = [edition for edition in life.editions if edition.publish.signed_at.date() <= day]
    return known[-1] if known else None


def _ends_otherwise(edition: Edition, day: date) -> bool:
    repealed = edition.repeal is not None and edition.repeal.signed_at.date() <= day
    return repealed or edition.state(day) in (EditionState.STOPPED, EditionState.REPEALED)


def _latest_decision(edition: Edition, day: date) -> Act:
    confirmed = [act for act in edition.confirms if act.signed_at.date() <= day]
    return confirmed[-1] if confirmed else edition.approve


def _awaited(waits: Waiting | None) -> tuple[Step, ...]:
    return (Step(waits.what, waits.persons, msg("{command}", command=waits.command)),) if waits is not None else ()


def _steps(corpus: Corpus, document: str, owner: str, front: FrontMatter) -> tuple[Step, ...]:
    register, today = corpus.policy.register, corpus.today
    command = f'ledsys revise {document} --reason "…"'
    revise = Step(msg("revise it"), register.owner_persons(owner, today), msg("{command}", command=command))
    confirm = msg('ledsys confirm {document} --until DATE --note "…"', document=document)
    deciders = register.deciders(front.type, front.units, today)
    bodies = register.deciding_bodies(front.type, front.units, today)
    if deciders or not bodies:
        return revise, Step(msg("confirm it without changes"), deciders, confirm)
    names = tuple(register.body_by_id[body].name(today) for body in bodies)
    recorders = (
        *register.duty_holders(Duty.RECORD, front.units, today),
        *register.duty_holders(Duty.REGISTER, front.units, today),
    )
    recorded = Step(
        msg("enter a decision by {bodies} to confirm it", bodies=names),
        tuple(dict.fromkeys(recorders)),
        msg('{command} --decision "…"', command=confirm),
    )
    return revise, recorded
