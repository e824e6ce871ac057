"""A real governing document goes through the whole of ledsys: what `check` finds in it, and its life after that.

The text is no part of this project. It is read from a folder beside the checkout, or from ``LEDSYS_CORPUS``.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

CORPUS = Path(os.environ.get("LEDSYS_CORPUS", Path(__file__).parents[2].parent / "shared" / "corpus"))
SOURCE = CORPUS / "vgr" / "beskrivning-av-ledningssystem-expertenheter.txt"
needs_corpus = pytest.mark.skipif(not SOURCE.is_file(), reason="the corpus of real documents is not on this machine")

UNITS = """\
enheter:
  - {id: vgr, namn: Västra Götalandsregionen}
  - {id: regionhalsan, namn: Regionhälsan, överordnad: vgr}
  - {id: expertenheter, namn: Expertenheter, överordnad: regionhalsan}
organ:
  - {id: osn, namn: Operativa hälso- och sjukvårdsnämnden, diarieserie: OSN}
"""
PERSONS = """\
personer:
  - {id: omrche1, namn: Ortrud Chefsdal, titel: Regionområdeschef, e-post: [omrche1@example.org]}
  - {id: utveck1, namn: Ulla Vecklund, titel: Verksamhetsutvecklare, e-post: [utveck1@example.org]}
  - {id: radgiv1, namn: Rådmar Givlund, titel: Medicinsk rådgivare, e-post: [radgiv1@example.org]}
"""
MANDATES = """\
roller:
  - {id: regionomradeschef, namn: Regionområdeschef}
  - {id: verksamhetsutvecklare, namn: Verksamhetsutvecklare, uppgifter: [administrera, publicera]}
  - {id: medicinsk-radgivare, namn: Medicinsk rådgivare}
innehav:
  - {person: omrche1, roll: regionomradeschef, enhet: expertenheter}
  - {person: utveck1, roll: verksamhetsutvecklare, enhet: expertenheter}
  - {person: radgiv1, roll: medicinsk-radgivare, enhet: expertenheter}
mandat:
  - id: M-1
    roll: regionomradeschef
    handlingstyper: [riktlinje]
    enheter: [expertenheter]
    beslut: Delegeringsordning för Regionhälsan
    beslutsform: verkställighetsbeslut
"""
TYPE = """\
handlingstyp: riktlinje
benämning: Riktlinje verkställighet
beskrivning: Anger hur något ska göras inom ett område.
längsta-giltighet-år: 2
antal-granskare: 1
obligatoriska-rubriker: [Inledning, Ansvar]
"""


def _as_markdown(text: str) -> str:
    """Give the running text with its numbered headings as headings; the block of metadata at the end is left out."""
    running = text[text.index("1. Inledning") : text.index("Information om handlingen")]
    running = re.sub(r"^(\d+\. [A-ZÅÄÖ])", r"## \1", running, flags=re.MULTILINE)
    return re.sub(r"^(\d+\.\d+ )", r"### \1", running, flags=re.MULTILINE)


def _mended(text: str) -> str:
    """Give the text as its owner would mend it after reading the findings."""
    text = re.sub(r"\[Länk\]\(#\) till ", "", text)
    text = re.sub(r"\[([^\]]+)\]\(#\)", r"\1", text)
    return text.replace("ASF 2001:1", "AFS 2023:1").replace("OSN-2024-00186", "OSN 2024-00186")


@pytest.fixture
def real(ledsys: Terminal) -> tuple[Terminal, str, Path]:
    """A docs repo with the units and roles that the document names, and the document as it is."""
    ledsys.ok("init", "../real", "--no-example")
    ledsys.monkeypatch.chdir("../real")
    Path("organisation/enheter.yaml").write_text(UNITS)
    Path("organisation/personer.yaml").write_text(PERSONS)
    Path("organisation/mandat.yaml").write_text(MANDATES)
    for kind in Path("handlingstyper").glob("*.yaml"):
        kind.unlink()
    Path("handlingstyper/riktlinje.yaml").write_text(TYPE)
    people = ("--owner", "omrche1", "--reviewer", "omrche1", "--approver", "omrche1")
    where = ("--title", "Beskrivning av ledningssystem", "--unit", "expertenheter", "--version", "5")
    ran = ledsys.ok("new", "riktlinje", *where, *people, as_="utveck1")
    document = re.search(r"EXP-\d{6}", ran.out)
    assert document
    path = Path("dokument/expertenheter/beskrivning-av-ledningssystem.md")
    front = path.read_text().split("\n---\n")[0]
    front = front.replace("\nförfattare:", "\ntidigare-id: [RHS9926-1306825477-20]\nförfattare:")
    path.write_text(f"{front}\n---\n\n{_as_markdown(SOURCE.read_text())}")
    return ledsys, document[0], path


@needs_corpus
def test_check_finds_the_faults_that_the_real_text_holds(real: tuple[Terminal, str, Path]) -> None:
    ledsys, document, path = real
    ran = ledsys("check", str(path))
    assert ran.code == 1
    found = re.findall(r"^\S+:(\d+):\d+ (LS\d+)", ran.out, re.MULTILINE)
    lines = path.read_text().splitlines()
    by_code: dict[str, list[str]] = {}
    for line, code in found:
        by_code.setdefault(code, []).append(lines[int(line) - 1])
    assert len(by_code["LS403"]) == sum(line.count("](#)") for line in lines), "links to # lead nowhere"
    assert len(by_code["LS411"]) == 2, "two links say only Länk"
    assert any("omrche1" in line for line in by_code["LS306"]), "one person owns, reviews and approves"
    assert any("ASF 2001:1" in line for line in by_code["LS414"]), "a misspelt regulation"
    assert any("OSN-2024-00186" in line for line in by_code["LS407"]), "a registration number in an odd shape"
    assert ledsys("submit", document, as_="utveck1").code == 1


@needs_corpus
def test_the_mended_text_goes_through_the_life_to_its_page(real: tuple[Terminal, str, Path]) -> None:
    ledsys, document, path = real
    path.write_text(_mended(path.read_text()).replace("granskare: [omrche1]", "granskare: [radgiv1]"))
    ledsys.ok("check", str(path))
    ledsys.ok("submit", document, as_="utveck1")
    ledsys.ok("review", document, "--ok", as_="radgiv1")
    dates = ("--from", "2025-04-23", "--until", "2027-04-23")
    ledsys.ok("approve", document, *dates, "--publish", as_="omrche1")
    ledsys.ok("build")
    page = Path(f"site/dokument/{document}/index.html").read_text()
    for shown in ("Riktlinje verkställighet", "Expertenheter", document, "5.0", "2025-04-23", "2027-04-23", "RHS9926"):
        assert shown in page
    for heading in re.findall(r"^## (.*)$", path.read_text(), re.MULTILINE):
        assert heading in page
    assert ledsys("check").code == 0
    expiring = ledsys.ok("expiring", "--days", "200")
    assert document in expiring.out
