"""fmt: a published file that holds another text is left alone, and told why."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

PUBLISHED = Path("dokument/expertenheter/handhygien-i-patientnara-arbete.md")
WHY = "is left as it is: it is no draft and its text is not the one that was decided"


def test_a_published_file_with_an_added_line_is_left_and_the_ways_out_are_named(ledsys: Terminal) -> None:
    before = PUBLISHED.read_bytes() + b"En rad till.\r\n"
    PUBLISHED.write_bytes(before)
    said = ledsys.ok("fmt", str(PUBLISHED)).err
    assert f"{PUBLISHED} {WHY}" in said
    assert f"git restore {PUBLISHED}" in said
    assert "ledsys revise EXP-482103" in said
    assert PUBLISHED.read_bytes() == before


@pytest.mark.parametrize("harm", [b"", b"En rad till.\n"])
def test_nothing_is_said_of_a_file_that_needs_no_mending(ledsys: Terminal, harm: bytes) -> None:
    PUBLISHED.write_bytes(PUBLISHED.read_bytes() + harm)
    assert WHY not in ledsys.ok("fmt", str(PUBLISHED)).err


def test_the_ways_out_that_are_named_lead_out(ledsys: Terminal) -> None:
    PUBLISHED.write_bytes(PUBLISHED.read_bytes() + b"En rad till.\r\n")
    assert ledsys("revise", "EXP-482103", "--reason", "En rad till.", as_="ylvta1").code != 0
    subprocess.run(["git", "restore", str(PUBLISHED)], check=True)
    ledsys.ok("revise", "EXP-482103", "--reason", "En rad till.", as_="ylvta1")
    PUBLISHED.write_bytes(PUBLISHED.read_bytes() + b"En rad till.\r\n")
    assert "mended" in ledsys.ok("fmt", str(PUBLISHED)).err
    assert b"\r" not in PUBLISHED.read_bytes()
