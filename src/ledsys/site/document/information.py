"""The block *information about the document*: who owns, reviewed and approved it, and how long it applies.

Its labels are the field's own ("Information om handlingen"). Names, validity and decisions come from acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledsys.copycode import copy_code, shown
from ledsys.lifecycle.exemptions import granted
from ledsys.lifecycle.life import Edition
from ledsys.message import Message, msg
from ledsys.model.doctype import Exemption
from ledsys.site.document import proof
from ledsys.site.document.validity import last_day
from ledsys.site.shelf import Copy, Entry
from ledsys.site.words import FORMS, OPEN, Ref, Words

SEPARATIONS = {
    Exemption.REVIEWER_APPROVES: msg("A reviewer also approved the document."),
    Exemption.SUBMITTER_APPROVES: msg("The one who submitted the document also approved it."),
    Exemption.AUTHOR_REVIEWS: msg("An author also reviewed the document."),
}


CODE, DIGEST = msg("Copy code"), msg("Content digest")
NAMES = (msg("Version"), CODE, DIGEST, msg("Remark"))
"""The labels of what names a version and says nothing of what it changed."""


@dataclass(frozen=True)
class Row:
    """A label and what stands under it."""

    label: str
    values: tuple[Ref, ...]


def information(entry: Entry, copy: Copy, words: Words) -> tuple[Row, ...]:
    """Give the rows of the block in the field's own order; what the document lacks has no row."""
    return tuple(Row(words.say(label), values) for label, values in _rows(entry, copy, words) if values)


def _rows(entry: Entry, copy: Copy, words: Words) -> Iterator[tuple[Message, tuple[Ref, ...]]]:
    edition, front = copy.edition, copy.front
    yield msg("Document type"), (words.type(front.type),)
    yield msg("Applies to"), tuple(words.unit(unit) for unit in front.units)
    yield msg("Content owner"), words.owner(entry.life.owner or front.owner)
    reviewers = tuple(Ref(words.person(act.person, act.name)) for act in edition.reviews)
    yield msg("Reviewed by"), reviewers or _texts(words.say(_no_review(front.type, words)))
    yield msg("Approved by"), (proof.approver(edition, words),)
    yield msg("Document ID"), _texts(entry.id)
    yield msg("Version"), _texts(f"{edition.version}.0")
    yield msg("Valid from"), _texts(str(edition.valid_from))
    yield msg("Valid until"), _texts(last_day_in_words(edition, words))
    yield msg("Registration number"), _texts(front.registration)
    yield msg("Decision"), _texts(edition.approve.decision, _form(edition, words))
    yield msg("Former id"), _texts(*front.former_ids)
    yield msg("Former title"), _texts(*front.former_titles)
    yield msg("Document date"), _texts(str(front.document_date) if front.document_date else None)
    yield from proof.rows(edition, words)
    yield msg("Send list"), _texts(*front.send_list)
    yield from _own(copy, words)
    yield msg("Remark"), tuple(Ref(note) for note in _notes(copy, words))
    yield CODE, _texts(shown(copy_code(entry.id, edition.version, edition.content)))
    yield DIGEST, _texts(edition.content)


def _no_review(type_: str, words: Words) -> Message:
    """Say that nobody reviewed; what the type asks is what it asks today, which may be more than it did then."""
    known = words.policy.types.get(type_)
    return msg("Nobody; the type asks for no review") if known is not None and not known.reviewers else msg("Nobody")


def last_day_in_words(edition: Edition, words: Words) -> str:
    """Give the last day in force, for the block and for the foot of the printed page."""
    last = last_day(edition, words.day)
    return str(last) if last is not None else words.say(msg("Never in force"))


def _form(edition: Edition, words: Words) -> str | None:
    mandate = words.mandates.get(edition.approve.mandate or "")
    return words.say(FORMS[mandate.form]) if mandate is not None else None


def _own(copy: Copy, words: Words) -> Iterator[tuple[Message, tuple[Ref, ...]]]:
    """Give the fields of the type's own, with the labels that the organisation gave them."""
    known = words.policy.types.get(copy.front.type)
    for field in known.fields if known is not None else ():
        value = copy.frozen.own.get(field.key)
        if isinstance(value, bool):
            value = words.say(msg("Yes") if value else msg("No"))
        values = value if isinstance(value, tuple | list) else (value,)
        yield (
            Message("{label}", (("label", field.label),)),
            _texts(*(None if one is None else str(one) for one in values)),
        )


def _notes(copy: Copy, words: Words) -> Iterator[str]:
    edition, approve = copy.edition, copy.edition.approve
    if words.policy.settings.authority.open:
        yield words.say(OPEN)
    if edition.taken_over:
        yield words.say(
            msg("Taken over: earlier versions were decided before ledsys, and their approval is not proven here.")
        )
    owner = approve.owner or copy.front.owner
    owners = words.policy.register.owner_persons(owner, approve.signed_at.date())
    if approve.decision is None and approve.person in owners and approve.person != edition.submit.person:
        yield words.say(msg("The content owner approved what another person submitted."))
    for exemption in _used(copy):
        reason = next((found for act in (approve, *edition.reviews) if (found := granted(act, exemption))), None)
        said = words.say(SEPARATIONS[exemption])
        why = words.say(msg("Allowed for this document type: {reason}", reason=reason)) if reason else ""
        yield f"{said} {why}".strip()
    for confirm in edition.confirms:
        yield words.say(
            msg(
                "Reviewed without change {day} by {person}: {note}",
                day=confirm.signed_at.date(),
                person=confirm.name,
                note=confirm.reason or "–",
            )
        )


def _used(copy: Copy) -> Iterator[Exemption]:
    """Give the separations of duties that were not kept; a body's recorder decides nothing, so none concerns it."""
    edition, approve = copy.edition, copy.edition.approve
    reviewers = {act.person for act in edition.reviews}
    if approve.decision is None and approve.person in reviewers:
        yield Exemption.REVIEWER_APPROVES
    if approve.decision is None and approve.person == edition.submit.person:
        yield Exemption.SUBMITTER_APPROVES
    if reviewers & set(copy.front.authors):
        yield Exemption.AUTHOR_REVIEWS


def _texts(*values: str | None) -> tuple[Ref, ...]:
    return tuple(Ref(value) for value in values if value)
