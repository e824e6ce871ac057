"""The baseline: what is written is read again, and what is none is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledsys.errors import RepositoryError, WriteError
from ledsys.store.baseline import read_baseline, write_baseline
from ledsys.store.files import MemoryFiles
from ledsys.store.repository import Repository
from ledsys.store.worktree import scan

NAME = "ledsys-baseline.json"
FINGERPRINTS = {"LS601 EXP-100001 Rubriken “Syfte” saknas.", "LS102 dokument/a.md <&>"}


def test_what_is_written_is_read_again(repository: Repository) -> None:
    write_baseline(repository, NAME, FINGERPRINTS)
    assert read_baseline(scan(repository.root), NAME) == FINGERPRINTS
    first = (repository.root / NAME).read_bytes()
    write_baseline(repository, NAME, sorted(FINGERPRINTS, reverse=True))
    assert (repository.root / NAME).read_bytes() == first, "the order says nothing"
    assert first.decode().splitlines()[3].strip(' ,"') == "LS102 dokument/a.md <&>"


def test_no_file_is_an_empty_baseline() -> None:
    assert read_baseline(MemoryFiles({}), NAME) == frozenset()


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"null", b"{}", b'{"format": "ledsys-baseline-2", "findings": []}', b"[" * 100_000]
)
def test_what_is_no_baseline_is_refused(data: bytes) -> None:
    with pytest.raises(RepositoryError, match="not a baseline"):
        read_baseline(MemoryFiles({NAME: data}), NAME)


def test_it_is_never_written_through_a_link_or_over_a_read_only_file(repository: Repository, tmp_path: Path) -> None:
    place = repository.root / NAME
    outside = tmp_path / "outside.json"
    outside.write_text("min")
    place.symlink_to(outside)
    with pytest.raises(WriteError, match="a folder or a link"):
        write_baseline(repository, NAME, FINGERPRINTS)
    assert outside.read_text() == "min"
    place.unlink()
    place.write_text("min")
    place.chmod(0o444)
    with pytest.raises(WriteError, match="permission"):
        write_baseline(repository, NAME, FINGERPRINTS)
    assert place.read_text() == "min"
