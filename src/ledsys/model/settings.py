"""The *settings* of a docs repo: ``ledsys.yaml``."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from ledsys.model.scalars import Day, DocumentId, IdPrefix, Number, Record, Text


class RuleLevel(StrEnum):
    """What a rule's findings count as in this organisation."""

    ERROR = "fel"
    WARNING = "varning"
    OFF = "av"


class RuleSetting(Record):
    """The level of a rule, or of a family by its prefix (``LS6``), and why."""

    rule: Text = Field(alias="regel")
    level: RuleLevel = Field(alias="nivå")
    reason: Text = Field(alias="skäl")


class Suppression(Record):
    """An exception: findings of a rule in one document or below one path are not shown, but counted."""

    rule: Text = Field(alias="regel")
    document: DocumentId | None = Field(None, alias="dokument")
    path: Text | None = Field(None, alias="sökväg")
    until: Day | None = Field(None, alias="till")
    reason: Text = Field(alias="skäl")


class Site(Record):
    """What the handbook says about itself."""

    title: Text = Field(alias="titel")
    address: Text | None = Field(None, alias="adress")
    contact: Text | None = Field(None, alias="kontakt")
    introduction: Text | None = Field(None, alias="ingress")


class Settings(Record):
    """Everything in ``ledsys.yaml``."""

    format: Annotated[Literal["1"], WithJsonSchema({"enum": ["1", 1]})] = Field(alias="ledsys")
    name: Text = Field(alias="namn")
    repo_id: Text = Field(alias="repo-id")
    language: Literal["sv", "en"] = Field("sv", alias="språk")
    zone: Text = Field("Europe/Stockholm", alias="tidszon")
    id_prefix: IdPrefix = Field(alias="id-prefix")
    expiry_notice: Number = Field(90, alias="varna-dagar-före")
    rules: tuple[RuleSetting, ...] = Field((), alias="regler")
    suppressions: tuple[Suppression, ...] = Field((), alias="undantag")
    site: Site = Field(alias="webbplats")
