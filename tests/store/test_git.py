"""git runs alone: nothing of its surroundings reaches it, and what it says no to is told in its words."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.store.ground import FIRST, KEPT, as_person

from ledsys.digest import blob_id
from ledsys.errors import RepositoryError
from ledsys.store import running
from ledsys.store.git import Git, discover
from ledsys.store.repository import Repository
from ledsys.store.running import program


def test_the_tree_gives_paths_as_they_are_called(repository: Repository) -> None:
    commit = str(repository.head().commit)
    assert repository.git.list_tree(commit) == {path: blob_id(data) for path, data in FIRST.items()}
    assert list(repository.git.list_tree(commit, "dokument/smärta")) == [KEPT]
    assert repository.git.list_tree(commit, "nowhere") == {}


def test_links_and_submodules_are_no_files_of_a_tree(repository: Repository) -> None:
    (repository.root / "dokument/link.md").symlink_to("annan.md")
    as_person(repository.root, "add", "--all")
    as_person(repository.root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},dokument/sub")
    as_person(repository.root, "commit", "--quiet", "-m", "links")
    assert set(repository.git.list_tree(str(repository.head().commit))) == set(FIRST)


def test_names_with_line_feeds_tabs_and_wildcards(repository: Repository) -> None:
    for name in ("a\nb.md", "a\tb.md", "*.md", "a b.md"):
        (repository.root / "dokument" / name).write_text(name)
    as_person(repository.root, "add", "--all")
    as_person(repository.root, "commit", "--quiet", "-m", "names")
    found = repository.git.list_tree(str(repository.head().commit), "dokument")
    for name in ("a\nb.md", "a\tb.md", "*.md", "a b.md"):
        assert found[f"dokument/{name}"] == blob_id(name.encode())


def test_blobs_come_back_byte_for_byte(repository: Repository) -> None:
    contents = [b"", b"\n", b"a\r\nb\x00\xff", b"x" * 300_000]
    ids = [repository.git.store_blob(data) for data in contents]
    assert ids == [blob_id(data) for data in contents]
    assert repository.git.read_blobs([*ids, *ids]) == dict(zip(ids, contents, strict=True))
    assert repository.git.read_blobs([]) == {}


def test_a_blob_that_is_missing_is_told_of(repository: Repository) -> None:
    with pytest.raises(RepositoryError, match="lacks the contents with the id 1111"):
        repository.git.read_blobs(["1" * 40])


@pytest.mark.parametrize("text", ["HEAD", "--output=x", "", "main", "1" * 39, "1" * 40 + "\n"])
def test_only_ids_are_handed_to_git(repository: Repository, text: str) -> None:
    with pytest.raises(RepositoryError, match="is not the id of anything"):
        repository.git.list_tree(text)
    with pytest.raises(RepositoryError, match="is not the id of anything"):
        repository.git.read_blobs([text])


def test_a_failure_is_told_in_the_words_of_git(repository: Repository) -> None:
    with pytest.raises(RepositoryError, match=r"git write-tree failed: ."):
        repository.git.run("write-tree", env={"GIT_INDEX_FILE": "/dev/null/x"})
    with pytest.raises(RepositoryError, match="git cat-file failed"):
        repository.git.ask("cat-file", "--no-such-option")
    with pytest.raises(RepositoryError, match="could not be started"):
        repository.git.run("cat-file", "a\0b")


def test_the_surroundings_do_not_reach_git(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("[user]\n\temail = from-outside@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    assert repository.git.ask("config", "user.email") is None
    assert repository.git.run("ls-files").count(b"\n") == len(FIRST)


def test_what_the_repository_configures_is_not_executed(repository: Repository, tmp_path: Path) -> None:
    trap, sprung = tmp_path / "trap", tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
    trap.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for hook in ("pre-commit", "reference-transaction", "post-index-change"):
        shutil.copy(trap, hooks / hook)
    for key in ("core.fsmonitor", "filter.x.clean", "filter.x.smudge", "diff.external", "core.pager", "gpg.program"):
        as_person(repository.root, "config", key, str(trap))
    as_person(repository.root, "config", "core.hooksPath", str(hooks))
    as_person(repository.root, "config", "commit.gpgSign", "true")
    (repository.root / ".gitattributes").write_text("* filter=x\n")
    from tests.store.ground import NEXT, change

    from ledsys.store.change import carry_out

    carry_out(repository, change(NEXT))
    assert repository.changed([KEPT]) == ()
    assert not sprung.exists()


def test_git_that_never_ends_is_stopped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    fifo = repository.root / "fifo"
    os.mkfifo(fifo)
    monkeypatch.setattr(running, "TIMEOUT", 0.3)
    with pytest.raises(RepositoryError, match=r"took too long or answered too much \(hash-object\)"):
        repository.git.run("hash-object", "--no-filters", str(fifo))


def test_git_that_answers_too_much_is_stopped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = repository.git.store_blob(b"x" * 3_000_000)
    monkeypatch.setattr(running, "OUTPUT_CAP", 1_000_000)
    with pytest.raises(RepositoryError, match="answered too much"):
        repository.git.run("cat-file", "blob", blob)


def test_git_that_complains_at_length_is_heard_to_its_end(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loud = tmp_path / "git"
    loud.write_text("#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x >&2\necho answer\n")
    loud.chmod(0o755)
    monkeypatch.setattr(running, "program", lambda: str(loud))
    monkeypatch.setattr(running, "TIMEOUT", 20.0)
    environment = {"PATH": os.environ["PATH"]}
    code, output, complaint = running.converse(("status",), b"", environment)
    assert (code, output, len(complaint)) == (0, b"answer\n", running.COMPLAINT_CAP)


def test_a_long_question_that_git_does_not_hear_out(repository: Repository) -> None:
    with pytest.raises(RepositoryError, match="git commit-tree failed"):
        repository.git.run("commit-tree", "no-such-tree", stdin=b"x" * 3_000_000)


@pytest.mark.parametrize(
    ("script", "says"),
    [(None, "git was not found"), ("echo git version 2.37.9", "version 2.37, which is too old"), ("echo x", "too old")],
)
def test_git_missing_or_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, says: str) -> None:
    if script:
        (tmp_path / "git").write_text(f"#!/bin/sh\n{script}\n")
        (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    program.cache_clear()
    try:
        with pytest.raises(RepositoryError, match=says) as refused:
            Git(tmp_path, tmp_path / ".git").run("version")
        assert "Install git 2.38 or later" in str(refused.value.help)
    finally:
        program.cache_clear()


def test_a_repository_with_other_ids_is_not_supported(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "--quiet", "--object-format=sha256", str(tmp_path)], check=True)
    with pytest.raises(RepositoryError, match="uses sha256 ids"):
        discover(tmp_path)
