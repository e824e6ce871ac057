"""Evidence: acts and editions as they lie, in their own order; what is wrong is said and never passed over."""

from __future__ import annotations

from tests.store.example import PUBLISHED_ID, TODAY, example

from ledsys.actfile import path_of
from ledsys.store.evidence import edition_files, edition_paths, load_acts
from ledsys.store.files import Kind, MemoryFiles
from ledsys.store.load import load


def _an_act() -> str:
    return min(path for path in example().files if path.startswith(f".ledsys/acts/{PUBLISHED_ID}/"))


def test_all_acts_of_the_example_are_read_in_their_order() -> None:
    evidence = load_acts(example())
    assert evidence.problems == ()
    read = [path_of(act) for acts in evidence.acts.values() for act in acts]
    assert sorted(read) == sorted(path for path in example().files if path.endswith(".act"))
    assert list(evidence.acts) == sorted(evidence.acts)
    for acts in evidence.acts.values():
        assert [act.order for act in acts] == sorted(act.order for act in acts)


def test_an_act_that_was_edited_is_no_act() -> None:
    path = _an_act()
    changed = example().files[path].replace(b"version: 1", b"version: 2")
    assert changed != example().files[path]
    evidence = load_acts(example(**{path: changed}))
    assert [(problem.path, problem.problem.code) for problem in evidence.problems] == [(path, "LS803")]
    assert path not in [path_of(act) for act in evidence.acts[PUBLISHED_ID]]


def test_an_act_in_the_folder_of_another_document_is_no_act() -> None:
    path = _an_act()
    elsewhere = path.replace(PUBLISHED_ID, "EXP-100001")
    evidence = load_acts(example(**{elsewhere: example().files[path]}))
    assert [(problem.path, problem.problem.code) for problem in evidence.problems] == [(elsewhere, "LS803")]
    assert "EXP-100001" not in evidence.acts


def test_an_act_that_is_no_act_says_why() -> None:
    path = _an_act()
    for data in (b"", b"\xff", b"ledsys-act: 1\n", b"x" * (17 << 20)):
        evidence = load_acts(example(**{path: data}))
        assert [(problem.path, problem.problem.code) for problem in evidence.problems] == [(path, "LS802")]
        assert "can't be read" in str(evidence.problems[0].problem.message)
        assert path in str(evidence.problems[0].problem.help)


def test_a_file_of_another_name_is_no_act() -> None:
    stray = f".ledsys/acts/{PUBLISHED_ID}/anteckning.txt"
    assert load_acts(example(**{stray: b"x"})) == load_acts(example())


def test_editions_are_found_by_document_and_version() -> None:
    found = list(edition_paths(example()))
    assert (PUBLISHED_ID, 1, "dokument.md", f".ledsys/editions/{PUBLISHED_ID}/1/dokument.md") in found
    wrong = (".ledsys/editions/x/1/dokument.md", f".ledsys/editions/{PUBLISHED_ID}/01/dokument.md")
    assert list(edition_paths(example(**dict.fromkeys(wrong, b"")))) == found


def test_the_bytes_of_editions_leave_out_what_is_no_ordinary_file() -> None:
    stray = f".ledsys/editions/{PUBLISHED_ID}/1/bild.png"

    class Odd(MemoryFiles):
        def kind(self, path: str) -> Kind:
            return Kind.LINK if path == stray else super().kind(path)

    plain = example(**{stray: b"x"})
    assert set(edition_files(plain, load(plain, TODAY))[PUBLISHED_ID][1]) == {"dokument.md", "bild.png"}
    odd = Odd(plain.files)
    assert set(edition_files(odd, load(odd, TODAY))[PUBLISHED_ID][1]) == {"dokument.md"}
