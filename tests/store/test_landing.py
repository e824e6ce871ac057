"""Gathering: a landing holds all that it touches, by id, and nothing that stands apart from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

import pytest
from tests.store.branches import commit, tip
from tests.store.example import DRAFT, DRAFT_ID, PUBLISHED, PUBLISHED_ID, example
from tests.store.ground import FIRST, as_person

from ledsys.digest import sha256
from ledsys.errors import RepositoryError
from ledsys.model.facts import DocumentFacts
from ledsys.model.landing import Changed, Entry, Landing
from ledsys.model.policy import protected
from ledsys.store.history import changed
from ledsys.store.landing import DELEGATIONS, chain_of, gather
from ledsys.store.load import load
from ledsys.store.objects import GitObjects, MemoryObjects
from ledsys.store.policy import load_policy
from ledsys.store.repository import Repository, initialise
from ledsys.store.standing import Overlay, Standing
from ledsys.store.trees import GitTree

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
IMAGE = "dokument/smarta/bilder/smartskala.png"
WITH_IMAGE = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"
POLICY = load_policy(example())


class _Memory:
    """A cache that tells what was read past it."""

    def __init__(self) -> None:
        self.known: dict[str, DocumentFacts] = {}
        self.fresh: list[str] = []

    def get_many(self, digests: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {digest: self.known[digest] for digest in digests if digest in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.fresh.extend(facts)
        self.known.update(facts)


def landing(
    step: Mapping[str, bytes | Entry | None],
    *,
    beside: Mapping[str, bytes] | None = None,
    cache: _Memory | None = None,
) -> Landing:
    """Gather a step from the example (and files beside it), where None removes a file."""
    objects = MemoryObjects()
    before = Standing(objects)
    files = {**example().files, **(beside or {})}
    before.apply(Changed(path, None, Entry("100644", objects.keep(data))) for path, data in files.items())
    changes = [
        Changed(path, before.entry(path), Entry("100644", objects.keep(to)) if isinstance(to, bytes) else to)
        for path, to in step.items()
    ]
    return gather(before, Overlay(before, changes), changes, NOW, POLICY, cache)


def paths(found: Iterable[object]) -> list[str]:
    return [getattr(document, "path", "") for document in found]


def draft(old: str = "", new: str = "") -> bytes:
    return example().files[DRAFT].replace(old.encode(), new.encode())


def test_a_changed_document_comes_with_its_images_acts_and_editions() -> None:
    source = example().files[WITH_IMAGE]
    found = landing({WITH_IMAGE: source + b"\nMer.\n"})
    whole = load(example(), date(2026, 11, 23))
    [before] = found.before.documents
    [after] = found.after.documents
    assert before == whole.by_id[before.id][0]
    assert before.images == after.images != {}
    assert before.digest != after.digest
    assert found.before.acts == found.after.acts == {before.id: whole.acts[before.id]}
    assert found.before.editions == {key: value for key, value in whole.editions.items() if key == before.id}
    assert found.before.problems == found.after.problems == ()
    assert IMAGE in found.before.files
    assert not any(DRAFT_ID in path or protected(path) for path in found.after.files)
    assert [change.path for change in found.changed] == [WITH_IMAGE]
    assert (found.clashes, found.nested, found.proposal) == ((), (), None)


def test_the_day_is_the_one_in_the_docs_repo() -> None:
    found = landing({DRAFT: draft("x", "y")})
    assert found.now == NOW
    assert found.now.utcoffset() != NOW.utcoffset()
    assert found.before.today == found.after.today == date(2026, 11, 23)


def test_a_document_is_matched_by_id_wherever_it_goes() -> None:
    found = landing({DRAFT: None, "dokument/flyttad/ny.md": draft()})
    assert paths(found.before.documents) == [DRAFT]
    assert paths(found.after.documents) == ["dokument/flyttad/ny.md"]
    assert found.before.documents[0].digest == found.after.documents[0].digest


def test_an_id_that_is_taken_brings_its_holder() -> None:
    found = landing({"dokument/a.md": draft()})
    assert paths(found.before.documents) == [DRAFT]
    assert paths(found.after.documents) == ["dokument/a.md", DRAFT]


def test_a_document_that_takes_another_id_brings_both() -> None:
    found = landing({DRAFT: draft(DRAFT_ID, PUBLISHED_ID)})
    assert paths(found.before.documents) == [DRAFT, PUBLISHED]
    assert {document.id for document in found.after.documents} == {PUBLISHED_ID}
    assert paths(found.after.documents) == [DRAFT, PUBLISHED]
    assert set(found.after.acts) <= {DRAFT_ID, PUBLISHED_ID}


@pytest.mark.parametrize("folder", ["acts", "editions"])
def test_evidence_brings_the_document_that_it_is_about(folder: str) -> None:
    [path, *_] = [path for path in example().files if path.startswith(f".ledsys/{folder}/{PUBLISHED_ID}/")]
    found = landing({path: None})
    assert paths(found.before.documents) == paths(found.after.documents) == [PUBLISHED]
    assert path in found.before.files
    assert path not in found.after.files
    extra = landing({f".ledsys/{folder}/{PUBLISHED_ID}/skräp": b"x"})
    assert paths(extra.after.documents) == [PUBLISHED]
    assert f".ledsys/{folder}/{PUBLISHED_ID}/skräp" in extra.after.files


@pytest.mark.parametrize("to", [b"another image", None, Entry("120000", "1" * 40)])
def test_a_changed_image_brings_the_documents_that_show_it(to: bytes | Entry | None) -> None:
    found = landing({IMAGE: to})
    assert paths(found.before.documents) == paths(found.after.documents) == [WITH_IMAGE]
    [before], [after] = found.before.documents, found.after.documents
    assert before.digest is not None
    assert before.digest != after.digest


def test_an_image_is_found_however_its_name_is_written() -> None:
    ways = ("bilder/smartskala.png", "bilder/sm%61rtskala.png", "bilder/smart&#115;kala.png", "bilder/smartskala\\.png")
    plain, *veiled = (
        f"---\ndokument-id: EXP-00000{number}\n---\n\n![x]({way})\n".encode() for number, way in enumerate(ways)
    )
    found = landing({IMAGE: b"x"}, beside={f"dokument/smarta/{n}.md": data for n, data in enumerate((plain, *veiled))})
    shown = {document.id for document in found.after.documents}
    assert {"EXP-000000", "EXP-000001", "EXP-000002", "EXP-000003"} <= shown
    assert all(b"smartskala.png" not in data for data in veiled)


def test_an_image_that_nobody_shows_touches_nothing() -> None:
    found = landing({"dokument/smarta/annan.png": b"x", "dokument/rehab/bilder/smartskala.png": b"x"})
    assert found.before.documents == found.after.documents == ()
    assert found.after.files == {"dokument/smarta/annan.png", "dokument/rehab/bilder/smartskala.png"}


def test_delegations_are_always_there() -> None:
    path = f"{DELEGATIONS}/{'0' * 20}.act"
    found = landing({DRAFT: draft("x", "y")}, beside={path: b"x"})
    assert path in found.before.files & found.after.files
    assert [problem.path for problem in found.after.problems] == [path]


def test_what_is_no_document_is_data() -> None:
    step: dict[str, bytes | Entry] = {
        "dokument/a.md": b"\xff",
        "dokument/b.md": Entry("120000", "1" * 40),
        DRAFT: Entry("160000", "1" * 40),
    }
    found = landing(step)
    assert paths(found.before.documents) == [DRAFT]
    assert paths(found.after.documents) == ["dokument/a.md"]
    assert {(problem.path, problem.problem.code) for problem in found.after.problems} == {
        ("dokument/b.md", "LS708"),
        (DRAFT, "LS708"),
    }


def test_an_image_behind_a_link_is_none() -> None:
    found = landing({DRAFT: draft() + b"\n![x](bild.png)\n", "dokument/rehab/bild.png": Entry("120000", "1" * 40)})
    assert found.after.documents[0].digest is None


def test_names_that_clash_are_paired() -> None:
    found = landing({"dokument/Rehab/a.md": b"x", "dokument/rehab/Ö.md": b"x", "dokument/rehab/O\u0308.md": b"x"})
    assert found.clashes == (
        ("dokument/Rehab", "dokument/rehab"),
        ("dokument/rehab", "dokument/Rehab"),
    )
    found = landing({"dokument/rehab/Ö.md": b"x", "dokument/rehab/o\u0308.md": b"x"})
    assert found.clashes == (
        ("dokument/rehab/o\u0308.md", "dokument/rehab/Ö.md"),
        ("dokument/rehab/Ö.md", "dokument/rehab/o\u0308.md"),
    )
    moved = landing({DRAFT: None, DRAFT.replace("ut", "UT"): draft()})
    assert moved.clashes == ()


@pytest.mark.parametrize(
    "files",
    [
        ("HEAD", "objects/x", "refs/x", "config"),
        ("head", "Objects/x", "REFS/x"),
        ("HEAD", "commondir"),
    ],
)
def test_a_repository_among_the_documents_is_told(files: tuple[str, ...]) -> None:
    found = landing({f"dokument/rehab/sub/{name}": b"ref: refs/heads/main\n" for name in files})
    assert found.nested == ("dokument/rehab/sub",)
    last = f"dokument/rehab/sub/{files[-1]}"
    rest = {f"dokument/rehab/sub/{name}": b"x" for name in files[:-1]}
    assert landing({last: b"x"}, beside=rest).nested == ("dokument/rehab/sub",)
    assert landing({f"{files[0]}": b"x"}, beside=dict.fromkeys(files[1:], b"x")).nested == (".",)
    assert landing({f"dokument/rehab/sub/{files[0]}": b"x"}).nested == ()


def test_a_changed_policy_is_a_proposal_and_judges_nothing_yet() -> None:
    path = "handlingstyper/rutin.yaml"
    source = example().files[path]
    found = landing({path: source + b"# mer\n"})
    assert found.proposal is not None
    assert found.proposal.policy is not None
    assert found.before.policy.types == found.after.policy.types == POLICY.types
    assert found.proposal.files[path] == sha256(source + b"# mer\n")
    assert set(found.proposal.files) == {path for path in example().files if protected(path)}
    gone = landing({path: None}).proposal
    assert gone is not None
    assert path not in gone.files
    unusable = landing({path: b"\xff", "ledsys.yaml": None}).proposal
    assert unusable is not None
    assert unusable.policy is None
    link = landing({path: Entry("120000", "1" * 40)}).proposal
    assert link is not None
    assert link.files[path] == ""


def test_a_file_of_the_policy_chain_makes_a_proposal_too() -> None:
    found = landing({".ledsys/policy/1/policy": b"x"})
    assert found.proposal is not None
    assert ".ledsys/policy/1/policy" in found.after.files
    assert [problem.problem.code for problem in found.after.problems] == ["LS809"]
    assert found.before.problems == ()


def test_a_chain_that_has_been_loaded_is_not_loaded_again() -> None:
    objects = MemoryObjects()
    tree = Standing(objects)
    bad = {**example().files, ".ledsys/policy/1/policy": b"x"}
    tree.apply(Changed(path, None, Entry("100644", objects.keep(data))) for path, data in bad.items())
    chain = chain_of(tree)
    assert [problem.problem.code for problem in chain.problems] == ["LS809"]
    tree.apply([Changed(".ledsys/policy/1/policy", tree.entry(".ledsys/policy/1/policy"), None)])
    found = gather(tree, Overlay(tree, ()), (), NOW, POLICY, None, chain)
    assert found.before.problems == found.after.problems == chain.problems


def test_a_name_that_is_not_utf_8_is_shown_and_told() -> None:
    path = "dokument/\udcff.md"
    objects = MemoryObjects()
    tree = Standing(objects)
    changes = [Changed(path, None, Entry("100644", objects.keep(draft())))]
    found = gather(tree, Overlay(tree, changes), changes, NOW, POLICY)
    assert [change.path for change in found.changed] == ["dokument/\\xff.md"]
    assert found.after.files == {"dokument/\\xff.md"}
    assert [(problem.path, problem.problem.code) for problem in found.after.problems] == [
        ("dokument/\\xff.md", "LS708")
    ]


def test_a_difference_that_is_not_of_these_trees_is_refused() -> None:
    objects = MemoryObjects()
    tree = Standing(objects)
    entry = Entry("100644", objects.keep(b"x"))
    changes = [Changed("dokument/a.md", entry, None)]
    with pytest.raises(RepositoryError, match="one name stands there twice"):
        gather(tree, Overlay(tree, changes), changes, NOW, POLICY)


def test_a_cache_is_asked_and_told() -> None:
    cache = _Memory()
    first = landing({DRAFT: draft("x", "y")}, cache=cache)
    assert sorted(cache.fresh) == sorted({sha256(draft()), sha256(draft("x", "y"))})
    assert landing({DRAFT: draft("x", "y")}, cache=cache) == first
    assert len(cache.fresh) == 2
    again = landing({WITH_IMAGE: None}, cache=cache)
    assert again.before.documents[0].id == again.before.documents[0].facts.values["dokument-id"]


def test_a_landing_in_git_is_the_one_in_memory(tmp_path_factory: pytest.TempPathFactory) -> None:
    repository = initialise(tmp_path_factory.mktemp("git") / "docs")
    step = {DRAFT: draft("x", "y"), IMAGE: b"x", "dokument/a.md": None}
    first = commit(repository.root, {**example().files, "dokument/a.md": b"x"})
    last = commit(repository.root, step)
    with GitObjects(repository.git) as objects:
        before, changes = GitTree(objects, first), changed(repository.git, first, last)
        found = gather(before, Overlay(before, changes), changes, NOW, POLICY)
        assert found == gather(before, GitTree(objects, last), changes, NOW, POLICY)
    expected = landing({path: step[path] for path in sorted(step)}, beside={"dokument/a.md": b"x"})
    assert found == expected


def test_a_missing_object_is_no_verdict(repository: Repository) -> None:
    before = tip(repository.root)
    as_person(repository.root, "update-index", "--add", "--cacheinfo", f"100644,{'1' * 40},dokument/annan.md")
    tree = as_person(repository.root, "write-tree", "--missing-ok").strip()
    with GitObjects(repository.git) as objects:
        old, changes = GitTree(objects, before), changed(repository.git, before, tree)
        with pytest.raises(RepositoryError, match="lacks the contents"):
            gather(old, GitTree(objects, tree), changes, NOW, POLICY)
    assert "dokument/annan.md" in FIRST
