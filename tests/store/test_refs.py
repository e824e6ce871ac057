"""What a proposal is judged against is named by one full reference, and its result is found without a checkout."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.branches import branch, cloned, commit, tip
from tests.store.ground import KEPT, as_person

from ledsys.errors import RepositoryError
from ledsys.store.refs import Target, result, target
from ledsys.store.repository import Repository, find, initialise

REMOTE = "refs/remotes/origin/main"


@pytest.fixture
def clone(repository: Repository, tmp_path: Path) -> Repository:
    return cloned(repository.root, tmp_path / "clone")


def test_each_way_to_name_a_target(clone: Repository) -> None:
    base = tip(clone.root)
    proposed = commit(clone.root, {"dokument/a.md": b"a\n"})
    as_person(clone.root, "tag", "-a", "-m", "x", "v1", base)
    assert target(clone, "origin/main") == Target(REMOTE, base)
    assert target(clone, REMOTE) == Target(REMOTE, base)
    assert target(clone, "main") == Target("refs/heads/main", proposed)
    assert target(clone, base) == Target(base, base)
    assert target(clone, "refs/tags/v1") == Target("refs/tags/v1", base)


@pytest.mark.parametrize(
    "reference",
    ["refs/tags/origin/main", "refs/heads/origin/main", "refs/origin/main", "refs/remotes/origin/main/HEAD"],
)
@pytest.mark.parametrize("there", [True, False])
def test_a_name_that_two_references_bear_names_neither(clone: Repository, reference: str, there: object) -> None:
    if not there or reference.endswith("/HEAD"):
        as_person(clone.root, "update-ref", "-d", REMOTE)
    as_person(clone.root, "update-ref", reference, tip(clone.root))
    with pytest.raises(RepositoryError, match="can mean several things here") as refused:
        target(clone, "origin/main")
    assert reference in str(refused.value.message)
    assert REMOTE in str(refused.value.help)


def test_a_tag_beside_a_local_branch_makes_its_name_useless_too(clone: Repository) -> None:
    as_person(clone.root, "tag", "main")
    with pytest.raises(RepositoryError, match="can mean several things"):
        target(clone, "main")
    assert target(clone, "refs/heads/main").ref == "refs/heads/main"


@pytest.mark.parametrize("reference", ["refs/heads/refs/heads/missing", "refs/tags/refs/heads/missing"])
def test_a_full_name_is_taken_as_it_is(clone: Repository, reference: str) -> None:
    """git would look for refs/heads/missing under refs/heads and refs/tags too."""
    as_person(clone.root, "update-ref", reference, tip(clone.root))
    with pytest.raises(RepositoryError, match="There is no refs/heads/missing"):
        target(clone, "refs/heads/missing")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "--output=x",
        "-n",
        "main~1",
        "main^",
        "main@{1}",
        "a..b",
        "main:x",
        ":/x",
        "a b",
        "a\nb",
        "*",
        "[m]ain",
        "\\",
    ],
)
def test_only_names_are_resolved(clone: Repository, text: str) -> None:
    with pytest.raises(RepositoryError, match=r"is not the name of a branch|There is no a\.\.b"):
        target(clone, text)


@pytest.mark.parametrize(
    "text", ["HEAD", "origin/HEAD-", "origin/ma", "refs/heads", "1" * 40, "main/", "refs/heads/ma"]
)
def test_what_is_missing_is_told_with_what_to_do(clone: Repository, text: str) -> None:
    with pytest.raises(RepositoryError, match="There is no") as refused:
        target(clone, text)
    assert "git fetch origin" in str(refused.value.help)


def test_what_is_no_commit_is_no_target(clone: Repository) -> None:
    blob = clone.git.store_blob(b"x")
    as_person(clone.root, "update-ref", "refs/tags/blob", blob)
    for text in (blob, "refs/tags/blob"):
        with pytest.raises(RepositoryError, match="There is no"):
            target(clone, text)


def tree(repository: Repository, name: str = "HEAD") -> str:
    return as_person(repository.root, "rev-parse", f"{name}^{{tree}}").strip()


def test_where_the_base_is_held_the_result_is_what_is_checked_out(repository: Repository) -> None:
    base = tip(repository.root)
    assert result(repository, base) == tree(repository)
    commit(repository.root, {"dokument/a.md": b"a\n"})
    assert result(repository, base) == tree(repository)
    commit(repository.root, {"dokument/b.md": b"b\n"})
    assert result(repository, base) == tree(repository)


def diverged(root: Path, ours: dict[str, bytes | None], theirs: dict[str, bytes | None]) -> str:
    """Let a proposal and main go apart; give the commit of main, the proposal being checked out."""
    branch(root, "proposal")
    as_person(root, "switch", "--quiet", "main")
    base = commit(root, theirs, "theirs")
    as_person(root, "switch", "--quiet", "proposal")
    commit(root, ours, "ours")
    return base


def test_a_proposal_that_lags_behind_is_merged_without_index_and_working_tree(repository: Repository) -> None:
    base = diverged(repository.root, {"dokument/a.md": b"a\n"}, {"dokument/b.md": b"b\n"})
    (repository.root / KEPT).write_bytes(b"edited, never committed\n")
    as_person(repository.root, "add", KEPT)
    status = as_person(repository.root, "status", "--porcelain")
    merged = result(repository, base)
    assert as_person(repository.root, "status", "--porcelain") == status
    paths = as_person(repository.root, "ls-tree", "-r", "--name-only", merged).split()
    assert {"dokument/a.md", "dokument/b.md"} <= {*paths}
    as_person(repository.root, "commit", "--quiet", "-m", "x")
    as_person(repository.root, "revert", "--no-edit", "HEAD")
    as_person(repository.root, "merge", "--quiet", "--no-edit", "main")
    assert tree(repository) == merged


def test_a_conflict_is_told_with_the_files(repository: Repository) -> None:
    base = diverged(repository.root, {KEPT: b"ours\n"}, {KEPT: b"theirs\n"})
    with pytest.raises(
        RepositoryError, match=r"others have changed the same lines of dokument/smärta/rutin\.md"
    ) as told:
        result(repository, base)
    assert "Merge main into it first" in str(told.value.help)


def test_histories_that_have_nothing_in_common_are_not_judged(repository: Repository) -> None:
    base = tip(repository.root)
    as_person(repository.root, "checkout", "--quiet", "--orphan", "other")
    commit(repository.root, {"dokument/a.md": b"a\n"})
    with pytest.raises(RepositoryError, match="has no history in common with"):
        result(repository, base)


def test_before_the_first_commit_there_is_nothing_to_judge(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="Nothing has been committed"):
        result(initialise(tmp_path / "new"), "1" * 40)


def test_programs_that_merge_are_not_run(repository: Repository, tmp_path: Path) -> None:
    """A driver in .git/config, chosen by attributes of the checkout, of .git/info and by default, writes a canary."""
    base = diverged(repository.root, {KEPT: b"status: utkast\nours\n"}, {KEPT: b"theirs\nBefattningshavare.\n"})
    sprung = tmp_path / "sprung"
    as_person(repository.root, "config", "merge.trap.driver", f"touch {sprung}; true")
    as_person(repository.root, "config", "merge.default", "trap")
    (repository.root / ".gitattributes").write_text("* merge=trap\n")
    (repository.git.git_dir / "info").mkdir(exist_ok=True)
    (repository.git.git_dir / "info/attributes").write_text("* merge=trap\n")
    with pytest.raises(RepositoryError, match="changed the same lines"):
        result(repository, base)
    assert not sprung.exists()
    as_person(repository.root, "merge-tree", "--write-tree", base, "HEAD")
    assert sprung.exists(), "the trap is one"


@pytest.fixture
def forge(repository: Repository) -> tuple[Repository, str, str]:
    """A forge whose main went on, with a proposal and the merge of both that it makes for its jobs."""
    root = repository.root
    for number in range(3):
        commit(root, {"dokument/annan.md": b"%d\n" % number})
    base = diverged(root, {"dokument/a.md": b"a\n"}, {"dokument/b.md": b"b\n"})
    branch(root, "merged", "main")
    as_person(root, "merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    as_person(root, "config", "uploadpack.allowAnySHA1InWant", "true")
    return repository, base, tip(root)


@pytest.mark.parametrize("fetch", ["main:refs/remotes/origin/main", "by id"])
def test_a_job_at_depth_one_with_the_merge_checked_out(
    forge: tuple[Repository, str, str], tmp_path: Path, fetch: str
) -> None:
    origin, base, merged = forge
    clone = cloned(origin.root, tmp_path / "clone", "--depth=1", "--branch=merged")
    as_person(clone.root, "fetch", "--quiet", "--depth=1", "origin", base if fetch == "by id" else fetch)
    found = target(clone, base if fetch == "by id" else "origin/main")
    assert found.commit == base
    assert tip(clone.root) == merged
    assert result(clone, found.commit) == tree(clone)


def test_a_job_at_depth_one_without_the_merge_cannot_judge(forge: tuple[Repository, str, str], tmp_path: Path) -> None:
    origin, base, _ = forge
    clone = cloned(origin.root, tmp_path / "clone", "--depth=1", "--branch=proposal")
    as_person(clone.root, "fetch", "--quiet", "--depth=1", "origin", base)
    with pytest.raises(RepositoryError, match="history that would say how to merge is missing") as refused:
        result(clone, base)
    assert refused.value.exit_code == 2
    assert "fetch-depth: 0" in str(refused.value.help)


def test_a_shallow_copy_that_has_all_that_matters_is_merged(forge: tuple[Repository, str, str], tmp_path: Path) -> None:
    origin, base, merged = forge
    clone = cloned(origin.root, tmp_path / "clone", "--depth=3", "--branch=proposal")
    as_person(clone.root, "fetch", "--quiet", "--depth=3", "origin", base)
    assert result(clone, base) == tree(origin, merged)


def test_a_linked_working_tree(repository: Repository, tmp_path: Path) -> None:
    base = diverged(repository.root, {"dokument/a.md": b"a\n"}, {"dokument/b.md": b"b\n"})
    as_person(repository.root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "other"))
    assert result(find(tmp_path / "other"), base) == result(repository, base)
