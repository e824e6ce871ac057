"""*People guards*: who may make a move.

Each yields the reasons against an attempt; the flow names the guards of each move. A guard reads the attempt and
nothing else. Register, mandates and separation of duties are judged on the day of the act (design §3).
"""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.attempt import Attempt, Reason
from ledsys.lifecycle.sources import FLOW_RULE, MANDATES, PERSONS, rule_in, type_file
from ledsys.message import Message, msg
from ledsys.model.doctype import Exemption
from ledsys.model.organisation import Duty


def readable(attempt: Attempt) -> Iterator[Reason]:
    """The front matter can be understood and its type exists; without that no other guard can be asked."""
    if attempt.subject is None:
        yield Reason(
            "UNREADABLE",
            msg("The front matter of {path} can't be understood. Run: ledsys check {path}", path=attempt.document.path),
        )
    elif attempt.subject.type not in attempt.corpus.policy.types:
        yield Reason(
            "UNKNOWN-TYPE",
            msg("There is no document type {type} in this organisation.", type=attempt.subject.type),
            msg("handlingstyper/"),
        )


def registered(attempt: Attempt) -> Iterator[Reason]:
    """The acting person is in the register today."""
    person = attempt.register.person_by_id.get(attempt.person)
    if person is None:
        yield Reason(
            "UNKNOWN-PERSON",
            msg("{person} is not in the register of persons.", person=attempt.person),
            rule_in(PERSONS, msg("only persons in the register can act")),
        )
    elif not person.covers(attempt.today):
        yield Reason(
            "PERSON-LEFT",
            msg("{name} ({person}) is not in service on {day}.", name=person.name, person=person.id, day=attempt.today),
            rule_in(PERSONS, msg("the register has {person} until {day}", person=person.id, day=person.until or "–")),
        )


def _allowed(attempt: Attempt, persons: tuple[str, ...], who: Message, rule: Message, code: str) -> Iterator[Reason]:
    if attempt.person in persons:
        return
    yield Reason(
        code,
        msg("{person} may not do this: {who}.", person=attempt.register.name_of(attempt.person), who=who),
        rule,
        tuple(dict.fromkeys(person for person in persons if attempt.register.present(person, attempt.today))),
    )


def _duty(attempt: Attempt, duty: Duty) -> tuple[str, ...]:
    return attempt.register.duty_holders(duty, attempt.front.units, attempt.today)


def may_submit(attempt: Attempt) -> Iterator[Reason]:
    """Author, content owner or document administrator."""
    persons = (*attempt.front.authors, *attempt.owner_persons, *_duty(attempt, Duty.ADMINISTER))
    who = msg("an author, the content owner or a document administrator submits")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-SUBMIT")


def may_revise(attempt: Attempt) -> Iterator[Reason]:
    """Content owner, document administrator or approver."""
    persons = (*attempt.owner_persons, *_duty(attempt, Duty.ADMINISTER), *attempt.deciders)
    who = msg("the content owner, a document administrator or an approver begins a revision")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-REVISE")


def may_recall(attempt: Attempt) -> Iterator[Reason]:
    """Submitter, content owner, approver or registrar."""
    submit = attempt.life.work.submit
    persons = (
        *((submit.person,) if submit else ()),
        *attempt.owner_persons,
        *attempt.deciders,
        *_duty(attempt, Duty.REGISTER),
    )
    who = msg("the one who submitted, the content owner, an approver or a registrar recalls")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-RECALL")


def may_abandon(attempt: Attempt) -> Iterator[Reason]:
    """Content owner, submitter or registrar."""
    submit = attempt.life.work.submit
    persons = (*attempt.owner_persons, *((submit.person,) if submit else ()), *_duty(attempt, Duty.REGISTER))
    who = msg("the content owner, the one who submitted or a registrar abandons")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-ABANDON")


def may_hand_over(attempt: Attempt) -> Iterator[Reason]:
    """Content owner, approver or registrar."""
    persons = (*attempt.owner_persons, *attempt.deciders, *_duty(attempt, Duty.REGISTER))
    who = msg("the content owner, an approver or a registrar hands over")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-HAND-OVER")


