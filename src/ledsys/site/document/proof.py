"""The *proof* on a page: who decided an edition, when, in which part, by which mandate, and how well that is proven."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.decision import read_decision
from ledsys.lifecycle.life import Edition
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.doctype import Level
from ledsys.site.words import OPEN, Ref, Words

LEVELS = {
    Level.CLAIMED: msg("Not proven: only claimed, and nobody vouches for it"),
    Level.FORGE: msg("Vouched for by the platform"),
    Level.KEY: msg("Signed with the person's own key"),
    Level.HARDWARE: msg("Signed with the person's own security key"),
    Level.EXTERNAL: msg("Signed in a signing service"),
}
ROLES = {"approver": msg("approver"), "recorder": msg("recorder of a body's decision")}


def rows(edition: Edition, words: Words) -> Iterator[tuple[Message, tuple[Ref, ...]]]:
    """Yield what the block of information says of the decision and its proof."""
    act = edition.approve
    role = ROLES.get(act.role, msg("{role}", role=act.role))
    yield msg("Approved on"), (Ref(f"{act.signed_at:%Y-%m-%d %H:%M}", note=words.say(role)),)
    yield msg("Mandate"), tuple(_mandate(act, words))
    yield msg("Level of proof"), tuple(_proof(edition, words))


def approver(edition: Edition, words: Words) -> Ref:
    """Give who decided: the person (and whose mandate was handed on), or the body and who recorded its decision."""
    act = edition.approve
    person = words.person(act.person, act.name)
    if act.decision is None:
        return Ref(person, note=on_delegation(act, words))
    decision = read_decision(act.decision, words.policy.register)
    body = words.policy.register.body_by_id[decision.body].name(decision.day) if decision else act.decision
    return Ref(body, note=words.say(msg("recorded by {person}", person=person)))


def on_delegation(act: Act, words: Words) -> str:
    """Say whose mandate the act was made by, if it had been handed on; else nothing."""
    if act.on_behalf_of is None:
        return ""
    holder = next((line.holder for line in words.policy.register.delegations if line.act == act.on_behalf_of), None)
    if holder is None:
        return words.say(msg("on a delegation that is not known here"))
    return words.say(msg("on delegation from {person}", person=words.person(holder)))


def level_in_words(edition: Edition, words: Words) -> str:
    """Give how well the decision is proven."""
    return words.say(LEVELS[edition.level])


def signature_line(edition: Edition, words: Words) -> str:
    """Give decision and proof in one line, for the foot of the printed page."""
    act = edition.approve
    said = msg(
        "Approved {day} by {person}. {level}.",
        day=act.signed_at.date(),
        person=act.decision or words.person(act.person, act.name),
        level=LEVELS[edition.level],
    )
    return " ".join((words.say(said), *((words.say(OPEN),) if words.policy.settings.authority.open else ())))


def _mandate(act: Act, words: Words) -> Iterator[Ref]:
    line = words.mandates.get(act.mandate or "")
    if line is not None:
        yield Ref(line.id, note=line.decided_by)
    elif act.mandate is not None:
        yield Ref(act.mandate, note=words.say(msg("not in the delegation order")))


def _proof(edition: Edition, words: Words) -> Iterator[Ref]:
    yield Ref(level_in_words(edition, words))
    for act in edition.baselines:
        said = msg(
            "Vouched for afterwards, {day}, by {person}",
            day=act.signed_at.date(),
            person=words.person(act.person, act.name),
        )
        yield Ref(words.say(said), note=on_delegation(act, words))
