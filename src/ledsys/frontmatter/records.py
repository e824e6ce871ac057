"""*Records*: validated values of YAML, from the organisation's files and from front matter, with all faults at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ledsys.errors import Fault
from ledsys.frontmatter import canonical, plain, tree
from ledsys.frontmatter.sentences import Refused, missing_key, sentence, unknown_key
from ledsys.model.doctype import FieldKind, TypeField
from ledsys.model.document import FrontMatter
from ledsys.model.facts import DocumentFacts, Place, Problem
from ledsys.model.scalars import Day, Number, Record, Text, Texts, Yes

RECORD_DEPTH = 6
"""How many levels deep lists and groups may lie in the organisation's files."""

RecordT = TypeVar("RecordT", bound=Record)

_CODES = {"missing": "LS106", "extra_forbidden": "LS105"}
_KINDS: Mapping[FieldKind, TypeAdapter[Any]] = {
    FieldKind.TEXT: TypeAdapter(Text),
    FieldKind.TEXTS: TypeAdapter(Texts),
    FieldKind.DAY: TypeAdapter(Day),
    FieldKind.NUMBER: TypeAdapter(Number),
    FieldKind.YES: TypeAdapter(Yes),
}


def read_record(model: type[RecordT], data: bytes, path: str) -> tuple[RecordT | None, tuple[Fault, ...]]:
    """Read one of the organisation's YAML files as a record; where there is any fault, there is no record."""
    unfit = canonical.problems(data)
    if len(data) > canonical.MAX_BYTES:
        return None, _faults(path, unfit)
    found = plain.read(canonical.readable(data), depth=RECORD_DEPTH, size=canonical.MAX_BYTES)
    if any(problem.code == tree.SYNTAX for problem in found.problems):
        return None, _faults(path, (*unfit, *found.problems))
    record, refused = _validated(model, found.values, found, ())
    faults = _faults(path, (*unfit, *found.problems, *refused))
    return (None if faults else record), faults


def places_of(data: bytes) -> Mapping[str, Place]:
    """Tell where the values stand in one of the organisation's YAML files, by keys joined by full stops."""
    return plain.read(canonical.readable(data), depth=RECORD_DEPTH, size=canonical.MAX_BYTES).places


def validate_document(
    facts: DocumentFacts, own_fields: Mapping[str, TypeField]
) -> tuple[FrontMatter | None, Mapping[str, Any], tuple[Problem, ...]]:
    """Validate a document's front matter; ``own_fields`` are its type's own keys.

    Gives the front matter (or None), the values of the type's own keys that are right, and the problems LS105, LS106,
    LS107 and LS110. Front matter that could not be understood has its problem already and is not judged again.
    """
    if any(problem.code in _NOT_UNDERSTOOD for problem in facts.problems):
        return None, {}, ()
    own_fields = {key: field for key, field in own_fields.items() if key not in _SHARED_KEYS}
    own, wrong = _own_values(facts, own_fields)
    shared = {key: value for key, value in facts.values.items() if key not in own_fields}
    front, refused = _validated(FrontMatter, shared, facts, own_fields)
    return front, own, tuple(sorted((*refused, *wrong), key=lambda problem: (problem.line, problem.column)))


_SHARED_KEYS = frozenset(info.alias or name for name, info in FrontMatter.model_fields.items())
_NOT_UNDERSTOOD = frozenset({"LS101", "LS102", "LS104", "LS112", "LS707"})


def _faults(path: str, problems: tuple[Problem, ...]) -> tuple[Fault, ...]:
    found = [Fault(path, problem.line, problem.column, problem.message, problem.help) for problem in problems]
    return tuple(sorted(found, key=lambda fault: (fault.line, fault.column)))


class _Read(Protocol):
    """What tells where keys and values stand, by their paths."""

    @property
    def keys(self) -> Mapping[str, Place]: ...

    @property
    def places(self) -> Mapping[str, Place]: ...


def _validated(
    model: type[RecordT], values: Mapping[str, Any], read: _Read, also_known: Iterable[str]
) -> tuple[RecordT | None, tuple[Problem, ...]]:
    try:
        return model.model_validate(values, by_alias=True, by_name=False), ()
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, tuple(_problem(details, model, read, also_known) for details in errors if not _follows(details))


def _follows(details: ErrorDetails) -> bool:
    """Tell an error that only follows from others: a list whose items are all wrong is not too short."""
    return details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"]


def _problem(details: ErrorDetails, model: type[Record], read: _Read, also_known: Iterable[str]) -> Problem:
    loc = details["loc"]
    kind = details["type"]
    code = _CODES.get(kind, "LS107")
    key = next((part for part in reversed(loc) if isinstance(part, str)), "")
    if kind == "missing":
        return Problem(code, *_place(read, loc[:-1]), *missing_key(key))
    if kind == "extra_forbidden":
        known = _known(model, loc[:-1]) | {key: key for key in also_known}
        return Problem(code, *read.keys[_path(loc)], *unknown_key(key, known))
    return Problem(code, *_place(read, loc), *sentence(kind, Refused(key, details["input"], details.get("ctx", {}))))


def _own_values(facts: DocumentFacts, own_fields: Mapping[str, TypeField]) -> tuple[dict[str, Any], list[Problem]]:
    own: dict[str, Any] = {}
    wrong: list[Problem] = []
    for key, field in own_fields.items():
        value = facts.values.get(key)
        if value is None and not field.required:
            continue
        if key not in facts.values:
            wrong.append(Problem("LS110", *facts.place(key), *missing_key(key)))
            continue
        try:
            own[key] = _KINDS[field.kind].validate_python(value)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                place = _place(facts, (key, *details["loc"]))
                refused = Refused(key, details["input"], details.get("ctx", {}))
                wrong.append(Problem("LS110", *place, *sentence(details["type"], refused)))
    return own, wrong


def _place(read: _Read, loc: tuple[int | str, ...]) -> Place:
    """Give the place of a value, or of what it lies in: pydantic's path may go deeper than the file does."""
    for length in range(len(loc), 0, -1):
        if place := read.places.get(_path(loc[:length])):
            return place
    return Place(1, 1)


def _path(loc: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in loc)


def _known(model: type[Record], loc: tuple[int | str, ...] = ()) -> dict[str, str]:
    """Give the keys of the record at a path below the model, and beside them the attributes' names that mean them."""
    for part in loc:
        if isinstance(part, str):
            model = next(
                _record_in(info.annotation) for name, info in model.model_fields.items() if part in (info.alias, name)
            )
    keys = {info.alias or name: info.alias or name for name, info in model.model_fields.items()}
    return {name: info.alias or name for name, info in model.model_fields.items()} | keys


def _record_in(annotation: Any) -> type[Record]:
    """Give the record that an annotation such as ``tuple[Unit, ...]`` is about."""
    while not (isinstance(annotation, type) and issubclass(annotation, Record)):
        annotation = get_args(annotation)[0]
    return annotation
