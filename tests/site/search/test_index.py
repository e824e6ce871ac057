"""The index of pagefind: made by the real program, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ledsys.site.search.index import PagefindError, pagefind_files

PAGE = '<!doctype html><html lang="sv"><body data-pagefind-body><p>Text {0} om läkemedel och {1}</p></body></html>'
SOURCES = {f"{number}.html": PAGE.format(number, "ord" * number).encode() for number in range(30)}


def test_the_index_has_a_fragment_and_a_number_for_every_document() -> None:
    files = pagefind_files(SOURCES, "sv")
    numbers = json.loads(files["pagefind/nummer.json"])
    assert sorted(numbers.values()) == list(range(30))
    assert {f"pagefind/fragment/{name}.pf_fragment" for name in numbers} <= files.keys()
    assert {"pagefind/pagefind.js", "pagefind/pagefind-worker.js", "pagefind/wasm.sv.pagefind"} <= files.keys()


def test_nothing_of_pagefind_that_no_page_uses_is_kept() -> None:
    kept = {Path(name).suffix for name in pagefind_files(SOURCES, "en")}
    assert kept == {".js", ".json", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"}
    assert "pagefind/pagefind-ui.js" not in pagefind_files(SOURCES, "en")


def test_the_same_sources_give_the_same_bytes() -> None:
    assert pagefind_files(SOURCES, "sv") == pagefind_files(SOURCES, "sv")


def test_nothing_to_find_needs_no_index() -> None:
    assert pagefind_files({}, "sv") == {}


def test_a_program_that_fails_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho first >&2\necho the disk is full >&2\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(PagefindError, match="the disk is full"):
        pagefind_files(SOURCES, "sv")


def test_a_program_that_fails_without_a_word_is_told_of_by_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(program))
    with pytest.raises(PagefindError, match="3"):
        pagefind_files(SOURCES, "sv")
