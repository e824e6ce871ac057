"""What may land, and what a landing does that no single tree shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import KEYED, key, with_person
from tests.lifecycle.test_moves import STATES, _wish
from tests.lifecycle.world import MONDAY, ROUTINE, World, merged, path_of, world_with
from tests.rules.landed import codes, found, landing, places, places_of
from tests.rules.test_signatures import delegable, handed_on

from ledsys import actfile
from ledsys.lifecycle import Move, Plan, Wish
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Level
from ledsys.proof.step import step
from ledsys.rules.landings import MOST_ACTS, RULES, RULES_OF_ACTS, fresh_acts

WHO = {
    Move.SUBMIT: "author",
    Move.REVIEW: "reviewer",
    Move.RECALL: "owner",
    Move.APPROVE: "approver",
    Move.PUBLISH: "publisher",
    Move.REVISE: "owner",
    Move.ABANDON: "owner",
    Move.CONFIRM: "approver",
    Move.HANDOVER: "owner",
    Move.REPEAL: "approver",
    Move.STOP: "registrar",
    Move.BASELINE: "approver",
}
"""Somebody who may make each move."""
OTHERS = ("bystander", "reviewer", "elsewhere", "late-deputy", "left", "unknown")


SIGNERS = with_person(with_person(KEYED, "reviewer", keys=(key("reviewer"),)), "publisher", keys=(key("publisher"),))


DELEGABLE = delegable(KEYED)
[DELEGATION] = handed_on(DELEGABLE, Level.CLAIMED).corpus.delegations
"""The act by which the approver has handed a mandate on."""


def keyed(make: Callable[[], World] = World) -> World:
    world = make()
    world.policy = SIGNERS
    return world


def moves() -> list[tuple[str, Move]]:
    """Give every move that can be made from every state."""
    found: list[tuple[str, Move]] = []
    for name, make in STATES.items():
        world = keyed(make)
        found += [(name, move) for move in Move if not world.against(move, WHO[move], _wish(move, world))]
    return found


ALLOWED = moves()


@pytest.mark.parametrize(("state", "move"), ALLOWED)
def test_what_ledsys_allows_lands_and_what_it_refuses_does_not(state: str, move: Move) -> None:
    before = keyed(STATES[state])
    after = before.copy()
    plan = after.signs(move, WHO[move], _wish(move, after))
    assert found(before, after) == ()
    for person in OTHERS:
        false = after.copy()
        for act in plan.acts:
            name = KEYED.register.name_of(person)
            false.without(act).put(replace(act, person=person, name=name, assurance="claimed", signature=None))
        allowed = isinstance(before.tries(move, person, _wish(move, before)), Plan)
        assert plan.acts == () or allowed or "LS519" in codes(before, false), person


def test_the_moves_of_the_table_are_all_tried() -> None:
    assert {move for _, move in ALLOWED} == set(Move)


def test_a_whole_life_lands_at_once() -> None:
    world = World().published().revised().edit()
    world.submitted().does(Move.RECALL, "submitter", Wish(reason="Fel."))
    world.submitted().does(Move.REVIEW, "reviewer", Wish(vote=Meaning.RETURN, reason="Fel."))
    world.does(Move.REVIEW, "reviewer")
    world.does(Move.APPROVE, "approver")
    world.does(Move.PUBLISH, "publisher")
    assert found(World({}), world) == ()


def fabricated(world: World, kind: ActKind, **fields: object) -> Act:
    """Put an act by hand that has the fields of the latest act of the kind, but for those given."""
    act = world.life.latest(kind)
    assert act is not None
    return world.without(act).put(replace(act, **fields))  # type: ignore[arg-type]  # fields of an act


def test_an_act_about_a_text_that_is_not_here_is_refused() -> None:
    before = World()
    after = before.copy().submitted()
    after.edit()
    assert codes(before, after) == ["LS505", "LS519"]


def test_an_act_whose_submit_was_answered_needs_its_text_no_more() -> None:
    before = World()
    after = before.copy().reviewed()
    after.does(Move.RECALL, "submitter", Wish(reason="Fel."))
    after.edit().submitted()
    assert found(before, after) == ()
    after.does(Move.ABANDON, "owner", Wish(reason="Behövs inte."))
    after.edit("Så gör vi nu.", "Så gjorde vi.")
    assert codes(before, after) == []


def test_an_act_whose_text_was_submitted_anew_needs_it_no_more() -> None:
    before = World()
    after = before.copy().reviewed()
    after.edit().submitted()
    assert found(before, after) == ()


def test_each_act_is_tried_whatever_is_wrong_with_those_before_it() -> None:
    before = World()
    after = before.copy().submitted()
    [submit] = after.life.acts
    after.put(replace(submit, document="EXP-100000"))
    after.edit()
    handover = replace(submit, kind=ActKind.HANDOVER, of=submit.id, owner="bystander", signed_at=after.now)
    false = after.put(replace(handover, person="bystander", name="Bystander"))
    assert {finding.code for finding in step(landing(before, after), RULES_OF_ACTS)} == {"LS519"}
    refused = [finding.path for finding in found(before, after) if finding.code == "LS519"]
    assert set(refused) == {actfile.path_of(submit), actfile.path_of(false)}


def test_who_may_take_a_text_back_follows_from_the_text_before_and_not_from_an_edit() -> None:
    before = World().submitted()
    after = before.copy()
    after.edit("gäller-för: [pain]", "gäller-för: [rehab]")
    submit = before.life.acts[0]
    recall = replace(submit, kind=ActKind.RECALL, of=submit.id, owner=None, reason="Fel.", signed_at=after.now)
    act = after.put(replace(recall, person="elsewhere", name="Elsewhere", role="approver"))
    assert actfile.path_of(act) in [path for path, *_ in places_of("LS519", before, after)]


def test_who_may_take_a_new_text_back_follows_from_what_was_submitted() -> None:
    before = World()
    after = before.copy().edit("gäller-för: [pain]", "gäller-för: [rehab]").submitted()
    after.does(Move.RECALL, "elsewhere", Wish(reason="Fel."))
    assert found(before, after) == ()


def test_acts_about_a_document_that_is_not_there_land_nothing() -> None:
    before = World()
    after = before.copy().submitted()
    acts = after.copy()
    del acts.files[path_of(ROUTINE)]
    assert "LS801" in codes(before, acts)


def test_an_act_of_two_files_with_one_id_is_judged_once() -> None:
    before = World()
    after = before.copy().submitted()
    after.files["dokument/pain/z.md"] = after.files[after.path]
    assert codes(before, after) == ["LS402"]


def test_an_act_lands_within_thirty_days_and_not_before_it_was_made() -> None:
    before = World()
    after = before.copy().submitted()
    signed = after.life.acts[0].signed_at
    for lands, expected in (
        (signed + timedelta(days=30), []),
        (signed + timedelta(days=30, seconds=1), ["LS518"]),
        (signed - timedelta(minutes=5), []),
        (signed - timedelta(minutes=5, seconds=1), ["LS518"]),
    ):
        assert codes(before, after, lands) == expected, lands
        assert [finding.code for finding in step(landing(before, after, lands), RULES_OF_ACTS)] == expected


def test_who_lost_the_right_before_the_landing_is_refused() -> None:
    before = World().reviewed()
    after = before.copy()
    after.does(Move.APPROVE, "deputy")
    ended = after.now + timedelta(days=28)
    assert codes(before, after) == []
    [finding] = found(before, after, ended)
    assert finding.code == "LS519"
    assert "Deputy has no mandate today" in str(finding.message)


def test_a_landing_brings_no_more_acts_than_people_make() -> None:
    before = World()
    after = before.copy().submitted()
    [act] = after.life.acts
    for number in range(1, MOST_ACTS):
        after.put(replace(act, signed_at=act.signed_at + timedelta(seconds=number)))
    assert len(fresh_acts(landing(before, after))) == MOST_ACTS
    assert "LS817" not in codes(before, after)
    one_more = after.copy()
    one_more.put(replace(act, signed_at=act.signed_at + timedelta(seconds=MOST_ACTS)))
    assert "LS817" in codes(before, one_more)
    after.put(DELEGATION)
    [finding] = (finding for finding in found(before, after) if finding.code == "LS817")
    assert str(finding.message) == "This brings 201 acts; the most at once is 200."
    assert finding in step(landing(before, after), RULES)
    assert places(finding) == [(".ledsys/acts", 0, 0)]


def test_a_delegation_lands_within_thirty_days_too() -> None:
    before = World(policy=DELEGABLE)
    after = before.copy()
    after.put(DELEGATION)
    signed = DELEGATION.signed_at
    assert "LS518" not in codes(before, after, signed + timedelta(days=30))
    late = [each for each in found(before, after, signed + timedelta(days=31)) if each.code == "LS518"]
    assert places(*late) == [(actfile.path_of(DELEGATION), actfile.FIELDS.index("signed-at") + 1, 1)]
    assert codes(after, after.copy().later(31).submitted()) == []


def test_clones_that_did_the_same_side_by_side_both_land() -> None:
    before = World().published()
    one, other = before.copy(), before.copy()
    other.minute += 1
    one.does(Move.STOP, "registrar", Wish(reason="Fel dos."))
    other.does(Move.STOP, "approver", Wish(reason="Fel dos."))
    assert found(before, one) == ()
    assert found(one, merged(one, other)) == ()


def test_a_version_published_in_two_clones_lands_twice() -> None:
    before = World().approved()
    one, other = before.copy(), before.copy()
    other.minute += 1
    one.does(Move.PUBLISH, "publisher")
    other.does(Move.PUBLISH, "approver")
    assert found(one, merged(other, one)) == ()


def test_a_new_version_lands_without_what_was_there_before() -> None:
    before = world_with(version="5").published(start=MONDAY)
    after = before.copy().revised().edit()
    assert found(before, after) == ()
    after.submitted()
    assert found(before, after) == ()
