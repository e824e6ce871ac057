"""What a fuzzer tries on each reader of hostile bytes: only declared errors come out, and reading loses nothing.

A target takes any bytes and returns, or raises what no reader may raise. The fuzzer (`tests.fuzz.run`) finds bytes; the
ordinary tests replay the seeds and everything that ever failed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress

from tests.signature.keys import armoured, dearmoured

from ledsys import actfile, policyfile
from ledsys.frontmatter import canonical, tree
from ledsys.frontmatter.reading import read_content, read_document
from ledsys.frontmatter.split import FRONT_LINE, joined, split
from ledsys.signature import ACT, SignatureError, SignatureFormError, read_key, verify
from ledsys.signature.keys import key_of

TOKENS = (
    *("- ", "-\n", "- - ", "  ", " ", "\n", "\t", ": ", ":\n", "a: ", "b:", "'", '"', "''", "# ", "#", ",", ", "),
    *(
        "[",
        "]",
        "{",
        "}",
        "[[",
        "]]",
        "{a: ",
        "|\n",
        ">-\n",
        "? ",
        "&a ",
        "*a",
        "!!str ",
        "%YAML 1.2\n",
        "---\n",
        "...",
    ),
    *("status: utkast\n", "version: 3\n", "version: 03\n", "giltig-från: 2026-01-01\n", "dokument-id: EXP-100017\n"),
    *(
        "titel: a\n",
        "granskare:\n",
        "- asliv1\n",
        "  - karbe2\n",
        "3.10",
        "true",
        "~",
        "null",
        "1e5",
        "0x1F",
        "å",
        "a\u030a",
    ),
    *(
        "...",
        "a\u030a",
        "\r\n",
        "\u202e",
        "\u200b",
        "<<: ",
        "=",
        "@",
        "`",
        "\\",
        "\\u0041",
        "- " * 40,
        "[" * 40,
        "{a: " * 40,
    ),
    *("<<<<<<< HEAD\n", "=======\n", ">>>>>>> b\n", "- a: b\n", "    c: d\n", "- [e, f]\n", "- {g: h}\n", "1\n", "\0"),
)
"""Pieces of front matter: a text put together of them nests and quotes more than chance would."""
PIECES = 0xFF
"""The first byte of an input whose other bytes are numbers of `TOKENS`; no UTF-8 text begins so."""

BLANKS = " \t\v\f\r"
"""What ``[[:space:]]`` is to grep in the C locale."""
EVIDENT = ("values", "keys", "places", "claims", "front_digest", "body_digest", "body_line", "images", "problems")
"""What both readers of a document must give alike."""


def front(data: bytes) -> None:
    """Read a document by both readers, and its front matter by the fast and the strict one."""
    if data[:1] == bytes([PIECES]):
        pieces = "".join(TOKENS[number % len(TOKENS)] for number in data[1:])
        _read(f"---\n{pieces}\n---\ntext\n".encode())
    else:
        _read(data)


def _read(data: bytes) -> None:
    facts, content = read_document(data), read_content(data)
    assert all(getattr(facts, name) == getattr(content, name) for name in EVIDENT)
    text = canonical.readable(data)
    parts = split(text)
    strict = tree.read(parts.front, FRONT_LINE)
    if parts.problem is None and all(problem.code != tree.SYNTAX for problem in strict.problems):
        assert (facts.values, facts.keys, facts.places) == (strict.values, strict.keys, strict.places)
    if facts.front_digest is None:
        assert facts.problems
        assert facts.body_digest is None
        return
    assert not facts.problems
    assert data == text.encode()
    assert joined(parts.front, parts.body) == (data if parts.body or data.endswith(b"\n") else data + b"\n")
    assert facts.front_digest == hashlib.sha256(_without_claims(parts.front)).hexdigest()
    assert facts.body_digest == hashlib.sha256(parts.body.encode()).hexdigest()


def _without_claims(front: str) -> bytes:
    """Leave out the claim lines as an auditor does by hand, with no pattern of the tool's own."""
    keys = ("status", "version", "giltig-från", "giltig-till", "innehållsansvarig")
    kept = []
    for line in front.split("\n")[:-1]:
        key, _, value = line.partition(": ")
        if key not in keys or not value or set(value) & set(BLANKS):
            kept.append(f"{line}\n")
    return "".join(kept).encode()


def act(data: bytes) -> None:
    """Read an act; what is read is written back equal, under its own id."""
    with suppress(actfile.ActFormError):
        found = actfile.read_act(data)
        assert actfile.written(found) == data
        assert actfile.sealed(found) == found
        assert hashlib.sha256(actfile.statement(found).encode()).hexdigest().startswith(found.id)
        if found.signature is not None:
            with suppress(SignatureError):
                verify(found.signature, actfile.statement(found).encode(), ACT)


def policy(data: bytes) -> None:
    """Read a policy version; what is read is written back equal, and names only files that it may name."""
    with suppress(policyfile.PolicyFormError):
        found = policyfile.read_statement(data)
        assert policyfile.statement(found).encode() == data
        assert policyfile.sealed(found) == found
        assert found.hash == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert all(policyfile.nameable(path) for path in found.files)


def signature(data: bytes) -> None:
    """Verify a signature over nothing, as text and as bytes in an armour; and read the same bytes as a key."""
    for armour in (data.decode("latin-1"), armoured(b"SSHSIG\0\0\0\1" + data)):
        with suppress(SignatureError):
            signed = verify(armour, b"", ACT)
            assert armoured(dearmoured(armour)) == armour
            assert key_of(signed.key.blob) == signed.key
    with suppress(SignatureFormError):
        key = key_of(data)
        assert key.blob == data
        assert read_key(key.text) == key
    with suppress(SignatureFormError):
        line = data.decode("latin-1")
        assert line.strip().startswith(read_key(line).text)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "act": act,
    "front": front,
    "policy": policy,
    "signature": signature,
}
"""The targets by name."""
