"""*Signatures*: whose key signed these bytes, for this purpose, and how well the key was guarded.

It reads what ``ssh-keygen -Y sign`` writes and checks it without ssh-keygen or git; making signatures is the store's
business.
"""

from ledsys.signature.failure import SignatureError, SignatureFormError
from ledsys.signature.keys import PublicKey, read_key
from ledsys.signature.sshsig import ACT, POLICY, SEAL, Signed, verify

__all__ = (
    "ACT",
    "POLICY",
    "SEAL",
    "PublicKey",
    "SignatureError",
    "SignatureFormError",
    "Signed",
    "read_key",
    "verify",
)
