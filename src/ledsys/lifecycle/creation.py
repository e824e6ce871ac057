"""*Creation*: a new document, from the template of its type. Anyone in the register may start one (design §3)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches

from ledsys.characters import unseen
from ledsys.frontmatter.writing import new_front
from ledsys.lifecycle.attempt import Plan, Reason, Refusal
from ledsys.message import Message, msg, plural
from ledsys.model.change import Change
from ledsys.model.corpus import Corpus
from ledsys.model.document import Status
from ledsys.model.image import is_of_device
from ledsys.model.scalars import LARGEST_NUMBER

DIGITS = 6
LONGEST_TITLE = 200


@dataclass(frozen=True)
class NewDocument:
    """What somebody asked for; ``version`` is above 1 for a document taken over from elsewhere."""

    type: str
    title: str
    units: tuple[str, ...]
    owner: str
    reviewers: tuple[str, ...] = ()
    approver: str | None = None
    version: int = 1


def used_ids(corpus: Corpus) -> frozenset[str]:
    """Give every document id that was ever used: by documents, acts, editions and as an id from elsewhere."""
    former = (old for document in corpus.documents if document.front for old in document.front.former_ids)
    return frozenset((*corpus.by_id, *corpus.acts, *corpus.editions, *former))


def new_id(prefix: str, used: Collection[str], draw: Callable[[int], int]) -> str:
    """Give an id that was never used; ``draw`` gives a random number below its argument."""
    while True:
        number = 10 ** (DIGITS - 1) + draw(9 * 10 ** (DIGITS - 1))
        candidate = f"{prefix}-{number}"
        if candidate not in used:
            return candidate


def slug(title: str) -> str:
    """Give a file name of a-z, 0-9 and hyphens for a title; å and ä become a, ö becomes o.

    Names that Windows keeps for devices, such as con, get a word more.
    """
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-") or "dokument"
    return f"{name}-dokument" if is_of_device(name) else name


def create(wanted: NewDocument, person: str, document_id: str, corpus: Corpus, now: datetime) -> Plan | Refusal:
    """Plan the new file and its commit, or give all reasons against; ``now`` is in the docs repo's own zone."""
    wanted = _composed(wanted)
    reasons = tuple(_reasons(wanted, person, corpus, now))
    if reasons:
        return Refusal(reasons)
    register = corpus.policy.register
    author = register.person_by_id[person]
    path = _free_path(wanted, corpus)
    values: Mapping[str, str | tuple[str, ...]] = {
        "dokument-id": document_id,
        "titel": wanted.title,
        "handlingstyp": wanted.type,
        "status": Status.DRAFT.value,
        "version": str(wanted.version),
        "innehållsansvarig": wanted.owner,
        **({"granskare": wanted.reviewers} if wanted.reviewers else {}),
        **({"godkännare": wanted.approver} if wanted.approver else {}),
        "författare": (person,),
        "gäller-för": wanted.units,
    }
    template = corpus.policy.templates.get(wanted.type, "")
    text = f"---\n{new_front(values)}---\n\n{template}"
    change = Change(
        writes={path: text.encode()},
        subject=f"new {document_id}: {wanted.title}",
        author=author.name,
        email=author.address(corpus.policy.settings.repo_id),
        when=now.replace(microsecond=0),
        expected={path: None},
    )
    return Plan((), change, tuple(_demands(wanted, corpus)))


def _composed(wanted: NewDocument) -> NewDocument:
    """Give what was asked for with letters such as å in one part, however the keyboard or file list gave them."""
    return replace(
        wanted,
        type=_nfc(wanted.type),
        title=_nfc(wanted.title),
        units=tuple(map(_nfc, wanted.units)),
        owner=_nfc(wanted.owner),
        reviewers=tuple(map(_nfc, wanted.reviewers)),
        approver=_nfc(wanted.approver) if wanted.approver else wanted.approver,
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _reasons(wanted: NewDocument, person: str, corpus: Corpus, now: datetime) -> Iterator[Reason]:
    register, today = corpus.policy.register, now.date()
    if not register.present(person, today):
        yield Reason("UNKNOWN-PERSON", msg("{person} is not in the register of persons today.", person=person))
    if wanted.type not in corpus.policy.types:
        yield Reason(
            "UNKNOWN-TYPE",
            msg(
                "There is no document type {type}.{near}",
                type=wanted.type,
                near=_near(wanted.type, corpus.policy.types),
            ),
            msg("handlingstyper/: {types}", types=tuple(sorted(corpus.policy.types))),
        )
    title = wanted.title.strip()
    if not title or len(title) > LONGEST_TITLE:
        yield Reason("TITLE", msg("The title must have between 1 and {limit} characters.", limit=LONGEST_TITLE))
    if unseen(title):
        yield Reason("TITLE", msg("The title holds characters that can't be seen. Type it anew."))
    for unit in wanted.units:
        if unit not in register.unit_by_id:
            near = _near(unit, register.unit_by_id)
            yield Reason("UNKNOWN-UNIT", msg("There is no unit {unit}.{near}", unit=unit, near=near))
    for reference in (wanted.owner, *wanted.reviewers, *((wanted.approver,) if wanted.approver else ())):
        if reference != wanted.approver or reference not in register.body_by_id:
            yield from _known(reference, corpus, now)
    if not 1 <= wanted.version <= LARGEST_NUMBER:
        yield Reason("VERSION", msg("A version is a whole number from 1 to {most}.", most=LARGEST_NUMBER))


def _known(reference: str, corpus: Corpus, now: datetime) -> Iterator[Reason]:
    register = corpus.policy.register
    if register.owner_persons(reference, now.date()):
        return
    role, at, unit = reference.partition("@")
    if at and role in register.role_by_id and unit in register.unit_by_id:
        yield Reason("NOBODY", msg("Nobody holds {reference} today.", reference=reference))
    else:
        near = _near(reference, register.person_by_id)
        yield Reason(
            "UNKNOWN-PERSON", msg("There is no person or role {reference} today.{near}", reference=reference, near=near)
        )


def _near(word: str, known: Collection[str]) -> Message:
    found = get_close_matches(word, sorted(known), n=3)
    return msg(" Did you mean {words}?", words=tuple(found)) if found else Message("")


def _free_path(wanted: NewDocument, corpus: Corpus) -> str:
    base = f"dokument/{wanted.units[0]}/{slug(wanted.title)}"
    taken = {path.casefold() for path in corpus.files}
    number = 1
    while f"{base}{'' if number == 1 else f'-{number}'}.md".casefold() in taken:
        number += 1
    return f"{base}{'' if number == 1 else f'-{number}'}.md"


def _demands(wanted: NewDocument, corpus: Corpus) -> Iterator[Message]:
    kind = corpus.policy.types[wanted.type]
    missing = tuple(field.key for field in kind.fields if field.required)
    if missing:
        yield msg("Fill in these keys of the type before you submit: {keys}.", keys=missing)
    if len(wanted.reviewers) < kind.reviewers and not kind.reviewer_roles:
        yield plural(
            "The type asks for {n} reviewer: name the person in granskare.",
            "The type asks for {n} reviewers: name them in granskare.",
            kind.reviewers,
        )
