from __future__ import annotations

import hashlib
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.frontmatter.documents import BODY, CHANGES, FRONT, document, odd_documents

from ledsys.frontmatter import tree
from ledsys.frontmatter.claims import disagreements, without
from ledsys.frontmatter.edit import with_claims
from ledsys.frontmatter.reading import read_content, read_document, understood
from ledsys.frontmatter.split import FRONT_LINE
from ledsys.model.document import CLAIMS
from ledsys.model.facts import DocumentFacts, Place


def found(facts: DocumentFacts) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.line, problem.column) for problem in facts.problems]


def test_an_ordinary_document() -> None:
    facts = read_document(document())
    assert facts.problems == ()
    assert facts.values["granskare"] == ["asliv1"]
    assert facts.claims == {"status": "utkast", "version": "3", "innehållsansvarig": "verksamhetschef@smarta"}
    assert facts.body_line == 11
    assert facts.headings[0].line == 11
    assert facts.place("granskare.0") == Place(8, 13)
    assert facts.place("giltig-från") == Place(1, 1)


def test_the_digests_are_those_of_grep_and_sha256sum() -> None:
    """Proof §1.3: the front-matter lines without claim lines, and everything after the closing line."""
    facts = read_document(document())
    claims = f"^({'|'.join(CLAIMS)}): [^[:space:]]+$"
    kept = subprocess.run(["grep", "-vE", claims], input=FRONT.encode(), capture_output=True, check=True).stdout
    assert facts.front_digest == hashlib.sha256(kept).hexdigest()
    assert without(FRONT) == kept.decode().splitlines()
    assert facts.body_digest == hashlib.sha256(BODY.encode()).hexdigest()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("LS102", 1, 1)]),
        (b"# Rubrik\n", [("LS102", 1, 1)]),
        (document("a: b\n").replace(b"\n", b"\r\n"), [("LS703", 1, 4)]),
        (b"\xef\xbb\xbf" + document("a: b\n"), [("LS702", 1, 1)]),
        (document("titel: a\x00b\n"), [("LS704", 2, 9)]),
        (document("titel: \x1b[31mröd\n"), [("LS704", 2, 8)]),
        (document("titel: a\u202eb\n"), [("LS705", 2, 9)]),
        (document("titel: a\u2028b\n"), [("LS705", 2, 9)]),
        (document("titel: r\xe5d\n").decode().encode("latin-1"), [("LS701", 2, 9)]),
        (b"x" * 10_000_000, [("LS707", 0, 0)]),
        (document("a: b\n<<<<<<< HEAD\na: c\n"), [("LS112", 3, 1)]),
        (document("a:\n" + "".join(f"{'  ' * level}b:\n" for level in range(1, 30))), [("LS104", 6, 9)]),
        (document("titel: [/x]\n"), []),
        (document("titel: '[/x] <script>alert(1)</script> =1+1 🧼'\n"), []),
        (document(f"titel: {'x' * 300}\n"), []),
    ],
)
def test_hostile_bytes_are_findings_and_have_no_digest(data: bytes, expected: list[tuple[str, int, int]]) -> None:
    facts = read_document(data)
    assert found(facts) == expected
    assert (facts.front_digest is None) is bool(expected)
    assert (facts.body_digest is None) is bool(expected)


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("a: b\nstatus:  utkast\n", 3),
        ("a: b\nstatus: utkast \n", 3),
        ("a: b\nstatus: utkast # kommentar\n", 3),
        ("a: b\nstatus: 'utkast'\n", 3),
        ('a: b\n"status": utkast\n', 3),
        ("a: b\nstatus:\n", 3),
        ("a: b\nstatus : utkast\n", 3),
        ("a: b\nstatus: [utkast]\n", 3),
        ("a: b\nstatus:\n  utkast\n", 3),
        ("a: b\n? status\n: utkast\n", 3),
        ("a: b\nversion: |\n  3\n", 3),
        ("a: [b,\nstatus: utkast]\n", 3),
        ("a: {b: c,\nversion: 3}\nversion: 4\n", 3),
    ],
)
def test_form_and_parser_must_agree_on_claims(front: str, line: int) -> None:
    facts = read_document(document(front))
    assert ("LS108", line) in [(problem.code, problem.line) for problem in facts.problems]
    assert {problem.code for problem in facts.problems} <= {"LS108", "LS104"}
    assert facts.front_digest is None


def test_a_claim_that_stands_twice_is_one_problem() -> None:
    facts = read_document(document("a: b\nstatus: utkast\nstatus: publicerad\n"))
    assert found(facts) == [("LS103", 4, 1)]
    assert facts.claims == {"status": "utkast"}
    assert facts.front_digest is None


@pytest.mark.parametrize("front", ["dokument-id: EXP-1\na: 'b\n", "dokument-id: EXP-1\n<<<<<<< x\n"])
def test_the_id_of_a_broken_document_is_saved(front: str) -> None:
    assert read_document(document(front)).values == {"dokument-id": "EXP-1"}


@given(odd_documents(), CHANGES)
@settings(max_examples=300)
def test_claims_never_change_the_digest(data: bytes, changes: dict[str, str | None]) -> None:
    before, after = read_document(data), read_document(with_claims(data, changes))
    assert before.problems == after.problems == ()
    assert (before.front_digest, before.body_digest) == (after.front_digest, after.body_digest)


