"""*Text* (LS6): headings that a type asks for, text left over from the template, order, and images for all readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledsys.message import msg
from ledsys.model.document import Document
from ledsys.model.facts import Place
from ledsys.model.finding import Severity
from ledsys.rules.named import living
from ledsys.rules.rule import Case, Hit, Rule, document_rule

_NUMBERING = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,5}\.?\s+")


def _plain(heading: str) -> str:
    """Give a heading without its numbering and capitals, to compare it."""
    return _NUMBERING.sub("", heading.strip(), count=1).strip(" .:").casefold()


@document_rule("LS601", "heading-missing", Severity.ERROR, ages=True)
def heading_missing(case: Case, document: Document) -> Iterator[Hit]:
    """A heading that the document type asks for is not there."""
    for front in living(document):
        document_type = case.corpus.policy.types.get(front.type)
        there = {_plain(heading.text) for heading in document.facts.headings}
        for heading in document_type.headings if document_type is not None else ():
            if _plain(heading) not in there:
                yield Hit(
                    Place(max(document.facts.body_line, 1), 1),
                    msg("The heading {heading} is missing; every {type} has it.", heading=heading, type=front.type),
                    msg("Write ## {heading} on a line of its own, and below it what it asks for.", heading=heading),
                )


@document_rule("LS602", "heading-empty", Severity.ERROR, ages=True)
def heading_empty(_: Case, document: Document) -> Iterator[Hit]:
    """Nothing stands below a heading; of nested empty ones, only the innermost is named."""
    headings = document.facts.headings
    for heading, following in zip(headings, (*headings[1:], None), strict=False):
        if heading.empty and not (following is not None and following.level > heading.level):
            yield Hit(
                Place(heading.line, 1),
                msg("Nothing stands below the heading {heading}.", heading=heading.text),
                msg("Write what it is about, or remove the heading if the document type does not ask for it."),
            )


@document_rule("LS603", "template-text-left", Severity.ERROR, ages=True)
def template_text_left(_: Case, document: Document) -> Iterator[Hit]:
    """An instruction of the template is still in the text."""
    for mark in document.facts.instructions:
        yield Hit(
            Place(mark.line, mark.column),
            msg("An instruction of the template is left in the text: {text}", text=mark.text),
            msg("Do what it says, then remove it: all from [Instruktion: to ]."),
        )


@document_rule("LS604", "heading-order", Severity.ERROR, ages=True)
def heading_order(_: Case, document: Document) -> Iterator[Hit]:
    """A heading skips a level, or is as large as the title; readers who listen to the page lose their way."""
    above = 1
    for heading in document.facts.headings:
        if heading.level == 1:
            yield Hit(
                Place(heading.line, 1),
                msg("The heading {heading} is as large as the document's title.", heading=heading.text),
                msg("Begin it with ## instead of #. The title is taken from titel."),
            )
        elif heading.level > above + 1:
            yield Hit(
                Place(heading.line, 1),
                msg(
                    "The heading {heading} is of level {level}, but comes below one of level {above}.",
                    heading=heading.text,
                    level=heading.level,
                    above=above,
                ),
                msg("Begin it with {marks}.", marks="#" * (above + 1)),
            )
        above = heading.level


@document_rule("LS605", "image-without-text", Severity.ERROR, ages=True)
def image_without_text(_: Case, document: Document) -> Iterator[Hit]:
    """An image has no text that says what it shows."""
    for image in document.facts.images:
        if not image.text.strip():
            yield Hit(
                Place(image.line, image.column),
                msg("The image {target} has no text for those who can't see it.", target=image.target or "–"),
                msg(
                    "Between the square brackets, write what the image shows: ![What it shows]({target})",
                    target=image.target,
                ),
            )


@document_rule("LS606", "diagram-without-text", Severity.ERROR, ages=True)
def diagram_without_text(_: Case, document: Document) -> Iterator[Hit]:
    """A diagram has no text that says what it shows."""
    for diagram in document.facts.diagrams:
        if not diagram.text:
            yield Hit(
                Place(diagram.line, diagram.column),
                msg("The diagram has no text for those who can't see it."),
                msg(
                    "Below the diagram's first line, write a line with accTitle: and one with accDescr: What it shows."
                ),
            )


@document_rule("LS607", "table-without-head", Severity.ERROR, ages=True)
def table_without_head(_: Case, document: Document) -> Iterator[Hit]:
    """No column of a table has a heading."""
    for table in document.facts.tables:
        if not table.text:
            yield Hit(
                Place(table.line, table.column),
                msg("The table's columns have no headings."),
                msg("In the table's first row, write what stands in each column, as in | Situation | Gloves |."),
            )


@document_rule("LS608", "heading-without-text", Severity.ERROR, ages=True)
def heading_without_text(_: Case, document: Document) -> Iterator[Hit]:
    """A heading has no words."""
    for heading in document.facts.headings:
        if not heading.text.strip():
            yield Hit(
                Place(heading.line, 1),
                msg("The heading has no text."),
                msg("Write the heading after the signs #, or remove the line."),
            )


RULES: tuple[Rule, ...] = (
    heading_missing,
    heading_empty,
    template_text_left,
    heading_order,
    image_without_text,
    diagram_without_text,
    table_without_head,
    heading_without_text,
)
