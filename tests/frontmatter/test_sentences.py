"""Every way in which a scalar refuses a value has a sentence of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledsys.frontmatter.sentences import SENTENCES, Refused, sentence
from ledsys.model import catalogue, doctype, document, organisation, scalars, settings

CODE = re.compile(r'PydanticCustomError\(\s*"(\w+)"|_matching\(\w+, "(\w+)"')
CODES = sorted(
    {
        code
        for module in (scalars, document, organisation, doctype, catalogue, settings)
        for found in CODE.findall(Path(str(module.__file__)).read_text(encoding="utf-8"))
        for code in found
        if code
    }
)


def test_the_codes_were_found() -> None:
    assert {"day_shape", "name_shape", "status_unknown"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_code_of_the_scalars_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("kind", sorted(SENTENCES))
@pytest.mark.parametrize("value", ["2026-02-30", None, [], {}])
def test_every_sentence_shows_the_key_and_helps(kind: str, value: object) -> None:
    said, help_ = sentence(kind, Refused("nyckeln", value, {"ge": 1, "expected": "'a' or 'b'"}))
    assert "nyckeln" in str(said)
    assert str(help_)
