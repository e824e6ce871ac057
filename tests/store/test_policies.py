"""The policy chain is loaded whatever its files look like, and each policy as it stood."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from tests.rules.changes import DAY, Fence, Repo, base, changed

from ledsys.model.corpus import Corpus
from ledsys.policyfile import history_path, path_of
from ledsys.store.files import ReadFiles
from ledsys.store.load import load, load_under
from ledsys.store.policies import Chain, load_chain, protected_files
from ledsys.store.policy import PERSONS, load_policy

ROOTS = Fence("rotpersoner", "hjaek1 ragsa1 tyrli1", "", 1)
SIGNED = changed(base(), ROOTS)
TWICE = changed(
    SIGNED.replacing(PERSONS, "titel: Chefläkare", "titel: Överläkare"), Fence("underskrift", "ragsa1 tyrli1", "", 1)
)


def problems(repo: Repo) -> list[tuple[str, str]]:
    return [(problem.path, problem.problem.code) for problem in load_chain(repo).problems]


def signatures(repo: Repo) -> list[str]:
    return [path for path in repo.paths() if path.endswith(".sig")]


def loaded(repo: Repo) -> Corpus:
    return load(repo, DAY)


def title(corpus: Corpus, number: int) -> str:
    return corpus.policies[corpus.chain[number].hash].register.person_by_id["tyrli1"].title


def test_a_docs_repo_without_chain_is_open() -> None:
    corpus = loaded(base())
    assert (corpus.chain, len(corpus.policies), corpus.policy_hash) == ((), 0, None)
    assert load_chain(base()).problems == ()


def test_versions_come_by_number_with_their_signatures_and_their_policies() -> None:
    corpus = loaded(TWICE)
    assert corpus.problems == ()
    assert [(version.version, len(version.signatures)) for version in corpus.chain] == [(1, 2), (2, 2)]
    assert corpus.policy_hash == corpus.chain[1].hash
    assert [title(corpus, number) for number in (0, 1)] == ["Chefläkare", "Överläkare"]
    assert (list(corpus.policies), len(corpus.policies)) == ([version.hash for version in corpus.chain], 2)
    assert corpus.chain[1].files == protected_files(TWICE)
    assert corpus.policies.get("sha256:none") is None


def test_ten_versions_are_in_the_order_of_their_numbers() -> None:
    repo = SIGNED
    for _ in range(9):
        repo = changed(repo, Fence("underskrift", "ragsa1 tyrli1", "", 1))
    assert [version.version for version in load_chain(repo).versions] == list(range(1, 11))


def test_what_is_the_same_in_two_versions_is_one_object() -> None:
    corpus = loaded(TWICE)
    first, second = (corpus.policies[version.hash].register for version in corpus.chain)
    assert first.person_by_id["hjaek1"] is second.person_by_id["hjaek1"]
    assert first.mandates[0] is second.mandates[0]


def test_a_policy_is_read_only_when_it_is_asked_for() -> None:
    files = ReadFiles(TWICE)
    chain = load_chain(files)
    assert not any("/history/" in path for path in files.blobs)
    assert chain.policies[chain.versions[0].hash] is chain.policies[chain.versions[0].hash]
    assert history_path(chain.versions[0].files[PERSONS]) in files.blobs


@pytest.mark.parametrize("data", [None, b"", b"personer: []\n"])
def test_a_policy_whose_bytes_are_not_those_that_were_signed_is_none(data: bytes | None) -> None:
    chain = load_chain(TWICE)
    kept = history_path(chain.versions[0].files[PERSONS])
    assert kept != history_path(chain.versions[1].files[PERSONS])
    broken = load_chain(TWICE.without(kept) if data is None else TWICE.having(kept, data))
    assert broken.policies.get(broken.versions[0].hash) is None
    assert list(broken.policies) == [broken.versions[1].hash]


def test_a_statement_that_can_not_be_read_is_a_problem_with_its_path() -> None:
    first, second = path_of(1), path_of(2)
    changed_ = TWICE.having(first, TWICE.files[first] + b"\n")
    assert problems(changed_) == [(first, "LS809")]
    assert [version.version for version in load_chain(changed_).versions] == [2]
    moved = TWICE.having(second, TWICE.files[first])
    assert (second, "LS809") in problems(moved)
    closed = Repo(TWICE.files, closed=frozenset({first}))
    assert problems(closed) == [(first, "LS809")]
    assert "you may not read" in str(load_chain(closed).problems[0].problem.message)


def test_a_signature_that_can_not_be_read_signs_nothing() -> None:
    path, other = signatures(SIGNED)
    for repo in (Repo(SIGNED.files, closed=frozenset({path})), SIGNED.having(path, b"\xff")):
        (version,) = load_chain(repo).versions
        assert len(version.signatures) == 2
        assert SIGNED.files[other].decode() in version.signatures
        assert version.signatures[0] in {"", "\ufffd"}
    stray = SIGNED.having(".ledsys/policy/1/notes.sig", b"")
    assert len(load_chain(stray).versions[0].signatures) == 2


def _unsigned() -> Iterable[tuple[Repo, str]]:
    yield SIGNED.having(PERSONS, SIGNED.files[PERSONS] + b"# more\n"), PERSONS
    yield SIGNED.having("mallar/ny.md", b"Ny."), "mallar/ny.md"
    yield SIGNED.without("CODEOWNERS"), "CODEOWNERS"
    yield Repo(SIGNED.files, links=frozenset({"CODEOWNERS"})), "CODEOWNERS"
    yield Repo(SIGNED.files, closed=frozenset({"CODEOWNERS"})), "CODEOWNERS"


@pytest.mark.parametrize(("repo", "path"), [*_unsigned()])
def test_a_protected_file_that_is_not_as_it_was_signed_is_a_problem(repo: Repo, path: str) -> None:
    assert problems(SIGNED) == []
    assert problems(repo) == [(path, "LS808")]


def test_a_chain_that_has_been_loaded_already_is_not_loaded_again() -> None:
    corpus = load_under(load_policy(SIGNED), SIGNED, DAY, chain=Chain())
    assert corpus.chain == ()
