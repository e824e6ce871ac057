"""*Misstatement* (LS520): what a new act says of its maker and its grounds is what ledsys would have written.

A signature proves that a person said something, not that it is so. What no other rule holds against the register and
the acts before is held against them here, when the act lands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledsys.lifecycle.decision import read_decision
from ledsys.lifecycle.parts import fitting_roles
from ledsys.message import Message, msg, plural
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.landing import Landing
from ledsys.model.register import Delegation
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.rules.founded import DECIDING
from ledsys.rules.landings import flooded, fresh_acts
from ledsys.rules.rule import Case, Hit, landing_rule
from ledsys.rules.signatures import hit

_OF_NEWEST = (ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE)
_REPEATING_OWNER = (ActKind.SUBMIT, ActKind.APPROVE, ActKind.PUBLISH)


@landing_rule("LS520", "act-misstated")
def act_misstated(landing: Landing, case: Case) -> Iterator[Hit]:
    """An act says something of its maker or its grounds that is not so."""
    for act in () if flooded(landing) else fresh_acts(landing):
        acts = landing.after.acts[act.document]
        wrongs = (
            *(*_name(act, case), *_role(act, acts), *_mandate(act, case, landing)),
            *(*_owner(act, acts), *_against(act, acts), *_dates(act, acts), *_votes(act, acts, case, landing)),
            *(*_edition(act, acts), *_successor(act)),
        )
        for field, wrong in wrongs:
            yield hit(act, field, wrong)


def _name(act: Act, case: Case) -> Iterator[tuple[str, Message]]:
    """The printed name is the register's: today's, or that of the policy which the signer saw."""
    seen = case.corpus.policies.get(act.policy or "") or case.corpus.policy
    if act.name not in {case.register.name_of(act.person), seen.register.name_of(act.person)}:
        yield "name", msg("The act calls {person} “{name}”; the register does not.", person=act.person, name=act.name)


def _role(act: Act, acts: tuple[Act, ...]) -> Iterator[tuple[str, Message]]:
    """The part in which the person acts is one that fits the act; what a body decided is recorded."""
    if act.role not in fitting_roles(act, acts):
        yield "role", msg("Nobody does this ({act}) as {role}.", act=act.kind.value, role=act.role)


def _mandate(act: Act, case: Case, landing: Landing) -> Iterator[tuple[str, Message]]:
    """The line of the delegation order, and the delegation, that the act relies on are such as the person has."""
    document = landing.after.document(act.document)
    front = case.front(act, document) if document is not None else None
    if front is None:
        return
    if act.mandate is None:
        if act.kind in DECIDING:
            yield "mandate", msg("The act names no line of the delegation order.")
        return
    register, day = case.register, act.signed_at.date()
    decision = read_decision(act.decision, register) if act.decision is not None else None
    places = [(unit,) for unit in front.units] if act.kind is ActKind.STOP else [front.units]
    if decision is not None:
        lines = register.body_mandates(decision.body, front.type, front.units, decision.day)
    else:
        lines = tuple(line for units in places for line in register.mandates_of(act.person, front.type, units, day))
    if act.mandate not in {line.id for line in lines}:
        yield "mandate", msg("{person} did not have the mandate {mandate}.", person=act.person, mandate=act.mandate)
        return
    handed_on = decision is None and any(
        register.delegation_for(act.person, act.mandate, units, day) is not None for units in places
    )
    grounds = {entry.act for entry in register.delegations if _of(entry, act)} if handed_on else {None}
    if act.on_behalf_of not in grounds:
        yield "on-behalf-of", msg("The act does not name the act by which the mandate was handed on, or names another.")


def _of(entry: Delegation, act: Act) -> bool:
    return (entry.delegate, entry.mandate) == (act.person, act.mandate) and entry.covers(act.signed_at.date())


def _owner(act: Act, acts: tuple[Act, ...]) -> Iterator[tuple[str, Message]]:
    """The first submit says who the content owner is, and a handover who it becomes; no other act changes that."""
    before = next((other.owner for other in reversed(acts) if other.owner and other.order < act.order), None)
    first = act.kind is ActKind.SUBMIT and before is None
    repeated = before if act.kind in _REPEATING_OWNER else None
    wrong = act.owner is None if first else act.owner != repeated
    if wrong and act.kind is not ActKind.HANDOVER:
        yield "owner", msg("The content owner is {owner}; only a handover changes that.", owner=before or "–")


def _against(act: Act, acts: tuple[Act, ...]) -> Iterator[tuple[str, Message]]:
    """What the text was compared with is a version of the document; which one applied, clones may see otherwise."""
    published = {other.content for other in acts if other.kind is ActKind.PUBLISH and other.order < act.order}
    if act.against not in {None, *published}:
        yield "against", msg("The text that was compared with is no version of the document.")


def _dates(act: Act, acts: tuple[Act, ...]) -> Iterator[tuple[str, Message]]:
    """A publication bears the dates that were approved."""
    approve = next((other for other in acts if other.id == act.of), None)
    if act.kind is not ActKind.PUBLISH or approve is None:
        return
    if (act.valid_from, act.valid_until) != (approve.valid_from, approve.valid_until):
        yield "valid-from", msg("The act publishes other dates than those that were approved.")


def _edition(act: Act, acts: tuple[Act, ...]) -> Iterator[tuple[str, Message]]:
    """What is decided of an edition is decided of the newest; only a stop may be of the one that still applies."""
    newest = max(
        (other.version for other in acts if other.kind is ActKind.PUBLISH and other.order < act.order),
        default=act.version,
    )
    if act.kind in _OF_NEWEST and act.version != newest:
        yield (
            "version",
            msg("The act is about version {version}; the newest is {newest}.", version=act.version, newest=newest),
        )


def _successor(act: Act) -> Iterator[tuple[str, Message]]:
    """What takes over from a repealed document is another document, and nothing else is followed by one."""
    if act.successor is None:
        return
    if act.kind is not ActKind.REPEAL:
        yield "successor", msg("Only a repeal names a document that takes over; this is none.")
    elif act.successor == act.document or not re.fullmatch(DOCUMENT_ID_PATTERN, act.successor):
        yield "successor", msg("{successor} is no other document.", successor=act.successor)


def _votes(act: Act, acts: tuple[Act, ...], case: Case, landing: Landing) -> Iterator[tuple[str, Message]]:
    """An approval counts standing votes, each person's latest, and as many as the type asks for."""
    if act.kind is not ActKind.APPROVE:
        return
    latest = {
        vote.person: vote
        for vote in acts
        if vote.kind is ActKind.REVIEW and vote.of == act.of and vote.order < act.order
    }
    standing = {vote.id for vote in latest.values() if vote.meaning is Meaning.OK}
    stale = set(act.relies_on) - standing
    if stale:
        yield "relies-on", msg("The act counts votes that do not stand: {votes}.", votes=tuple(sorted(stale)))
    document = landing.after.document(act.document)
    front = case.front(act, document) if document is not None else None
    asked = case.corpus.policy.types.get(front.type) if front is not None else None
    lacking = (asked.reviewers if asked is not None else 0) - len(standing & set(act.relies_on))
    if lacking > 0:
        yield (
            "relies-on",
            plural("The act counts {n} review too few.", "The act counts {n} reviews too few.", lacking),
        )
