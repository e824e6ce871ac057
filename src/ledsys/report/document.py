"""Everything about one document: what applies, what is being written, who, where, and what it stands in relation to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ledsys.language import say
from ledsys.lifecycle import Edition, Life, waiting
from ledsys.lifecycle.front import front_of
from ledsys.lifecycle.overview import Overview, overview
from ledsys.message import Message, Value, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.report.data import json_text, one_line
from ledsys.report.people import named, owner_named
from ledsys.report.periods import periods, told_periods
from ledsys.report.terminal import told
from ledsys.report.titles import UNREADABLE, title_of, type_label, unit_names
from ledsys.report.words import level_word, vote_word


def text_lines(corpus: Corpus, lives: Mapping[str, Life], document: Document) -> Iterator[str]:
    """Yield a heading, then ``label: value`` lines; what there is nothing to say of is left out."""
    seen = overview(corpus, lives, document)
    yield told(msg("{document} {title}", document=document.id or "–", title=one_line(seen.title) or "–"))
    if document.front is None:
        yield told(UNREADABLE)
    for label, value in _facts(corpus, lives, seen):
        yield told(msg("  {label}: {value}", label=label, value=value))


def _facts(corpus: Corpus, lives: Mapping[str, Life], seen: Overview) -> Iterator[tuple[Message, Value]]:
    yield msg("File"), seen.document.path
    yield msg("State"), seen.states
    if seen.front is not None:
        yield msg("Type"), one_line(type_label(corpus, seen.front.type))
        yield msg("Applies to"), tuple(one_line(name) for name in unit_names(corpus, seen.front.units))
    owner = seen.life.owner or (seen.front.owner if seen.front is not None else None)
    if owner is not None:
        yield msg("Content owner"), one_line(owner_named(corpus, owner))
    for edition in reversed(seen.life.editions):
        yield msg("Version {version}", version=f"{edition.version}.0"), _edition(corpus, edition)
    yield from _work(corpus, seen)
    yield from _relations(corpus, lives, seen)


def _edition(corpus: Corpus, edition: Edition) -> Message:
    act = edition.approve
    who: Value = one_line(named(corpus, act.person))
    if act.decision is not None:
        who = msg("{decision}, entered by {person}", decision=one_line(act.decision), person=who)
    approved = msg(
        "{state}, {periods}, approved {day}: {who} ({level})",
        state=edition.state(corpus.today).value,
        periods=told_periods(edition),
        day=act.signed_at.date(),
        who=who,
        level=level_word(edition.level.code),
    )
    return msg("{approved} (taken over)", approved=approved) if edition.taken_over else approved


def _work(corpus: Corpus, seen: Overview) -> Iterator[tuple[Message, Value]]:
    work, front = seen.life.work, seen.document.front
    if work.reached.open and front is not None:
        text = msg("version {version}, {state}", version=f"{work.version or front.version}.0", state=work.reached.value)
        yield msg("Being written"), text
        if seen.shown is not None and front.title != seen.title:
            yield msg("New title"), one_line(front.title)
    for vote in work.votes if work.reached.open else ():
        yield msg("Review"), _vote(corpus, vote)
    waits = waiting(corpus, seen.document)
    if waits is not None:
        who = tuple(named(corpus, person) for person in waits.persons) or msg("nobody in the register can do it today")
        yield msg("Waits for"), msg("{what} ({who}): {command}", what=waits.what, who=who, command=waits.command)


def _vote(corpus: Corpus, vote: Act) -> Message:
    person, answer = one_line(named(corpus, vote.person)), vote_word(vote.meaning)
    if vote.reason is None:
        return msg("{person}: {answer}", person=person, answer=answer)
    return msg("{person}: {answer}, {reason}", person=person, answer=answer, reason=one_line(vote.reason))


def _relations(corpus: Corpus, lives: Mapping[str, Life], seen: Overview) -> Iterator[tuple[Message, Value]]:
    for label, documents in (
        (msg("Governed by"), seen.front.governed_by if seen.front is not None else ()),
        (msg("Governs"), governed(corpus, lives, seen.document.id)),
        (msg("Referred to by"), referring(corpus, lives, seen.document.id)),
        (msg("Replaces"), seen.front.replaces if seen.front is not None else ()),
    ):
        for document in documents:
            yield label, _named(corpus, lives, document)
    if seen.front is not None and seen.front.registration is not None:
        yield msg("Registration number"), one_line(seen.front.registration)
    if seen.front is not None and seen.front.former_ids:
        yield msg("Former ids"), tuple(one_line(former) for former in seen.front.former_ids)


def _named(corpus: Corpus, lives: Mapping[str, Life], document: str) -> str:
    life = lives.get(document)
    if life is None:
        return say(msg("{document} (there is no such document)", document=document))
    return f"{document} {title_of(corpus, document, life.shown(corpus.today))}"


def governed(corpus: Corpus, lives: Mapping[str, Life], document: str) -> tuple[str, ...]:
    """Give the ids of documents that name this one as governing them, in order."""
    fronts = ((other, front_of(corpus, other, life.shown(corpus.today))) for other, life in lives.items())
    return tuple(sorted(other for other, front in fronts if front is not None and document in front.governed_by))


def referring(corpus: Corpus, lives: Mapping[str, Life], document: str) -> tuple[str, ...]:
    """Give the ids of documents whose text, as shown today, links to this one, in order."""
    found = set()
    for other in corpus.documents:
        life = lives.get(other.id)
        shown = life.shown(corpus.today) if life is not None else None
        frozen = corpus.editions.get(other.id, {}).get(shown.version) if shown is not None else None
        links = (frozen or other).facts.links
        if other.id and other.id != document and any(link.target.partition("#")[0] == document for link in links):
            found.add(other.id)
    return tuple(sorted(found))


def as_json(corpus: Corpus, lives: Mapping[str, Life], document: Document) -> str:
    """Give the document as JSON of format ledsys-show-1."""
    from ledsys.report.lists import record
    from ledsys.report.status import wait_record

    seen = overview(corpus, lives, document)
    waits = waiting(corpus, document)
    content: dict[str, Any] = {
        "day": corpus.today,
        **record(seen),
        "digest": document.digest,
        "editions": [_edition_record(edition, corpus) for edition in seen.life.editions],
        "being_written": seen.life.work.version if seen.work.open else None,
        "governed_by": seen.front.governed_by if seen.front is not None else (),
        "governs": governed(corpus, lives, document.id),
        "referred_to_by": referring(corpus, lives, document.id),
        "waits_for": wait_record(document, waits) if waits is not None else None,
    }
    return json_text("ledsys-show-1", content)


def _edition_record(edition: Edition, corpus: Corpus) -> dict[str, Any]:
    return {
        "version": edition.version,
        "state": edition.state(corpus.today).value,
        "valid_from": edition.valid_from,
        "last_day": edition.last_day,
        "periods": [{"valid_from": start, "last_day": end} for start, end in periods(edition)],
        "content": edition.content,
        "taken_over": edition.taken_over,
        "approved_by": edition.approve.person,
        "approved": edition.approve.signed_at.date(),
        "mandate": edition.approve.mandate,
        "decision": edition.approve.decision,
        "role": edition.approve.role,
        "on_behalf_of": edition.approve.on_behalf_of,
        "level": edition.level.code,
        "vouched_for_by": [act.person for act in edition.baselines],
    }
