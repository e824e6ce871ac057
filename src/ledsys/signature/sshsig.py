"""*Signatures* of SSH keys over bytes, for one purpose (OpenSSH's PROTOCOL.sshsig, PROTOCOL.u2f).

The purpose is SSH's *namespace*: what a person signed as an act is no signature on a policy, nor one on a commit. The
question is answered in this process; git's settings and ssh-keygen's have no say in it. Where this differs from
``ssh-keygen -Y verify`` it is stricter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256, sha512
from typing import TYPE_CHECKING

from ledsys.message import msg
from ledsys.model.doctype import Level
from ledsys.signature.armour import unarmoured
from ledsys.signature.curve import EDWARDS_SIZE, weak
from ledsys.signature.failure import SignatureError, SignatureFormError
from ledsys.signature.keys import Kind, PublicKey, key_of
from ledsys.signature.wire import number, string, strings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ACT = "ledsys-act-v1"
POLICY = "ledsys-policy-v1"
SEAL = "ledsys-seal-v1"

MAGIC = b"SSHSIG"
VERSION = (1).to_bytes(4, "big")
HASH = "sha512"
TOUCHED = 0x01
PIN = 0x04
STATE = 5
"""Bytes that a security key adds to what it signs: one of flags, four of a counter."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature that fits proves: the key, and what the security key saw the person do."""

    key: PublicKey
    touched: bool = False
    pin: bool = False

    @property
    def level(self) -> Level:
        """The level of proof: *hardware* only if the security key was touched and given its PIN (or a finger)."""
        return Level.HARDWARE if self.key.hardware and self.touched and self.pin else Level.KEY


def verify(armour: str, message: bytes, namespace: str) -> Signed:
    """Tell whose key signed the message for this purpose.

    Raises `SignatureFormError` if the armour is not exactly one signature in the form that ``ssh-keygen -Y sign``
    writes, by a key of a kind that may sign; `SignatureError` if it was made for other bytes or another purpose.
    """
    key, stated, signature = _parts(unarmoured(armour))
    if stated != namespace.encode():
        purpose = stated.decode(errors="replace")
        raise SignatureError(
            msg("The signature was made for another purpose: {found}, not {wanted}.", found=purpose, wanted=namespace)
        )
    signed = MAGIC + b"".join(map(string, (stated, b"", HASH.encode(), sha512(message).digest())))
    if not key.hardware:
        _prove(key, signature, signed)
        return Signed(key)
    signature, state = signature[:-STATE], signature[-STATE:]
    _prove(key, signature, sha256(key.application).digest() + state + sha256(signed).digest())
    return Signed(key, touched=bool(state[0] & TOUCHED), pin=bool(state[0] & PIN))


def _parts(blob: bytes) -> tuple[PublicKey, bytes, bytes]:
    """Give key, namespace and signature out of the bytes in an armour."""
    start = MAGIC + VERSION
    if not blob.startswith(start):
        raise SignatureFormError(msg("The signature has a format that this version of ledsys does not know."))
    match strings(blob[len(start) :]):
        case [key, namespace, b"", algorithm, signature]:
            pass
        case _:
            raise _broken()
    if algorithm != HASH.encode():
        name = algorithm.decode(errors="replace")
        raise SignatureFormError(msg("The signature uses {found} where only {wanted} counts.", found=name, wanted=HASH))
    return key_of(key), namespace, signature


def _prove(key: PublicKey, signature: bytes, signed: bytes) -> None:
    """Return if the signature (its kind and its numbers) is one of the key on the bytes, else raise."""
    from cryptography.exceptions import InvalidSignature

    match strings(signature):
        case [kind, proof] if kind == key.kind.encode():
            prove = _prove_nist if key.kind is Kind.SK_ECDSA else _prove_edwards
        case _:
            raise _broken()
    try:
        prove(key.point, proof, signed)
    except InvalidSignature:
        raise SignatureError(
            msg("The signature does not fit: what was signed has been changed, or another key signed it.")
        ) from None


def _prove_edwards(point: bytes, proof: bytes, signed: bytes) -> None:
    if weak(proof[:EDWARDS_SIZE]):
        raise _broken()
    _edwards(point).verify(proof, signed)


@lru_cache(maxsize=256)
def _edwards(point: bytes) -> Ed25519PublicKey:
    """Give the key as the library has it; one person's key signs many acts."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(point)


def _prove_nist(point: bytes, proof: bytes, signed: bytes) -> None:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    match strings(proof):
        case [r, s]:
            pair = encode_dss_signature(number(r), number(s))
        case _:
            raise _broken()
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point).verify(pair, signed, ec.ECDSA(SHA256()))


def _broken() -> SignatureFormError:
    return SignatureFormError(msg("The signature is cut off or has been changed."))
