"""The curve of ed25519 in a few lines, slow and plain, to make in tests what no honest signer makes (RFC 8032)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TypeAlias

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT = pow(2, (P - 1) // 4, P)

Point: TypeAlias = tuple[int, int]
ZERO: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    """Give the sum of two points."""
    (x1, y1), (x2, y2) = one, other
    turn = D * x1 * x2 * y1 * y2 % P
    return (
        (x1 * y2 + x2 * y1) * pow(1 + turn, -1, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - turn, -1, P) % P,
    )


def times(factor: int, point: Point) -> Point:
    """Give the point added to itself ``factor`` times."""
    total = ZERO
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def point_at(y: int, sign: int) -> Point | None:
    """Give the point with this y and the sign of x, none if there is no such point."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return (x if x & 1 == sign else -x % P), y % P


def written(point: Point) -> bytes:
    """Give the 32 bytes of a point."""
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


BASE = point_at(4 * pow(5, -1, P) % P, 0) or ZERO


def small_points() -> list[Point]:
    """Give the eight points whose order divides 8, the one of order 1 first."""
    found = (point_at(y, 0) for y in range(2, 100))
    eighth = next(point for point in (times(L, point) for point in found if point) if times(4, point) != ZERO)
    return [times(factor, eighth) for factor in range(8)]


def spellings(point: Point) -> Iterator[bytes]:
    """Give every 32 bytes that a lenient reader takes for the point: y not reduced, and the sign of an x that is 0."""
    x, y = point
    for high in {y, y + P} if y + P < 2**255 else {y}:
        for sign in {x & 1} if x else {0, 1}:
            yield (high | sign << 255).to_bytes(32, "little")


def challenge(r: bytes, a: bytes, message: bytes) -> int:
    """Give the number that ties a signature to the message (h in RFC 8032 §5.1.7)."""
    return int.from_bytes(hashlib.sha512(r + a + message).digest(), "little") % L


def scalar(secret: bytes) -> int:
    """Give the private number of a private key of 32 bytes."""
    return int.from_bytes(hashlib.sha512(secret).digest()[:32], "little") & ((1 << 254) - 8) | (1 << 254)


def sign(private: int, a: bytes, nonce: int, message: bytes) -> bytes:
    """Give a signature with a nonce of one's choice; ``a``, the public key, may be another than the private one's."""
    r = written(times(nonce, BASE))
    return r + ((nonce + challenge(r, a, message) * private) % L).to_bytes(32, "little")
