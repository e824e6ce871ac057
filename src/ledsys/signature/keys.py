"""*Public keys* as OpenSSH writes them: which ones may sign, and what identifies them.

Ed25519, and security keys (FIDO) of both kinds. Nothing else is needed, and all else is one more thing to get wrong:
weak RSA keys, certificates whose issuer the register doesn't know, curves with fragile signing.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256

from ledsys.message import Message, msg
from ledsys.signature.curve import EDWARDS_SIZE, NIST_SIZE, UNCOMPRESSED, weak
from ledsys.signature.failure import SignatureFormError
from ledsys.signature.wire import first, strings

APPLICATION = "ssh:"
"""How the purpose of a security key's key begins if it was made for SSH, not for logging in to a web site."""


class Kind(StrEnum):
    """The kinds of keys that may sign."""

    ED25519 = "ssh-ed25519"
    SK_ED25519 = "sk-ssh-ed25519@openssh.com"
    SK_ECDSA = "sk-ecdsa-sha2-nistp256@openssh.com"


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key: its kind, and its bytes in SSH's wire form. Two keys are the same if their bytes are.

    Made by `read_key` and `key_of`, which see to it that the bytes are those of such a key.
    """

    kind: Kind
    blob: bytes

    @property
    def text(self) -> str:
        """The key as one line without comment: ``ssh-ed25519 AAAA…``."""
        return f"{self.kind} {_base64(self.blob)}"

    @property
    def fingerprint(self) -> str:
        """The short form that people compare, as ``ssh-keygen -l`` prints it: ``SHA256:…``."""
        return f"SHA256:{_base64(sha256(self.blob).digest()).rstrip('=')}"

    @property
    def hardware(self) -> bool:
        """Whether the private half lies in a security key."""
        return self.kind is not Kind.ED25519

    @property
    def point(self) -> bytes:
        """The key itself, as its curve writes a point."""
        return strings(self.blob)[-2 if self.hardware else -1]

    @property
    def application(self) -> bytes:
        """The purpose that a security key's key was made for; of a key without hardware it means nothing."""
        return strings(self.blob)[-1]


@lru_cache(maxsize=4096)
def read_key(text: str) -> PublicKey:
    """Read a public key from its line, ``kind base64 [comment]``, such as the content of a ``.pub`` file.

    Raises `SignatureFormError` if it is not one key of a kind that may sign.
    """
    line = text.strip()
    kind, code, *_ = [*line.split(" ", 2), ""]
    try:
        blob = a2b_base64(code)
    except ValueError:
        blob = b""
    if not blob or _base64(blob) != code or len(line.splitlines()) != 1:
        raise SignatureFormError(msg("This is not a public key."), _COPY)
    key = key_of(blob)
    if key.kind != kind:
        raise SignatureFormError(
            msg("The key is said to be {stated}, but is {kind}.", stated=kind, kind=key.kind), _COPY
        )
    return key


@lru_cache(maxsize=4096)
def key_of(blob: bytes) -> PublicKey:
    """Give the key with these bytes; raises `SignatureFormError` if they are not one key of a kind that may sign."""
    name = first(blob).decode(errors="replace")
    if name not in set(Kind):
        raise _refused(name)
    kind = Kind(name)
    match kind, strings(blob)[1:]:
        case Kind.ED25519, [point] if len(point) == EDWARDS_SIZE:
            _check_edwards(point)
        case Kind.SK_ED25519, [point, application] if len(point) == EDWARDS_SIZE:
            _check_edwards(point)
            _check_application(application)
        case Kind.SK_ECDSA, [b"nistp256", point, application] if len(point) == NIST_SIZE and point[0] == UNCOMPRESSED:
            _check_nist(point)
            _check_application(application)
        case _:
            raise SignatureFormError(msg("The key is cut off or has been changed."), _COPY)
    return PublicKey(kind, blob)


_COPY: Message = msg("Copy the one line of the file whose name ends in .pub.")
_WANTED: Message = msg("Make a key of the kind ssh-ed25519, or one in a security key.")


def _refused(kind: str) -> SignatureFormError:
    if "-cert-" in kind:
        return SignatureFormError(msg("This is a certificate ({kind}), not a key.", kind=kind), _COPY)
    return SignatureFormError(msg("A key of the kind {kind} can't sign here.", kind=kind), _WANTED)


def _check_edwards(point: bytes) -> None:
    if weak(point):
        raise SignatureFormError(msg("The key is one that anybody can sign with."), _WANTED)


def _check_nist(point: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    except ValueError:
        raise SignatureFormError(msg("The key is cut off or has been changed."), _COPY) from None


def _check_application(application: bytes) -> None:
    purpose = application.decode(errors="replace")
    if not purpose.startswith(APPLICATION):
        raise SignatureFormError(
            msg("The key in the security key was made for {purpose}, not for SSH.", purpose=purpose), _WANTED
        )


def _base64(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode()
