"""The *addresses* that a preview has beside those of the handbook."""

from __future__ import annotations

DRAFTS = "utkast/"
LIST = f"{DRAFTS}index.html"
"""The list of drafts."""
OVERVIEW = "oversikt/index.html"
NOWHERE = "404.html"
SCRIPT = "forhandsvisning.js"
"""The script that all pages of a preview have."""
STATE = 'data-state=""'
"""Where the server enters which state of the docs repo a page shows, so that its script knows when it is past."""
NEWS = "forhandsvisning.nytt"
"""Where browsers listen for what is new."""


def draft_address(key: str) -> str:
    """Give the address of a draft's page."""
    return f"{DRAFTS}{key}/index.html"
