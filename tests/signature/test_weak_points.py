"""Ed25519 at its edges: signatures that fit by arithmetic alone, which no honest signer makes.

The library of curves and ssh-keygen both take keys of small order, and ssh-keygen of OpenSSH 9.2 takes a second form of
every signature; ledsys takes neither.
"""

from __future__ import annotations

from itertools import count

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from tests.signature.edwards import (
    BASE,
    ZERO,
    L,
    Point,
    add,
    challenge,
    point_at,
    scalar,
    sign,
    small_points,
    spellings,
    times,
    written,
)
from tests.signature.keys import ED25519, SoftKey, armoured, framed, public_text, ssh_verifies, sshsig, to_sign

from ledsys.signature import ACT, SignatureError, SignatureFormError, verify
from ledsys.signature.curve import SMALL, weak

SOFT = SoftKey(1)
PRIVATE = scalar(SOFT.private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()))
TEXTS = [f"text {number}".encode() for number in range(64)]
SMALL_POINTS = small_points()


def armour(point: bytes, proof: bytes) -> str:
    return armoured(sshsig(framed(ED25519, point), ACT, framed(ED25519, proof)))


def fits_library(point: bytes, proof: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(point).verify(proof, to_sign(text, ACT))
    except InvalidSignature:
        return False
    return True


def fits(point: bytes, proof: bytes, text: bytes) -> bool:
    try:
        verify(armour(point, proof), text, ACT)
    except SignatureError:
        return False
    return True


def fits_ssh(point: bytes, proof: bytes, text: bytes) -> bool:
    return ssh_verifies(public_text(framed(ED25519, point)), armour(point, proof).encode(), text, ACT)


def test_the_arithmetic_of_these_tests_is_that_of_the_library() -> None:
    assert BASE != ZERO
    assert times(L, BASE) == ZERO
    assert written(times(PRIVATE, BASE)) == SOFT.point
    proof = sign(PRIVATE, SOFT.point, 12345, to_sign(TEXTS[0], ACT))
    assert fits(SOFT.point, proof, TEXTS[0])
    assert fits_ssh(SOFT.point, proof, TEXTS[0])


def test_the_points_of_small_order_are_these() -> None:
    assert len(set(SMALL_POINTS)) == 8
    assert all(times(8, point) == ZERO for point in SMALL_POINTS)
    assert {y for _, y in SMALL_POINTS} == SMALL
    assert not weak(written(BASE))
    assert not weak(SOFT.point)


@pytest.mark.parametrize("extra", range(1, 16))
def test_a_second_form_of_a_signature_is_refused(extra: int) -> None:
    proof = sign(PRIVATE, SOFT.point, 12345, to_sign(TEXTS[0], ACT))
    second = int.from_bytes(proof[32:], "little") + extra * L
    other = proof[:32] + second.to_bytes(32, "little")
    assert not fits(SOFT.point, other, TEXTS[0])


@pytest.mark.parametrize("bits", range(1, 8))
def test_a_signature_with_high_bits_set_is_refused(bits: int) -> None:
    proof = sign(PRIVATE, SOFT.point, 12345, to_sign(TEXTS[0], ACT))
    assert not fits(SOFT.point, proof[:-1] + bytes([proof[-1] | bits << 5]), TEXTS[0])


@pytest.mark.parametrize("point", sorted({spelling for point in SMALL_POINTS for spelling in spellings(point)}))
def test_a_key_of_small_order_signs_for_nobody(point: bytes) -> None:
    """Without a private key: S·B = R + h·A holds as soon as h·A is what was guessed; the library takes some of them."""
    taken = 0
    for text in TEXTS:
        for guess in (ZERO, SMALL_POINTS[4], SMALL_POINTS[2]):
            r = written(add(times(7, BASE), guess))
            proof = r + (7).to_bytes(32, "little")
            taken += fits_library(point, proof, text)
            with pytest.raises(SignatureFormError, match="anybody can sign with"):
                verify(armour(point, proof), text, ACT)
    assert taken > 0


@pytest.mark.parametrize("start", sorted({spelling for point in SMALL_POINTS for spelling in spellings(point)}))
def test_a_signature_that_begins_with_a_point_of_small_order_is_refused(start: bytes) -> None:
    """Only the owner of a key can make one, and no honest signer does (its nonce would be zero)."""
    text = TEXTS[0]
    whole = challenge(start, SOFT.point, to_sign(text, ACT)) * PRIVATE % L
    proof = start + whole.to_bytes(32, "little")
    assert fits_library(SOFT.point, proof, text) == (start == written(ZERO))
    with pytest.raises(SignatureFormError):
        verify(armour(SOFT.point, proof), text, ACT)


def test_a_signature_of_nothing_is_refused() -> None:
    for proof in (bytes(64), b"\1" + bytes(63), SOFT.point + bytes(32), written(BASE) + b"\1" + bytes(31)):
        assert not fits(SOFT.point, proof, TEXTS[0])


def test_a_point_off_the_curve_is_no_key() -> None:
    off = next(y for y in count(2) if point_at(y, 0) is None).to_bytes(32, "little")
    assert not fits(off, sign(1, off, 7, to_sign(TEXTS[0], ACT)), TEXTS[0])


def mixed(order: int) -> tuple[Point, ...]:
    """Give keys that are an honest key and a point of this order together."""
    return tuple(
        add(times(PRIVATE, BASE), point)
        for point in SMALL_POINTS
        if times(order, point) == ZERO and all(times(less, point) != ZERO for less in range(1, order))
    )


@pytest.mark.parametrize("order", [2, 4, 8])
def test_keys_with_a_small_part_are_judged_as_ssh_keygen_judges_them(order: int) -> None:
    point = written(mixed(order)[0])
    seen = set()
    for text in TEXTS[: 4 * order]:
        proof = sign(PRIVATE, point, 12345, to_sign(text, ACT))
        seen.add(here := fits(point, proof, text))
        assert here == fits_ssh(point, proof, text)
    assert seen == {True, False}


def test_what_ledsys_takes_ssh_keygen_takes() -> None:
    text = TEXTS[0]
    proof = sign(PRIVATE, SOFT.point, 12345, to_sign(text, ACT))
    r, s = proof[:32], int.from_bytes(proof[32:], "little")
    tried = [(SOFT.point, proof)]
    tried += [(SOFT.point, r + (s + extra * L).to_bytes(32, "little")) for extra in range(1, 16)]
    tried += [(written(point), written(times(7, BASE)) + (7).to_bytes(32, "little")) for point in SMALL_POINTS]
    tried += [(SOFT.point, spelling + proof[32:]) for point in SMALL_POINTS for spelling in spellings(point)]
    taken = [(fits(point, made, text), fits_ssh(point, made, text)) for point, made in tried]
    assert taken[0] == (True, True)
    assert (True, False) not in taken
    assert taken.count((True, True)) == 1