@given(odd_documents(), st.data())
@settings(max_examples=300)
def test_every_other_byte_changes_the_digest(data: bytes, draw: st.DataObject) -> None:
    """Proof §1.3: everything else counts, comments too."""
    at = draw.draw(st.integers(0, len(data)))
    changed = (
        data[:at] + draw.draw(st.sampled_from([b"x", b" ", b"\n", b"#"])) + data[at + draw.draw(st.integers(0, 1)) :]
    )
    before, after = read_document(data), read_document(changed)
    same = (before.front_digest, before.body_digest) == (after.front_digest, after.body_digest)
    assert before.front_digest is not None
    if same:  # only a claim changed: with the claim lines left out, the bytes are equal
        assert with_claims(changed, dict.fromkeys(CLAIMS)) == with_claims(_closed(data), dict.fromkeys(CLAIMS))


def _closed(data: bytes) -> bytes:
    """Give the text with a line end after the closing line, where that is the last thing in it."""
    ends_with_front = data.endswith(b"\n---") and data.count(b"\n---") == 1
    return data + b"\n" if ends_with_front else data


TEMPLATE = Path(__file__).parents[2] / "docs-repo-template"


def assert_content_is_alike(data: bytes) -> None:
    without_text = replace(
        read_document(data),
        words=0,
        headings=(),
        links=(),
        instructions=(),
        numbers=(),
        citations=(),
        diagrams=(),
        tables=(),
    )
    assert read_content(data) == without_text


@pytest.mark.parametrize("place", sorted(TEMPLATE.rglob("*.md")), ids=lambda place: place.name)
def test_the_content_of_the_template_is_read_alike(place: Path) -> None:
    assert_content_is_alike(place.read_bytes())


@pytest.mark.parametrize(
    ("body", "targets"),
    [
        ("# A\n\n[b](c.png) ! [d](e.png)\n", []),
        ("&#33;[b](c.png) &excl;[b](c.png) \\![b](c.png)\n", []),
        ("!\n[b](c.png)\n", []),
        ("<img src=c.png>\n", []),
        ("`![b](c.png)`\n\n    ![b](c.png)\n", []),
        ("![b](c.png)\n", ["c.png"]),
        ("![b][d]\n\n[d]: e.png\n", ["e.png"]),
        ("![d]\n\n[d]: e.png\n", ["e.png"]),
        ("Text[^1]\n\n[^1]: [![b](c.png)](d)\n", ["c.png"]),
        ("| a |\n|---|\n| ![b](c.png) |\n", ["c.png"]),
    ],
)
def test_no_image_is_missed(body: str, targets: list[str]) -> None:
    assert [image.target for image in read_content(document(body=body)).images] == targets
    assert_content_is_alike(document(body=body))


_BODIES = st.lists(st.sampled_from([*"!![]()<>`\\\n&#;:^| a", "![", "](", "b.png", "[^1]", "[c]: d", "&#33;"])).map(
    "".join
)


@given(_BODIES)
@settings(max_examples=300)
def test_content_is_read_alike_whatever_the_body(body: str) -> None:
    assert_content_is_alike(document(body=body))


@given(odd_documents() | st.binary(max_size=40))
@settings(max_examples=100)
def test_content_is_read_alike_whatever_the_bytes(data: bytes) -> None:
    assert_content_is_alike(data)


def test_the_content_of_a_text_too_large_is_not_read() -> None:
    assert_content_is_alike(b"x" * 10_000_000)


_VALUES = (
    *("utkast", "granskning", "publicerad", "1", "3", "12", "2026-12-01", "2028-02-30", "chef@smarta"),
    *("", "'utkast'", '"3"', "utkast # än", " utkast", "utkast ", "true", "3.10", "0123", "1_0", "1000000", "[a]", "{"),
    *("|", "&a b", "*a", "!x y", "stoppad: nej", "2026-12-01T10:00", "\t3"),
)
_CLAIM_BLOCKS = st.builds("{}: {}".format, st.sampled_from(CLAIMS), st.sampled_from(_VALUES))
_BLOCKS = (
    *("titel: A", "granskare: [a, b]", "nyckelord:\n- a", "sändlista: |\n  status: avbruten", "d: {status: utkast}"),
    *("titel: 'a", "b'", 'x: "', '"', "förkortningar: >-", "", "# status: utkast", " status: utkast", "lista: [", "]"),
    *("--- ", "utgår-från:", "- version: 3", "  version: 3", "fel: a: b"),
)


@settings(max_examples=400)
@given(st.lists(st.one_of(_CLAIM_BLOCKS, st.sampled_from(_BLOCKS)), max_size=9).map("\n".join).map("{}\n".format))
def test_texts_that_differ_in_claims_alone_are_each_understood_as_if_read_strictly(front: str) -> None:
    strict, found = tree.read(front, FRONT_LINE), understood(front)
    if any(problem.code == tree.SYNTAX for problem in strict.problems):
        assert found.problems == strict.problems
        return
    assert (found.values, found.keys, found.places) == (strict.values, strict.keys, strict.places)
    assert found.problems == (*strict.problems, *disagreements(front, strict))


def test_a_claim_does_not_make_front_matter_large_or_small() -> None:
    large = f"sammanfattning: {'a' * (tree.FRONT_BYTES - 35)}\nstatus: "
    assert [understood(f"{large}{status}\n").problems != () for status in ("utkast", "publicerad")] == [False, True]
