"""*References* (LS4): everything in a document that points at something else: documents, files, matters, laws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ledsys.lifecycle.life import EditionState, Life
from ledsys.message import Message, msg
from ledsys.model.document import Document, Status
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.model.registration import is_canonical, normalise
from ledsys.rules import citations, links
from ledsys.rules.lookup import lookup, signs
from ledsys.rules.named import living
from ledsys.rules.rule import Case, Hit, Rule, document_rule

_GOVERNED_BY, _REPLACES, _REGISTRATION = "utgår-från", "ersätter", "diarienummer"


class _Reference(NamedTuple):
    """A document that this one points at, and where it says so."""

    id: str
    place: Place


def _governing(document: Document) -> Iterator[_Reference]:
    for front in living(document):
        for number, reference in enumerate(front.governed_by):
            yield _Reference(reference, document.facts.place(f"{_GOVERNED_BY}.{number}"))


def _replaced(document: Document) -> Iterator[_Reference]:
    for front in living(document):
        for number, reference in enumerate(front.replaces):
            yield _Reference(reference, document.facts.place(f"{_REPLACES}.{number}"))


def _linked(document: Document) -> Iterator[_Reference]:
    for link in links.links(document, links.Kind.DOCUMENT):
        yield _Reference(links.before_anchor(link.target), links.place(link))


@document_rule("LS401", "unknown-reference", Severity.ERROR, ages=True)
def unknown_reference(case: Case, document: Document) -> Iterator[Hit]:
    """The document points at an id that no document has."""
    for reference in (*_governing(document), *_replaced(document), *_linked(document)):
        if reference.id in case.corpus.by_id:
            continue
        now = lookup(case).by_former_id.get(reference.id)
        yield Hit(
            reference.place,
            msg("There is no document {id}.", id=reference.id),
            msg("That document is called {now} here. Write {now}.", now=now) if now else look_alike(case, reference.id),
        )


def look_alike(case: Case, document_id: str) -> Message:
    """Say what to do about an id that no document has: perhaps two of its digits have changed places."""
    otherwise = msg("Find the right id with `ledsys list`, or remove the reference.")
    found = lookup(case).by_signs.get(signs(document_id))
    return msg("Did you mean {nearest}? {otherwise}", nearest=found, otherwise=otherwise) if found else otherwise


@document_rule("LS402", "duplicate-id", Severity.ERROR)
def duplicate_id(case: Case, document: Document) -> Iterator[Hit]:
    """Two files claim to be the same document, or one names the id of another as its own from before."""
    others = tuple(other.path for other in case.corpus.by_id.get(document.id, ()) if other is not document)
    if others:
        yield Hit(
            document.facts.place("dokument-id"),
            msg("The id {id} is also in {first}.", id=document.id, first=others[0]),
            msg(
                "An id belongs to one document for ever. Let the older file keep it;"
                " make the other anew with `ledsys new` and move its text there."
            ),
        )
    for number, former in enumerate(document.front.former_ids if document.front is not None else ()):
        bearers = tuple(other.path for other in case.corpus.by_id.get(former, ()) if other is not document)
        if bearers:
            yield Hit(
                document.facts.place(f"tidigare-id.{number}"),
                msg("{id} is the id of another document, {first}.", id=former, first=bearers[0]),
                msg(
                    "Write only ids that this document itself had elsewhere. To say what it takes over from: ersätter."
                ),
            )


@document_rule("LS406", "refers-to-withdrawn", Severity.ERROR, ages=True)
def refers_to_withdrawn(case: Case, document: Document) -> Iterator[Hit]:
    """The document rests on, or leads readers to, one that no longer applies."""
    linked = _linked(document) if any(living(document)) else ()
    for reference in (*_governing(document), *linked):
        life = case.lives.get(reference.id)
        ended = _ended(case, life) if life is not None and reference.id in case.corpus.by_id else None
        if life is None or ended is None or reference.id == document.id:
            continue
        successor = life.repeal.successor if life.repeal is not None else None
        yield Hit(
            reference.place,
            msg("{id} no longer applies ({state}).", id=reference.id, state=ended),
            msg("{successor} took over. Point there if it is right.", successor=successor)
            if successor
            else msg("Point at a document that applies, or remove the reference."),
        )


def _ended(case: Case, life: Life) -> str | None:
    """Give what ended the document, if nothing of it applies today or is to apply; none otherwise."""
    last = life.last
    if last is None:
        return Status.ABANDONED.value if life.work.reached is Status.ABANDONED else None
    state = last.state(case.today)
    if life.in_force(case.today) is None and state is not EditionState.UPCOMING:
        return state.value
    return None


@document_rule("LS407", "registration-number", Severity.WARNING)
def registration_number(_: Case, document: Document) -> Iterator[Hit]:
    """A registration number is not written in the one form that can be searched for."""
    number = document.front.registration if document.front is not None else None
    if number is not None and not is_canonical(number):
        yield Hit(
            document.facts.place(_REGISTRATION),
            msg("The registration number {number} is not written as it should be.", number=number),
            _number_help(normalise(number)),
        )
    for mark in document.facts.numbers:
        if not is_canonical(mark.text) and (form := normalise(mark.text)):
            yield Hit(
                Place(mark.line, mark.column),
                msg("The registration number {number} is not written as it should be.", number=mark.text),
                _number_help(form),
            )


def _number_help(form: str | None) -> Message:
    if form is None:
        return msg("Write series, year and running number, as in RS 2017-00765.")
    if not is_canonical(form):
        return msg("Say which register it stands in, as in RS {form}.", form=form)
    return msg("Write {form}.", form=form)


@document_rule("LS408", "replaces-without-repeal", Severity.WARNING)
def replaces_without_repeal(case: Case, document: Document) -> Iterator[Hit]:
    """The document is published and says that it replaces another, but nobody has repealed that one."""
    if document.status is not Status.PUBLISHED:
        return
    for reference in _replaced(document):
        life = case.lives.get(reference.id)
        if life is None or life.last is None or life.repeal is not None:
            continue
        yield Hit(
            reference.place,
            msg("{id} is said to be replaced, but it has not been repealed.", id=reference.id),
            msg(
                "Ask someone who may decide it to run `ledsys repeal {id} --successor {document} --reason …`.",
                id=reference.id,
                document=document.id,
            ),
        )


@document_rule("LS409", "governing-loop", Severity.ERROR, ages=True)
def governing_loop(case: Case, document: Document) -> Iterator[Hit]:
    """Step by step through ``utgår-från``, the document is said to be governed by itself."""
    loops = lookup(case).loops
    if document.id not in loops:
        return
    for reference in _governing(document):
        if loops.get(reference.id) == loops[document.id]:
            yield Hit(
                reference.place,
                msg(
                    "{document} and {id} govern each other, by way of utgår-från.",
                    document=document.id,
                    id=reference.id,
                )
                if reference.id != document.id
                else msg("{id} is said to be governed by itself.", id=reference.id),
                msg("Let only the lower document name the higher one. Remove this line from the one that is higher."),
            )
            return


@document_rule("LS410", "governing-missing", Severity.ERROR, ages=True)
def governing_missing(case: Case, document: Document) -> Iterator[Hit]:
    """The type demands a governing document above this one, and none of the right type is named."""
    for front in living(document):
        document_type = case.corpus.policy.types.get(front.type)
        if document_type is None or not document_type.needs_governing:
            continue
        above = [case.corpus.document(reference) for reference in front.governed_by]
        allowed = document_type.governing_types
        if None in above or any(other and other.front and _fits(other.front.type, allowed) for other in above):
            continue
        yield Hit(
            document.facts.place(_GOVERNED_BY if front.governed_by else "handlingstyp"),
            msg(
                "A {type} must name the document above it, and this one names none of the right type.", type=front.type
            ),
            msg("Under utgår-från, write the id of a document of one of these types: {types}.", types=allowed)
            if allowed
            else msg("Under utgår-från, write the id of the document above it."),
        )


def _fits(document_type: str, allowed: tuple[str, ...]) -> bool:
    return not allowed or document_type in allowed


RULES: tuple[Rule, ...] = (
    unknown_reference,
    duplicate_id,
    links.broken_link,
    links.broken_anchor,
    links.missing_image,
    refers_to_withdrawn,
    registration_number,
    replaces_without_repeal,
    governing_loop,
    governing_missing,
    links.empty_link_text,
    links.link_by_path,
    citations.unknown_requirement,
    citations.citation,
    citations.unchecked_requirement,
)
