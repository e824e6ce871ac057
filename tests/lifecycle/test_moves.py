"""The table of moves (design §3): every move, from every state, by every kind of person.

Written from the law, not from the code. The first table says from which states a move can be made, the second who may
make it; both say which reason stands against it. A move is allowed where neither has a reason, and refused with all
the reasons of both where any has one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.lifecycle.world import DECISION, LEFT, MONDAY, PEOPLE, UNKNOWN, World, world_with

from ledsys.lifecycle import Move, Plan, Refusal, Wish
from ledsys.model.act import Meaning
from ledsys.model.document import Status
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge

STATES: Mapping[str, Callable[[], World]] = {
    "draft": World,
    "review": lambda: World().reviewed(),
    "returned": lambda: _returned(World()),
    "approved": lambda: World().approved(),
    "published": lambda: World().published(),
    "rev-draft": lambda: World().published().revised().edit(),
    "rev-revw": lambda: World().published().revised().edit().reviewed(),
    "rev-appr": lambda: World().published().revised().edit().approved(),
    "expired": lambda: World().published(end=MONDAY + timedelta(days=5)).later(6),
    "stopped": lambda: _moved(World().published(), Move.STOP, "registrar"),
    "abandoned": lambda: _moved(World().submitted(), Move.ABANDON, "owner"),
    "repealed": lambda: _moved(World().published(), Move.REPEAL, "approver"),
    "taken": lambda: world_with(version="5").published(start=date(2019, 2, 28), end=date(2021, 2, 28)),
}


def _returned(world: World) -> World:
    world.submitted().does(Move.REVIEW, "reviewer", Wish(vote=Meaning.RETURN, reason="Steg 3 saknas."))
    return world


def _moved(world: World, move: Move, person: str) -> World:
    world.does(move, person, Wish(reason="Skäl."))
    return world


# What each state holds against each move. "." is nothing: the move can be made.
# S = STATE, R = REPEALED, E = NO-EDITION, F = TOO-FEW-REVIEWERS, O = OPEN-RETURN, N = NOT-IN-FORCE, H = STOPPED.
BY_STATE = """
         draft review returned approved published rev-draft rev-revw rev-appr expired stopped abandoned repealed taken
submit   .     S      S        S        S         .         S        S        S       S       S         R        S
review   S     .      .        S        S         S         .        S        S       S       S         R        S
recall   S     .      .        .        S         S         .        .        S       S       S         R        S
approve  SF    .      FO       S        S         SF        .        S        S       S       SF        RF       S
publish  S     S      S        .        S         S         S        .        S       S       S         R        S
revise   S     S      S        S        .         S         S        S        .       .       S         R        .
abandon  .     .      .        .        S         .         .        .        S       S       S         R        S
confirm  E     E      E        E        .         .         .        .        .       H       SE        R        .
handover .     .      .        .        .         .         .        .        .       .       .         .        .
repeal   E     E      E        E        .         .         .        .        .       .       SE        R        .
stop     E     E      E        E        .         .         .        .        N       H       SE        R        N
baseline E     E      E        E        .         .         .        .        N       .       SE        R        N
"""

# What the register and the separation of duties hold against each person. "." is nothing: the person may.
# "x" is that the move is not for this person; M = NO-MANDATE, A = the author or submitter of this text,
# V = a reviewer of this text; (submitted), (approved) = may if this person has submitted, approved the text at hand.
BY_PERSON = """
               submit review recall      approve publish    revise abandon     confirm handover repeal stop baseline
