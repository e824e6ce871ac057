"""*Waiting*: whom a document's work waits for, and with which command they go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from ledsys.lifecycle.attempt import Attempt, Move
from ledsys.message import Message, msg, plural
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, Status
from ledsys.model.organisation import Duty


@dataclass(frozen=True)
class Waiting:
    """What the work waits for, the persons who can do it today, and their command."""

    what: Message
    persons: tuple[str, ...]
    command: str


def waiting(corpus: Corpus, document: Document) -> Waiting | None:
    """Tell whom the work waits for; None when nothing is under way or the front matter can't be understood."""
    if document.front is None or document.front.type not in corpus.policy.types:
        return None
    midnight = datetime.combine(corpus.today, time())
    view = Attempt(Move.REVIEW, "", midnight, corpus, document, b"")
    match view.life.work.reached:
        case Status.DRAFT:
            return _drafted(view)
        case Status.REVIEW:
            return _reviewed(view)
        case Status.APPROVED:
            return _approved(view)
        case Status.STOPPED:
            persons = tuple(dict.fromkeys((*view.owner_persons, *view.deciders)))
            return Waiting(msg("stopped: decide what comes next"), persons, f'ledsys revise {document.id} --reason "…"')
        case _:
            return None


def _drafted(view: Attempt) -> Waiting:
    persons = tuple(dict.fromkeys((*view.front.authors, *view.owner_persons)))
    return Waiting(msg("to be written and submitted"), _present(view, persons), f"ledsys submit {view.document.id}")


def _reviewed(view: Attempt) -> Waiting:
    work, document = view.life.work, view.document.id
    if work.status is not Status.REVIEW:
        return Waiting(
            msg("changed after it was submitted: submit it again"),
            _present(view, view.authors),
            f"ledsys submit {document}",
        )
    if work.returns:
        return Waiting(
            msg("returned: recall it, mend it and submit it again"),
            _present(view, view.authors),
            f'ledsys recall {document} --reason "…"',
        )
    lacking = view.type.reviewers - len(work.oks)
    if lacking > 0:
        voted = {vote.person for vote in work.votes}
        persons = tuple(person for person in view.named_reviewers if person not in voted and person not in view.authors)
        return Waiting(plural("{n} review", "{n} reviews", lacking), persons, f"ledsys review {document} --ok")
    voted = {vote.person for vote in work.votes}
    persons = tuple(person for person in view.deciders if person not in view.authors and person not in voted)
    if persons or view.deciders:
        return Waiting(msg("approval"), persons, f"ledsys approve {document}")
    bodies = view.register.deciding_bodies(view.front.type, view.front.units, view.today)
    names = tuple(view.register.body_by_id[body].name(view.today) for body in bodies)
    recorders = (
        *view.register.duty_holders(Duty.RECORD, view.front.units, view.today),
        *view.register.duty_holders(Duty.REGISTER, view.front.units, view.today),
    )
    return Waiting(
        msg("a decision by {bodies}", bodies=names),
        tuple(dict.fromkeys(recorders)),
        f'ledsys approve {document} --decision "…"',
    )


def _approved(view: Attempt) -> Waiting:
    approve = view.life.work.approve
    persons = (
        *view.register.duty_holders(Duty.PUBLISH, view.front.units, view.today),
        *((approve.person,) if approve else ()),
    )
    return Waiting(
        msg("publication"), _present(view, tuple(dict.fromkeys(persons))), f"ledsys publish {view.document.id}"
    )


def _present(view: Attempt, persons: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(person for person in persons if view.register.present(person, view.today))
