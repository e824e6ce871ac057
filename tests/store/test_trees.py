"""Every tree answers alike: the one in git, the one kept in memory, and the one with a landing laid over it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.branches import commit, made_of, tip
from tests.store.example import DRAFT, DRAFT_ID, example
from tests.store.ground import as_person

from ledsys.errors import RepositoryError
from ledsys.model.landing import Changed, Entry
from ledsys.store import objects as store_objects
from ledsys.store import running
from ledsys.store.files import SIZE_CAP, Kind, ReadError
from ledsys.store.git import REGULAR
from ledsys.store.history import landings
from ledsys.store.objects import GitObjects, MemoryObjects
from ledsys.store.repository import Repository
from ledsys.store.standing import Overlay, Standing
from ledsys.store.stream import Stream
from ledsys.store.trees import GitTree, Tree, ancestors, folded, id_of


def text(document_id: str, front: str = "") -> bytes:
    return f"---\ndokument-id: {document_id}\ntitel: x\n{front}---\n\n# x\n\nSe EXP-999999.\n".encode()


STEPS: tuple[Mapping[str, bytes | None], ...] = (
    {"dokument/a/one.md": text("EXP-000001"), "dokument/a/two.md": text("EXP-000002"), "dokument/a/b/bild.png": b"x"},
    {"dokument/a/b/one.md": text("EXP-000001"), "dokument/none.md": b"dokument-id: EXP-000009\n", "README.md": b"x"},
    {"dokument/a/one.md": None, "dokument/two.md": text("EXP-000002"), "dokument/a/two.md": None},
    {"dokument/a/b": None},
    {"dokument/a/b": text("EXP-000003")},
    {"dokument/a/b": None, "dokument/A.md": text("EXP-000001"), "dokument/å.md": b"---\n---\n"},
    {"dokument/A/one.md": b"x", "dokument/q.md": text('"EXP-000004"'), "dokument/A.md": text("EXP-000005")},
)
IDS = [f"EXP-00000{number}" for number in range(1, 10)]


def same(one: Tree, other: Tree) -> None:
    """Hold every answer of two trees against each other."""
    paths = list(one.paths())
    assert paths == list(other.paths())
    folders = sorted({folder for path in paths for folder in ancestors(path)} | {"", "nowhere"})
    for path in [*paths, *folders]:
        assert one.entry(path) == other.entry(path)
        assert one.alike(path) == other.alike(path)
    assert one.headed(folders) == other.headed(folders)
    for path in paths:
        assert one.kind(path) is other.kind(path)
    for folder in folders:
        assert sorted(one.inside(folder)) == sorted(other.inside(folder))
        assert sorted(one.under(folder)) == sorted(other.under(folder))
        for name in ("a", "A", "å.md", "one.md", "nowhere"):
            assert sorted(one.named(folder, name)) == sorted(other.named(folder, name))
    for document_id in IDS:
        assert one.holding(document_id) == other.holding(document_id)


@pytest.fixture
def objects(repository: Repository) -> Iterator[GitObjects]:
    with GitObjects(repository.git) as found:
        yield found


def test_three_ways_to_see_a_history_are_one(repository: Repository, objects: GitObjects) -> None:
    commits = [tip(repository.root), *(commit(repository.root, step) for step in STEPS)]
    standing = Standing(objects)
    for number, landed in enumerate(landings(repository.git, commits[-1])):
        over = Overlay(standing, landed.changed)
        expected = GitTree(objects, landed.commit)
        same(expected, over)
        standing.apply(landed.changed)
        same(expected, standing)
        assert landed.commit == commits[number]


CONTENTS = [b"x", text("EXP-000001"), text("EXP-000002"), text("'EXP-000001'")]
PATHS = [f"{folder}{name}" for folder in ("", "dokument/", "dokument/a/", "dokument/A/b/") for name in ("x.md", "X.md")]
PATHS += ["HEAD", "dokument/a/HEAD", "dokument/a/head"]


@given(st.lists(st.dictionaries(st.sampled_from(PATHS), st.none() | st.sampled_from(CONTENTS), max_size=6), max_size=6))
def test_landings_applied_and_laid_over_are_the_tree_they_make(steps: list[dict[str, bytes | None]]) -> None:
    objects = MemoryObjects()
    standing = Standing(objects)
    for step in steps:
        changes = [
            Changed(path, standing.entry(path), None if data is None else Entry(REGULAR, objects.keep(data)))
            for path, data in step.items()
        ]
        over = Overlay(standing, changes)
        anew = Standing(objects)
        kept = [path for path in standing.paths() if path not in step]
        anew.apply(Changed(path, None, standing.entry(path)) for path in kept)
        anew.apply(change for change in changes if change.after)
        same(anew, over)
        standing.apply(changes)
        same(anew, standing)


def test_a_file_and_a_folder_of_one_name_are_both_there() -> None:
    objects = MemoryObjects()
    entry, inside = Entry(REGULAR, objects.keep(b"x")), "dokument/a/b.md"
    for first, second in ((inside, "dokument/a"), ("dokument/a", inside)):
        tree = Standing(objects)
        tree.apply([Changed(first, None, entry)])
        tree.apply([Changed(second, None, entry)])
        assert tree.paths() == ["dokument/a", inside]
        tree.apply([Changed(first, entry, None)])
        assert (tree.paths(), list(tree.inside(""))) == ([second], ["dokument"])
        tree.apply([Changed(second, entry, None)])
        assert (tree.paths(), list(tree.inside(""))) == ([], [])


def test_what_stands_in_a_tree_is_never_followed(repository: Repository, objects: GitObjects) -> None:
    root = repository.root
    (root / "dokument/link.md").symlink_to("annan.md")
    (root / "dokument/run.md").write_bytes(b"x")
    (root / "dokument/run.md").chmod(0o755)
    as_person(root, "add", "--all")
    as_person(root, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},dokument/sub")
    as_person(root, "commit", "--quiet", "-m", "x")
    tree = GitTree(objects, tip(root))
    assert tree.kind("dokument/link.md") is Kind.LINK
    assert tree.kind("dokument/sub") is Kind.OTHER
    assert tree.kind("dokument/run.md") is Kind.REGULAR
    assert tree.read("dokument/run.md") == b"x"
    for path in ("dokument/link.md", "dokument/sub"):
        with pytest.raises(ReadError, match="a link or something else"):
            tree.read(path)
    with pytest.raises(ReadError, match="the file is not there"):
        tree.read("dokument")
    with pytest.raises(KeyError):
        tree.kind("dokument")


def test_a_name_that_is_not_utf_8(repository: Repository, objects: GitObjects) -> None:
    blob = bytes.fromhex(repository.git.store_blob(b"x"))
    names = (b"\\xff.md", b"\xff.md", b"\xed\xa0\x80.md")
    tree = GitTree(objects, made_of(repository.root, b"".join(b"100644 " + name + b"\0" + blob for name in names)))
    kinds = {os.fsencode(path): tree.kind(path) for path in tree.paths()}
    assert kinds == {names[0]: Kind.REGULAR, names[1]: Kind.MISNAMED, names[2]: Kind.MISNAMED}
    assert all(tree.read(path) == b"x" for path in tree.paths())


def test_one_name_twice_is_not_judged(repository: Repository, objects: GitObjects) -> None:
    blob = bytes.fromhex(repository.git.store_blob(b"x"))
    twice = made_of(repository.root, (b"100644 a.md\0" + blob) * 2)
    with pytest.raises(RepositoryError, match="one name stands there twice"):
        GitTree(objects, twice)


@pytest.mark.parametrize(
    ("one", "other", "places"),
    [
        ("dokument/a.md", "dokument/A.md", ("dokument/a.md", "dokument/A.md")),
        ("dokument/å.md", "dokument/A\u030a.md", ("dokument/å.md", "dokument/A\u030a.md")),
        ("dokument/\u212a.md", "dokument/k.md", ("dokument/\u212a.md", "dokument/k.md")),
        ("dokument/STRASSE.md", "dokument/straße.md", ("dokument/STRASSE.md", "dokument/straße.md")),
        ("dokument/a/b.md", "dokument/A/c.md", ("dokument/a", "dokument/A")),
        ("Dokument/a/b.md", "dokument/A/b.md", ("Dokument", "dokument")),
        ("dokument/a/b.md", "dokument/A", ("dokument/a", "dokument/A")),
    ],
)
def test_names_that_some_computers_take_for_one(one: str, other: str, places: tuple[str, str]) -> None:
    objects = MemoryObjects()
    entry = Entry(REGULAR, objects.keep(b"x"))
    tree = Standing(objects)
    tree.apply([Changed(one, None, entry), Changed(other, None, entry)])
    assert tree.alike(one) == (places,)
    assert tree.alike(other) == (places[::-1],)
    tree.apply([Changed(one, entry, None)])
    assert tree.alike(other) == ()
    assert tree.alike(one) == (places,)


def test_folding_is_the_same_for_every_form_of_a_name() -> None:
    forms = ["Åsa", "A\u030asa", "åSA", "a\u030aSA", "\u212bsa"]
    assert {folded(form) for form in forms} == {"åsa"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (text("EXP-000001"), "EXP-000001"),
        (text("EXP-000001").replace(b"\n", b"\r\n"), "EXP-000001"),
        (text("'EXP-000001'"), "EXP-000001"),
        (text("EXP-000001 # comment"), "EXP-000001"),
        (text("\n  EXP-000001"), "EXP-000001"),
        (text("exp-1"), "exp-1"),
        (text("[EXP-000001]"), ""),
        (text("EXP-000001", "dokument-id: EXP-000002\n"), "EXP-000001"),
        (b"---\ntitel: x\n---\ndokument-id: EXP-000001\n", ""),
        (b"---\ntitel: x\n", ""),
        (b"dokument-id: EXP-000001\n", ""),
        (b"---\ndokument-id: EXP-000001\n\t: [\n---\n", "EXP-000001"),
        (b"", ""),
        (b"\xff\x00", ""),
    ],
)
def test_the_id_of_a_document(data: bytes, expected: str) -> None:
    assert id_of(data) == expected


def test_an_id_on_a_line_of_the_text_is_not_the_documents(repository: Repository, objects: GitObjects) -> None:
    hidden = b"---\n'dokument-id': EXP-000001\n---\ndokument-id: EXP-000002\n"
    last = commit(repository.root, {"dokument/a.md": hidden, "dokument/b.txt": text("EXP-000001")})
    tree = GitTree(objects, last)
    assert tree.holding("EXP-000001") == ("dokument/a.md",)
    assert tree.holding("EXP-000002") == ()


def test_the_example_is_found_by_its_ids() -> None:
    objects = MemoryObjects()
    tree = Standing(objects)
    tree.apply(Changed(path, None, Entry(REGULAR, objects.keep(data))) for path, data in example().files.items())
    assert tree.holding(DRAFT_ID) == (DRAFT,)


def test_contents_come_back_byte_for_byte(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = [b"", b"\n", b"a\r\nb\x00\xff", b"x" * 300_000, *(b"%d" % number for number in range(120))]
    ids = [repository.git.store_blob(data) for data in contents[:10]]
    monkeypatch.setattr(store_objects, "KEPT", 300_001)
    with GitObjects(repository.git) as objects:
        objects.expect([*ids, *ids])
        assert [objects.read(blob) for blob in [*ids, *ids]] == contents[:10] * 2


def test_contents_that_are_too_large_are_not_heard_out(repository: Repository) -> None:
    large = repository.git.store_blob(b"\0" * (SIZE_CAP + 1))
    fits = repository.git.store_blob(b"\0" * SIZE_CAP)
    small = repository.git.store_blob(b"small")
    for objects in (GitObjects(repository.git), MemoryObjects({large: b"\0" * (SIZE_CAP + 1), small: b"small"})):
        objects.expect([large, small])
        assert objects.read(large) is None
        assert objects.read(small) == b"small"
        tree = Standing(objects)
        tree.apply([Changed("dokument/large.md", None, Entry(REGULAR, large))])
        with pytest.raises(ReadError, match="larger than 16 MiB"):
            tree.read("dokument/large.md")
        if isinstance(objects, GitObjects):
            data = objects.read(fits)
            assert data is not None
            assert len(data) == SIZE_CAP
            objects.__exit__(None, None, None)


def test_what_is_missing_is_told_of_and_the_rest_is_read(repository: Repository) -> None:
    small = repository.git.store_blob(b"small")
    tree = as_person(repository.root, "rev-parse", "HEAD^{tree}").strip()
    with GitObjects(repository.git) as objects:
        for missing in ("1" * 40, tree):
            with pytest.raises(RepositoryError, match=f"lacks the contents with the id {missing}"):
                objects.read(missing)
            objects.expect([missing, small])
            with pytest.raises(RepositoryError, match=f"lacks the contents with the id {missing}"):
                objects.read("2" * 40)
            assert objects.read(small) == b"small"
        with pytest.raises(RepositoryError, match="is not the id"):
            objects.read(f"{small}\n{small}")
    with pytest.raises(RepositoryError, match="lacks the contents"):
        MemoryObjects().read(small)


def test_git_that_falls_silent_is_stopped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TIMEOUT", 0.2)
    with Stream(repository.git, "cat-file", "--batch") as stream, pytest.raises(RepositoryError, match="took too long"):
        stream.line()  # nothing was asked
    with Stream(repository.git, "cat-file", "--batch") as stream, pytest.raises(RepositoryError, match="took too long"):
        list(stream.words())


def test_git_that_answers_without_end_is_stopped(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    blob = repository.git.store_blob(b"x" * 3_000_000)
    monkeypatch.setattr(running, "OUTPUT_CAP", 1_000_000)
    with Stream(repository.git, "cat-file", "blob", blob) as stream, pytest.raises(RepositoryError, match="too much"):
        list(stream.words())


def test_git_that_ends_too_early_says_why(repository: Repository) -> None:
    with Stream(repository.git, "cat-file", "--nonsense") as stream:
        with pytest.raises(RepositoryError, match="git cat-file failed: unknown option"):
            stream.take(1)
        with pytest.raises(RepositoryError, match="git cat-file failed: unknown option"):
            stream.say(b"x\n")


def test_ancestors_end_at_the_top() -> None:
    assert ancestors("a/b/c.md") == ("a/b", "a", "")
    assert all(two == one.rpartition("/")[0] for one, two in pairwise(ancestors("a/b/c.md")))
