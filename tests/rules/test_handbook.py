"""LS901 and LS902 beside their pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rules.changes import DAY, base
from tests.rules.pages import findings

from ledsys.rules.catalogue import BY_CODE
from ledsys.rules.judge import judge
from ledsys.store.load import load

LOGO = "handbok/logotyp.png"
PIXEL = b"\x89PNG\r\n\x1a\n" + bytes(8) + (1).to_bytes(4) + (1).to_bytes(4)


@pytest.mark.parametrize(
    "written", ["https://fel.example/{id}", "HTTP://fel.example", "mailto:a@b.example", "a@b.example?subject=x"]
)
def test_an_address_that_readers_can_use_is_no_finding(written: str) -> None:
    old = 'felanmälan: "mailto:ledningssystem@region-exempel.example?subject=Fel i {id} version {version}"'
    assert findings(BY_CODE["LS901"], base().replacing("ledsys.yaml", old, f'felanmälan: "{written}"')) == ()
    (told,) = findings(BY_CODE["LS901"], base().replacing("ledsys.yaml", old, "felanmälan: javascript:alert(1)"))
    assert "javascript:alert(1) is no address" in str(told.message)


def test_a_logo_must_be_a_file_that_can_be_read() -> None:
    named = base().replacing("ledsys.yaml", "# logotyp: logotyp.png", "logotyp: logotyp.png")
    there = replace(named, files={**named.files, LOGO: PIXEL})
    assert findings(BY_CODE["LS902"], there) == ()
    for repo, said in (
        (named, "there is no logotyp.png"),
        (replace(there, closed=frozenset((LOGO,))), "no image whose size"),
        (replace(there, links=frozenset((LOGO,))), "no image whose size"),
    ):
        (told,) = judge(load(repo, DAY), (BY_CODE["LS902"],)).shown
        assert said in str(told.message)
        assert told.line == 1 + named.files["ledsys.yaml"].decode().split("\n").index("  logotyp: logotyp.png")
