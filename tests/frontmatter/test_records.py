from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import Field
from tests.frontmatter.documents import FRONT, document

from ledsys.errors import Fault
from ledsys.frontmatter.reading import read_document
from ledsys.frontmatter.records import read_record, validate_document
from ledsys.model.catalogue import CitationsFile
from ledsys.model.doctype import FieldKind, TypeField
from ledsys.model.document import Status
from ledsys.model.organisation import MandatesFile, PersonsFile, UnitsFile
from ledsys.model.scalars import Record
from ledsys.model.settings import Settings

SETTINGS = """\
ledsys: 1
namn: Region Exempel
repo-id: exempel
id-prefix: EXP
webbplats:
  titel: Handbok
"""


def faults(model: type[Record], text: str | bytes) -> list[tuple[int, int, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    record, found = read_record(model, data, "fil.yaml")
    assert (record is None) is bool(found)
    assert all(fault.path == "fil.yaml" and str(fault.help) for fault in found)
    return [(fault.line, fault.column, str(fault.message)) for fault in found]


def test_a_record_without_fault() -> None:
    record, found = read_record(Settings, SETTINGS.encode(), "ledsys.yaml")
    assert found == ()
    assert record is not None
    assert record.site.title == "Handbok"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("namn: Region Exempel\n", "", [(1, 1, "namn is missing.")]),
        ("  titel: Handbok\n", "  adress: x\n", [(6, 3, "titel is missing.")]),
        ("namn:", "nman:", [(1, 1, "namn is missing."), (2, 1, "nman is not a known key.")]),
        ("namn:", "name:", [(1, 1, "namn is missing."), (2, 1, "name is not a known key.")]),
        ("  titel:", "  titlar:", [(6, 3, "titel is missing."), (6, 3, "titlar is not a known key.")]),
        ("Region Exempel", "[a]", [(2, 7, "namn must be a single value, but here is a list.")]),
        ("Region Exempel", "{a: b}", [(2, 7, "namn must be a single value, but here is a group of facts.")]),
        ("Region Exempel", "", [(2, 6, "namn has no value.")]),
        ("Region Exempel", "''", [(2, 7, "namn is an empty text.")]),
        ("ledsys: 1", "ledsys: 2", [(1, 9, "ledsys can't be “2”.")]),
        ("EXP", "exp", [(4, 12, "id-prefix: “exp” can't begin document ids.")]),
        (
            "webbplats:\n  titel: Handbok",
            "webbplats: x",
            [(5, 12, "webbplats must hold facts of the form `key: value`.")],
        ),
        ("webbplats:", "regler: x\nwebbplats:", [(5, 9, "regler must be a list.")]),
        ("webbplats:", "regler:\nwebbplats:", [(5, 8, "regler has no value.")]),
        (
            "webbplats:",
            "regler:\n- {regel: LS1, nivå: nej, skäl: x}\n- x\nwebbplats:",
            [(6, 22, "nivå can't be “nej”."), (7, 3, "regler must hold facts of the form `key: value`.")],
        ),
        (
            "webbplats:",
            "varna-dagar-före: 3.5\nwebbplats:",
            [(5, 19, "varna-dagar-före: “3.5” is not a whole number.")],
        ),
        ("namn: Region Exempel", "namn: 'x", [(2, 7, "A quote is opened here and never closed.")]),
        (
            "namn: Region Exempel",
            "namn: a\nnamn: b",
            [(3, 1, "namn stands here a second time; the first is on line 2.")],
        ),
        (
            "namn: Region Exempel",
            "namn: &a b",
            [(2, 7, "&a is a YAML anchor or a reference to one; they are not allowed.")],
        ),
    ],
)
def test_all_faults_of_a_file_at_once_with_their_places(
    old: str, new: str, expected: list[tuple[int, int, str]]
) -> None:
    assert old in SETTINGS
    assert faults(Settings, SETTINGS.replace(old, new)) == expected


def test_bytes_and_values_are_judged_in_one_run() -> None:
    assert faults(Settings, SETTINGS.replace("\n", "\r\n").replace("namn: R", "name: R")) == [
        (1, 1, "namn is missing."),
        (1, 10, "6 lines end as in Windows or old Macs."),
        (2, 1, "name is not a known key."),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"- a\n", b"\x00", b"\xff", b"a: " + b"[" * 30, b"x" * 10_000_000, b"<<<<<<< HEAD\n"]
)
def test_hostile_files_are_faults(data: bytes) -> None:
    assert faults(Settings, data)


def test_a_path_that_goes_deeper_than_the_file_ends_where_the_file_does() -> None:
    assert faults(UnitsFile, "enheter:\n- id: a\n  namn: ''\n") == [(3, 9, "namn is an empty text.")]


