"""The *armour*: the text around a signature's bytes, exactly as ``ssh-keygen -Y sign`` writes it (PROTOCOL.sshsig).

Whoever reads SSH signatures leniently lets two files say the same thing; here the text that was read must be the text
that would be written.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64

from ledsys.message import msg
from ledsys.signature.failure import SignatureFormError

BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
END = "-----END SSH SIGNATURE-----\n"
COLUMNS = 70
LARGEST = 4 * 1024
"""Characters of an armour; that of the largest key in use has some 500."""


def armoured(blob: bytes) -> str:
    """Give the text of a signature's bytes: lines of 70 characters, one LF at the end."""
    text = b2a_base64(blob, newline=False).decode()
    lines = (text[start : start + COLUMNS] for start in range(0, len(text), COLUMNS))
    return BEGIN + "".join(f"{line}\n" for line in lines) + END


def unarmoured(armour: str) -> bytes:
    """Give the bytes in an armour; raises `SignatureFormError` unless `armoured` would write the very same text."""
    if len(armour) > LARGEST:
        raise SignatureFormError(msg("The signature is longer than {limit} characters.", limit=LARGEST))
    try:
        blob = a2b_base64(armour.removeprefix(BEGIN).removesuffix(END))
    except ValueError:
        blob = b""
    if armoured(blob) != armour:
        raise SignatureFormError(msg("The signature is not written exactly as ssh-keygen writes it."))
    return blob
