"""Small handbooks for the tests of PDFs, and what judges and reads a PDF."""

from __future__ import annotations

import struct
import zlib
from datetime import date
from io import BytesIO
from pathlib import Path

import page
from pypdf import PdfReader
from tests.site.corpora import DAY, Library, policy, text

from ledsys.site.pdf.files import PdfFiles, pdf_files

EVERYTHING = (Path(__file__).parent / "everything.md").read_text(encoding="utf-8")
FIRST, LAST = date(2026, 1, 1), date(2027, 1, 1)
ONE, OTHER = "PRV-100001", "PRV-100002"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def squares(width: int = 60, height: int = 20) -> bytes:
    """Give a PNG image."""
    light, dark = bytes((240, 240, 230)), bytes((20, 90, 110))
    rows = (b"\0" + b"".join(dark if (x // 10 + y // 10) % 2 else light for x in range(width)) for y in range(height))
    head = struct.pack(">LLBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (_chunk(b"IHDR", head), _chunk(b"IDAT", zlib.compress(b"".join(rows))), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


SQUARES = squares()


def library(body: str, images: dict[str, bytes] | None = None, other: str = "## Genomförande\n\nText.\n") -> Library:
    """Publish a document with the text, and another."""
    made = Library(policy=policy(språk="sv"))
    made.publish(ONE, FIRST, LAST, text(ONE, body, titel="Den ena rutinen", nyckelord="[ett, två]"), images)
    made.publish(OTHER, FIRST, LAST, text(OTHER, other, titel="Den andra rutinen"))
    return made


def pdfs(made: Library, overrides: dict[str, bytes] | None = None) -> PdfFiles:
    """Give the PDFs of the library's handbook."""
    return pdf_files(made.corpus(), made.editions, overrides or {}, DAY)


def pdf_of(body: str, images: dict[str, bytes] | None = None) -> tuple[bytes, PdfFiles]:
    """Give the PDF of a document with the text, and the files that it was made with."""
    files = pdfs(library(body, images))
    chapter = files.chapter(ONE)
    assert chapter is not None
    return files.document(chapter), files


def faults(pdf: bytes) -> list[str]:
    """Say where a PDF differs from PDF/UA-1 and PDF/A-2a."""
    return [
        f"{fault.rule_id}: {fault.message}"
        for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
        for fault in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def words(pdf: bytes) -> str:
    """Give what a PDF says, words divided by single blanks."""
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages).split())
