"""How the *curves* behind the keys write a point, and which points are too weak to be a key.

Against an ed25519 point of small order anybody can make a signature that fits, and a coordinate that is not reduced
writes a point in a second way (RFC 8032 §5.1.3). A checker that only does its sums takes both; no real key or signature
has either.
"""

from __future__ import annotations

EDWARDS_SIZE = 32
NIST_SIZE = 65
UNCOMPRESSED = 4

PRIME = 2**255 - 19
_SIGN = 2**255
_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
SMALL = frozenset({0, 1, PRIME - 1, _EIGHTH, PRIME - _EIGHTH})
"""The y coordinates of the eight points whose order divides 8; those with the same y differ in the sign of x."""


def weak(point: bytes) -> bool:
    """Tell whether the 32 bytes write an ed25519 point of small order, or one that is not written the one way."""
    y = int.from_bytes(point, "little") % _SIGN
    return y >= PRIME or y in SMALL