def test_a_list_of_wrong_items_is_not_also_empty() -> None:
    assert faults(UnitsFile, "enheter:\n- id: a\n  namn: []\n- x\n") == [
        (3, 9, "The list namn is empty."),
        (4, 3, "enheter must hold facts of the form `key: value`."),
    ]


def test_keys_are_suggested_at_every_depth() -> None:
    text = "personer:\n- id: a\n  namn: b\n  title: c\n  nycklar:\n  - nykel: x\n"
    found = read_record(PersonsFile, text.encode(), "p.yaml")[1]
    assert [str(fault.help) for fault in found] == [
        "Add a line such as `titel: Handhygien i patientnära arbete`.",
        "Did you mean titel?",
        "Add a line `nyckel: …`.",
        "Did you mean nyckel?",
    ]


def test_dates_and_other_scalars_of_files() -> None:
    text = "lagrum:\n- {beteckning: a, titel: b, källa: c, kontrollerad: snart}\n"
    assert faults(CitationsFile, text) == [(2, 53, "kontrollerad: “snart” is not a date.")]
    text = "roller:\n- {id: Chef, namn: b, uppgifter: [x]}\n"
    assert faults(MandatesFile, text) == [
        (2, 8, "id: “Chef” can't be a name in the register."),
        (2, 35, "uppgifter can't be “x”."),
    ]


def test_an_unforeseen_error_has_a_sentence() -> None:
    class Odd(Record):
        count: int = Field(alias="antal")

    assert faults(Odd, "antal: x\n") == [(1, 8, "antal can't have the value “x”.")]


OWN = {
    "beslutsdatum": TypeField(key="beslutsdatum", kind=FieldKind.DAY, label="Beslutad", required=True),
    "antal": TypeField(key="antal", kind=FieldKind.NUMBER, label="Antal"),
    "bilagor": TypeField(key="bilagor", kind=FieldKind.TEXTS, label="Bilagor"),
    "sekretess": TypeField(key="sekretess", kind=FieldKind.YES, label="Sekretess"),
    "syfte": TypeField(key="syfte", kind=FieldKind.TEXT, label="Syfte"),
    "titel": TypeField(key="titel", kind=FieldKind.DAY, label="Krockar med en känd nyckel"),
}


def problems(front: str, own: dict[str, TypeField] | None = None) -> list[tuple[str, int, int, str, str]]:
    front_matter, _, found = validate_document(read_document(document(front)), own or {})
    assert (front_matter is None) or all(problem.code == "LS110" for problem in found)
    return [(problem.code, problem.line, problem.column, str(problem.message), str(problem.help)) for problem in found]


