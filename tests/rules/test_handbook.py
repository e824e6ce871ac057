"""LS901 to LS903 beside their pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rules.changes import DAY, base
from tests.rules.pages import findings

from ledsys.rules.catalogue import BY_CODE
from ledsys.rules.handbook import FRONT_PAGE
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


def on_front_page(written: bytes, **fields: frozenset[str]) -> list[tuple[int, str, str]]:
    """Give line, message and help of what is found in a text of the front page."""
    found = findings(BY_CODE["LS903"], replace(base(), files={**base().files, FRONT_PAGE: written}, **fields))
    return [(one.line, str(one.message), str(one.help)) for one in found]


def test_a_front_page_may_lead_to_documents_outside_and_to_its_own_headings() -> None:
    own = "## Välkommen\r\n\r\n[a](EXP-482103#kap) [b](EXP-845319) [c](#v%C3%A4lkommen)\r\n"
    text = f"{own}<https://a.example> [d](mailto:a@b.example)\r\n"
    assert on_front_page(text.encode()) == []


def test_a_dead_link_of_the_front_page_is_told_with_what_to_do() -> None:
    text = "Se\n\n[a](EXP-999999), [b](EXP-482130), [c](EXP-788457), [d]()\n\n[e](../ledsys.yaml)\n"
    unknown, swapped, draft, empty, path = on_front_page(text.encode())
    assert unknown[:2] == (3, "The front page links to EXP-999999, but there is no such document.")
    assert "ledsys list" in unknown[2]
    assert "Did you mean EXP-482103?" in swapped[2]
    assert "has not been published" in draft[1]
    assert "(empty address)" in empty[1]
    assert path[:2] == (5, "The front page links to ../ledsys.yaml, which leads outside the handbook.")


@pytest.mark.parametrize("fields", [{"closed": frozenset((FRONT_PAGE,))}, {"links": frozenset((FRONT_PAGE,))}])
def test_a_front_page_that_cannot_be_read_is_not_looked_into(fields: dict[str, frozenset[str]]) -> None:
    assert on_front_page(b"[a](EXP-999999)", **fields) == []
    assert on_front_page(b"[a](EXP-999999) \xff") == []


def test_without_a_front_page_there_is_nothing_to_find() -> None:
    assert findings(BY_CODE["LS903"], base().without(FRONT_PAGE)) == ()
