"""Where the fuzzer begins: small true inputs of every kind, and hostile ones of which it should try more."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.fuzz.targets import PIECES, TOKENS
from tests.lifecycle.world import world_with
from tests.signature.keys import ED25519, SoftFidoKey, SoftKey, dearmoured
from tests.test_actfile import ACT, TEXT
from tests.test_policyfile import TEXT as POLICY_TEXT

from ledsys import signature

REGRESSIONS = Path(__file__).parent / "regressions"

_BLOB = len(b"SSHSIG\0\0\0\1")
_DOCUMENT = """\
---
dokument-id: EXP-100017
titel: 'Det''s: en #titel'   # och en kommentar
handlingstyp: rutin
status: utkast
version: 3
giltig-från: 2026-01-01
innehållsansvarig: chef@smarta
granskare: [asliv1, "karbe2"]
gäller-för:
  - expertenheter
  - {a: b}
sändlista: |
  status: avbruten

ersätter:
---
# Syfte

Text med [länk](RUT-1) och ![bild](img/a.png).
"""
_HOSTILE = (
    "- - - - - - - - a\n",
    "a:\n" + "".join(f"{' ' * level}- \n" for level in range(13)),
    "a:\n" + "".join(f"{' ' * level}-\n" for level in range(13)),
    "".join(f"{' ' * level}a:\n" for level in range(13)),
    "a:\n" + "- - " * 100 + "b\n",
    "a: " + "[" * 60 + "]" * 60 + "\n",
    "a: " + "{b: " * 60 + "}" * 60 + "\n",
    "a: &x [*x]\n",
    "? - a\n: b\n",
    "titel: 'a\nstatus: publicerad\n  b'\n",
    "status: utkast\nstatus: utkast\n",
    "status: a\u00a0b\nversion: 3\u2003\n",
    "a: [b,\nversion: 3\n]\n",
)


def seeds() -> Mapping[str, tuple[bytes, ...]]:
    """Give the inputs to begin with, by target; the hostile ones and all that ever failed are among them."""
    found = {"act": _acts(), "front": _fronts(), "policy": _policies(), "signature": _signatures()}
    return {target: (*inputs, *regressions(target)) for target, inputs in found.items()}


def regressions(target: str) -> tuple[bytes, ...]:
    """Give the inputs of the target that once failed."""
    return tuple(place.read_bytes() for place in sorted((REGRESSIONS / target).glob("*")))


def dictionary(target: str) -> tuple[bytes, ...]:
    """Give the words that the fuzzer may put into an input."""
    texts = {"act": TEXT, "policy": POLICY_TEXT}
    if target == "front":
        return tuple(token.encode() for token in TOKENS if len(token) <= _WORD)
    if target in texts:
        return (b"none", b"\\none", b"\\n", *(line.encode() for line in texts[target].splitlines(keepends=True)))
    kinds = (ED25519, SoftFidoKey(1).kind, SoftFidoKey(1, ecdsa=True).kind, b"nistp256", b"sha512", b"sha256", b"ssh:")
    return tuple(len(word).to_bytes(4, "big") + word for word in (*kinds, signature.ACT.encode()))


_WORD = 40


def _acts() -> tuple[bytes, ...]:
    published = world_with().published()
    made = tuple(data for path, data in published.files.items() if path.endswith(".act"))
    return (*made, TEXT.encode(), (TEXT + SoftKey(1).sign(TEXT.encode(), signature.ACT)).encode(), ACT.id.encode())


def _fronts() -> tuple[bytes, ...]:
    pieces = bytes([PIECES])
    nested = tuple(pieces + bytes([number] * 8) for number in range(len(TOKENS)))
    hostile = tuple(f"---\n{front}---\n".encode() for front in _HOSTILE)
    return (_DOCUMENT.encode(), *(data for data in world_with().files.values()), *hostile, *nested, b"", b"---\n---\n")


def _policies() -> tuple[bytes, ...]:
    rows = POLICY_TEXT.splitlines(keepends=True)
    begun = POLICY_TEXT.replace("version: 2", "version: 1").replace(rows[3], "before: none\n")
    return (POLICY_TEXT.encode(), "".join(rows[:8]).encode(), begun.replace("acts: none", rows[3].strip()).encode())


def _signatures() -> tuple[bytes, ...]:
    keys = (SoftKey(1), SoftFidoKey(1), SoftFidoKey(1, flags=0), SoftFidoKey(1, ecdsa=True))
    armours = tuple(key.sign(b"", signature.ACT) for key in keys)
    return (
        *(armour.encode() for armour in armours),
        *(dearmoured(armour)[_BLOB:] for armour in armours),
        *(key.blob for key in keys),
        *(f"{key.public_text} a comment\n".encode() for key in keys),
    )
