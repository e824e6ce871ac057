"""The address to which readers tell of an error: only mail and the web, and nothing that a title could add."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.site.document.mistakes import mistake_address


@pytest.mark.parametrize(
    ("set_to", "expected"),
    [
        (None, ""),
        ("", ""),
        (
            "mailto:fel@a.example?subject=Fel i {id} version {version}",
            "mailto:fel@a.example?subject=Fel%20i%20EXP-1%20version%203.0",
        ),
        ("fel@a.example", "mailto:fel@a.example"),
        (" fel@a.example?subject={titel} ", "mailto:fel@a.example?subject=R%C3%A5d%20%26%20d%C3%A5d%3F"),
        ("https://a.example/fel?d={id}&t={titel}", "https://a.example/fel?d=EXP-1&t=R%C3%A5d%20%26%20d%C3%A5d%3F"),
        ("HTTP://a.example/{annat}", "HTTP://a.example/{annat}"),
        ("javascript:alert({id})", ""),
        ("JavaScript://a.example/%0aalert(1)", ""),
        ("data:text/html,x", ""),
        ("//a.example/", ""),
        ("/fel", ""),
        ("mailto:", ""),
        ("https://", ""),
    ],
)
def test_the_address(set_to: str | None, expected: str) -> None:
    assert mistake_address(set_to, "EXP-1", "3.0", "Råd & dåd?") == expected


@given(st.text())
def test_a_title_stays_one_value_whatever_it_holds(title: str) -> None:
    address = mistake_address(
        "https://a.example/fel?titel={titel}&x=1", "EXP-1", "3.0", title.encode(errors="replace").decode()
    )
    assert set(parse_qs(urlsplit(address).query, keep_blank_values=True)) == {"titel", "x"}
    assert "#" not in address
