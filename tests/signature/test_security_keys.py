"""Security keys: what they add to a signature is read, and signed; their numbers are written one way."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from tests.signature.keys import (
    PIN,
    SK_ECDSA,
    TOUCH,
    SoftFidoKey,
    armoured,
    dearmoured,
    framed,
    mpint,
    ssh_verifies,
    sshsig,
    to_sign,
)

from ledsys.model.doctype import Level
from ledsys.signature import ACT, SignatureError, SignatureFormError, verify

TEXT = "Jag godkänner detta.\n".encode()
LOST = "cut off or has been changed"
UNFIT = "does not fit: what was signed has been changed, or another key signed it"


@pytest.mark.parametrize("ecdsa", [False, True])
@pytest.mark.parametrize("flags", [0, TOUCH, PIN, TOUCH | PIN, 0xFA, 0xFF])
def test_the_flags_of_a_security_key_decide_the_level(flags: int, *, ecdsa: bool) -> None:
    key = SoftFidoKey(1, flags=flags, ecdsa=ecdsa)
    armour = key.sign(TEXT, ACT)
    signed = verify(armour, TEXT, ACT)
    assert (signed.touched, signed.pin) == (flags & TOUCH != 0, flags & PIN != 0)
    assert signed.level is (Level.HARDWARE if flags & TOUCH and flags & PIN else Level.KEY)
    assert ssh_verifies(key.public_text, armour.encode(), TEXT, ACT)


NIST = SoftFidoKey(1, ecdsa=True)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


NIST_STATE = bytes([NIST.flags]) + NIST.counter.to_bytes(4, "big")


def nist_pair() -> tuple[int, int, bytes]:
    blob = dearmoured(NIST.sign(TEXT, ACT))
    sizes = [at for at in range(len(blob)) if blob[at:].startswith(framed(SK_ECDSA))]
    numbers = blob[sizes[-1] + len(framed(SK_ECDSA)) + 4 : -5]
    size = int.from_bytes(numbers[:4], "big")
    r, s = numbers[4 : 4 + size], numbers[8 + size :]
    return int.from_bytes(r, "big"), int.from_bytes(s, "big"), blob[-5:]


def nist_armour(*numbers: bytes) -> str:
    return armoured(sshsig(NIST.blob, ACT, framed(SK_ECDSA, framed(*numbers)) + NIST_STATE))


def test_the_numbers_of_a_security_keys_signature_are_in_range_and_written_one_way() -> None:
    r, s, state = nist_pair()
    assert state == NIST_STATE
    assert verify(nist_armour(mpint(r), mpint(s)), TEXT, ACT).level is Level.HARDWARE
    for wrong in ((0, s), (r, 0), (0, 0), (r + ORDER, s), (r, s + ORDER), (ORDER, s), (r, 2**2000), (s, r), (1, 1)):
        with pytest.raises(SignatureError):
            verify(nist_armour(*map(mpint, wrong)), TEXT, ACT)
    negative = (ORDER - 1).to_bytes(32, "big")
    for strange in (
        (b"\0" + mpint(r), mpint(s)),
        (mpint(r), b"\0" + mpint(s)),
        (negative, mpint(s)),
    ):
        with pytest.raises(SignatureFormError, match="not written as SSH writes it"):
            verify(nist_armour(*strange), TEXT, ACT)
    with pytest.raises(SignatureError):
        verify(nist_armour(b"\0", mpint(s)), TEXT, ACT)
    for count in ((mpint(r),), (mpint(r), mpint(s), b""), ()):
        with pytest.raises(SignatureFormError, match=LOST):
            verify(nist_armour(*count), TEXT, ACT)


@pytest.mark.parametrize("key", [SoftFidoKey(1), NIST])
def test_a_security_keys_signature_has_all_its_state(key: SoftFidoKey) -> None:
    blob = dearmoured(key.sign(TEXT, ACT))
    at = blob.index(framed(b"sha512")) + len(framed(b"sha512")) + 4
    for state in range(5):
        with pytest.raises(SignatureError):
            verify(armoured(sshsig(key.blob, ACT, blob[at : len(blob) - 5 + state])), TEXT, ACT)
    for short in range(6):
        with pytest.raises(SignatureFormError):
            verify(armoured(sshsig(key.blob, ACT, blob[at : at + short])), TEXT, ACT)


def test_the_same_signature_of_a_key_without_hardware_does_not_stand_for_a_security_key() -> None:
    key = SoftFidoKey(1)
    state = bytes([TOUCH | PIN, 0, 0, 0, 1])
    assert isinstance(key.private, Ed25519PrivateKey)
    raw = key.private.sign(to_sign(TEXT, ACT))
    with pytest.raises(SignatureError, match=UNFIT):
        verify(armoured(sshsig(key.blob, ACT, framed(key.kind, raw) + state)), TEXT, ACT)
