"""*Form* (LS1): the front matter as text, its keys and the form of its values.

Nearly all of it is found while a document is read; what needs the settings or types of the organisation is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ledsys.message import msg
from ledsys.model.document import Document
from ledsys.model.finding import Severity
from ledsys.model.scalars import DOCUMENT_ID_PATTERN
from ledsys.rules.nearest import suggest
from ledsys.rules.rule import Case, Hit, Rule, document_rule, found_while_reading

_ID = re.compile(DOCUMENT_ID_PATTERN)

yaml_syntax = found_while_reading("LS101", "yaml-syntax")
no_front_matter = found_while_reading("LS102", "no-front-matter")
duplicate_key = found_while_reading("LS103", "duplicate-key")
forbidden_yaml = found_while_reading("LS104", "forbidden-yaml")
unknown_key = found_while_reading("LS105", "unknown-key")
missing_key = found_while_reading("LS106", "missing-key")
wrong_value = found_while_reading("LS107", "wrong-value")
claim_line = found_while_reading("LS108", "claim-line")
type_field = found_while_reading("LS110", "type-field", ages=True)
conflict_marker = found_while_reading("LS112", "conflict-marker")


@document_rule("LS109", "unknown-document-type", Severity.ERROR)
def unknown_document_type(case: Case, document: Document) -> Iterator[Hit]:
    """The organisation has no such document type; a value of wrong form has been reported already."""
    name = document.facts.values.get("handlingstyp")
    place = document.facts.place("handlingstyp")
    types = case.corpus.policy.types
    if not isinstance(name, str) or name in types:
        return
    if any((problem.line, problem.column) == place for problem in document.problems):
        return
    known = msg("The document types of this organisation are: {types}.", types=tuple(types))
    yield Hit(place, msg("There is no document type {type}.", type=name), suggest(name, types, known))


@document_rule("LS111", "foreign-id-prefix", Severity.ERROR)
def foreign_id_prefix(case: Case, document: Document) -> Iterator[Hit]:
    """The document id begins with other letters than the ids of this organisation."""
    own = case.corpus.policy.settings.id_prefix
    if not _ID.fullmatch(document.id) or document.id.partition("-")[0] == own:
        return
    yield Hit(
        document.facts.place("dokument-id"),
        msg(
            "The document id {id} does not begin with {prefix}, as the ids of this organisation do.",
            id=document.id,
            prefix=own,
        ),
        msg(
            "Make the document with `ledsys new`, which gives it an id. An id from elsewhere belongs under tidigare-id."
        ),
    )


RULES: tuple[Rule, ...] = (
    yaml_syntax,
    no_front_matter,
    duplicate_key,
    forbidden_yaml,
    unknown_key,
    missing_key,
    wrong_value,
    claim_line,
    unknown_document_type,
    type_field,
    foreign_id_prefix,
    conflict_marker,
)
