"""Which docs repo a folder lies in, and where it stands."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.store.ground import ACT, GONE, KEPT, NEXT, as_person, change

from ledsys.errors import RepositoryError, WriteError
from ledsys.store.change import carry_out
from ledsys.store.repository import Head, Repository, find, initialise


def test_a_docs_repo_is_found_from_any_place_in_it(repository: Repository, tmp_path: Path) -> None:
    for place in (".", "dokument", KEPT, "ledsys.yaml", ".git", ".git/objects"):
        assert find(repository.root / place) == repository
    (tmp_path / "link").symlink_to(repository.root / "dokument")
    assert find(tmp_path / "link") == repository


@pytest.mark.parametrize("name", ["a\u2028b", "a\x85b", "a\nb"])
def test_a_folder_whose_name_looks_like_two_lines_is_one(tmp_path: Path, name: str) -> None:
    made = initialise(tmp_path / name)
    (made.root / "ledsys.yaml").touch()
    assert find(made.root).git.git_dir == made.git.git_dir


def test_it_is_found_from_the_current_folder(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.root / "dokument")
    assert find(Path()) == repository


def no_folder(place: Path) -> Path:
    return place / "nowhere"


def no_repository(place: Path) -> Path:
    return place


def settings_only(place: Path) -> Path:
    (place / "ledsys.yaml").touch()
    return place


def no_settings(place: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(place)], check=True)
    return place


def bare(place: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", "--bare", str(place)], check=True)
    return place / "objects"


def called_bare(place: Path) -> Path:
    no_settings(place)
    as_person(place, "config", "core.bare", "true")
    return place


def broken(place: Path) -> Path:
    (place / ".git").write_text("gitdir: nowhere\n")
    return place


def settings_in_a_folder_of_another_repository(place: Path) -> Path:
    no_settings(place)
    (place / "docs").mkdir()
    return settings_only(place / "docs")


@pytest.mark.parametrize(
    ("arrange", "says", "to_do"),
    [
        (no_folder, "There is no folder", "Check the name"),
        (no_repository, "is not in a docs repo", "ledsys init"),
        (settings_only, "is no git repository", "git clone"),
        (no_settings, "not a docs repo: ledsys.yaml is missing", "ledsys init"),
        (bare, "is bare", "git clone"),
        (called_bare, "is bare", "git clone"),
        (broken, "git rev-parse failed: .*nowhere", ""),
        (settings_in_a_folder_of_another_repository, "is no git repository", "top of the repository"),
    ],
)
def test_what_is_no_docs_repo_is_told_with_what_to_do(tmp_path: Path, arrange: object, says: str, to_do: str) -> None:
    assert callable(arrange)
    with pytest.raises(RepositoryError, match=says) as refused:
        find(arrange(tmp_path))
    assert to_do in str(refused.value.help)


def test_a_linked_working_tree_is_a_docs_repo_too(repository: Repository, tmp_path: Path) -> None:
    as_person(repository.root, "worktree", "add", "--quiet", "-b", "other", str(tmp_path / "other"))
    other = find(tmp_path / "other")
    commit = carry_out(other, change(NEXT))
    assert other.head() == Head("other", commit)
    assert as_person(other.root, "status", "--porcelain") == ""
    assert repository.head().branch == "main"
    assert repository.head().commit != commit


def test_where_it_stands(repository: Repository) -> None:
    commit = as_person(repository.root, "rev-parse", "HEAD").strip()
    assert repository.head() == Head("main", commit)
    as_person(repository.root, "switch", "--quiet", "--create", "arbete/smärta")
    assert repository.head() == Head("arbete/smärta", commit)
    as_person(repository.root, "checkout", "--quiet", "--detach")
    assert repository.head() == Head(None, commit)
    as_person(repository.root, "checkout", "--quiet", "--orphan", "new")
    assert repository.head() == Head("new", None)


@pytest.mark.parametrize("move", [("cherry-pick", "other"), ("merge", "other"), ("rebase", "other")])
def test_a_conflict_is_a_merge_in_progress(repository: Repository, move: tuple[str, str]) -> None:
    root = repository.root
    assert not repository.merging()
    for branch in ("other", "main"):
        if branch == "other":
            as_person(root, "switch", "--quiet", "--create", branch)
        else:
            as_person(root, "switch", "--quiet", branch)
        (root / KEPT).write_text(f"{branch}\n")
        as_person(root, "commit", "--quiet", "-am", branch)
    with pytest.raises(subprocess.CalledProcessError):
        as_person(root, *move)
    assert repository.merging()


def test_uncommitted_edits_are_told_in_the_order_asked(repository: Repository) -> None:
    (repository.root / KEPT).write_text("edited\n")
    as_person(repository.root, "add", KEPT)
    (repository.root / GONE).unlink()
    (repository.root / "dokument/ny.md").touch()
    asked = [GONE, "ledsys.yaml", "dokument/ny.md", KEPT, ACT]
    assert repository.changed(asked) == (GONE, "dokument/ny.md", KEPT)


def test_before_the_first_commit_every_file_is_uncommitted(tmp_path: Path) -> None:
    repository = initialise(tmp_path / "deep" / "new")
    (repository.root / "ledsys.yaml").touch()
    assert repository.head() == Head("main", None)
    assert repository.changed(["ledsys.yaml", "other"]) == ("ledsys.yaml",)


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WriteError, match="could not be written"):
        initialise(tmp_path / "file" / "new")


def test_the_address_of_the_acting_person(repository: Repository, home: Path) -> None:
    assert repository.user_email() is None
    as_person(repository.root, "config", "user.email", "exempel@example.org")
    assert repository.user_email() == "exempel@example.org"


def test_an_address_from_the_person_not_the_repository(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("[user]\n\temail = hemma@example.org\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    assert repository.user_email() == "hemma@example.org"
