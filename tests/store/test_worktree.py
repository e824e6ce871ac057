"""The walk finds what belongs to a docs repo, follows no links, and says of each path what it is."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from tests.store.ground import FIRST, KEPT

from ledsys.store.files import SIZE_CAP, Files, Kind, MemoryFiles, ReadError
from ledsys.store.repository import Repository
from ledsys.store.worktree import scan


def test_all_files_are_found_in_order(repository: Repository) -> None:
    found: Files = scan(repository.root)
    assert list(found.paths()) == sorted(FIRST)
    assert {found.kind(path) for path in found.paths()} == {Kind.REGULAR}
    assert {path: found.read(path) for path in found.paths()} == FIRST


def test_other_folders_at_the_top_are_not_ours(repository: Repository) -> None:
    for folder in ("site", ".venv", "node_modules", "dokument/.git", "dokument/node_modules", ".ledsys/acts"):
        (repository.root / folder).mkdir(parents=True)
        (repository.root / folder / "x.md").touch()
    (repository.root / "dokument/.ledsys-0.tmp").touch()
    assert set(scan(repository.root).paths()) - set(FIRST) == {".ledsys/acts/x.md"}


def test_links_are_named_and_never_followed(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").write_text("secret")
    (repository.root / "dokument/ut").symlink_to(tmp_path / "outside")
    (repository.root / "dokument/ut.md").symlink_to(tmp_path / "outside/secret.md")
    (repository.root / "krav").symlink_to(tmp_path / "outside")
    (repository.root / "dokument/runt").symlink_to(repository.root)
    found = scan(repository.root)
    links = {path for path in found.paths() if found.kind(path) is Kind.LINK}
    assert links == set(found.paths()) - set(FIRST) == {"dokument/ut", "dokument/ut.md", "krav", "dokument/runt"}
    for path in links:
        with pytest.raises(ReadError, match="not an ordinary file") as refused:
            found.read(path)
        assert refused.value.code == "LS708"


def test_what_became_a_link_or_vanished_since_is_not_read(repository: Repository) -> None:
    found = scan(repository.root)
    (repository.root / KEPT).unlink()
    with pytest.raises(ReadError, match="the file is not there"):
        found.read(KEPT)
    (repository.root / KEPT).symlink_to(repository.root / "ledsys.yaml")
    with pytest.raises(ReadError, match="not an ordinary file"):
        found.read(KEPT)
    (repository.root / KEPT).unlink()
    (repository.root / KEPT).mkdir()
    with pytest.raises(ReadError, match="not an ordinary file"):
        found.read(KEPT)


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither pipes nor sockets among its files")
def test_pipes_and_sockets_are_named_and_not_opened(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(repository.root / "dokument/pipe.md")
    monkeypatch.chdir(repository.root)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("dokument/socket.md")
        found = scan(repository.root)
        for path in ("dokument/pipe.md", "dokument/socket.md"):
            assert found.kind(path) is Kind.OTHER
            with pytest.raises(ReadError, match="not an ordinary file"):
                found.read(path)


@pytest.mark.skipif(os.name == "nt", reason="names on Windows are Unicode")
def test_names_that_are_not_utf8_are_named_readably(repository: Repository) -> None:
    folder = os.fsencode(repository.root / "dokument")
    try:
        os.mkdir(folder + b"/m\xe4tning")  # noqa: PTH102 - a name in bytes
        with open(folder + b"/sm\xe4rta.md", "wb"):  # noqa: PTH123 - a name in bytes
            pass
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    found = scan(repository.root)
    odd = {path for path in found.paths() if found.kind(path) is Kind.MISNAMED}
    assert odd == {"dokument/m\\xe4tning", "dokument/sm\\xe4rta.md"}
    with pytest.raises(ReadError, match="not an ordinary file"):
        found.read("dokument/sm\\xe4rta.md")


def test_a_file_that_is_too_large_is_not_read(repository: Repository) -> None:
    with (repository.root / KEPT).open("wb") as file:
        file.truncate(SIZE_CAP + 1)
    found = scan(repository.root)
    with pytest.raises(ReadError, match="larger than 16 MiB") as refused:
        found.read(KEPT)
    assert refused.value.code == "LS707"
    with (repository.root / KEPT).open("wb") as file:
        file.truncate(SIZE_CAP)
    assert len(found.read(KEPT)) == SIZE_CAP


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator may read everything")
def test_what_is_closed_to_us_is_told(repository: Repository) -> None:
    (repository.root / KEPT).chmod(0)
    (repository.root / "dokument/gammal").chmod(0)
    found = scan(repository.root)
    assert found.kind("dokument/gammal") is Kind.CLOSED
    with pytest.raises(ReadError, match="no permission") as refused:
        found.read(KEPT)
    assert refused.value.code == "LS709"


def test_files_in_memory_are_files() -> None:
    found: Files = MemoryFiles({"b": b"2", "a": b"1", "large": bytes(SIZE_CAP + 1)})
    assert list(found.paths()) == ["a", "b", "large"]
    assert found.kind("a") is Kind.REGULAR
    assert found.read("b") == b"2"
    with pytest.raises(ReadError, match="not there"):
        found.read("c")
    with pytest.raises(ReadError, match="larger"):
        found.read("large")
    with pytest.raises(KeyError):
        found.kind("c")
