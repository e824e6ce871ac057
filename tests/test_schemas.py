"""The schemas are made from the models, are right by their own standard, and let the example region through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types of its own

from ledsys.frontmatter.tree import read
from ledsys.report.schemas import schema_names, schema_text
from ledsys.store.story import template_root

FOLDER = Path(__file__).parents[1] / "schemas"
FILES = {
    "ledsys": ["ledsys.yaml"],
    "enheter": ["organisation/enheter.yaml"],
    "personer": ["organisation/personer.yaml"],
    "mandat": ["organisation/mandat.yaml"],
    "processer": ["organisation/processer.yaml"],
    "synonymer": ["organisation/synonymer.yaml"],
    "handlingstyp": ["handlingstyper/*.yaml"],
    "krav": ["krav/*.yaml"],
    "lagrum": ["lagrum/*.yaml"],
}


def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def _errors(name: str, values: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in _validator(name).iter_errors(values)]


def _values(text: str, depth: int = 6) -> Any:
    found = read(text, depth=depth, size=1 << 20)
    assert found.problems == ()
    return found.values


def test_the_committed_schemas_are_the_ones_that_the_models_give() -> None:
    """When this fails, run: make schemas."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert committed == {f"{name}.schema.json": schema_text(name) for name in schema_names()}


@pytest.mark.parametrize("name", schema_names())
def test_a_schema_is_valid_json_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schema_text(name)))


@pytest.mark.parametrize(("name", "pattern"), [(name, pattern) for name in FILES for pattern in FILES[name]])
def test_the_files_of_the_example_region_are_valid(name: str, pattern: str) -> None:
    paths = sorted(template_root().glob(pattern))
    assert paths
    for path in paths:
        assert _errors(name, _values(path.read_text(encoding="utf-8"))) == [], path


def test_the_documents_of_the_example_region_are_valid() -> None:
    paths = sorted((template_root() / "dokument").rglob("*.md"))
    assert len(paths) >= 12
    for path in paths:
        front = path.read_text(encoding="utf-8").split("---\n", 2)[1]
        assert _errors("dokument", _values(front)) == [], path


def test_an_editor_that_reads_numbers_as_numbers_is_content() -> None:
    values = _values((template_root() / "ledsys.yaml").read_text(encoding="utf-8"))
    assert _errors("ledsys", {**values, "ledsys": 1, "varna-dagar-före": 90}) == []
    assert _errors("ledsys", {**values, "ledsys": 2})


def test_every_schema_but_that_of_documents_refuses_an_unknown_key() -> None:
    for name, (pattern, *_) in FILES.items():
        values = _values(next(template_root().glob(pattern)).read_text(encoding="utf-8"))
        assert _errors(name, {**values, "okänd-nyckel": "x"}), name


@pytest.mark.parametrize(
    ("key", "value"),
    [("version", "3.10"), ("giltig-till", "snart"), ("status", "klar"), ("titel", ["a"]), ("dokument-id", "exp-1")],
)
def test_a_wrong_value_is_refused(key: str, value: Any) -> None:
    path = next((template_root() / "dokument").rglob("*.md"))
    values = _values(path.read_text(encoding="utf-8").split("---\n", 2)[1])
    assert _errors("dokument", {**values, key: value})
