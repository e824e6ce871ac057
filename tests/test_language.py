"""The language: chosen once, Swedish or English, and every message can be said in either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ledsys import language
from ledsys.language import _, catalogue, choose, chosen, say
from ledsys.message import Message, msg, plural


class _Backwards:
    """A catalogue that answers in capitals, and has a third form of numbers."""

    def gettext(self, text: str) -> str:
        return text.upper().replace("{X}", "{x}")

    def ngettext(self, one: str, many: str, n: int) -> str:
        return f"({one})" if n == 1 else f"[{many}]"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    before = chosen()
    yield
    choose(before)


@pytest.fixture
def capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "catalogue", lambda _: _Backwards())


def test_english_is_the_language_of_the_source() -> None:
    choose("en")
    assert chosen() == "en"
    assert say(msg("Saved as {x}.", x=1)) == "Saved as 1."
    assert say(plural("{n} review", "{n} reviews", 2)) == "2 reviews"
    assert _("Say why.") == "Say why."


def test_the_language_may_be_given_for_one_message() -> None:
    choose("sv")
    assert say(plural("{n} review", "{n} reviews", 1), "en") == "1 review"


@pytest.mark.usefixtures("capitals")
def test_a_message_and_those_within_it_are_translated() -> None:
    assert say(msg("saved {x}", x=msg("here"))) == "SAVED HERE"
    assert say(msg("saved {x}", x=("here", msg("there")))) == "SAVED here, THERE"
    assert say(plural("{n} review", "{n} reviews", 1)) == "(1 review)"
    assert say(plural("{n} review", "{n} reviews", 5)) == "[5 reviews]"
    assert _("help") == "HELP"


@pytest.mark.usefixtures("capitals")
def test_nothing_is_nothing_in_every_language() -> None:
    """An empty template is the key of the catalogue's own header, which must never be shown."""
    assert (say(Message("")), _("")) == ("", "")


def test_a_language_without_a_catalogue_speaks_english() -> None:
    assert catalogue("xx").gettext("Say why.") == "Say why."


def test_a_catalogue_is_read_once() -> None:
    assert catalogue("sv") is catalogue("sv")
