"""The policy file: a version is written in one exact form, and nothing else is read as one (proof §1.6)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signature.keys import SoftKey

from ledsys import policyfile
from ledsys.digest import sha256
from ledsys.model.policy import PolicyVersion
from ledsys.policyfile import (
    FIELDS,
    PolicyFormError,
    acts_digest,
    belongs,
    history_path,
    nameable,
    path_of,
    read_statement,
    sealed,
    signature_path,
    statement,
)
from ledsys.signature import read_key

HASH = f"sha256:{'4a' * 32}"
HEX = "b7" * 32
VERSION = sealed(
    PolicyVersion(
        repo="region-x/ledningssystem",
        version=2,
        before=HASH,
        acts=None,
        person="root",
        reason="Ny chef:\nden andra.",
        made_at=datetime(2026, 11, 22, 10, 3, 12, tzinfo=timezone(timedelta(hours=1))),
        files={"organisation/personer.yaml": HEX, "ledsys.yaml": HEX, "mallar/åtgärd plan.md": HEX},
    )
)
TEXT = f"""\
ledsys-policy: 1
repo: region-x/ledningssystem
version: 2
before: {HASH}
acts: none
person: root
reason: Ny chef:\\nden andra.
made-at: 2026-11-22T10:03:12+01:00
file: {HEX} ledsys.yaml
file: {HEX} mallar/åtgärd plan.md
file: {HEX} organisation/personer.yaml
"""
ROWS = TEXT.splitlines(keepends=True)

lines = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30).map(
    lambda value: unicodedata.normalize("NFC", value)
)
digests = st.binary(min_size=32, max_size=32).map(bytes.hex)
hashes = digests.map("sha256:{}".format)
names = st.text(st.characters(codec="utf-8"), min_size=1).map("mallar/{}".format).filter(nameable)
times = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2100, 1, 1),  # noqa: DTZ001 - the same
    timezones=st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
).map(lambda time: time.replace(microsecond=0))
versions = st.builds(
    PolicyVersion,
    repo=lines,
    version=st.integers(2, 999_999),
    before=hashes,
    acts=st.none(),
    person=lines,
    reason=st.lists(lines, min_size=1, max_size=3).map("\n".join),
    made_at=times,
    files=st.dictionaries(names, digests, max_size=5),
)


def test_the_text_form_is_fixed() -> None:
    assert statement(VERSION) == TEXT
    assert VERSION.hash == f"sha256:{sha256(TEXT.encode())}"
    assert read_statement(TEXT.encode()) == VERSION


@given(versions)
def test_a_version_is_read_as_it_was_written(version: PolicyVersion) -> None:
    assert read_statement(statement(version).encode()) == sealed(version)


def test_the_first_version_names_no_other_but_the_acts_before_it() -> None:
    first = sealed(replace(VERSION, version=1, before=None, acts=HASH, files={}))
    assert read_statement(statement(first).encode()) == first
    for wrong in (replace(first, before=HASH), replace(first, acts=None), replace(VERSION, before=None)):
        _refused(statement(wrong).encode())
    _refused(statement(replace(VERSION, acts=HASH)).encode())


def test_files_are_sorted_by_their_bytes() -> None:
    paths = ["mallar/z", "mallar/\U00010000", "mallar/\uff5e", "mallar/a"]
    stated = statement(replace(VERSION, files=dict.fromkeys(paths, HEX)))
    assert [line.split(" ", 2)[2] for line in stated.splitlines()[len(FIELDS) :]] == sorted(paths, key=str.encode)


def test_everything_about_a_version_has_its_place() -> None:
    key = read_key(SoftKey(1).public_text)
    signed = signature_path(7, key)
    assert signed == f".ledsys/policy/7/{sha256(key.blob)[:20]}.sig"
    assert (path_of(7), history_path(HEX)) == (".ledsys/policy/7/policy", f".ledsys/policy/history/{HEX}")
    assert all(belongs(path) for path in (signed, path_of(7), history_path(HEX)))
    strays = ("7/policy.md", "07/policy", "0/policy", "7/ab.sig", "history/ab", "policy", "seven/policy", "7/7/policy")
    assert not any(belongs(f".ledsys/policy/{path}") for path in strays)


def test_the_digest_of_acts_does_not_depend_on_their_order() -> None:
    assert acts_digest(["b", "a"]) == acts_digest(("a", "b")) == "sha256:" + sha256(b"a\nb\n")
    assert acts_digest([]) == "sha256:" + sha256(b"")


@pytest.mark.parametrize(
    "path",
    [
        *("dokument/a.md", "README.md", "mallar", "/ledsys.yaml", "ledsys.yaml/"),
        *("mallar/../dokument/a.md", "mallar/./a", "mallar//a", "mallar/a\n", "mallar/\u202ea", "mallar/a\\b"),
        "mallar/\ud800",
    ],
)
def test_a_path_that_is_not_protected_or_not_plain_is_refused(path: str) -> None:
    assert not nameable(path)
    _refused(TEXT.replace("ledsys.yaml", path).encode(errors="surrogatepass"))


def _refused(data: bytes) -> str:
    with pytest.raises(PolicyFormError) as refused:
        read_statement(data)
    return str(refused.value.message)


def test_every_changed_byte_is_refused_or_gives_another_hash() -> None:
    data = TEXT.encode()
    for place in range(len(data)):
        for change in (1, 32, 128):
            other = bytearray(data)
            other[place] ^= change
            try:
                found = read_statement(bytes(other))
            except PolicyFormError:
                continue
            assert found.hash != VERSION.hash


@pytest.mark.parametrize("number", range(len(FIELDS)))
def test_a_field_that_is_missing_doubled_or_moved_is_refused(number: int) -> None:
    swapped = [*ROWS]
    swapped[number], swapped[number + 1] = swapped[number + 1], swapped[number]
    for rows in (ROWS[:number] + ROWS[number + 1 :], ROWS[: number + 1] + ROWS[number:], swapped):
        assert "line" in _refused("".join(rows).encode())


def test_files_that_are_doubled_or_moved_or_followed_by_anything_are_refused() -> None:
    assert "exact" in _refused("".join([*ROWS, ROWS[-1]]).encode())
    assert "exact" in _refused("".join([*ROWS[:-2], ROWS[-1], ROWS[-2]]).encode())
    assert "line 12" in _refused(f"{TEXT}\n".encode())
    assert "line 12" in _refused(f"{TEXT}mood: good\n".encode())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("version: 2", "version: 02"),
        ("version: 2", "version: two"),
        ("version: 2", "version: 0"),
        ("version: 2", "version: -2"),
        ("before: sha256:", "before: "),
        ("before: sha256:4a", "before: sha256:4A"),
        ("person: root", "person: none"),
        ("reason: Ny", "reason: \u202eNy"),
        ("reason: Ny chef:\\nden andra.", "reason: none"),
        ("+01:00", "Z"),
        ("+01:00", ""),
        (f"file: {HEX} ledsys.yaml", f"file: {HEX.upper()} ledsys.yaml"),
        (f"file: {HEX} ledsys.yaml", f"file: {HEX}  ledsys.yaml"),
        (f"file: {HEX} ledsys.yaml", f"{HEX} ledsys.yaml"),
    ],
)
def test_a_value_in_any_other_form_is_refused(old: str, new: str) -> None:
    assert old in TEXT
    _refused(TEXT.replace(old, new).encode())


def test_a_format_of_another_time_and_other_encodings_are_refused() -> None:
    assert "format" in _refused(TEXT.replace("ledsys-policy: 1", "ledsys-policy: 2").encode())
    assert "UTF-8" in _refused(TEXT.encode("latin-1"))
    for other in (TEXT.replace("\n", "\r\n"), TEXT.removesuffix("\n"), f"\ufeff{TEXT}", ""):
        _refused(other.encode())


def test_a_version_has_a_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(policyfile, "LARGEST", len(TEXT.encode()))
    assert read_statement(TEXT.encode()) == VERSION
    assert "larger" in _refused(TEXT.replace("Ny", "Nyy").encode())
