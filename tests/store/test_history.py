"""What landings changed, as git's objects have it, whatever the repository's settings would make of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.store.branches import branch, cloned, commit, made_of, tip
from tests.store.ground import FIRST, KEPT, as_person

from ledsys.digest import blob_id
from ledsys.errors import RepositoryError
from ledsys.model.landing import Changed, Entry
from ledsys.store.git import REGULAR
from ledsys.store.history import Landed, changed, landings, on_first_parents, parents, tree_of
from ledsys.store.repository import Repository
from ledsys.store.trees import shown

HOSTILE = (
    "--output=x",
    "-n",
    "*.md",
    ":x",
    "a\nb.md",
    "a\tb.md",
    "a\x01b.md",
    "a\x1b[31m.md",
    "Å.md",
    "A\u030a.md",
    '"q".md',
)


def entry(data: bytes, mode: str = REGULAR) -> Entry:
    return Entry(mode, blob_id(data))


def test_what_differs_is_told_by_path(repository: Repository) -> None:
    before = tip(repository.root)
    after = commit(repository.root, {KEPT: b"new\n", "ledsys.yaml": None, "dokument/ny.md": FIRST["ledsys.yaml"]})
    assert changed(repository.git, before, after) == (
        Changed("dokument/ny.md", None, entry(FIRST["ledsys.yaml"])),
        Changed(KEPT, entry(FIRST[KEPT]), entry(b"new\n")),
        Changed("ledsys.yaml", entry(FIRST["ledsys.yaml"]), None),
    )
    assert changed(repository.git, after, tree_of(repository.git, after)) == ()


def test_links_submodules_and_modes_are_told(repository: Repository) -> None:
    root, before = repository.root, tip(repository.root)
    (root / "dokument/link.md").symlink_to("/etc/passwd")
    (root / KEPT).chmod(0o755)
    as_person(root, "add", "--all")
    as_person(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},dokument/sub")
    as_person(root, "commit", "--quiet", "-m", "x")
    as_person(root, "config", "diff.ignoreSubmodules", "all")
    as_person(root, "config", "submodule.dokument/sub.ignore", "all")
    found = {change.path: change for change in changed(repository.git, before, tip(root))}
    assert found["dokument/link.md"].after == entry(b"/etc/passwd", "120000")
    assert found["dokument/sub"].after == Entry("160000", "1" * 40)
    assert found[KEPT] == Changed(KEPT, entry(FIRST[KEPT]), entry(FIRST[KEPT], "100755"))


def test_names_come_as_they_are(repository: Repository) -> None:
    before = tip(repository.root)
    after = commit(repository.root, {f"dokument/{name}": b"x" for name in HOSTILE})
    expected = {f"dokument/{name}" for name in HOSTILE}
    assert {change.path for change in changed(repository.git, before, after)} == expected
    *_, last = landings(repository.git, after)
    assert {change.path for change in last.changed} == expected


def test_a_name_that_is_not_utf_8_keeps_its_bytes(repository: Repository) -> None:
    before = tip(repository.root)
    blob = bytes.fromhex(repository.git.store_blob(b"x"))
    after = made_of(repository.root, b"100644 \xff.md\0" + blob + b"100644 \xfe.md\0" + blob, before)
    added = [change.path for change in changed(repository.git, before, after) if change.after]
    assert added == ["\udcfe.md", "\udcff.md"]
    assert list(map(shown, added)) == ["\\xfe.md", "\\xff.md"]


def test_one_name_twice_in_one_tree_is_not_judged(repository: Repository) -> None:
    before = tip(repository.root)
    blobs = [bytes.fromhex(repository.git.store_blob(data)) for data in (b"shown", b"meant")]
    after = made_of(repository.root, b"".join(b"100644 a.md\0" + blob for blob in blobs), before)
    with pytest.raises(RepositoryError, match="one name stands there twice"):
        changed(repository.git, before, after)
    with pytest.raises(RepositoryError, match="one name stands there twice"):
        list(landings(repository.git, after))


def test_only_ids_are_compared(repository: Repository) -> None:
    with pytest.raises(RepositoryError, match="is not the id of anything"):
        changed(repository.git, "HEAD", "--output=x")
    with pytest.raises(RepositoryError, match="is not the id of anything"):
        list(landings(repository.git, "--output=x"))
    with pytest.raises(RepositoryError, match="git diff-tree failed"):
        changed(repository.git, tip(repository.root), "1" * 40)
    with pytest.raises(RepositoryError, match="git log failed"):
        list(landings(repository.git, "1" * 40))


def test_the_landings_of_a_line_with_every_kind_of_merge(repository: Repository) -> None:
    root, git = repository.root, repository.git
    first = tip(root)
    second = commit(root, {"dokument/b.md": b"b"})
    empty = commit(root, {})
    for name in ("one", "two"):
        branch(root, name, first)
        commit(root, {f"dokument/{name}.md": name.encode()})
    as_person(root, "switch", "--quiet", "main")
    as_person(root, "merge", "--quiet", "--no-ff", "-m", "octopus", "one", "two")
    octopus = tip(root)
    branch(root, "three")
    third = commit(root, {KEPT: b"three"})
    as_person(root, "switch", "--quiet", "main")
    as_person(root, "merge", "--quiet", "--no-ff", "--no-commit", "three")
    evil = commit(root, {"dokument/evil.md": b"hidden in a merge"})
    found = list(landings(git, evil))
    assert [(landed.commit, landed.parents) for landed in found] == [
        (first, ()),
        (second, (first,)),
        (empty, (second,)),
        (octopus, (empty, tip(root, "one"), tip(root, "two"))),
        (evil, (octopus, third)),
    ]
    assert {change.path for change in found[0].changed} == {*FIRST}
    assert found[2].changed == ()
    assert found[3].changed == (
        Changed("dokument/one.md", None, entry(b"one")),
        Changed("dokument/two.md", None, entry(b"two")),
    )
    assert found[4].changed == (
        Changed("dokument/evil.md", None, entry(b"hidden in a merge")),
        Changed(KEPT, entry(FIRST[KEPT]), entry(b"three")),
    )
    assert list(landings(git, evil, since=empty)) == found[3:]
    assert list(landings(git, evil, since=evil)) == []
    assert all(parents(git, landed.commit) == landed.parents for landed in found)


def test_a_foxtrot_merge_is_not_on_the_line(repository: Repository) -> None:
    """Main is merged into a branch, and the branch takes its place: the landings of main are second parents now."""
    root, git = repository.root, repository.git
    first = tip(root)
    branch(root, "fox")
    commit(root, {"dokument/fox.md": b"x"})
    as_person(root, "switch", "--quiet", "main")
    seen = commit(root, {"dokument/b.md": b"b"})
    as_person(root, "switch", "--quiet", "fox")
    as_person(root, "merge", "--quiet", "--no-edit", "main")
    assert not on_first_parents(git, tip(root), seen)
    assert on_first_parents(git, tip(root), first)
    assert on_first_parents(git, seen, seen)
    with pytest.raises(RepositoryError, match="is not on the line of landings"):
        list(landings(git, tip(root), since=seen))
    with pytest.raises(RepositoryError, match="is not on the line of landings"):
        list(landings(git, first, since=seen))


def test_the_time_is_the_committers_in_utc(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    for stamp in ("@1790000000 +0200", "@0 +0000", "@99999999999999999 +0000"):
        monkeypatch.setenv("GIT_COMMITTER_DATE", stamp)
        monkeypatch.setenv("GIT_AUTHOR_DATE", "@1 +0000")
        found[stamp] = commit(repository.root, {})
    times = {landed.commit: landed.time for landed in landings(repository.git, tip(repository.root))}
    assert times[found["@1790000000 +0200"]] == datetime.fromtimestamp(1790000000, UTC)
    assert times[found["@0 +0000"]] == datetime.fromtimestamp(0, UTC)
    assert times[found["@99999999999999999 +0000"]] == datetime.max.replace(tzinfo=UTC)


def test_a_history_that_is_cut_off_is_not_judged(repository: Repository, tmp_path: Path) -> None:
    first = tip(repository.root)
    middle = commit(repository.root, {"dokument/b.md": b"b"})
    last = commit(repository.root, {"dokument/c.md": b"c"})
    clone = cloned(repository.root, tmp_path / "clone", "--depth=2")
    with pytest.raises(RepositoryError, match=f"The history before {middle} is missing here") as refused:
        list(landings(clone.git, last))
    assert "git fetch --unshallow" in str(refused.value.help)
    assert [landed.commit for landed in landings(clone.git, last, since=middle)] == [last]
    with pytest.raises(RepositoryError, match="git log failed"):
        list(landings(clone.git, last, since=first))


def test_replaced_and_grafted_commits_are_seen_as_they_are(repository: Repository) -> None:
    root = repository.root
    expected = [(tip(root), ()), (commit(root, {"dokument/b.md": b"b"}), (tip(root, "HEAD~1"),))]
    other = made_of(root, b"", *expected[1][1])
    as_person(root, "replace", expected[1][0], other)
    (repository.git.git_dir / "info").mkdir(exist_ok=True)
    (repository.git.git_dir / "info/grafts").write_text(f"{expected[1][0]}\n")
    as_person(root, "commit-graph", "write", "--reachable")
    found = list(landings(repository.git, expected[1][0]))
    assert [(landed.commit, landed.parents) for landed in found] == expected
    assert found[1].changed == (Changed("dokument/b.md", None, entry(b"b")),)
    assert as_person(root, "log", "--oneline", "--raw", "HEAD").count("\n") != len(found), "git itself is deceived"


def test_settings_of_the_repository_change_nothing(repository: Repository) -> None:
    root = repository.root
    commit(root, {"dokument/moved.md": FIRST[KEPT], KEPT: None, "dokument/ny.md": b"x"})
    expected = list(landings(repository.git, tip(root)))
    order = root / "order"
    order.write_text("ledsys.yaml\n")
    for key, value in {
        "diff.renames": "copies",
        "diff.orderFile": str(order),
        "diff.noprefix": "true",
        "diff.relative": "true",
        "diff.external": "false",
        "log.showRoot": "false",
        "log.diffMerges": "off",
        "log.showSignature": "true",
        "log.follow": "true",
        "log.abbrevCommit": "true",
        "log.date": "relative",
        "core.abbrev": "4",
        "color.ui": "always",
        "format.pretty": "oneline",
        "notes.displayRef": "*",
    }.items():
        as_person(root, "config", key, value)
    as_person(root, "notes", "add", "-m", "note")
    found = list(landings(repository.git, tip(root)))
    assert found == expected
    assert isinstance(found[0], Landed)
    assert changed(repository.git, found[0].commit, found[1].commit) == found[1].changed
