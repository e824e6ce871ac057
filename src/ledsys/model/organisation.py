"""The *organisation register*: units, bodies, persons, roles, who holds them, and the delegation order.

Its files are ``organisation/enheter.yaml``, ``personer.yaml``, ``mandat.yaml`` and ``processer.yaml``. The register
only grows: what ends gets ``till``, the last day it applies (inclusive). Questions about it are answered by `Register`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field

from ledsys.model.scalars import Day, Name, Names, Record, Text, Texts, Yes

OWN_UNIT = "egen-enhet"
"""In a mandate: the unit where its holder holds the role, with its sub-units."""


class Period(Record):
    """Something that applies from a day to a day, both inclusive; a missing day means without limit."""

    from_day: Day | None = Field(None, alias="från")
    until: Day | None = Field(None, alias="till")

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return (self.from_day is None or self.from_day <= day) and (self.until is None or day <= self.until)


class UnitName(Record):
    """A name that a unit or body bears from a day."""

    name: Text = Field(alias="namn")
    from_day: Day | None = Field(None, alias="från")


def _names(value: Any) -> Any:
    return [{"namn": value}] if isinstance(value, str) else value


UnitNames: TypeAlias = Annotated[
    tuple[UnitName, ...], BeforeValidator(_names, json_schema_input_type=Text | tuple[UnitName, ...])
]


class Unit(Period):
    """A unit of the organisation; its id is for ever, also when it is renamed or merged."""

    id: Name
    names: UnitNames = Field(alias="namn", min_length=1)
    parent: Name | None = Field(None, alias="överordnad")
    merged_into: Name | None = Field(None, alias="uppgår-i")

    def name(self, day: date) -> str:
        """Give the name borne on the day."""
        return _name(self.names, day)


class Body(Period):
    """A political body, such as regionfullmäktige, which decides at meetings."""

    id: Name
    names: UnitNames = Field(alias="namn", min_length=1)
    series: Text | None = Field(None, alias="diarieserie")

    def name(self, day: date) -> str:
        """Give the name borne on the day."""
        return _name(self.names, day)


def _name(names: tuple[UnitName, ...], day: date) -> str:
    begun = [name for name in names if name.from_day is None or name.from_day <= day]
    return max(begun or names[:1], key=lambda name: name.from_day or date.min).name


class Key(Period):
    """A public key as OpenSSH writes it (``ssh-ed25519 AAAA…``), of a person or of a machine.

    What it signs counts from the first to the last day, both inclusive. Of a ``compromised`` key the last day is the
    last on which it was safe; what was made with it afterwards is disputed.
    """

    key: Text = Field(alias="nyckel")
    compromised: Yes = Field(default=False, alias="röjd")

    @property
    def text(self) -> str:
        """The key itself, without the comment that may follow it."""
        return " ".join(self.key.split()[:2])

    def usable(self, day: date) -> bool:
        """Tell whether what it signs on the day counts; of a compromised key, nothing does without a last safe day."""
        return self.covers(day) and not (self.compromised and self.until is None)


class Machine(Key):
    """A key of a machine, such as the witness of a forge or the one that seals; it decides nothing."""

    id: Name


class Person(Period):
    """A person; ``from_day`` and ``until`` are the days of the employment or assignment."""

    id: Name
    name: Text = Field(alias="namn")
    title: Text = Field(alias="titel")
    emails: Texts = Field((), alias="e-post")
    accounts: Texts = Field((), alias="konton")
    keys: tuple[Key, ...] = Field((), alias="nycklar")

    def address(self, repo: str) -> str:
        """Give the address that commits bear: the person's first, else one made of the ids of person and docs repo."""
        return self.emails[0] if self.emails else f"{self.id}@{repo.replace('/', '.')}"


class Duty(StrEnum):
    """What a role may do in the life of every document, beside deciding by mandate."""

    ADMINISTER = "administrera"
    PUBLISH = "publicera"
    REGISTER = "registrera"
    RECORD = "protokollföra"


class Role(Record):
    """A role that people hold at units; ``duties`` is what it may do with documents it has no other part in."""

    id: Name
    name: Text = Field(alias="namn")
    duties: tuple[Duty, ...] = Field((), alias="uppgifter")


class Holding(Period):
    """Who holds which role where and when; a holiday deputy is a dated line with ``ställföreträder``."""

    person: Name
    role: Name = Field(alias="roll")
    unit: Name = Field(alias="enhet")
    deputy_for: Name | None = Field(None, alias="ställföreträder")


class DecisionForm(StrEnum):
    """As what a decision counts: a body's own, one on its behalf and reported to it, or mere execution."""

    BODY = "organbeslut"
    DELEGATED = "delegationsbeslut"
    EXECUTION = "verkställighetsbeslut"


class Mandate(Period):
    """A line of the delegation order: which role or body decides which types for which units, by which decision."""

    id: Text
    role: Name | None = Field(None, alias="roll")
    body: Name | None = Field(None, alias="organ")
    types: Names = Field(alias="handlingstyper", min_length=1)
    units: Names = Field(alias="enheter", min_length=1)
    decided_by: Text = Field(alias="beslut")
    form: DecisionForm = Field(alias="beslutsform")
    delegable: Yes = Field(default=False, alias="vidaredelegering")


class Process(Record):
    """A main or supporting process that documents belong to."""

    id: Name
    name: Text = Field(alias="namn")
    kind: Literal["huvudprocess", "stödprocess"] = Field(alias="slag")
    description: Text | None = Field(None, alias="beskrivning")


class UnitsFile(Record):
    """``organisation/enheter.yaml``."""

    units: tuple[Unit, ...] = Field(alias="enheter", min_length=1)
    bodies: tuple[Body, ...] = Field((), alias="organ")


class PersonsFile(Record):
    """``organisation/personer.yaml``."""

    persons: tuple[Person, ...] = Field(alias="personer", min_length=1)


class MandatesFile(Record):
    """``organisation/mandat.yaml``."""

    roles: tuple[Role, ...] = Field(alias="roller", min_length=1)
    holdings: tuple[Holding, ...] = Field((), alias="innehav")
    mandates: tuple[Mandate, ...] = Field((), alias="mandat")


class ProcessesFile(Record):
    """``organisation/processer.yaml``."""

    processes: tuple[Process, ...] = Field((), alias="processer")
