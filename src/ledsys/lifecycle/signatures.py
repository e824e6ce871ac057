"""What the *signature* on an act shows: whose key vouches for what the act says, if any."""

from __future__ import annotations

from functools import lru_cache

from ledsys.actfile import statement
from ledsys.model.act import Act
from ledsys.signature import ACT, PublicKey, SignatureError, Signed, verify

REMEMBERED = 1024
"""Acts whose signatures need not be verified again: more than are looked at in one go."""


@lru_cache(maxsize=REMEMBERED)
def signature_of(act: Act) -> Signed | SignatureError:
    """Give what the act's signature shows, or why it shows nothing; an act without one has the error too."""
    try:
        return verify(act.signature or "", statement(act).encode(), ACT)
    except SignatureError as error:
        return error.with_traceback(None)  # what is remembered shall hold nothing else alive


def signer_of(act: Act) -> PublicKey | None:
    """Give the key whose signature on the act fits; none where it has none, or one that does not fit."""
    found = signature_of(act)
    return None if isinstance(found, SignatureError) else found.key
