"""``ledsys verify-copy``: whoever holds a paper gets to know what it is, however they type its code."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from ledsys.actfile import read_act
from ledsys.copycode import copy_code, shown
from ledsys.model.act import ActKind

HYGIENE, STOPPED, REPEALED = "EXP-482103", "EXP-845319", "EXP-812076"


def code(repo: Path, document: str, version: int) -> str:
    """Give the code by what the act of approval says, as somebody else would work it out."""
    acts = [read_act(path.read_bytes()) for path in sorted((repo / ".ledsys" / "acts" / document).iterdir())]
    (content,) = {act.content for act in acts if act.kind is ActKind.APPROVE and act.version == version}
    return shown(copy_code(document, version, content or ""))


def test_a_copy_in_force_is_named_with_title_and_last_day(ledsys: Terminal, repo: Path) -> None:
    wanted = code(repo, HYGIENE, 3)
    ran = ledsys.ok("verify-copy", wanted)
    first, second, third = ran.out.splitlines()
    assert first == f"{wanted} is {HYGIENE}, version 3.0: Handhygien i patientnära arbete"
    assert second.startswith("  In force until and including 20")
    assert third.startswith("  sha256:")


def test_a_superseded_copy_names_the_version_to_read_and_ends_with_1(ledsys: Terminal, repo: Path) -> None:
    ran = ledsys("verify-copy", code(repo, HYGIENE, 1))
    assert ran.code == 1
    assert "Superseded: version 2.0 replaced this version" in ran.out
    assert "Read version 3.0, which is in force." in ran.out


def test_before_the_version_was_published_it_says_when_it_was(ledsys: Terminal, repo: Path) -> None:
    wanted = code(repo, HYGIENE, 3)
    published = [
        act.signed_at.date()
        for path in (repo / ".ledsys" / "acts" / HYGIENE).iterdir()
        if (act := read_act(path.read_bytes())).kind is ActKind.PUBLISH and act.version == 3
    ]
    before = published[0] - timedelta(days=1)
    ran = ledsys("verify-copy", wanted, "--on", before.isoformat())
    assert ran.code == 1
    assert f"It was published on {published[0]}, later than {before}." in ran.err
    assert "No published version" not in ran.err
    assert ledsys("verify-copy", wanted, "--on", published[0].isoformat()).out.startswith(f"{wanted} is {HYGIENE}")


def test_a_code_that_nothing_proven_has_is_not_denied_where_documents_are_left_out(
    ledsys: Terminal, repo: Path
) -> None:
    wanted = code(repo, HYGIENE, 3)
    for path in (repo / ".ledsys" / "acts" / HYGIENE).iterdir():
        if read_act(path.read_bytes()).kind is ActKind.PUBLISH:
            path.unlink()
    ran = ledsys("verify-copy", wanted)
    assert ran.code == 1
    assert f"{HYGIENE} is left out" in ran.err
    assert f"Nothing that is proven has the code {wanted}. It may belong to a document that is left out." in ran.err
    assert "No published version" not in ran.err


def test_the_code_is_read_as_people_type_it(ledsys: Terminal, repo: Path) -> None:
    wanted = code(repo, HYGIENE, 3)
    typed = wanted.lower().replace("0", "o").replace("1", "l").split("-")
    assert ledsys.ok("verify-copy", *typed).out == ledsys.ok("verify-copy", "".join(typed)).out


@pytest.mark.parametrize(
    ("document", "state", "said"),
    [(STOPPED, "stoppad", "must not be used"), (REPEALED, "upphävd", "not in force from")],
)
def test_stopped_and_repealed_copies_say_so(ledsys: Terminal, repo: Path, document: str, state: str, said: str) -> None:
    ran = ledsys("verify-copy", code(repo, document, 1), "--format", "json")
    answer = json.loads(ran.out)
    assert ran.code == 1
    assert answer["format"] == "ledsys-verify-copy-1"
    (copy,) = answer["copies"]
    assert (copy["document"], copy["state"], copy["in_force"]) == (document, state, None)
    assert said in copy["standing"]
    assert copy["successor"] == (HYGIENE if document == REPEALED else None)


def test_another_day_has_another_answer(ledsys: Terminal, repo: Path) -> None:
    wanted = code(repo, HYGIENE, 3)
    assert ledsys("verify-copy", wanted, "--on", "2035-01-01").code == 1
    assert ledsys("verify-copy", wanted, "--on", "2024-10-01").code == 1  # nobody knew of it yet


def test_what_no_version_has_is_said_so(ledsys: Terminal) -> None:
    ran = ledsys("verify-copy", "0000-0000")
    assert (ran.code, ran.out) == (1, "")
    assert "No published version has the code 0000-0000." in ran.err
    assert json.loads(ledsys("verify-copy", "0000-0000", "--format", "json").out)["copies"] == []


@pytest.mark.parametrize("typed", ["7F3K", "7F3K-9Q2U", "\x1b[31m[/x]", ""])
def test_what_is_no_code_is_an_error_of_usage(ledsys: Terminal, typed: str) -> None:
    ran = ledsys("verify-copy", typed)
    assert ran.code == 2
    assert "\x1b" not in ran.all
    assert "An example is 7F3K-9Q2M." in ran.err
