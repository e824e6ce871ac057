"""Links beside the pages of LS403."""

from __future__ import annotations

import pytest
from tests.rules.changes import base
from tests.rules.pages import findings

from ledsys.rules import links

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"


@pytest.mark.parametrize("target", ["#", "../../utanför.md", "borta.md"])
def test_a_broken_link_without_text_is_not_quoted(target: str) -> None:
    repo = base().replacing(DRAFT, "6. Visa", f"6. [ ]({target}) Visa")
    (found,) = findings(links.broken_link, repo)
    assert '"' not in str(found.message)
