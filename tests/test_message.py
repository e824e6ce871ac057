"""Messages: templates and values, filled only at the edge."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledsys.errors import Fault, LedsysError, UnusableError, UsageError
from ledsys.message import Message, fill, msg, plural


def test_a_message_fills_its_template_with_values_of_every_kind() -> None:
    message = msg(
        "{a} {b} {c} {d} {e}",
        a="text",
        b=3,
        c=date(2026, 6, 15),
        d=msg("inner {x}", x=1),
        e=("one", 2, msg("three")),
    )
    assert str(message) == "text 3 2026-06-15 inner 1 one, 2, three"


@pytest.mark.parametrize(("n", "text"), [(0, "0 reviews"), (1, "1 review"), (2, "2 reviews"), (21, "21 reviews")])
def test_a_number_decides_the_wording(n: int, text: str) -> None:
    message = plural("{n} review", "{n} reviews", n)
    assert str(message) == text
    assert message.one is (n == 1)


@given(st.text())
def test_values_are_never_read_as_templates(value: str) -> None:
    assert str(msg("<{value}>", value=value)) == f"<{value}>"
    assert str(msg("<{value}>", value=msg("{inner}", inner=value))) == f"<{value}>"


def test_inner_messages_are_translated_where_they_stand() -> None:
    inner = msg("yes")
    assert fill("{a}/{b}", (("a", inner), ("b", (inner, "x"))), lambda found: found.template.upper()) == "YES/YES, x"


def test_messages_with_the_same_words_are_equal() -> None:
    assert msg("a {b}", b=1) == msg("a {b}", b=1) != msg("a {b}", b=2)
    assert hash(msg("a {b}", b=1)) == hash(msg("a {b}", b=1))
    assert str(Message("")) == ""


def test_an_error_says_what_is_wrong_and_what_to_do() -> None:
    error = UsageError(msg("No {thing}.", thing="id"), msg("Name one."))
    assert (str(error), str(error.help), error.exit_code) == ("No id.", "Name one.", 2)
    assert str(LedsysError(msg("x")).help) == ""


def test_faults_are_in_the_order_of_the_files() -> None:
    faults = tuple(sorted((Fault("b", 1, 1, msg("x")), Fault("a", 9, 1, msg("x")), Fault("a", 2, 5, msg("x")))))
    assert [(fault.path, fault.line) for fault in faults] == [("a", 2), ("a", 9), ("b", 1)]
    assert UnusableError(faults).faults == faults
