"""The *settings* of a docs repo: ``ledsys.yaml``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from ledsys.model.organisation import Machine
from ledsys.model.scalars import Colour, Day, DocumentId, IdPrefix, Names, Number, Record, Text, Texts, Yes

_ALLOWED = re.compile(r"mailto:.|https?://.", re.IGNORECASE)
_MAIL = re.compile(r"[^\s:/?#@]+@[^\s:/?#@]+")


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


class Conformance(StrEnum):
    """How far the handbook answers the demands on accessibility (lagen 2018:1937), as the organisation judges it."""

    FULL = "helt"
    PARTLY = "delvis"
    NOT = "inte"


class Accessibility(Record):
    """What the accessibility statement says (lagen 2018:1937 om tillgänglighet till digital offentlig service, 13 §).

    What it must hold is told by Digg, the authority that supervises it. ``judged`` is the day of the judgement,
    ``updated`` that of the latest change of the statement. ``unreasonable`` is what was left out as unreasonably
    burdensome (12 §), each with its reason, and ``outside`` what the law does not ask to be accessible (9 §).
    """

    conformance: Conformance = Field(alias="förenlighet")
    judged: Day = Field(alias="bedömd")
    updated: Day | None = Field(None, alias="uppdaterad")
    method: Text = Field(alias="metod")
    shortcomings: Texts = Field((), alias="brister")
    unreasonable: Texts = Field((), alias="oskäligt-betungande")
    outside: Texts = Field((), alias="omfattas-inte")
    contact: Text = Field(alias="kontakt")


def address_of_errors(written: str) -> str:
    """Give the address of mail or of a web page that is meant by ``felanmälan``; empty where it is none."""
    wanted = written.strip()
    if _MAIL.fullmatch(wanted.partition("?")[0]):
        return f"mailto:{wanted}"
    return wanted if _ALLOWED.match(wanted) else ""


class Site(Record):
    """What the handbook says about itself.

    ``errors_to`` is the address to which readers tell of an error in a document: of mail, or of a web page; ``{id}``,
    ``{version}`` and ``{titel}`` stand for those of the document. ``colour`` is the organisation's own, and ``logo``
    the name of an image in ``handbok``. With ``pdf``, every document is also there to fetch as a PDF.
    """

    title: Text = Field(alias="titel")
    address: Text | None = Field(None, alias="adress")
    contact: Text | None = Field(None, alias="kontakt")
    introduction: Text | None = Field(None, alias="ingress")
    errors_to: Text | None = Field(None, alias="felanmälan")
    colour: Colour | None = Field(None, alias="färg")
    logo: Text | None = Field(None, alias="logotyp")
    accessibility: Accessibility | None = Field(None, alias="tillgänglighet")
    pdf: Yes = Field(False, alias="pdf")


class Authority(Record):
    """Who together may change the organisation's decisions about its documents (proof §1.6).

    Without root persons the docs repo is *open*: whoever can write in it can change them. ``witnesses`` are the
    machines that vouch for approvals in the forge, ``sealers`` those that sign the journal of landings.
    """

    roots: Names = Field((), alias="rotpersoner")
    threshold: Number = Field(2, alias="tröskel")
    witnesses: tuple[Machine, ...] = Field((), alias="vittnen")
    sealers: tuple[Machine, ...] = Field((), alias="sigillnycklar")

    @property
    def open(self) -> bool:
        """Tell whether nobody in particular is needed to change the decisions."""
        return not self.roots


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
    authority: Authority = Field(default_factory=Authority, alias="behörighet")
