"""*Catalogues*: requirements that documents answer, and citations of law with the days they were in force.

Requirement catalogues are files in ``krav/``, citations in ``lagrum/``. Every entry names its source and says when it
was compared with it, or ``nej``; what is unchecked is shown as unchecked.
"""

from __future__ import annotations

from pydantic import Field

from ledsys.model.scalars import Checked, Day, Record, Text, Texts


class Requirement(Record):
    """One place of a law or standard that asks for something, such as ``SOSFS 2011:9 4:4``."""

    place: Text = Field(alias="ställe")
    about: Text = Field(alias="handlar-om")
    source: Text = Field(alias="källa")
    checked: Checked = Field(alias="kontrollerad")


class RequirementsFile(Record):
    """A requirement catalogue, ``krav/*.yaml``."""

    catalogue: Text = Field(alias="katalog")
    title: Text = Field(alias="titel")
    requirements: tuple[Requirement, ...] = Field(alias="krav")


class Citation(Record):
    """A law, regulation or standard that documents cite."""

    designation: Text = Field(alias="beteckning")
    title: Text = Field(alias="titel")
    in_force: Day | None = Field(None, alias="i-kraft")
    repealed: Day | None = Field(None, alias="upphävd")
    replaced_by: Text | None = Field(None, alias="ersatt-av")
    misspellings: Texts = Field((), alias="felskrivningar")
    source: Text = Field(alias="källa")
    checked: Checked = Field(alias="kontrollerad")


class CitationsFile(Record):
    """A list of citations of law, ``lagrum/*.yaml``."""

    citations: tuple[Citation, ...] = Field(alias="lagrum")
