"""Signatures: the right one is taken and says how the key was guarded; every other one is refused with a reason."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.signature.keys import (
    ED25519,
    SK_ECDSA,
    SoftFidoKey,
    SoftKey,
    armoured,
    dearmoured,
    framed,
    make_key,
    public_line,
    ssh_sign,
    ssh_verifies,
    sshsig,
    to_sign,
)

from ledsys.model.doctype import Level
from ledsys.signature import ACT, POLICY, SEAL, SignatureError, SignatureFormError, Signed, read_key, verify

TEXT = "Jag godkänner detta.\n".encode()
SOFT = SoftKey(1)
KEYS = [SOFT, SoftFidoKey(1), SoftFidoKey(1, ecdsa=True), SoftFidoKey(2, application="ssh:region", flags=0)]
LOST = "cut off or has been changed"
UNFIT = "does not fit: what was signed has been changed, or another key signed it"


def proof_of(key: SoftKey) -> bytes:
    return framed(ED25519, key.private.sign(to_sign(TEXT, ACT)))


@pytest.mark.parametrize("namespace", [ACT, POLICY, SEAL])
@pytest.mark.parametrize("text", [b"", TEXT, bytes(range(256)) * 64], ids=["empty", "short", "long"])
def test_what_ssh_keygen_signed_fits(text: bytes, namespace: str, tmp_path: Path) -> None:
    place = make_key(tmp_path / "key")
    signed = verify(ssh_sign(place, text, namespace), text, namespace)
    assert signed == Signed(read_key(public_line(place)), touched=False, pin=False)
    assert signed.level is Level.KEY


@pytest.mark.parametrize("key", KEYS)
def test_what_soft_keys_sign_fits_here_and_for_ssh_keygen(key: SoftKey | SoftFidoKey) -> None:
    armour = key.sign(TEXT, ACT)
    assert verify(armour, TEXT, ACT).key.text == key.public_text
    assert ssh_verifies(key.public_text, armour.encode(), TEXT, ACT)


def test_a_soft_key_signs_as_ssh_keygen_does(tmp_path: Path) -> None:
    assert ssh_sign(SOFT.save(tmp_path / "key"), TEXT, ACT) == SOFT.sign(TEXT, ACT)


@given(st.binary(max_size=300), st.integers(0, 50))
def test_any_bytes_can_be_signed(text: bytes, seed: int) -> None:
    key = SoftKey(seed)
    assert verify(key.sign(text, SEAL), text, SEAL).key.blob == key.blob


def test_a_key_without_hardware_never_reaches_its_level() -> None:
    assert Signed(read_key(SOFT.public_text), touched=True, pin=True).level is Level.KEY


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "namespace", ["git", "file", POLICY, SEAL, ACT.upper(), ACT + "\0", ACT[:-1], "ledsys-act-v2", ""]
)
def test_a_signature_for_another_purpose_is_refused(key: SoftKey | SoftFidoKey, namespace: str) -> None:
    with pytest.raises(SignatureError, match=f"another purpose: {namespace}, not {ACT}") as refused:
        verify(key.sign(TEXT, namespace), TEXT, ACT)
    assert not isinstance(refused.value, SignatureFormError)


@pytest.mark.parametrize("key", KEYS)
def test_a_purpose_that_is_only_claimed_is_refused(key: SoftKey | SoftFidoKey) -> None:
    blob = dearmoured(key.sign(TEXT, "ledsys-xct-v1"))
    with pytest.raises(SignatureError, match=UNFIT):
        verify(armoured(blob.replace(b"ledsys-xct-v1", ACT.encode())), TEXT, ACT)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "text", [b"", TEXT[:-1], TEXT + b"\n", b"\n" + TEXT, TEXT.upper(), TEXT.replace(b"\n", b"\r\n")]
)
def test_a_signature_on_other_bytes_is_refused(key: SoftKey | SoftFidoKey, text: bytes) -> None:
    with pytest.raises(SignatureError, match=UNFIT) as refused:
        verify(key.sign(TEXT, ACT), text, ACT)
    assert not isinstance(refused.value, SignatureFormError)


def test_a_signature_is_not_another_keys() -> None:
    other = SoftKey(2)
    with pytest.raises(SignatureError, match=UNFIT):
        verify(armoured(sshsig(other.blob, ACT, proof_of(SOFT))), TEXT, ACT)


@pytest.mark.parametrize("options", [("-t", "rsa", "-b", "3072"), ("-t", "ecdsa", "-b", "256")])
def test_keys_of_other_kinds_sign_nothing(options: tuple[str, ...], tmp_path: Path) -> None:
    place = make_key(tmp_path / "key", *options)
    armour = ssh_sign(place, TEXT, ACT)
    assert ssh_verifies(public_line(place), armour.encode(), TEXT, ACT)
    with pytest.raises(SignatureFormError, match="can't sign here"):
        verify(armour, TEXT, ACT)


def test_a_certificate_signs_nothing(tmp_path: Path) -> None:
    issuer, place = make_key(tmp_path / "issuer"), make_key(tmp_path / "key")
    command = ["ssh-keygen", "-q", "-s", str(issuer), "-I", "id", "-n", "signer", f"{place}.pub"]
    subprocess.run(command, check=True, timeout=60)
    armour = ssh_sign(tmp_path / "key-cert.pub", TEXT, ACT)
    with pytest.raises(SignatureFormError, match="This is a certificate"):
        verify(armour, TEXT, ACT)


@pytest.mark.parametrize("key", KEYS)
def test_the_shorter_hash_is_refused(key: SoftKey | SoftFidoKey) -> None:
    armour = key.sign(TEXT, ACT, algorithm="sha256")
    assert ssh_verifies(key.public_text, armour.encode(), TEXT, ACT)
    with pytest.raises(SignatureFormError, match="uses sha256 where only sha512 counts"):
        verify(armour, TEXT, ACT)


@pytest.mark.parametrize("key", KEYS)
def test_the_reserved_field_is_empty(key: SoftKey | SoftFidoKey) -> None:
    with pytest.raises(SignatureFormError, match=LOST):
        verify(key.sign(TEXT, ACT, reserved=b"\0"), TEXT, ACT)


PROOF = proof_of(SOFT)
START = b"SSHSIG\0\0\0\1"


@pytest.mark.parametrize(
    "start", [b"", b"SSHSIG", b"sshsig\0\0\0\1", b"SSHSIG\0\0\0\0", b"SSHSIG\0\0\0\2", b"SSHSIG\1\0\0\0"]
)
def test_only_the_first_version_of_the_format_is_read(start: bytes) -> None:
    blob = dearmoured(SOFT.sign(TEXT, ACT))
    with pytest.raises(SignatureFormError, match="a format that this version of ledsys does not know"):
        verify(armoured(start + blob.removeprefix(START)), TEXT, ACT)


@pytest.mark.parametrize(
    "blob",
    [
        pytest.param(START, id="nothing"),
        pytest.param(START + framed(SOFT.blob, ACT.encode(), b"", b"sha512"), id="no signature"),
        pytest.param(START + framed(SOFT.blob, ACT.encode(), b"sha512", PROOF), id="no reserved field"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF) + b"\0", id="trailing byte"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF) + framed(b""), id="trailing empty string"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF) * 2, id="twice"),
        pytest.param(sshsig(SOFT.blob, ACT, b""), id="empty signature"),
        pytest.param(sshsig(SOFT.blob, ACT, framed(ED25519)), id="kind alone"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF + b"\0"), id="trailing byte in the signature"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF + framed(b"")), id="trailing string in the signature"),
        pytest.param(sshsig(SOFT.blob, ACT, PROOF + b"\5\0\0\0\7"), id="flags of a security key"),
        pytest.param(sshsig(SOFT.blob, ACT, framed(b"ssh-rsa", PROOF[-64:])), id="kind of another key"),
        pytest.param(sshsig(SOFT.blob, ACT, framed(SK_ECDSA, PROOF[-64:])), id="kind of a security key"),
        pytest.param(sshsig(SOFT.blob[:-1], ACT, PROOF), id="short key"),
        pytest.param(sshsig(b"", ACT, PROOF), id="no key"),
        pytest.param(START + b"\xff\xff\xff\xff" + SOFT.blob, id="huge length"),
        pytest.param(START + b"\x7f\xff\xff\xff" + SOFT.blob, id="largest positive length"),
        pytest.param(
            START + framed(SOFT.blob, ACT.encode(), b"", b"sha512") + b"\0\0\0\x54" + PROOF, id="past the end"
        ),
    ],
)
def test_a_signature_that_is_not_whole_is_refused(blob: bytes) -> None:
    with pytest.raises(SignatureFormError, match=LOST):
        verify(armoured(blob), TEXT, ACT)


@pytest.mark.parametrize("size", [0, 1, 31, 32, 63, 65, 96, 128])
def test_a_signature_of_another_length_is_refused(size: int) -> None:
    proof = framed(ED25519, (PROOF[-64:] * 2)[:size])
    with pytest.raises(SignatureError):
        verify(armoured(sshsig(SOFT.blob, ACT, proof)), TEXT, ACT)


@pytest.mark.parametrize("key", KEYS)
def test_cutting_anywhere_is_refused(key: SoftKey | SoftFidoKey) -> None:
    blob = dearmoured(key.sign(TEXT, ACT))
    for end in range(len(blob)):
        with pytest.raises(SignatureFormError):
            verify(armoured(blob[:end]), TEXT, ACT)


@pytest.mark.parametrize("key", KEYS)
def test_every_flipped_bit_is_refused(key: SoftKey | SoftFidoKey) -> None:
    blob = dearmoured(key.sign(TEXT, ACT))
    refused = 0
    for bit in range(len(blob) * 8):
        flipped = bytearray(blob)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SignatureError):
            verify(armoured(bytes(flipped)), TEXT, ACT)
        refused += 1
    assert refused == len(blob) * 8 > 1300


def test_every_flipped_bit_of_what_ssh_keygen_wrote_is_refused(tmp_path: Path) -> None:
    armour = ssh_sign(make_key(tmp_path / "key"), TEXT, ACT).encode()
    refused = 0
    for bit in range(len(armour) * 8):
        flipped = bytearray(armour)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(SignatureError):
            verify(flipped.decode("latin-1"), TEXT, ACT)
        refused += 1
    assert refused == len(armour) * 8 > 2200


@given(
    st.one_of(st.binary(max_size=300), st.lists(st.binary(max_size=80), max_size=7).map(lambda parts: framed(*parts)))
)
def test_no_bytes_do_more_than_be_refused(rest: bytes) -> None:
    with pytest.raises(SignatureError):
        verify(armoured(START + rest), TEXT, ACT)


def test_the_three_purposes_differ() -> None:
    assert len({ACT, POLICY, SEAL}) == 3


def test_the_library_of_curves_is_loaded_only_when_a_signature_is_checked() -> None:
    code = "import sys, ledsys.signature as s; s.read_key(sys.argv[1]); sys.exit('cryptography' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, SOFT.public_text], check=False, timeout=60)
    assert done.returncode == 0
