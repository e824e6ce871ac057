"""What the *signature* on an act shows: whose key vouches for what the act says, if any."""

from __future__ import annotations

from functools import lru_cache

from ledsys.actfile import statement
from ledsys.model.act import Act
from ledsys.signature import ACT, PublicKey, SignatureError, Signed, verify

REMEMBERED = 1024
"""Signatures that need not be verified again: more than are looked at in one go."""


def signature_of(act: Act) -> Signed | SignatureError:
    """Give what the act's signature shows, or why it shows nothing; an act without one has the error too."""
    return _shown(act.signature or "", statement(act))


def signer_of(act: Act) -> PublicKey | None:
    """Give the key whose signature on the act fits; none where it has none, or one that does not fit."""
    found = signature_of(act)
    return None if isinstance(found, SignatureError) else found.key


@lru_cache(maxsize=REMEMBERED)  # by the text itself: acts whose times are the same by different clocks count as equal
def _shown(armour: str, stated: str) -> Signed | SignatureError:
    try:
        return verify(armour, stated.encode(), ACT)
    except SignatureError as error:
        return error.with_traceback(None)  # what is remembered shall hold nothing else alive