author         .      xA     x           MA      x          x      x           M       x        M      x    MA
submitter      .      xA     (submitted) MA      x          .      (submitted) M       x        M      x    MA
administrator  .      x      x           M       x          .      x           M       x        M      x    M
owner          .      x      .           M       x          .      .           M       .        M      x    M
reviewer       x      .      x           MV      x          x      x           M       x        M      x    M
role-reviewer  x      .      x           M       x          x      x           M       x        M      x    M
approver       x      x      .           .       (approved) .      x           .       .        .      .    .
elsewhere      x      x      x           M       x          x      x           M       x        M      x    M
deputy         x      x      .           .       x          .      x           .       .        .      .    .
late-deputy    x      x      x           M       x          x      x           M       x        M      x    M
registrar      x      x      .           M       x          x      .           M       .        M      .    M
secretary      x      x      x           M       x          x      x           M       x        M      x    M
publisher      x      x      x           M       .          x      x           M       x        M      x    M
bystander      x      x      x           M       x          x      x           M       x        M      x    M
left           x      x      x           M       x          x      x           M       x        M      x    M
unknown        x      x      x           M       x          x      x           M       x        M      x    M
"""

CODES = {
    "S": "STATE",
    "R": "REPEALED",
    "E": "NO-EDITION",
    "F": "TOO-FEW-REVIEWERS",
    "O": "OPEN-RETURN",
    "N": "NOT-IN-FORCE",
    "H": "STOPPED",
    "M": "NO-MANDATE",
}
NOT_FOR = {
    Move.SUBMIT: "MAY-NOT-SUBMIT",
    Move.REVIEW: "NOT-A-REVIEWER",
    Move.RECALL: "MAY-NOT-RECALL",
    Move.PUBLISH: "MAY-NOT-PUBLISH",
    Move.REVISE: "MAY-NOT-REVISE",
    Move.ABANDON: "MAY-NOT-ABANDON",
    Move.HANDOVER: "MAY-NOT-HAND-OVER",
    Move.STOP: "MAY-NOT-STOP",
}
WISHES = {
    Move.RECALL: Wish(reason="Fel bilaga."),
    Move.REVISE: Wish(reason="Nytt arbetssätt."),
    Move.ABANDON: Wish(reason="Behövs inte."),
    Move.CONFIRM: Wish(reason="Gick igenom hela texten.", valid_until=MONDAY + timedelta(days=200)),
    Move.HANDOVER: Wish(owner="bystander"),
    Move.REPEAL: Wish(reason="Ersatt."),
    Move.STOP: Wish(reason="Fel dos i steg 2."),
}


def _table(text: str) -> Mapping[tuple[str, str], str]:
    head, *rows = [line.split() for line in text.strip().splitlines()]
    assert all(len(row) == len(head) + 1 for row in rows)
    return {(row[0], column): cell for row in rows for column, cell in zip(head, row[1:], strict=True)}


STATE_CELLS, PERSON_CELLS = _table(BY_STATE), _table(BY_PERSON)


def test_the_tables_are_complete() -> None:
    assert STATE_CELLS.keys() == {(move.value, state) for move in Move for state in STATES}
    assert PERSON_CELLS.keys() == {(person, move.value) for person in (*PEOPLE, LEFT, UNKNOWN) for move in Move}


def _expected(move: Move, state: str, person: str, world: World) -> list[str]:
    work = world.life.work
    submitted = work.submit is not None and work.submit.person == person
    approved = work.approve is not None and work.approve.person == person
    voted = person in {vote.person for vote in work.votes}
    cell = PERSON_CELLS[person, move.value]
    parts = {
        "x": True,
        "M": True,
        "(submitted)": not submitted,
        "(approved)": not approved,
    }
    codes = [CODES[letter] for letter in STATE_CELLS[move.value, state] if letter != "."]
    if cell.startswith("("):
        codes += [NOT_FOR[move]] if parts[cell] else []
    else:
        codes += [NOT_FOR[move]] if "x" in cell else []
        codes += ["NO-MANDATE"] if "M" in cell else []
        wrote = person == "author" or (submitted if move is not Move.BASELINE else _submitted_last(person, world))
        wrote = wrote and (move is not Move.BASELINE or world.life.last is not None)
        if "A" in cell and wrote:
            codes.append("SOD-AUTHOR-REVIEWS" if move is Move.REVIEW else "SOD-SELF-APPROVAL")
        if "V" in cell and voted:
            codes.append("SOD-REVIEWER-APPROVES")
    codes += {LEFT: ["PERSON-LEFT"], UNKNOWN: ["UNKNOWN-PERSON"]}.get(person, [])
    return sorted(codes)


def _submitted_last(person: str, world: World) -> bool:
    return world.life.last is not None and world.life.last.submit.person == person


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest) -> tuple[str, World]:
    return request.param, STATES[request.param]()


@pytest.mark.parametrize("move", Move)
def test_every_move_from_every_state_by_every_person(state: tuple[str, World], move: Move) -> None:
    name, world = state
    before = dict(world.files)
    for person in (*PEOPLE, LEFT, UNKNOWN):
        outcome = world.tries(move, person, _wish(move, world))
        expected = _expected(move, name, person, world)
        reasons = outcome.reasons if isinstance(outcome, Refusal) else ()
        assert sorted(reason.code for reason in reasons) == expected, (move, name, person)
        for reason in reasons:
            assert person not in reason.instead or reason.code == "TOO-FEW-REVIEWERS"
            assert len(set(reason.instead)) == len(reason.instead)
            assert str(reason.message)
    assert world.files == before


def _wish(move: Move, world: World) -> Wish:
    wish = WISHES.get(move, Wish())
    return replace(wish, valid_until=world.day + timedelta(days=200)) if move is Move.CONFIRM else wish


@pytest.mark.parametrize("name", STATES)
def test_the_state_is_claimed_and_proven(name: str) -> None:
    world = STATES[name]()
    status = {
        "draft": Status.DRAFT,
        "review": Status.REVIEW,
        "returned": Status.REVIEW,
        "approved": Status.APPROVED,
        "rev-draft": Status.DRAFT,
        "rev-revw": Status.REVIEW,
        "rev-appr": Status.APPROVED,
        "stopped": Status.STOPPED,
        "abandoned": Status.ABANDONED,
        "repealed": Status.REPEALED,
    }.get(name, Status.PUBLISHED)
    assert world.life.work.status is world.reached is status
    assert world.claimed["status"] == status.value
    found = judge(world.corpus, RULES).shown
    assert [finding for finding in found if finding.code.startswith(("LS5", "LS8"))] == []


def test_a_refusal_names_the_rule_and_who_could_do_it() -> None:
    world = World().reviewed()
    wish = Wish(valid_from=world.day, valid_until=date(2030, 1, 1))
    separation, validity = (
        next(reason for reason in world.reasons(Move.APPROVE, "submitter", wish) if reason.code == code)
        for code in ("SOD-SELF-APPROVAL", "VALIDITY")
    )
    assert "handlingstyper/rutin.yaml" in str(separation.rule)
    assert separation.instead == ("approver", "deputy")
    assert str(validity.rule) == "handlingstyper/rutin.yaml: längsta-giltighet-år: 2"
    mandate = next(reason for reason in world.reasons(Move.APPROVE, "elsewhere") if reason.code == "NO-MANDATE")
    assert str(mandate.rule) == "organisation/mandat.yaml: lines M-1"
    assert mandate.instead == ("approver", "deputy")
    assert "Elsewhere has no mandate today to decide Rutin for pain" in str(mandate.message)


def test_a_refusal_tells_a_deputy_when_the_line_applied() -> None:
    world = World().reviewed()
    late = next(r for r in world.reasons(Move.APPROVE, "late-deputy") if r.code == "NO-MANDATE")
    assert "as deputy for Approver applied from 2030-07-01 until 2030-07-28" in str(late.message)
    world.on(date(2030, 7, 1))
    assert "NO-MANDATE" not in world.against(Move.APPROVE, "late-deputy")
    world.on(date(2030, 7, 28))
    assert "NO-MANDATE" not in world.against(Move.APPROVE, "late-deputy")
    world.on(date(2030, 7, 29))
    assert "NO-MANDATE" in world.against(Move.APPROVE, "late-deputy")
    plain = next(r for r in world.reasons(Move.APPROVE, "bystander") if r.code == "NO-MANDATE")
    assert "A deputy for a holiday needs a dated line there." in str(plain.message)


@pytest.mark.parametrize("move", [Move.SUBMIT, Move.RECALL, Move.REVISE, Move.ABANDON, Move.HANDOVER, Move.STOP])
def test_each_move_that_may_not_be_made_says_who_may(move: Move) -> None:
    world = World() if move is Move.SUBMIT else World().published()
    reason = next(r for r in world.reasons(move, "bystander", WISHES.get(move)) if r.code == NOT_FOR[move])
    assert reason.instead
    assert str(reason.rule)


def test_all_reasons_are_told_at_once() -> None:
    world = _returned(World()).edit()
    wish = Wish(valid_from=date(2026, 1, 1), valid_until=date(2030, 1, 1))
    assert world.against(Move.APPROVE, "author", wish) == [
        *("CHANGED-AFTER-SUBMIT", "NO-MANDATE", "OPEN-RETURN", "SOD-SELF-APPROVAL", "TOO-FEW-REVIEWERS"),
        *("VALIDITY", "VALIDITY"),
    ]


@pytest.mark.parametrize("move", [Move.RECALL, Move.REVISE, Move.ABANDON, Move.CONFIRM, Move.REPEAL, Move.STOP])
@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_move_that_changes_the_course_needs_its_reason(move: Move, reason: str | None) -> None:
    world = World().published()
    assert "REASON" in world.against(move, "approver", replace(_wish(move, world), reason=reason))


def test_a_return_needs_its_reason_and_an_ok_does_not() -> None:
    world = World().submitted()
    assert world.against(Move.REVIEW, "reviewer", Wish(vote=Meaning.RETURN)) == ["REASON"]
    assert world.against(Move.REVIEW, "reviewer") == []


def test_front_matter_that_cannot_be_understood_stops_every_move() -> None:
    for world, code in ((world_with(titel="[a, b]"), "UNREADABLE"), (world_with(handlingstyp="x"), "UNKNOWN-TYPE")):
        for move in Move:
            assert world.against(move, "owner") == [code]


def test_who_recorded_a_body_s_decision() -> None:
    world = world_with(kind="policy", gäller_för="[region]")
    world.does(Move.SUBMIT, "author")
    [reason] = world.reasons(Move.APPROVE, "approver")
    assert reason.code == "BODY-DECIDES"
    assert reason.instead == ("secretary", "registrar")
    assert "Policy is decided by a body (Fullmäktige)" in str(reason.message)
    assert world.against(Move.APPROVE, "approver", Wish(decision=DECISION)) == ["NOT-A-RECORDER"]
    for person in ("secretary", "registrar"):
        plan = world.tries(Move.APPROVE, person, Wish(decision=DECISION))
        assert isinstance(plan, Plan)
        [act] = plan.acts
        assert (act.role, act.mandate, act.decision, act.person) == ("recorder", "M-2", DECISION, person)
