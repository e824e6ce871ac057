"""Keys for tests: real ones made by ssh-keygen, and soft ones that sign fast in this process.

Soft keys write the same bytes as ssh-keygen does (SSHSIG as in OpenSSH's PROTOCOL.sshsig, security keys as in its
PROTOCOL.u2f), and the hash algorithm, the reserved field and the flags can be anything, so that tests can lie.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import tempfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from ledsys.digest import sha256

ED25519 = b"ssh-ed25519"
SK_ED25519 = b"sk-ssh-ed25519@openssh.com"
SK_ECDSA = b"sk-ecdsa-sha2-nistp256@openssh.com"
TOUCH, PIN = 0x01, 0x04
BEGIN, END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"


def framed(*parts: bytes) -> bytes:
    """Give the parts as SSH strings: four bytes of length before each."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def mpint(number: int) -> bytes:
    """Give a positive number as the bytes of an SSH mpint, without its length."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big") if number else b""


def armoured(blob: bytes) -> str:
    """Give the blob as ssh-keygen writes it: 70 columns between two lines."""
    text = base64.b64encode(blob).decode()
    return BEGIN + "".join(f"{text[at : at + 70]}\n" for at in range(0, len(text), 70)) + END


def dearmoured(armour: str) -> bytes:
    """Give the blob in an armour."""
    return base64.b64decode(armour.removeprefix(BEGIN).removesuffix(END))


def to_sign(message: bytes, namespace: str, algorithm: str = "sha512", reserved: bytes = b"") -> bytes:
    """Give the bytes that a key signs for a message."""
    digest = hashlib.new(algorithm, message).digest()
    return b"SSHSIG" + framed(namespace.encode(), reserved, algorithm.encode(), digest)


def sshsig(
    key: bytes, namespace: str, signature: bytes, *, algorithm: str = "sha512", reserved: bytes = b"", version: int = 1
) -> bytes:
    """Give the blob of a signature file."""
    start = b"SSHSIG" + version.to_bytes(4, "big")
    return start + framed(key, namespace.encode(), reserved, algorithm.encode(), signature)


def public_text(blob: bytes) -> str:
    """Give a key's blob as one line, ``type base64``."""
    size = int.from_bytes(blob[:4], "big")
    return f"{blob[4 : 4 + size].decode()} {base64.b64encode(blob).decode()}"


@dataclass(frozen=True)
class SoftKey:
    """An ed25519 key that follows from its seed: the same seed is the same key."""

    seed: int | str

    @cached_property
    def private(self) -> ed25519.Ed25519PrivateKey:
        return ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(sha256(f"key {self.seed}".encode())))

    @cached_property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @cached_property
    def blob(self) -> bytes:
        return framed(ED25519, self.point)

    @cached_property
    def public_text(self) -> str:
        return public_text(self.blob)

    def sign(self, message: bytes, namespace: str, *, algorithm: str = "sha512", reserved: bytes = b"") -> str:
        """Give the armour that ``ssh-keygen -Y sign`` would write."""
        signature = framed(ED25519, self.private.sign(to_sign(message, namespace, algorithm, reserved)))
        return armoured(sshsig(self.blob, namespace, signature, algorithm=algorithm, reserved=reserved))

    def save(self, place: Path) -> Path:
        """Write the private key to ``place`` and the public one to ``place.pub``, as ssh-keygen does."""
        place.touch(mode=0o600)
        place.write_bytes(self.private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        place.with_name(f"{place.name}.pub").write_text(f"{self.public_text}\n", encoding="ascii")
        return place


@dataclass(frozen=True)
class SoftFidoKey:
    """A security key in software; ``flags`` tell whether it was touched and the PIN given at each signing."""

    seed: int | str
    flags: int = TOUCH | PIN
    ecdsa: bool = False
    application: str = "ssh:"
    counter: int = field(default=7, compare=False)

    @cached_property
    def kind(self) -> bytes:
        return SK_ECDSA if self.ecdsa else SK_ED25519

    @cached_property
    def private(self) -> ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey:
        secret = bytes.fromhex(sha256(f"security key {self.seed}".encode()))
        if self.ecdsa:
            return ec.derive_private_key(int.from_bytes(secret[:31], "big") + 1, ec.SECP256R1())
        return ed25519.Ed25519PrivateKey.from_private_bytes(secret)

    @cached_property
    def blob(self) -> bytes:
        public = self.private.public_key()
        if isinstance(public, ed25519.Ed25519PublicKey):
            point = framed(public.public_bytes(Encoding.Raw, PublicFormat.Raw))
        else:
            point = framed(b"nistp256", public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
        return framed(self.kind) + point + framed(self.application.encode())

    @cached_property
    def public_text(self) -> str:
        return public_text(self.blob)

    def sign(self, message: bytes, namespace: str, *, algorithm: str = "sha512", reserved: bytes = b"") -> str:
        """Give the armour that ``ssh-keygen -Y sign`` would write with such a key."""
        state = bytes([self.flags]) + self.counter.to_bytes(4, "big")
        place = hashlib.sha256(self.application.encode()).digest()
        signed = place + state + hashlib.sha256(to_sign(message, namespace, algorithm, reserved)).digest()
        if isinstance(self.private, ed25519.Ed25519PrivateKey):
            proof = self.private.sign(signed)
        else:
            proof = framed(*map(mpint, decode_dss_signature(self.private.sign(signed, ec.ECDSA(SHA256())))))
        signature = framed(self.kind, proof) + state
        return armoured(sshsig(self.blob, namespace, signature, algorithm=algorithm, reserved=reserved))


def make_key(place: Path, *options: str) -> Path:
    """Let ssh-keygen make a key pair without passphrase at ``place`` and ``place.pub``; ed25519 unless told."""
    kind = options or ("-t", "ed25519")
    subprocess.run(["ssh-keygen", "-q", *kind, "-N", "", "-C", "", "-f", str(place)], check=True, timeout=60)
    return place


def public_line(place: Path) -> str:
    """Give the public key beside a private one, without its comment."""
    return " ".join(place.with_name(f"{place.name}.pub").read_text(encoding="ascii").split(" ")[:2]).strip()


def ssh_sign(place: Path, message: bytes, namespace: str, *options: str) -> str:
    """Let ``ssh-keygen -Y sign`` sign the message with the private key at ``place``."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(place), "-n", namespace, *options]
    return subprocess.run(command, input=message, capture_output=True, check=True, timeout=60).stdout.decode()


def ssh_verifies(key: str, armour: bytes, message: bytes, namespace: str) -> bool:
    """Tell whether ``ssh-keygen -Y verify`` finds that the key signed the message in the namespace."""
    with tempfile.TemporaryDirectory() as folder:
        signers, signature = Path(folder, "signers"), Path(folder, "signature")
        signers.write_text(f"signer {key}\n", encoding="ascii")
        signature.write_bytes(armour)
        command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "signer", "-n", namespace, "-s"]
        done = subprocess.run([*command, str(signature)], input=message, capture_output=True, check=False, timeout=60)
    return done.returncode == 0
