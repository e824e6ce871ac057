"""What ends, for whom, and who must act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.report.example import DAY, example

from ledsys.deadlines import Deadline, deadlines
from ledsys.lifecycle import lives
from ledsys.model.act import Act, ActKind

LABELS, FALLS, INTERPRETERS, STOPPED, IN_REVISION = "EXP-603415", "EXP-548902", "EXP-655278", "EXP-845319", "EXP-527361"


def _found(days: int, today: date = DAY) -> dict[str, Deadline]:
    corpus, known = example()
    return {deadline.document: deadline for deadline in deadlines(replace(corpus, today=today), known, days)}


def test_what_ends_in_the_period_and_what_has_ended_is_found_by_owner_then_day() -> None:
    found = _found(90)
    assert list(found) == [LABELS, FALLS, INTERPRETERS]
    assert [deadline.owner for deadline in found.values()] == ["lovan2", "malbj1", "regionomradeschef@expertenheter"]
    assert [deadline.days_left for deadline in found.values()] == [35, -20, 80]
    assert [deadline.ended for deadline in found.values()] == [False, True, False]


def test_the_period_is_inclusive_at_its_last_day() -> None:
    assert LABELS in _found(35)
    assert LABELS not in _found(34)


@pytest.mark.parametrize(("days_after", "left"), [(-1, 1), (0, 0), (1, -1)])
def test_a_document_has_not_ended_on_its_last_day(days_after: int, left: int) -> None:
    last_day = _found(90)[LABELS].last_day
    deadline = _found(90, last_day + timedelta(days=days_after))[LABELS]
    assert (deadline.days_left, deadline.ended) == (left, left < 0)


def test_what_is_stopped_repealed_or_superseded_has_no_deadline() -> None:
    found = _found(3000)
    assert STOPPED not in found
    assert "EXP-812076" not in found
    assert found["EXP-482103"].version == 3


def test_the_owner_revises_and_whoever_may_decide_confirms() -> None:
    revise, confirm = _found(90)[LABELS].steps
    assert revise.persons == ("lovan2",)
    assert str(revise.command) == f'ledsys revise {LABELS} --reason "…"'
    assert confirm.persons == ("ragsa1", "tyrli1", "sixal1", "ylvta1")
    assert str(confirm.command) == f'ledsys confirm {LABELS} --until DATE --note "…"'


def test_what_a_body_decides_is_confirmed_by_entering_its_decision() -> None:
    _, confirm = _found(3000)["EXP-170264"].steps
    assert str(confirm.what) == "enter a decision by Regionfullmäktige to confirm it"
    assert confirm.persons == ("orvny1", "vegho1")
    assert str(confirm.command).endswith('--decision "…"')


def test_a_document_with_a_revision_under_way_waits_for_that() -> None:
    deadline = _found(3000)[IN_REVISION]
    assert deadline.revising
    assert [str(step.command) for step in deadline.steps] == [f"ledsys submit {IN_REVISION}"]


def test_a_confirmation_counts_from_the_day_it_was_made() -> None:
    confirmed = DAY - timedelta(days=60)
    before = _found(3000, confirmed - timedelta(days=1))["EXP-431790"]
    after = _found(3000, confirmed)["EXP-431790"]
    assert before.last_day == DAY - timedelta(days=45)
    assert after.last_day == DAY + timedelta(days=1000)
    assert after.decided.date() == confirmed


def test_a_repeal_that_is_decided_leaves_nothing_to_do_though_the_document_still_applies() -> None:
    corpus, known = example()
    publish = known[LABELS].editions[-1].publish
    repeal = replace(publish, kind=ActKind.REPEAL, of=publish.id, id="f" * 20, valid_until=DAY + timedelta(days=9))
    repeal = replace(repeal, signed_at=publish.signed_at + timedelta(days=30))
    assert LABELS not in _deadlines_with(LABELS, (*corpus.acts[LABELS], repeal))


def test_a_document_whose_file_is_gone_is_named_by_its_edition() -> None:
    corpus, _ = example()
    bare = replace(corpus, documents=tuple(own for own in corpus.documents if own.id != LABELS))
    found = {deadline.document: deadline for deadline in deadlines(bare, lives(bare), 90)}
    assert found[LABELS].title == "Märkning av prov"
    assert found[LABELS].path == ""


def test_a_document_whose_front_matter_is_broken_is_judged_by_its_edition() -> None:
    corpus, _ = example()
    broken = tuple(replace(own, front=None, digest=None) for own in corpus.documents)
    bare = replace(corpus, documents=broken)
    assert [deadline.document for deadline in deadlines(bare, lives(bare), 90)] == [LABELS, FALLS, INTERPRETERS]


def _deadlines_with(document: str, acts: tuple[Act, ...]) -> dict[str, Deadline]:
    corpus, _ = example()
    other = replace(corpus, acts={**corpus.acts, document: acts})
    return {deadline.document: deadline for deadline in deadlines(other, lives(other), 90)}
