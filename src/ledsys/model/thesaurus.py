"""The *thesaurus*: words that mean the same to whoever searches the handbook, ``organisation/synonymer.yaml``."""

from __future__ import annotations

from pydantic import Field

from ledsys.model.scalars import Record, Text, Texts


class Synonyms(Record):
    """Words or short phrases of which a search for one also finds the others."""

    words: Texts = Field(alias="ord", min_length=2)
    note: Text | None = Field(None, alias="anmärkning")


class ThesaurusFile(Record):
    """``organisation/synonymer.yaml``."""

    synonyms: tuple[Synonyms, ...] = Field((), alias="synonymer")
