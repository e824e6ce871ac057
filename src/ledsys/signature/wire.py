"""SSH's *wire* form of values (RFC 4251 §5): a *string* is four bytes of length and then that many bytes.

Every value has one form only, so two different keys or signatures never stand for the same thing.
"""

from __future__ import annotations

from ledsys.message import msg
from ledsys.signature.failure import SignatureFormError

LENGTH = 4


def string(value: bytes) -> bytes:
    """Give the bytes as an SSH string."""
    return len(value).to_bytes(LENGTH, "big") + value


def first(data: bytes) -> bytes:
    """Give the string at the start of the data; raises `SignatureFormError` if it goes past the end."""
    return data[LENGTH : _end(data, 0)]


def strings(data: bytes) -> list[bytes]:
    """Give the strings that the data is made of, wholly; raises `SignatureFormError` if one goes past the end."""
    found = []
    start = 0
    while start < len(data):
        end = _end(data, start)
        found.append(data[start + LENGTH : end])
        start = end
    return found


def number(value: bytes) -> int:
    """Give the positive number in the bytes of an SSH mpint; raises `SignatureFormError` if it is written otherwise."""
    found = int.from_bytes(value, "big")
    if value != found.to_bytes(found.bit_length() // 8 + 1, "big"):
        raise SignatureFormError(msg("The signature holds a number that is not written as SSH writes it."))
    return found


def _end(data: bytes, start: int) -> int:
    end = start + LENGTH + int.from_bytes(data[start : start + LENGTH], "big")
    if end > len(data):
        raise SignatureFormError(msg("The key or the signature is cut off or has been changed."))
    return end
