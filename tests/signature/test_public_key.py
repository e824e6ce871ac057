"""Public keys: which may sign, and that every other is refused with a reason."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.signature.edwards import P, small_points, spellings
from tests.signature.keys import (
    ED25519,
    SK_ECDSA,
    SK_ED25519,
    SoftFidoKey,
    SoftKey,
    framed,
    make_key,
    public_line,
    public_text,
)

from ledsys.signature import SignatureFormError, read_key

SOFT = SoftKey(1)
NIST = SoftFidoKey(1, ecdsa=True)
NIST_POINT = NIST.blob[len(framed(SK_ECDSA, b"nistp256", b"")) :][:65]


@pytest.mark.parametrize("key", [SOFT, SoftFidoKey(1), NIST, SoftFidoKey(2, application="ssh:region")])
def test_a_key_is_read_and_written(key: SoftKey | SoftFidoKey) -> None:
    read = read_key(f"{key.public_text} någon@dator och mer\n")
    assert read.text == key.public_text
    assert read.blob == key.blob
    assert read.hardware == isinstance(key, SoftFidoKey)
    assert read == read_key(key.public_text)
    assert read_key(key.public_text) is read_key(key.public_text)


@pytest.mark.parametrize("key", [SOFT, SoftFidoKey(1), NIST])
def test_the_fingerprint_is_that_of_ssh_keygen(key: SoftKey | SoftFidoKey, tmp_path: Path) -> None:
    place = tmp_path / "key.pub"
    place.write_text(f"{key.public_text} comment\n", encoding="ascii")
    done = subprocess.run(["ssh-keygen", "-l", "-f", str(place)], capture_output=True, check=True, text=True)
    assert done.stdout.split()[1] == read_key(key.public_text).fingerprint


def test_a_key_made_by_ssh_keygen_is_read(tmp_path: Path) -> None:
    place = make_key(tmp_path / "key")
    assert read_key(place.with_name("key.pub").read_text(encoding="ascii")).text == public_line(place)


@pytest.mark.parametrize(
    "options", [("-t", "rsa", "-b", "3072"), ("-t", "ecdsa", "-b", "256"), ("-t", "ecdsa", "-b", "521")]
)
def test_other_kinds_of_keys_are_refused_with_their_name(options: tuple[str, ...], tmp_path: Path) -> None:
    line = public_line(make_key(tmp_path / "key", *options))
    with pytest.raises(
        SignatureFormError, match=f"A key of the kind {line.split(' ', 1)[0]} can't sign here"
    ) as refused:
        read_key(line)
    assert str(refused.value.help) == "Make a key of the kind ssh-ed25519, or one in a security key."


def test_a_certificate_is_refused_with_a_reason(tmp_path: Path) -> None:
    issuer, key = make_key(tmp_path / "issuer"), make_key(tmp_path / "key")
    subprocess.run(
        ["ssh-keygen", "-q", "-s", str(issuer), "-I", "id", "-n", "someone", str(key) + ".pub"], check=True, timeout=60
    )
    certificate = (tmp_path / "key-cert.pub").read_text(encoding="ascii")
    with pytest.raises(
        SignatureFormError, match=r"This is a certificate \(ssh-ed25519-cert-v01@openssh.com\), not a key"
    ):
        read_key(certificate)


CODE = SOFT.public_text.split(" ")[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ssh-ed25519",
        "ssh-ed25519 ",
        "ssh-ed25519  " + CODE,
        "ssh-ed25519\t" + CODE,
        "ssh-ed25519\u00a0" + CODE,
        "ssh-ed25519 " + CODE[:-1],
        "ssh-ed25519 " + CODE + "=",
        "ssh-ed25519 " + CODE + "Q",
        "ssh-ed25519 " + CODE[:9] + "\n" + CODE[9:],
        "ssh-ed25519 " + CODE.replace("A", "å", 1),
        "ssh-ed25519 " + CODE.replace("A", "-", 1),
        "ssh-ed25519 QR==",
        SOFT.public_text + "\n" + SOFT.public_text,
        SOFT.public_text + " comment\nssh-ed25519",
        SOFT.public_text + " comment\u2028more",
        "-----BEGIN OPENSSH PRIVATE KEY-----",
    ],
)
def test_a_text_that_is_no_single_key_is_refused(text: str) -> None:
    with pytest.raises(SignatureFormError, match=r"This is not a public key"):
        read_key(text)


@pytest.mark.parametrize("stated", ["ssh-rsa", "sk-ssh-ed25519@openssh.com", 'namespaces="git"', "SSH-ED25519"])
def test_a_key_is_what_it_says_it_is(stated: str) -> None:
    with pytest.raises(SignatureFormError, match=f"said to be {stated}, but is ssh-ed25519"):
        read_key(f"{stated} {CODE}")


POINT = SOFT.point
BROKEN = {
    "no point": framed(ED25519),
    "a short point": framed(ED25519, POINT[:-1]),
    "a long point": framed(ED25519, POINT + b"\0"),
    "two points": framed(ED25519, POINT, POINT),
    "trailing byte": framed(ED25519, POINT) + b"\0",
    "trailing length": framed(ED25519, POINT) + bytes(3),
    "trailing empty string": framed(ED25519, POINT, b""),
    "cut off": framed(ED25519, POINT)[:-1],
    "huge length": framed(ED25519) + b"\xff\xff\xff\xff" + POINT,
    "length past the end": framed(ED25519) + b"\0\0\0\x21" + POINT,
    "security key without application": framed(SK_ED25519, POINT),
    "security key with a short point": framed(SK_ED25519, POINT[:-1], b"ssh:"),
    "security key with more": framed(SK_ED25519, POINT, b"ssh:", b""),
    "other curve": framed(SK_ECDSA, b"nistp384", NIST_POINT, b"ssh:"),
    "curve left out": framed(SK_ECDSA, NIST_POINT, b"ssh:"),
    "short point of the other curve": framed(SK_ECDSA, b"nistp256", NIST_POINT[:-1], b"ssh:"),
    "point off the curve": framed(SK_ECDSA, b"nistp256", NIST_POINT[:-1] + bytes([NIST_POINT[-1] ^ 1]), b"ssh:"),
    "empty point of the other curve": framed(SK_ECDSA, b"nistp256", b"", b"ssh:"),
    "point at infinity": framed(SK_ECDSA, b"nistp256", b"\0", b"ssh:"),
    "zero": framed(SK_ECDSA, b"nistp256", b"\4" + bytes(64), b"ssh:"),
    "hybrid point": framed(SK_ECDSA, b"nistp256", bytes([6 + (NIST_POINT[-1] & 1)]) + NIST_POINT[1:], b"ssh:"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_key_that_is_not_whole_is_refused(name: str) -> None:
    with pytest.raises(SignatureFormError, match="cut off or has been changed"):
        read_key(public_text(BROKEN[name]))


def test_a_shortened_point_is_refused() -> None:
    point = NIST.private.public_key()
    assert isinstance(point, ec.EllipticCurvePublicKey)
    short = point.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    with pytest.raises(SignatureFormError, match="cut off or has been changed"):
        read_key(public_text(framed(SK_ECDSA, b"nistp256", short, b"ssh:")))


@pytest.mark.parametrize(
    "blob", [framed(b""), framed(b"\xff\xfe"), framed(b"ssh-ed25519\0", POINT), framed(b"ssh-ed448", POINT)]
)
def test_a_kind_that_nobody_knows_is_refused(blob: bytes) -> None:
    with pytest.raises(SignatureFormError, match="can't sign here"):
        read_key(f"ssh-ed25519 {base64.b64encode(blob).decode()}")


@pytest.mark.parametrize("application", ["", "ssh", "https://login.example", "SSH:"])
@pytest.mark.parametrize("ecdsa", [False, True])
def test_a_security_key_made_for_something_else_is_refused(application: str, *, ecdsa: bool) -> None:
    with pytest.raises(SignatureFormError, match=f"made for {application}, not for SSH"):
        read_key(SoftFidoKey(1, application=application, ecdsa=ecdsa).public_text)


def test_points_that_anybody_can_sign_with_are_no_keys() -> None:
    weak = {spelling for point in small_points() for spelling in spellings(point)}
    assert len(weak) == 14  # 8 points; 2 of them also with a wrong sign, 2 with y not reduced, 2 with both
    unreduced = {(P + y | sign << 255).to_bytes(32, "little") for y in range(19) for sign in (0, 1)}
    for point in weak | unreduced:
        for blob in (framed(ED25519, point), framed(SK_ED25519, point, b"ssh:")):
            with pytest.raises(SignatureFormError, match="anybody can sign with"):
                read_key(public_text(blob))
