"""The *flow*: the table of moves. From which states, under which guards, and with what effect.

`decide` is the one way in: it gives a plan, or all reasons against with who could do it instead (design §3).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from ledsys.lifecycle import conditions, effects, people, periods, replacing
from ledsys.lifecycle.attempt import Attempt, Move, Plan, Reason, Refusal
from ledsys.lifecycle.sources import FLOW_RULE
from ledsys.lifecycle.validity import usual
from ledsys.message import msg
from ledsys.model.document import Status

Guard: TypeAlias = Callable[[Attempt], Iterator[Reason]]
Effect: TypeAlias = Callable[[Attempt], Plan]

OPEN = (Status.DRAFT, Status.REVIEW, Status.APPROVED)
CLOSED = (Status.PUBLISHED, Status.STOPPED)
LIVING = (*OPEN, *CLOSED)
ANY = tuple(Status)

CURES = (Move.STOP, Move.RECALL, Move.REVISE, Move.ABANDON, Move.REPEAL)
"""Moves that get a document out of trouble: nothing that is wrong with it stands in their way."""


@dataclass(frozen=True)
class Step:
    """One row of the table: the states that the work may have reached, the guards, and the effect.

    ``who`` are the guards of the person and ``when`` those of the document; both can be judged from acts and texts,
    also when the act lands. ``here`` are those that only the folder can tell of in which the move is made.
    """

    states: tuple[Status, ...]
    who: tuple[Guard, ...]
    when: tuple[Guard, ...]
    effect: Effect
    here: tuple[Guard, ...] = ()


FLOW: Mapping[Move, Step] = {
    Move.SUBMIT: Step(
        (Status.DRAFT,), (people.may_submit,), (conditions.version_follows, conditions.owner_found), effects.submit
    ),
    Move.REVIEW: Step(
        (Status.REVIEW,), (people.may_review,), (conditions.content_kept, conditions.vote_explained), effects.review
    ),
    Move.RECALL: Step(
        (Status.REVIEW, Status.APPROVED), (people.may_recall,), (conditions.reason_given,), effects.recall
    ),
    Move.APPROVE: Step(
        (Status.REVIEW,),
        (people.may_decide, people.separate, replacing.may_replace),
        (conditions.content_kept, conditions.reviewed, periods.validity_allowed, conditions.owner_found),
        effects.approve,
    ),
    Move.PUBLISH: Step(
        (Status.APPROVED,),
        (people.may_publish,),
        (conditions.content_kept, conditions.approval_holds, periods.not_out_of_date),
        effects.publish,
    ),
    Move.REVISE: Step(
        CLOSED,
        (people.may_revise,),
        (conditions.reason_given,),
        effects.revise,
        here=(conditions.edition_available, conditions.images_of_its_own),
    ),
    Move.ABANDON: Step(
        OPEN, (people.may_abandon,), (conditions.reason_given,), effects.abandon, here=(conditions.images_of_its_own,)
    ),
    Move.CONFIRM: Step(
        LIVING,
        (people.may_decide,),
        (conditions.has_edition, conditions.reason_given, conditions.not_stopped, periods.confirmation_allowed),
        effects.confirm,
    ),
    Move.HANDOVER: Step(ANY, (people.may_hand_over,), (conditions.new_owner, conditions.owner_found), effects.handover),
    Move.REPEAL: Step(
        LIVING,
        (people.may_decide,),
        (
            conditions.has_edition,
            conditions.body_repeals_its_own,
            conditions.reason_given,
            periods.last_day_allowed,
        ),
        effects.repeal,
        here=(conditions.successor_known, conditions.images_of_its_own),
    ),
    Move.STOP: Step(
        LIVING,
        (people.may_stop,),
        (conditions.has_edition, conditions.not_stopped, conditions.still_applies, conditions.reason_given),
        effects.stop,
    ),
    Move.BASELINE: Step(
        LIVING,
        (people.may_decide, people.separate_from_edition),
        (conditions.has_edition, conditions.still_applies, conditions.vouches_more),
        effects.baseline,
    ),
}


def decide(attempt: Attempt) -> Plan | Refusal:
    """Plan the move, or give all reasons against it; nothing is written either way."""
    unreadable = (*people.readable(attempt),)
    if unreadable:
        return Refusal(unreadable)
    step = FLOW[attempt.move]
    wished = _with_defaults(attempt)
    guards = (
        people.registered,
        in_state(step.states),
        conditions.words_fit,
        *step.who,
        *step.when,
        *step.here,
        *(() if attempt.move in CURES else (conditions.without_errors,)),
    )
    reasons = [reason for guard in guards for reason in guard(wished)]
    return Refusal(tuple(reasons)) if reasons else step.effect(wished)


def in_state(states: tuple[Status, ...]) -> Guard:
    """Make the guard that the work has reached one of the states; what was edited may be submitted anew."""

    def reached(attempt: Attempt) -> Iterator[Reason]:
        work = attempt.life.work
        begun_anew = attempt.move is Move.SUBMIT and work.status is Status.DRAFT and work.reached in OPEN
        if work.reached in states or begun_anew:
            return
        if work.reached is Status.REPEALED:
            yield from conditions.not_repealed(attempt)
            return
        yield Reason(
            "STATE",
            msg(
                "The document is {state}; this needs one of: {states}.{next}",
                state=work.reached.value,
                states=tuple(state.value for state in states),
                next=_NEXT.get((attempt.move, work.reached), msg(" See what it waits for with: ledsys show.")),
            ),
            FLOW_RULE,
        )

    return reached


_NEXT = {
    (Move.SUBMIT, Status.PUBLISHED): msg(" Begin a new version with: ledsys revise."),
    (Move.SUBMIT, Status.STOPPED): msg(" Begin a new version with: ledsys revise."),
    (Move.SUBMIT, Status.REVIEW): msg(" It has been submitted already; it waits for its reviewers."),
    (Move.APPROVE, Status.DRAFT): msg(" It must be submitted first: ledsys submit."),
    (Move.REVIEW, Status.DRAFT): msg(" It must be submitted first: ledsys submit."),
    (Move.PUBLISH, Status.REVIEW): msg(" It must be approved first: ledsys approve."),
    (Move.PUBLISH, Status.PUBLISHED): msg(" This version is published already."),
    (Move.REVISE, Status.DRAFT): msg(" It is being written already: edit the file."),
}


def _with_defaults(attempt: Attempt) -> Attempt:
    wish = attempt.wish
    if attempt.move is Move.APPROVE:
        start = wish.valid_from or attempt.today
        end = wish.valid_until or usual(start, attempt.type.longest_validity)
        return replace(attempt, wish=replace(wish, valid_from=start, valid_until=end))
    if attempt.move is Move.REPEAL and attempt.life.last is not None:
        end = wish.valid_until or min(attempt.today, attempt.life.last.valid_until)
        return replace(attempt, wish=replace(wish, valid_until=end))
    return attempt
