"""Hostile checkouts: whatever a copy of the repository is made to name, judging runs none of it and is not deceived."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.branches import branch, cloned, commit, tip
from tests.store.example import DRAFT, DRAFT_ID, example
from tests.store.ground import as_person

from ledsys.errors import RepositoryError
from ledsys.model.landing import Landing
from ledsys.store.history import changed, landings, on_first_parents
from ledsys.store.landing import gather
from ledsys.store.objects import GitObjects
from ledsys.store.policy import load_policy
from ledsys.store.refs import result, target
from ledsys.store.repository import Repository, find
from ledsys.store.standing import Overlay
from ledsys.store.trees import GitTree

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ATTRIBUTES = "* filter=trap diff=trap merge=trap text eol=crlf working-tree-encoding=UTF-16\n"
PROGRAMS = (
    *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass"),
    *("core.alternateRefsCommand", "gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.ssh.defaultKeyCommand"),
    *("diff.external", "diff.trap.command", "diff.trap.textconv", "merge.trap.driver", "sequence.editor"),
    *("filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "uploadpack.packObjectsHook"),
    *("interactive.diffFilter", "credential.helper", "trailer.x.command", "pager.log", "pager.grep", "pager.diff-tree"),
    *("remote.origin.uploadpack", "remote.origin.vcs", "mergetool.trap.cmd", "difftool.trap.cmd"),
)
COMMANDS = ("log", "ls-tree", "cat-file", "diff-tree", "grep", "merge-tree", "rev-parse", "for-each-ref", "merge-base")


@pytest.fixture(scope="module")
def original_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example on main, with a proposal that lags behind it."""
    root = tmp_path_factory.mktemp("hostile") / "docs"
    as_person(tmp_path_factory.getbasetemp(), "init", "--quiet", "--initial-branch=main", str(root))
    commit(root, example().files)
    branch(root, "proposal")
    commit(root, {DRAFT: example().files[DRAFT] + b"\nMer.\n"})
    as_person(root, "switch", "--quiet", "main")
    commit(root, {"dokument/annan.md": b"x"})
    as_person(root, "switch", "--quiet", "proposal")
    return root


@pytest.fixture
def checkout(original_example: Path, tmp_path: Path) -> Repository:
    """A job's copy, with the proposal checked out and origin/main fetched."""
    clone = cloned(original_example, tmp_path / "clone", "--branch=proposal")
    return find(clone.root)


def judged(repository: Repository, base: str = "origin/main") -> Landing:
    """Do all that judging a proposal asks of git."""
    found = target(repository, base)
    tree = result(repository, found.commit)
    assert on_first_parents(repository.git, found.commit, found.commit)
    assert list(landings(repository.git, found.commit))
    with GitObjects(repository.git) as objects:
        before, changes = GitTree(objects, found.commit), changed(repository.git, found.commit, tree)
        after = Overlay(before, changes)
        assert sorted(after.paths()) == sorted(GitTree(objects, tree).paths())
        return gather(before, after, changes, NOW, load_policy(before))


def test_nothing_that_a_copy_names_is_run(checkout: Repository, tmp_path: Path) -> None:
    expected = judged(checkout)
    sprung, trap = tmp_path / "sprung", tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho $0 >> {sprung}\ncat\nexit 0\n")
    trap.chmod(0o755)
    root, git_dir = checkout.root, checkout.git.git_dir
    for program in PROGRAMS:
        as_person(root, "config", program, str(trap))
    for command in COMMANDS:
        as_person(root, "config", f"alias.{command}", f"!{trap}")
    hooks = tmp_path / "hooks"
    for folder in (hooks, git_dir / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in (
            "post-index-change",
            "reference-transaction",
            "post-checkout",
            "pre-auto-gc",
            "fsmonitor-watchman",
        ):
            shutil.copy(trap, folder / hook)
    for key, value in {
        "core.hooksPath": str(hooks),
        "log.showSignature": "true",
        "commit.gpgSign": "true",
        "merge.default": "trap",
        "core.attributesFile": str(root / ".gitattributes"),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "diff.trap.cachetextconv": "true",
        "core.bigFileThreshold": "1",
        "grep.fallbackToNoIndex": "true",
        "grep.patternType": "perl",
        "grep.lineNumber": "true",
        "color.ui": "always",
        "submodule.recurse": "true",
        "include.path": str(tmp_path / "included"),
    }.items():
        as_person(root, "config", key, value)
    (tmp_path / "included").write_text(f"[core]\n\tfsmonitor = {trap}\n")
    (root / ".gitattributes").write_text(ATTRIBUTES)
    (git_dir / "info").mkdir(exist_ok=True)
    (git_dir / "info/attributes").write_text(ATTRIBUTES)
    assert judged(checkout) == expected
    assert not sprung.exists()
    as_person(root, "status")
    assert sprung.exists(), "the traps are some"


def test_a_lying_verifier_makes_no_signature_good(checkout: Repository, tmp_path: Path) -> None:
    """git would believe whatever program .git/config names; it is never asked."""
    verifier = tmp_path / "verifier"
    verifier.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\necho '[GNUPG:] GOODSIG 1 x' >&3\nexit 0\n")
    verifier.chmod(0o755)
    for key in ("gpg.program", "gpg.ssh.program"):
        as_person(checkout.root, "config", key, str(verifier))
    as_person(checkout.root, "config", "log.showSignature", "true")
    expected = judged(checkout)
    assert not (tmp_path / "sprung").exists()
    assert [document.id for document in expected.after.documents] == [DRAFT_ID]


def test_missing_objects_are_fetched_from_nowhere(checkout: Repository, tmp_path: Path) -> None:
    """A partial copy names a remote to fetch from at any time, and a remote may be a program."""
    root, sprung = checkout.root, tmp_path / "sprung"
    blob = as_person(root, "rev-parse", f"origin/main:{DRAFT}").strip()
    packs = checkout.git.git_dir / "objects/pack"
    loose = tmp_path / "packs"
    shutil.move(packs, loose)
    packs.mkdir()
    for pack in loose.glob("*.pack"):
        with pack.open("rb") as data:
            subprocess.run(["git", "unpack-objects", "-q"], cwd=root, stdin=data, check=True)
    (checkout.git.git_dir / "objects" / blob[:2] / blob[2:]).unlink()
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::sh -c touch% {sprung}",
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
    }.items():
        as_person(root, "config", key, value)
    with pytest.raises(RepositoryError):
        judged(checkout)
    with GitObjects(checkout.git) as objects, pytest.raises(RepositoryError):
        objects.read(blob)
    assert not sprung.exists()


