"""*Citations* (LS4): laws that a document names, and places of requirement catalogues that it answers."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.message import Message, msg
from ledsys.model.catalogue import Citation
from ledsys.model.document import Document
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.lookup import cited, lookup
from ledsys.rules.named import living
from ledsys.rules.nearest import suggest
from ledsys.rules.rule import Case, Hit, document_rule

_FULFILS = "uppfyller"


@document_rule("LS413", "unknown-requirement", Severity.ERROR, ages=True)
def unknown_requirement(case: Case, document: Document) -> Iterator[Hit]:
    """A place under ``uppfyller`` is in no requirement catalogue."""
    known = case.corpus.policy.requirement_places
    for front in living(document):
        for number, name in enumerate(front.fulfils):
            if name not in known:
                yield Hit(
                    document.facts.place(f"{_FULFILS}.{number}"),
                    msg("{name} is not in any requirement catalogue.", name=name),
                    suggest(
                        name,
                        known,
                        msg('Write it as the catalogues in krav/ do: catalogue and place, as in "SOSFS 2011:9 4:4".'),
                    ),
                )


@document_rule("LS415", "unchecked-requirement", Severity.WARNING)
def unchecked_requirement(case: Case, document: Document) -> Iterator[Hit]:
    """A place under ``uppfyller`` is in a catalogue, but nobody has compared it with its source."""
    for front in living(document):
        for number, name in enumerate(front.fulfils):
            if name in lookup(case).unchecked:
                yield Hit(
                    document.facts.place(f"{_FULFILS}.{number}"),
                    msg("Nobody has checked that {name} is what the catalogue says that it is.", name=name),
                    msg(
                        "Compare the line in krav/ with the printed text, and write the day as kontrollerad;"
                        " that is a task for whoever keeps the catalogue."
                    ),
                )


@document_rule("LS414", "citation", Severity.WARNING)
def citation(case: Case, document: Document) -> Iterator[Hit]:
    """The document names a law by a known misspelling, or one that has been repealed."""
    known = lookup(case)
    for text, place in _texts(document):
        for found in known.citation_pattern.finditer(cited(text)):
            entry, misspelt = known.faulty_citations[found[0]]
            yield Hit(place, _wrong(found[0], entry, misspelt=misspelt), _cure(case, entry))


def _texts(document: Document) -> Iterator[tuple[str, Place]]:
    facts = document.facts
    for front in living(document):
        yield front.title, facts.place("titel")
        yield front.summary or "", facts.place("sammanfattning")
        for number, text in enumerate(front.fulfils):
            yield text, facts.place(f"{_FULFILS}.{number}")
        for mark in facts.citations:
            yield mark.text, Place(mark.line, mark.column)


def _wrong(text: str, entry: Citation, *, misspelt: bool) -> Message:
    if misspelt:
        return msg("{text} is a wrong way to cite {designation}.", text=text, designation=entry.designation)
    return msg("{text} is repealed: it has not applied since {day}.", text=text, day=entry.repealed or "–")


def _cure(case: Case, entry: Citation) -> Message:
    ended = entry.repealed is not None and entry.repealed <= case.today
    if not ended:
        cure = msg("Write {designation} ({title}).", designation=entry.designation, title=entry.title)
    elif entry.replaced_by is None:
        cure = msg("{designation} no longer applies. See what applies instead.", designation=entry.designation)
    else:
        cure = msg(
            "{designation} has been replaced by {successor}. See what applies there, and cite that.",
            designation=entry.designation,
            successor=entry.replaced_by,
        )
    if entry.checked == "nej":
        return msg("{cure} Nobody has compared this line of lagrum/ with its source yet: do that first.", cure=cure)
    return cure
