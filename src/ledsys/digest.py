"""The *content digest*: SHA-256 over a framed manifest of a document's parts.

It binds an act to what was read: the id, the front matter without claim lines, the body and every image. It holds no
path and no parser's output, so a document may be moved, and an auditor can compute it with awk, grep and sha256sum
(proof §1.3).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

PREFIX = "sha256:"


def sha256(data: bytes) -> str:
    """Give the SHA-256 of the bytes as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def blob_id(data: bytes) -> str:
    """Give the id that git gives to a blob of these bytes (SHA-1; a name for lookup, never evidence)."""
    return hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def manifest(document_id: str, front: str, body: str, images: Mapping[str, str]) -> str:
    """Give the text whose SHA-256 is the content digest; ``images`` maps relative names to SHA-256 in hex."""
    files = "".join(f"file  {images[name]} {name}\n" for name in sorted(images))
    return f"ledsys-content 1\nid {document_id}\nfront {front}\nbody  {body}\n{files}"


def content_digest(document_id: str, front: str, body: str, images: Mapping[str, str]) -> str:
    """Give the content digest as ``sha256:<hex>``; ``front`` and ``body`` are SHA-256 in hex."""
    return PREFIX + sha256(manifest(document_id, front, body, images).encode())