def may_publish(attempt: Attempt) -> Iterator[Reason]:
    """A publisher, or the person who approved."""
    approve = attempt.life.work.approve
    persons = (*_duty(attempt, Duty.PUBLISH), *((approve.person,) if approve else ()))
    who = msg("a publisher, or the one who approved, publishes")
    yield from _allowed(attempt, persons, who, FLOW_RULE, "MAY-NOT-PUBLISH")


def may_stop(attempt: Attempt) -> Iterator[Reason]:
    """Any approver with a mandate for one of the units, or a registrar, alone."""
    by_unit = [attempt.register.deciders(attempt.front.type, (unit,), attempt.today) for unit in attempt.front.units]
    persons = tuple(dict.fromkeys(person for group in (*by_unit, _duty(attempt, Duty.REGISTER)) for person in group))
    who = msg("an approver with a mandate for one of the units, or a registrar, stops")
    yield from _allowed(attempt, persons, who, msg("{file}", file=MANDATES), "MAY-NOT-STOP")


def may_review(attempt: Attempt) -> Iterator[Reason]:
    """A reviewer named, or in the role that the type asks for; not the submitter or an author."""
    who = msg("the reviewers named in the document, or in the roles that the type asks for, review")
    authors = () if attempt.type.waiver(Exemption.AUTHOR_REVIEWS) else attempt.authors
    others = tuple(person for person in attempt.named_reviewers if person not in authors)
    if attempt.person not in attempt.named_reviewers:
        rule = rule_in(type_file(attempt), msg("granskande-roller, and granskare of the document"))
        yield Reason(
            "NOT-A-REVIEWER",
            msg("{person} may not do this: {who}.", person=attempt.register.name_of(attempt.person), who=who),
            rule,
            others,
        )
    if attempt.person in authors:
        yield Reason(
            "SOD-AUTHOR-REVIEWS",
            msg("{person} wrote or submitted this text and can't review it.", person=_name(attempt)),
            rule_in(type_file(attempt), msg("no avsteg for {exemption}", exemption=Exemption.AUTHOR_REVIEWS.value)),
            others,
        )


def may_decide(attempt: Attempt) -> Iterator[Reason]:
    """A mandate that covers the type and every unit today; or the recorder of a body's complete decision."""
    if attempt.wish.decision is not None:
        yield from _may_record(attempt)
        return
    if attempt.person in attempt.deciders:
        return
    units = attempt.front.units
    bodies = attempt.register.deciding_bodies(attempt.front.type, units, attempt.today)
    if bodies and not attempt.deciders:
        recorders = tuple(dict.fromkeys((*_duty(attempt, Duty.RECORD), *_duty(attempt, Duty.REGISTER))))
        names = tuple(attempt.register.body_by_id[body].name(attempt.today) for body in bodies)
        yield Reason(
            "BODY-DECIDES",
            msg(
                "{type} is decided by a body ({bodies}); a recorder enters the decision with --decision"
                ' "organ datum § nr, diarienummer".',
                type=attempt.type.label,
                bodies=names,
            ),
            rule_in(MANDATES, _lines(attempt)),
            recorders,
        )
        return
    yield Reason(
        "NO-MANDATE",
        msg(
            "{person} has no mandate today to decide {type} for {units}.{deputy}",
            person=_name(attempt),
            type=attempt.type.label,
            units=units,
            deputy=_deputy(attempt),
        ),
        rule_in(MANDATES, _lines(attempt)),
        tuple(person for person in attempt.deciders if person not in attempt.authors),
    )


def _lines(attempt: Attempt) -> Message:
    lines = tuple(mandate.id for mandate in attempt.register.mandates if attempt.front.type in mandate.types)
    return msg("lines {lines}", lines=lines) if lines else msg("no line gives anybody this type")


