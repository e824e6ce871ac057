"""A *document type* (handlingstyp): what the organisation demands of its documents.

One file each in ``handlingstyper/``. Who may decide a type stands in the delegation order, not here.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field

from ledsys.model.scalars import Day, Name, Names, Number, Record, Text, Texts, Yes


class Level(StrEnum):
    """Level of proof that acts must reach, lowest first (the files' words; ``code`` is the word in acts)."""

    CLAIMED = "uppgiven"
    FORGE = "plattform"
    KEY = "nyckel"
    HARDWARE = "hårdvara"
    EXTERNAL = "extern"

    @property
    def code(self) -> str:
        """The word for the level in an act's ``assurance`` field."""
        return self.name.lower()

    @property
    def rank(self) -> int:
        """The place of the level, from 0; a higher one vouches for more."""
        return _RANKS[self]

    @classmethod
    def of_code(cls, code: str) -> Level | None:
        """Give the level with this word in acts, none for a word that no level has."""
        return _OF_CODE.get(code)


_RANKS = {level: rank for rank, level in enumerate(Level)}
_OF_CODE = {level.code: level for level in Level}


class LevelFrom(Record):
    """A level of proof that is asked for from a day on."""

    level: Level = Field(alias="nivå")
    from_day: Day | None = Field(None, alias="från")


def _levels(value: Any) -> Any:
    return [{"nivå": value}] if isinstance(value, str) else value


Levels: TypeAlias = Annotated[
    tuple[LevelFrom, ...], BeforeValidator(_levels, json_schema_input_type=Level | tuple[LevelFrom, ...])
]


class FieldKind(StrEnum):
    """What a type's own field holds."""

    TEXT = "text"
    TEXTS = "lista"
    DAY = "datum"
    NUMBER = "heltal"
    YES = "ja-nej"


class TypeField(Record):
    """A front matter key of this type's own."""

    key: Text = Field(alias="nyckel")
    kind: FieldKind = Field(alias="slag")
    label: Text = Field(alias="etikett")
    required: Yes = Field(default=False, alias="krävs")


class Exemption(StrEnum):
    """A separation of duties that a type may lift, with a reason that every page shows."""

    REVIEWER_APPROVES = "granskare-godkänner"
    SUBMITTER_APPROVES = "inlämnare-godkänner"
    AUTHOR_REVIEWS = "författare-granskar"


class Waiver(Record):
    """An exemption that the organisation grants for this type, and why."""

    exemption: Exemption = Field(alias="medger")
    reason: Text = Field(alias="skäl")


class DocumentType(Record):
    """The rules of one document type."""

    id: Name = Field(alias="handlingstyp")
    label: Text = Field(alias="benämning")
    description: Text = Field(alias="beskrivning")
    longest_validity: Number = Field(alias="längsta-giltighet-år")
    reviewers: Number = Field(alias="antal-granskare")
    reviewer_roles: Names = Field((), alias="granskande-roller")
    headings: Texts = Field((), alias="obligatoriska-rubriker")
    needs_governing: Yes = Field(default=False, alias="kräver-överordnat")
    governing_types: Names = Field((), alias="överordnade-typer")
    needs_registration: Yes = Field(default=False, alias="kräver-diarienummer")
    levels: Levels = Field((), alias="styrkenivå")
    fields: tuple[TypeField, ...] = Field((), alias="fält")
    waivers: tuple[Waiver, ...] = Field((), alias="avsteg")

    def level(self, day: date) -> Level:
        """Give the level of proof that an act of the day must reach; a raise changes nothing that was done before."""
        begun = [entry for entry in self.levels if entry.from_day is None or entry.from_day <= day]
        return max(begun, key=lambda entry: entry.from_day or date.min).level if begun else Level.CLAIMED

    def waiver(self, exemption: Exemption) -> Waiver | None:
        """Give the waiver that lifts this separation of duties, if the type has one."""
        return next((waiver for waiver in self.waivers if waiver.exemption is exemption), None)
