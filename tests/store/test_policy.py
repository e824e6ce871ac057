"""The policy: loaded whole, or refused with every fault of every file."""

from __future__ import annotations

import pytest
from tests.store.example import example, replaced

from ledsys.errors import RepositoryError, UnusableError
from ledsys.store.files import MemoryFiles
from ledsys.store.policy import MANDATES, PERSONS, PROCESSES, SETTINGS, UNITS, load_policy


def _faults(files: MemoryFiles) -> list[tuple[str, int, str]]:
    with pytest.raises(UnusableError) as refused:
        load_policy(files)
    return [(fault.path, fault.line, str(fault.message)) for fault in refused.value.faults]


def test_the_example_is_whole() -> None:
    policy = load_policy(example())
    assert policy.settings.name == "Region Exempel"
    assert set(policy.types) == set(policy.templates)
    assert len(policy.types) == 8
    assert "SOSFS 2011:9 4:4" in policy.requirement_places
    assert policy.citations
    assert policy.register.person_by_id["malbj1"].name == "Malte Björkskog"


def test_no_settings_is_no_docs_repo() -> None:
    with pytest.raises(RepositoryError, match=r"no ledsys\.yaml"):
        load_policy(example(**{SETTINGS: None}))


@pytest.mark.parametrize("path", [UNITS, PERSONS, MANDATES])
def test_a_file_that_must_be_there(path: str) -> None:
    assert _faults(example(**{path: None})) == [(path, 0, "The file is missing.")]


def test_processes_types_and_catalogues_may_be_left_out() -> None:
    kept = {
        path: None for path in example().files if path.startswith(("krav/", "lagrum/", "handlingstyper/", "mallar/"))
    }
    policy = load_policy(example(**{PROCESSES: None, **kept}))
    assert (policy.types, policy.requirements, policy.citations, policy.templates) == ({}, (), (), {})


def test_all_faults_come_at_once_in_the_order_of_files_and_lines() -> None:
    broken = example(
        **{
            PERSONS: b"personer: ja\nandra: 1\n",
            "handlingstyper/rutin.yaml": b"\xff",
            "mallar/rutin.md": b"\xff",
            SETTINGS: None,
            "ledsys.yaml": b"namn: x\nnamn: y\n",
        }
    )
    found = _faults(broken)
    places = [(path, line) for path, line, _ in found]
    assert places == sorted(places)
    assert {path for path, _ in places} == {PERSONS, "handlingstyper/rutin.yaml", "mallar/rutin.md", "ledsys.yaml"}


def test_several_faults_at_one_place_can_be_sorted_too() -> None:
    assert len(_faults(example(**{"handlingstyper/rutin.yaml": b""}))) >= 1


def test_a_type_lies_in_the_file_of_its_name() -> None:
    rutin = example().files["handlingstyper/rutin.yaml"]
    found = _faults(example(**{"handlingstyper/ny.yaml": rutin}))
    assert found == [("handlingstyper/ny.yaml", 1, "The file is for rutin and must be called rutin.yaml.")]


def test_a_file_that_is_too_large_is_named() -> None:
    found = _faults(example(**{"krav/stor.yaml": b"#" * (17 << 20)}))
    assert [path for path, *_ in found] == ["krav/stor.yaml"]
    assert "16 MiB" in found[0][2]


def test_the_settings_of_another_format_are_refused() -> None:
    assert [path for path, *_ in _faults(replaced(SETTINGS, "ledsys: 1", "ledsys: 2"))] == [SETTINGS]
