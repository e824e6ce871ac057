"""Events of approvals, as the forges send them (persons and places are invented)."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.example import example

from ledsys.authority.forge import Forge
from ledsys.authority.witness import EventError, ForgeVote, UnwitnessedError, person_of, read_event
from ledsys.model.act import Meaning
from ledsys.model.organisation import Person
from ledsys.model.register import Register

FOLDER = Path(__file__).parents[1] / "forge"
DAY = date(2026, 11, 22)


def event(forge: Forge) -> dict[str, Any]:
    found = json.loads((FOLDER / f"{forge.value}-approved.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def changed(forge: Forge, *place: str, to: object) -> dict[str, Any]:
    found = copy.deepcopy(event(forge))
    target = found
    for key in place[:-1]:
        target = target[key]
    target[place[-1]] = to
    return found


@pytest.mark.parametrize("forge", Forge)
def test_an_approval_says_who_what_and_when(forge: Forge) -> None:
    vote = read_event(forge, event(forge))
    assert vote == ForgeVote(
        login=vote.login,
        meaning=Meaning.OK,
        commit="0" * 40,
        time=datetime(2026, 11, 22, 10, 3, 12, tzinfo=UTC),
        words="",
        number=7,
        target="main",
    )
    assert vote.login.casefold() == "sixten-almklint"


def test_a_review_that_the_interface_of_github_gave_reads_the_same() -> None:
    answer = changed(Forge.GITHUB, "review", "state", to="APPROVED")
    del answer["action"]
    assert read_event(Forge.GITHUB, answer) == read_event(Forge.GITHUB, event(Forge.GITHUB))


def test_a_demand_for_changes_brings_its_words() -> None:
    answer = changed(Forge.GITHUB, "review", "state", to="changes_requested")
    answer["review"]["body"] = f"  {'Rubriken saknas. ' * 200}"
    vote = read_event(Forge.GITHUB, answer)
    assert vote.meaning is Meaning.RETURN
    assert vote.words.startswith("Rubriken saknas.")
    assert len(vote.words) == 1501
    answer["review"]["body"] = None
    assert read_event(Forge.GITHUB, answer).words == ""


@pytest.mark.parametrize(
    ("forge", "place", "to"),
    [
        (Forge.GITHUB, ("action",), "dismissed"),
        (Forge.GITHUB, ("review", "state"), "DISMISSED"),
        (Forge.GITHUB, ("review", "state"), "commented"),
        (Forge.GITHUB, ("pull_request", "state"), "closed"),
        (Forge.GITLAB, ("object_attributes", "action"), "unapproved"),
        (Forge.GITLAB, ("object_attributes", "action"), "unapproval"),
        (Forge.GITLAB, ("object_attributes", "action"), "update"),
        (Forge.GITLAB, ("object_attributes", "state"), "merged"),
    ],
)
def test_what_is_no_vote_makes_no_act(forge: Forge, place: tuple[str, ...], to: str) -> None:
    with pytest.raises(UnwitnessedError) as refused:
        read_event(forge, changed(forge, *place, to=to))
    assert refused.value.exit_code == 1


@pytest.mark.parametrize(
    ("forge", "place", "to"),
    [
        (Forge.GITHUB, ("review",), None),
        (Forge.GITHUB, ("review", "commit_id"), "main"),
        (Forge.GITHUB, ("review", "commit_id"), "A" * 40),
        (Forge.GITHUB, ("review", "user", "login"), ""),
        (Forge.GITHUB, ("review", "user"), ["x"]),
        (Forge.GITHUB, ("review", "submitted_at"), "2026-11-22T10:03:12"),
        (Forge.GITHUB, ("review", "submitted_at"), "i går"),
        (Forge.GITHUB, ("review", "submitted_at"), "9999-12-31T23:59:59Z"),
        (Forge.GITHUB, ("pull_request", "number"), "7"),
        (Forge.GITLAB, ("object_kind",), "note"),
        (Forge.GITLAB, ("object_attributes", "last_commit"), {}),
        (Forge.GITLAB, ("object_attributes", "updated_at"), 7),
        (Forge.GITLAB, ("object_attributes", "action"), []),
    ],
)
def test_what_is_no_event_of_an_approval_is_told(forge: Forge, place: tuple[str, ...], to: object) -> None:
    with pytest.raises(EventError):
        read_event(forge, changed(forge, *place, to=to))


@pytest.mark.parametrize(
    "text",
    ["2026-11-22T11:03:12+01:00", "2026-11-22 11:03:12 +0100", "2026-11-22T10:03:12.000Z", "2026-11-22 10:03:12 UTC"],
)
def test_times_are_read_as_forges_write_them(text: str) -> None:
    vote = read_event(Forge.GITLAB, changed(Forge.GITLAB, "object_attributes", "updated_at", to=text))
    assert vote.time == datetime(2026, 11, 22, 10, 3, 12, tzinfo=UTC)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list("abc")), inner, max_size=3),
    max_leaves=8,
)


@given(forge=st.sampled_from(Forge), which=st.integers(min_value=0), value=JSON)
def test_no_event_raises_anything_but_what_is_declared(forge: Forge, which: int, value: object) -> None:
    """Any one value of a true event may be anything at all."""
    found = event(forge)
    places: list[tuple[dict[str, Any], str]] = []
    left = [found]
    while left:
        part = left.pop()
        places += [(part, key) for key in part]
        left += [one for one in part.values() if isinstance(one, dict)]
    part, key = places[which % len(places)]
    part[key] = value
    for one in (found, value):
        with suppress(EventError, UnwitnessedError):
            assert isinstance(read_event(forge, one), ForgeVote)


def person(id_: str, *accounts: str, until: date | None = None) -> Person:
    return Person(id=id_, name=id_.title(), title="Titel", accounts=accounts, until=until)


def test_an_account_is_one_person_whatever_its_capitals() -> None:
    register = Register(persons=(person("ann", "@Ann-A", "annas"), person("bo", "bo")))
    assert person_of(register, "ANN-a", DAY) == "ann"
    assert person_of(register, "annas", DAY) == "ann"


@pytest.mark.parametrize(
    "register",
    [
        Register(),
        Register(persons=(person("bo", "bo"),)),
        Register(persons=(person("ann", "ann", until=date(2026, 11, 21)),)),
        Register(persons=(person("ann", "ann"), person("bo", "Ann"))),
        Register(persons=(person("ann", "ann"), person("bo", "ann", until=date(2020, 1, 1)))),
    ],
)
def test_an_account_of_nobody_or_of_several_is_no_person(register: Register) -> None:
    with pytest.raises(UnwitnessedError):
        person_of(register, "ann", DAY)


def test_the_example_has_no_accounts_by_itself() -> None:
    from ledsys.store.policy import load_policy

    with pytest.raises(UnwitnessedError):
        person_of(load_policy(example()).register, "sixten-almklint", DAY)
