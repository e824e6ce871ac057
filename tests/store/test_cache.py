"""The cache saves time and nothing else: what it gives is what was put in, and no fault of it is felt."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.message import msg
from ledsys.model.facts import DocumentFacts, Heading, Image, Link, Mark, Place, Problem
from ledsys.store.cache import FactsCache, cache_folder, dump_facts, load_facts, reader

texts = st.text(max_size=20)
numbers = st.integers(0, 10_000)
places = st.dictionaries(texts, st.builds(Place, numbers, numbers), max_size=4)
values = st.recursive(
    st.none() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)


def several(kind: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(kind, max_size=3).map(tuple)


facts = st.builds(
    DocumentFacts,
    values=st.dictionaries(texts, values, max_size=5),
    keys=places,
    places=places,
    claims=st.dictionaries(texts, texts, max_size=5),
    front_digest=st.none() | texts,
    body_digest=st.none() | texts,
    body_line=numbers,
    words=numbers,
    headings=several(st.builds(Heading, numbers, texts, texts, numbers, st.booleans())),
    links=several(st.builds(Link, texts, texts, numbers, numbers)),
    images=several(st.builds(Image, texts, texts, numbers, numbers)),
    instructions=several(st.builds(Mark, texts, numbers, numbers)),
    numbers=several(st.builds(Mark, texts, numbers, numbers)),
    problems=st.just(()),
)
SOME = DocumentFacts(
    values={"titel": "Åtgärd"}, places={"titel": Place(2, 8)}, headings=(Heading(1, "A", "a", 9, False),)
)


@given(facts)
def test_facts_come_back_as_they_were(one: DocumentFacts) -> None:
    back = load_facts(dump_facts(one))
    assert back == one
    assert all(isinstance(place, Place) for place in (*back.keys.values(), *back.places.values()))
    kinds = (back.headings, Heading), (back.links, Link), (back.images, Image), (back.numbers, Mark)
    assert all(isinstance(item, kind) for items, kind in kinds for item in items)


def test_what_was_kept_is_given_and_the_rest_left_out(tmp_path: Path) -> None:
    many = {f"{number:040x}": replace(SOME, words=number) for number in range(1_200)}
    cache = FactsCache(tmp_path / "new" / "folder")
    assert cache.get_many(many) == {}
    cache.put_many(many)
    assert cache.get_many([*many, "f" * 40]) == many
    assert FactsCache(tmp_path / "new" / "folder").get_many(list(many)[:3]) == dict(list(many.items())[:3])
    if os.name != "nt":
        assert (tmp_path / "new" / "folder").stat().st_mode & 0o077 == 0


def test_facts_with_problems_are_not_kept(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    cache.put_many({"a": replace(SOME, problems=(Problem("LS101", 1, 1, msg("x")),)), "b": SOME})
    assert cache.get_many(["a", "b"]) == {"b": SOME}


def test_no_folder_keeps_nothing() -> None:
    cache = FactsCache(None)
    cache.put_many({"a": SOME})
    assert cache.get_many(["a"]) == {}


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + bytes(4096)])
def test_a_damaged_file_is_no_cache_and_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    cache = FactsCache(tmp_path)
    assert cache.path
    cache.path.write_bytes(damage)
    assert cache.get_many(["a"]) == {}
    cache.put_many({"a": SOME})
    cache.put_many({"a": SOME})
    assert cache.get_many(["a"]) == {"a": SOME}


@pytest.mark.parametrize("text", ["{}", "[]", "x", '{"places": {"a": [1]}}'])
def test_a_row_that_makes_no_sense_is_never_given(tmp_path: Path, text: str) -> None:
    import zlib

    cache = FactsCache(tmp_path)
    cache.put_many({"a": SOME})
    assert cache.path
    for checksum, kept in ((0, True), (zlib.crc32(text.encode()), False)):
        with closing(sqlite3.connect(cache.path)) as database, database:
            database.execute("UPDATE facts SET text = ?, checksum = ?", (text, checksum))
        assert cache.get_many(["a"]) == {}
        assert cache.path.exists() is kept


def test_a_table_of_another_shape_is_ignored(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    assert cache.path
    with closing(sqlite3.connect(cache.path)) as database, database:
        database.execute("CREATE TABLE facts (x)")
    assert cache.get_many(["a"]) == {}
    cache.put_many({"a": SOME})


def test_a_cache_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cache = FactsCache(tmp_path / "file" / "cache")
    cache.put_many({"a": SOME})
    assert cache.get_many(["a"]) == {}


def test_a_locked_cache_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ledsys.store.cache.WAIT", 0.05)
    cache = FactsCache(tmp_path)
    cache.put_many({"a": SOME})
    assert cache.path
    with closing(sqlite3.connect(cache.path)) as database:
        database.execute("BEGIN EXCLUSIVE")
        cache.put_many({"b": SOME})
        assert cache.get_many(["a"]) == {}
        database.rollback()
    assert cache.get_many(["a", "b"]) == {"a": SOME}


def test_several_processes_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from ledsys.model.facts import DocumentFacts;"
        "from ledsys.store.cache import FactsCache\n"
        "for n in range(20):\n"
        "    FactsCache(Path(sys.argv[1])).put_many({f'{sys.argv[2]}-{n}': DocumentFacts(words=n)})\n"
    )
    commands = [[sys.executable, "-c", script, str(tmp_path), str(number)] for number in range(4)]
    running = [subprocess.Popen(command) for command in commands]
    assert [process.wait() for process in running] == [0] * 4
    found = FactsCache(tmp_path).get_many(f"{number}-{n}" for number in range(4) for n in range(20))
    assert all(one.words == int(blob.partition("-")[2]) for blob, one in found.items())
    assert len(found) > 20


def test_what_another_reader_kept_is_removed(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    assert cache.path
    assert reader() in cache.path.name
    older = tmp_path / cache.path.name.replace(reader(), "0" * 12)
    older.touch()
    cache.put_many({"a": SOME})
    assert list(tmp_path.iterdir()) == [cache.path]


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"LEDSYS_CACHE": "off", "HOME": "/home/x"}, None),
        ({"XDG_CACHE_HOME": "/var/cache", "HOME": "/home/x"}, "/var/cache/ledsys"),
        ({}, None),
    ],
)
def test_where_the_cache_lies(environment: Mapping[str, str], folder: str | None) -> None:
    assert cache_folder(environment) == (Path(folder) if folder else None)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_a_home_has_a_cache_whatever_else_is_set() -> None:
    for named in ("", "relative"):
        assert cache_folder({"HOME": "/home/x", "XDG_CACHE_HOME": named}) == Path("/home/x/.cache/ledsys")