def test_front_matter_without_problem() -> None:
    front, own, found = validate_document(read_document(document()), {})
    assert (own, found) == ({}, ())
    assert front is not None
    assert (front.status, front.version, front.units) == (Status.DRAFT, 3, ("expertenheter",))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("titel:", "title:", [("LS106", 1, 1, "titel is missing."), ("LS105", 3, 1, "Did you mean titel?")]),
        ("granskare:", "granskar:", [("LS105", 8, 1, "Did you mean granskare?")]),
        ("granskare:", "Granskare:", [("LS105", 8, 1, "Did you mean granskare?")]),
        (
            "granskare:",
            "xyzzy:",
            [("LS105", 8, 1, "one of:")],
        ),
        ("version: 3", "version: 3.10", [("LS107", 6, 10, "without decimals")]),
        ("version: 3", "version: 0", [("LS107", 6, 10, "Write 1 or more.")]),
        ("status: utkast", "status: klar", [("LS107", 5, 9, "Write one of: utkast, granskning")]),
        ("EXP-482103", "exp-1", [("LS107", 2, 14, "EXP-482103")]),
        ("[asliv1]", "asliv1", [("LS107", 8, 12, "`granskare: [asliv1]`")]),
        ("[asliv1]", "a" * 200, [("LS107", 8, 12, "beginning with a dash")]),
        ("[asliv1]", "{a: b}", [("LS107", 8, 12, "beginning with a dash")]),
        ("[asliv1]", "[[a]]", [("LS107", 8, 13, "without brackets")]),
        ("[asliv1]", "[a: b]", [("LS107", 8, 13, "between single quotes")]),
        ("[expertenheter]", "[]", [("LS107", 9, 13, "at least one")]),
        ("[expertenheter]", "[Åsa]", [("LS107", 9, 14, "only a–z")]),
        ("rutin", "Rutin!", [("LS107", 4, 15, "only a–z")]),
        ("titel: Handhygien i patientnära arbete", "titel:", [("LS107", 3, 7, "after the colon")]),
        ("titel: Handhygien i patientnära arbete", "titel: ' '", [("LS107", 3, 8, "Write a text")]),
        ("version: 3", "version: 3\ngiltig-från: 2026-02-30", [("LS107", 7, 14, "is 2026-02-28.")]),
        ("version: 3", "version: 3\ngiltig-från: 2026-13-01", [("LS107", 7, 14, "from 01 to 12")]),
        ("version: 3", "version: 3\ngiltig-från: 2026-02-00", [("LS107", 7, 14, "year, month and day")]),
        ("version: 3", "version: 3\ngiltig-från: 2026-2-3", [("LS107", 7, 14, "Write 2026-02-03.")]),
        ("version: 3", "version: 3\ngiltig-från: 20260203", [("LS107", 7, 14, "Write 2026-02-03.")]),
        ("version: 3", "version: 3\ngiltig-från: 2026-2-30", [("LS107", 7, 14, "2026-12-31")]),
        ("version: 3", "version: 3\ngiltig-från: snart", [("LS107", 7, 14, "2026-12-31")]),
    ],
)
def test_problems_of_front_matter(old: str, new: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert old in FRONT
    found = problems(FRONT.replace(old, new))
    assert [(code, line, column) for code, line, column, *_ in found] == [problem[:3] for problem in expected]
    for (_, _, _, said, help_), (*_, expected_text) in zip(found, expected, strict=True):
        assert expected_text in said + help_


def test_an_impossible_day_is_named() -> None:
    ((*_, said, _),) = problems(FRONT + "dokumentdatum: 2026-02-30\n")
    assert said == "dokumentdatum: there is no 30 February 2026."


def test_a_long_value_is_shortened() -> None:
    ((*_, said, _),) = problems(FRONT.replace("version: 3", f"version: {'9' * 300}"))
    assert len(said) < 120


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("beslutsdatum: 2026-01-01\nantal: 3\nbilagor: [a]\nsekretess: ja\nsyfte: x\n", []),
        ("beslutsdatum: 2026-01-01\nantal:\n", []),
        ("", [("LS110", 1, 1, "beslutsdatum is missing.")]),
        ("beslutsdatum:\n", [("LS110", 10, 14, "beslutsdatum has no value.")]),
        ("beslutsdatum: 2026-1-1\n", [("LS110", 10, 15, "beslutsdatum: “2026-1-1” is not a date.")]),
        (
            "beslutsdatum: 2026-01-01\nantal: x\nbilagor: y\nsekretess: true\nsyfte: [z]\n",
            [
                ("LS110", 11, 8, "antal: “x” is not a whole number."),
                ("LS110", 12, 10, "bilagor must be a list."),
                ("LS110", 13, 12, "sekretess: “true” is neither ja nor nej."),
                ("LS110", 14, 8, "syfte must be a single value, but here is a list."),
            ],
        ),
        (
            "beslutsdatum: 2026-01-01\nbilagor: [a, [b]]\n",
            [("LS110", 11, 14, "bilagor must be a single value, but here is a list.")],
        ),
    ],
)
def test_the_types_own_fields(front: str, expected: list[tuple[str, int, int, str]]) -> None:
    assert [problem[:4] for problem in problems(FRONT + front, OWN)] == expected


def test_values_of_the_types_own_fields() -> None:
    text = "beslutsdatum: 2026-01-01\nantal: 3\nbilagor: [a]\nsekretess: ja\nsyfte: x\n"
    front, own, _ = validate_document(read_document(document(FRONT + text)), OWN)
    assert front is not None
    assert front.title == "Handhygien i patientnära arbete"
    expected: dict[str, Any] = {"antal": 3, "bilagor": ("a",), "sekretess": True, "syfte": "x"}
    assert own == expected | {"beslutsdatum": date(2026, 1, 1)}


def test_own_keys_are_suggested_too() -> None:
    assert "Did you mean beslutsdatum?" in [help_ for *_, help_ in problems(FRONT + "beslutdatum: 2026-01-01\n", OWN)]


@pytest.mark.parametrize("front", ["a: 'b\n", "a: &b c\n", "<<<<<<< x\n", ""])
def test_what_could_not_be_understood_is_not_judged_again(front: str) -> None:
    facts = read_document(document(front))
    assert facts.problems
    assert validate_document(facts, OWN) == (None, {}, ())


def test_a_fault_bears_the_path() -> None:
    fault = read_record(Settings, b"", "ledsys.yaml")[1][0]
    assert isinstance(fault, Fault)
    assert (fault.path, fault.line) == ("ledsys.yaml", 1)
