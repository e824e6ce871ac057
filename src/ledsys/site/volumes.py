"""*Volumes*: where the PDFs of a handbook stand, for those who make them and those who lead to them."""

from __future__ import annotations

from ledsys.site.shelf import Entry

VOLUME = 1000
"""So many documents one PDF has on the site; more make several volumes, since typst takes 2 MB of memory for each."""
_WHOLE, _UNIT = "hela", "enheter/{unit}"


def document_file(entry: Entry) -> str:
    """Give the address of the PDF of a document's shown version."""
    return f"dokument/{entry.id}/{entry.id}-{entry.shown.version}.pdf"


def unit_files(unit: str, documents: int) -> tuple[str, ...]:
    """Give the addresses of the PDFs with a unit's own documents, of which there are so many."""
    return _volumes(_UNIT.format(unit=unit), documents)


def whole_files(documents: int) -> tuple[str, ...]:
    """Give the addresses of the PDFs of all that is in force, so many documents."""
    return _volumes(_WHOLE, documents)


def _volumes(stem: str, documents: int) -> tuple[str, ...]:
    count = -(-documents // VOLUME)
    return (f"{stem}.pdf",) if count == 1 else tuple(f"{stem}/{number}.pdf" for number in range(1, count + 1))