def test_replaced_and_grafted_objects_are_seen_as_they_are(checkout: Repository) -> None:
    root = checkout.root
    expected = judged(checkout)
    blob = as_person(root, "rev-parse", f"HEAD:{DRAFT}").strip()
    as_person(root, "replace", blob, checkout.git.store_blob(b"another text"))
    as_person(root, "replace", tip(root, "origin/main"), tip(root))
    (checkout.git.git_dir / "info").mkdir(exist_ok=True)
    (checkout.git.git_dir / "info/grafts").write_text(f"{tip(root)} {tip(root, 'origin/main')}\n")
    assert judged(checkout, "refs/remotes/origin/main") == expected
    assert as_person(root, "cat-file", "blob", blob) == "another text", "git itself is deceived"


def test_a_repository_inside_the_documents_is_not_entered(checkout: Repository, tmp_path: Path) -> None:
    root, sprung = checkout.root, tmp_path / "sprung"
    inner = root / "dokument/rehab"
    as_person(root, "init", "--quiet", "--bare", str(tmp_path / "bare"))
    shutil.copytree(tmp_path / "bare", inner, dirs_exist_ok=True)
    (inner / "config").write_text(f"[core]\n\tbare = false\n\tworktree = {inner}\n\tfsmonitor = touch {sprung}; true\n")
    for folder in ("objects", "refs"):
        (inner / folder / "x").write_text("x")
    with pytest.raises(RepositoryError, match="is bare"):
        find(inner)
    assert judged(checkout).nested == ()
    commit(root, {})
    assert judged(checkout).nested == ("dokument/rehab",)
    assert not sprung.exists()


@pytest.mark.parametrize("reference", ["refs/tags/origin/main", "refs/heads/origin/main"])
def test_a_reference_in_the_targets_name_stops_everything(checkout: Repository, reference: str) -> None:
    as_person(checkout.root, "update-ref", reference, tip(checkout.root))
    with pytest.raises(RepositoryError, match="can mean several things"):
        judged(checkout)


def test_names_like_options_and_patterns_are_names(checkout: Repository) -> None:
    root = checkout.root
    names = ("--output=x", "-n", "*.md", ":(top)x", "--", "a\nb.md", "\x1b[31m.md", "$(touch x)", "`x`.md")
    commit(root, {f"dokument/{name}/{name}": b"x" for name in names} | dict.fromkeys(("-n", "--all"), b"x"))
    as_person(root, "update-ref", "refs/heads/-n", tip(root))
    found = judged(checkout)
    added = {change.path for change in found.changed if change.before is None}
    assert added == {f"dokument/{name}/{name}" for name in names} | {"-n", "--all"}
    assert not (root / "x").exists()
    for text in ("-n", "--output=x"):
        with pytest.raises(RepositoryError, match="is not the name of a branch"):
            judged(checkout, text)


def test_what_lies_in_the_working_tree_and_the_index_is_not_judged(checkout: Repository) -> None:
    expected = judged(checkout)
    (checkout.root / DRAFT).write_bytes(b"edited, not committed")
    as_person(checkout.root, "add", "--all")
    (checkout.root / "ledsys.yaml").unlink()
    (checkout.root / "ledsys.yaml").symlink_to("/etc/passwd")
    assert judged(checkout) == expected
