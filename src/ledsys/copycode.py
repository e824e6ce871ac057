r"""The *copy code*: eight signs on every page and print of a published version, by which a copy on paper is looked up.

It is the first 40 bits of a SHA-256 over four lines, each ended by LF::

    ledsys-copy 1
    id EXP-482103
    version 3
    content sha256:<64 hex digits>

in Crockford's base 32 (digits, and letters without I, L, O and U), shown as ``7F3K-9Q2M``. The last line is the content
digest that was approved (`ledsys.digest`), so the code says which text of which version a paper claims to be. It is a
name for looking up, no proof: forty bits can be matched by somebody who tries long enough, and paper can be forged.
"""

from __future__ import annotations

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
SHARD = 2
"""How many of the first signs name the page on which the handbook lists a code."""

_BITS = 5
_GROUP = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = str.maketrans(dict.fromkeys(" \t\n\r\u00a0\u202f-\u2010\u2011\u2012\u2013\u2014\u2212._"))


def copy_code(document: str, version: int, content: str) -> str:
    """Give the code of a version by its content digest (``sha256:…``)."""
    lines = f"ledsys-copy 1\nid {document}\nversion {version}\ncontent {content}\n"
    bits = int.from_bytes(hashlib.sha256(lines.encode()).digest()[: LENGTH * _BITS // 8])
    signs = (ALPHABET[bits >> _BITS * place & len(ALPHABET) - 1] for place in reversed(range(LENGTH)))
    return "".join(signs)


def shown(code: str) -> str:
    """Give a code as people see it, in two groups."""
    return f"{code[:_GROUP]}-{code[_GROUP:]}"


def read_code(text: str) -> str | None:
    """Read a code as people type it: small letters, blanks, hyphens, O for 0 and I or L for 1; None if it is none."""
    code = text.translate(_IGNORED).upper().translate(_READ_AS)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None
