"""*Claims*: the claim lines that a document's acts prove, and where its editions lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from ledsys.lifecycle.life import Life
from ledsys.model.document import Status
from ledsys.model.scalars import DOCUMENT_ID_PATTERN

EDITIONS = ".ledsys/editions"
EDITION_PATH = re.compile(rf"{re.escape(EDITIONS)}/({DOCUMENT_ID_PATTERN})/([1-9][0-9]{{0,5}})/(.+)")
"""The path of a frozen file: document id, version, and its name relative to the edition."""
TEXT = "dokument.md"
"""The name of the frozen text in an edition's folder; images keep their names relative to it."""


def edition_folder(document: str, version: int) -> str:
    """Give the folder of an edition, relative to the repo's root."""
    return f"{EDITIONS}/{document}/{version}"


def claims(life: Life, owner: str, version: int) -> Mapping[str, str | None]:
    """Give the claim lines that the acts prove; None for a line that must not be there (proof §1.15).

    ``owner`` and ``version`` are the file's own, used where no act speaks of them.
    """
    work, edition = life.work, life.last
    status = work.reached
    days: tuple[date | None, date | None] = (None, None)
    if status is Status.APPROVED and work.approve is not None:
        days = (work.approve.valid_from, work.approve.valid_until)
    elif status in (Status.PUBLISHED, Status.STOPPED, Status.REPEALED) and edition is not None:
        never = edition.valid_until < edition.valid_from  # repealed before it began
        days = (None, None) if never else (edition.valid_from, edition.valid_until)
    return {
        "status": status.value,
        "version": str(work.version if work.version is not None else version),
        "giltig-från": days[0].isoformat() if days[0] else None,
        "giltig-till": days[1].isoformat() if days[1] else None,
        "innehållsansvarig": life.owner or owner,
    }
