"""The pages of drafts, made from the example docs repo."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.report.example import DAY, example, example_files

from ledsys.site.preview.preview import Basis, Preview
from ledsys.store.evidence import edition_files

BAND = re.compile(r'<div class="standing draft-band" role="note"><p>(.*?)</p>', re.DOTALL)


@cache
def preview() -> Preview:
    corpus, _ = example()
    editions = edition_files(example_files(), corpus)
    return Preview(Basis(corpus, corpus, editions, {}, (), example_files().read, DAY))


@pytest.mark.parametrize(
    ("document", "said"),
    [("EXP-788457", "Utkast – gäller inte. Nästa steg: "), ("EXP-713589", "Utkast – gäller inte. Under granskning. ")],
)
def test_a_page_says_once_that_it_shows_a_draft(document: str, said: str) -> None:
    band = BAND.search(preview().make(f"utkast/{document}/index.html").decode())
    assert band is not None
    assert re.sub(r"<[^>]+>", "", band[1]).startswith(said)