def _deputy(attempt: Attempt) -> Message:
    stood_in = [
        holding
        for holding in attempt.register.holdings
        if holding.person == attempt.person and holding.deputy_for and not holding.covers(attempt.today)
    ]
    if not stood_in:
        return msg(" A deputy for a holiday needs a dated line there.")
    return msg(
        " The line as deputy for {principal} applied from {start} until {end}.",
        principal=attempt.register.name_of(stood_in[-1].deputy_for or ""),
        start=stood_in[-1].from_day or "–",
        end=stood_in[-1].until or "–",
    )


def _may_record(attempt: Attempt) -> Iterator[Reason]:
    recorders = tuple(dict.fromkeys((*_duty(attempt, Duty.RECORD), *_duty(attempt, Duty.REGISTER))))
    who = msg("a board secretary or registrar records what a body decided")
    yield from _allowed(attempt, recorders, who, msg("{file}: uppgifter", file=MANDATES), "NOT-A-RECORDER")
    decision = attempt.decision
    if decision is None:
        yield Reason(
            "DECISION-INCOMPLETE",
            msg(
                'The decision "{text}" must name body, date, § and registration number,'
                ' as in "Regionfullmäktige 2026-05-28 § 104, RS 2026-00191".',
                text=attempt.wish.decision or "",
            ),
            msg("organisation/enheter.yaml: organ"),
        )
        return
    if decision.day > attempt.today:
        yield Reason("DECISION-AHEAD", msg("The body's decision is dated {day}, which has not come.", day=decision.day))
    if not attempt.register.body_mandates(decision.body, attempt.front.type, attempt.front.units, decision.day):
        bodies = attempt.register.deciding_bodies(attempt.front.type, attempt.front.units, decision.day)
        names = tuple(attempt.register.body_by_id[body].name(attempt.today) for body in bodies)
        yield Reason(
            "BODY-WITHOUT-MANDATE",
            msg(
                "{body} had no mandate on {day} to decide {type} for {units}; these bodies had: {bodies}.",
                body=attempt.register.body_by_id[decision.body].name(attempt.today),
                day=decision.day,
                type=attempt.type.label,
                units=attempt.front.units,
                bodies=names or msg("none"),
            ),
            rule_in(MANDATES, _lines(attempt)),
        )


def separate(attempt: Attempt) -> Iterator[Reason]:
    """Who approves has neither written, submitted nor reviewed the text; a body's decision is its own."""
    if attempt.wish.decision is not None:
        return
    others = tuple(
        person
        for person in attempt.deciders
        if person not in attempt.authors and person not in {vote.person for vote in attempt.life.work.votes}
    )
    if attempt.person in attempt.authors and not attempt.type.waiver(Exemption.SUBMITTER_APPROVES):
        yield Reason(
            "SOD-SELF-APPROVAL",
            msg("{person} wrote or submitted this text and can't approve it.", person=_name(attempt)),
            rule_in(type_file(attempt), msg("no avsteg for {exemption}", exemption=Exemption.SUBMITTER_APPROVES.value)),
            others,
        )
    voted = any(vote.person == attempt.person for vote in attempt.life.work.votes)
    if voted and not attempt.type.waiver(Exemption.REVIEWER_APPROVES):
        yield Reason(
            "SOD-REVIEWER-APPROVES",
            msg("{person} has reviewed this text and can't approve it too.", person=_name(attempt)),
            rule_in(type_file(attempt), msg("no avsteg for {exemption}", exemption=Exemption.REVIEWER_APPROVES.value)),
            others,
        )


def separate_from_edition(attempt: Attempt) -> Iterator[Reason]:
    """Who vouches anew for an edition has neither written nor submitted it."""
    if attempt.target is None or attempt.wish.decision is not None:
        return
    if attempt.person in (attempt.target.submit.person, *attempt.front.authors):
        yield Reason(
            "SOD-SELF-APPROVAL",
            msg("{person} wrote or submitted this text and can't approve it.", person=_name(attempt)),
            FLOW_RULE,
            tuple(person for person in attempt.deciders if person not in attempt.front.authors),
        )


def _name(attempt: Attempt) -> str:
    return attempt.register.name_of(attempt.person)
