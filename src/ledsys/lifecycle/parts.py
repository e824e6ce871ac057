"""*Parts*: in which part somebody acts, and whether the register gives the person one that allows the move.

When an act lands, the guards of its move are tried on what main held just then. Files alone don't tell what that was: a
draft has been edited since, and what others did may have landed later though it was signed before. So here everything
counts for the person that may have been so; what is left is what nobody can have been allowed.
"""

from __future__ import annotations

from collections.abc import Mapping

from ledsys.lifecycle.texts import text_of
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document, FrontMatter
from ledsys.model.organisation import Duty
from ledsys.model.register import Register

_ROLES: Mapping[ActKind, tuple[str, ...]] = {
    ActKind.REVIEW: ("reviewer",),
    ActKind.PUBLISH: ("publisher", "approver"),
    **dict.fromkeys((ActKind.APPROVE, ActKind.CONFIRM, ActKind.REPEAL, ActKind.BASELINE), ("approver",)),
}
_OTHER_ROLES = ("author", "owner", "approver", "submitter", "administrator")

_DUTIES: Mapping[ActKind, Duty] = {
    ActKind.SUBMIT: Duty.ADMINISTER,
    ActKind.REVISE: Duty.ADMINISTER,
    ActKind.RECALL: Duty.REGISTER,
    ActKind.ABANDON: Duty.REGISTER,
    ActKind.HANDOVER: Duty.REGISTER,
    ActKind.STOP: Duty.REGISTER,
    ActKind.PUBLISH: Duty.PUBLISH,
}
"""The duty that allows a move by itself; of the moves that are not here, mandates and reviewers decide."""
_OF_OWNER = (ActKind.SUBMIT, ActKind.REVISE, ActKind.RECALL, ActKind.ABANDON, ActKind.HANDOVER)
_OF_DECIDER = (ActKind.REVISE, ActKind.RECALL, ActKind.HANDOVER, ActKind.STOP)
_OF_MAKER = {ActKind.RECALL: ActKind.SUBMIT, ActKind.ABANDON: ActKind.SUBMIT, ActKind.PUBLISH: ActKind.APPROVE}
"""Whoever made the one may do the other with the same version."""
_OF_TEXT = (ActKind.SUBMIT, ActKind.PUBLISH)


def fitting_roles(act: Act, acts: tuple[Act, ...]) -> tuple[str, ...]:
    """Give the parts that fit the act, as acts call them; what a body decided is recorded."""
    followed = next((other for other in acts if other.id == act.of), None)
    if act.kind is ActKind.PUBLISH and followed is not None:
        return ("approver",) if act.person == followed.person else ("publisher",)
    return ("recorder",) if act.decision is not None else _ROLES.get(act.kind, _OTHER_ROLES)


def without_part(act: Act, document: Document, corpus: Corpus, register: Register) -> bool:
    """Tell whether the person can't have had any part on the day of the act that allowed it.

    It is about moves that need no mandate and no reviewer. False also where the files don't tell any more.
    """
    duty, texts = _DUTIES.get(act.kind), _texts(act, document, corpus)
    if duty is None or texts is None:
        return False
    acts = corpus.acts[act.document]
    owners = _owners(act, acts, texts)
    if owners is None:
        return False
    person, day = act.person, act.signed_at.date()
    return not (
        any(register.has_duty(person, duty, units, day) for units in ([text.units for text in texts] or [()]))
        or any(person in register.owner_persons(owner, day) for owner in owners)
        or (act.kind is ActKind.SUBMIT and any(person in text.authors for text in texts))
        or any(_made(other, act) for other in acts)
        or (act.kind in _OF_DECIDER and _may_decide(act, texts, register))
    )


def vouches_for_own(act: Act, document: Document, corpus: Corpus) -> bool:
    """Tell whether a person vouches anew for an edition that the same person wrote or submitted."""
    text = text_of(act, document, corpus)
    if act.kind is not ActKind.BASELINE or act.decision is not None or text is None or text.front is None:
        return False
    found: Act | None = act
    by_id = {other.id: other for other in corpus.acts[act.document]}
    for _ in (ActKind.PUBLISH, ActKind.APPROVE, ActKind.SUBMIT):
        found = by_id.get(found.of or "") if found is not None else None
    return act.person in (*text.front.authors, *((found.person,) if found is not None else ()))


def _texts(act: Act, document: Document, corpus: Corpus) -> tuple[FrontMatter, ...] | None:
    """Give the texts that the act may have been judged by; none at all where any may, None where none is left.

    A draft may have been any text. What has been published is as it was: nobody edits it but in a new version.
    """
    editions = corpus.editions.get(act.document, {})
    if act.kind in _OF_TEXT:
        text = text_of(act, document, corpus) if act.content is not None else None
        return (text.front,) if text is not None and text.front is not None else None
    fronts = {version: edition.front for version, edition in editions.items() if edition.front is not None}
    if act.kind is ActKind.STOP:
        return tuple(fronts.values()) or None
    version = act.version - 1 if act.kind is ActKind.REVISE else act.version
    published = any(
        other.kind is ActKind.PUBLISH and other.version == version and other.order < act.order
        for other in corpus.acts[act.document]
    )
    about = fronts.get(version) if published and act.kind in {ActKind.REVISE, ActKind.HANDOVER} else None
    return (about,) if about is not None else ()


def _owners(act: Act, acts: tuple[Act, ...], texts: tuple[FrontMatter, ...]) -> frozenset[str] | None:
    """Give all who may have been the content owner then, None where that was only in a draft.

    Whoever submits the first version may name anybody, and hand over at once.
    """
    if act.kind not in _OF_OWNER:
        return frozenset()
    begins = act.kind is ActKind.SUBMIT and act.of is None
    named = frozenset(other.owner for other in acts if other.owner and (begins or other.order < act.order))
    if begins:
        return named | {text.owner for text in texts}
    return named or None


def _made(other: Act, act: Act) -> bool:
    """Tell whether an act is by the same person, of the same version, and such that its maker may go on."""
    if other.kind is not _OF_MAKER.get(act.kind) or other.order > act.order:
        return False
    same = (other.person, other.version) == (act.person, act.version)
    return same and (act.kind is not ActKind.PUBLISH or other.content == act.content)


def _may_decide(act: Act, texts: tuple[FrontMatter, ...], register: Register) -> bool:
    """Tell whether the person has a mandate: for one of the texts, or for anything where it may be any text.

    To stop an edition, a mandate for one of its units is enough.
    """
    person, day = act.person, act.signed_at.date()
    if not texts:
        handed_on = any(entry.delegate == person and entry.covers(day) for entry in register.delegations)
        return handed_on or any(register.holds(person, mandate, day) for mandate in register.mandates)
    return any(
        register.mandates_of(person, text.type, units, day)
        for text in texts
        for units in ([(unit,) for unit in text.units] if act.kind is ActKind.STOP else [text.units])
    )
