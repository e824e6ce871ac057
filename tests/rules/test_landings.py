"""What may land, and what a landing does that no single tree shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.authority.keyed import KEYED, key, with_person
from tests.lifecycle.test_moves import STATES, _wish
from tests.lifecycle.world import MONDAY, ROUTINE, World, merged, path_of, text, world_with
from tests.rules.landed import codes, found, landing, landing_of
from tests.rules.test_signatures import delegable, handed_on

from ledsys import actfile
from ledsys.lifecycle import Move, Plan, Wish
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.doctype import Level
from ledsys.model.finding import Finding
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


def places(*findings: Finding) -> list[tuple[str, int, int]]:
    """Give where findings point."""
    return [(finding.path, finding.line, finding.column) for finding in findings]


def places_of(code: str, before: World, after: World) -> list[tuple[str, int, int]]:
    """Give where the findings of a rule point."""
    return places(*(finding for finding in found(before, after) if finding.code == code))


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


def test_acts_that_had_landed_are_there_and_the_same_after_every_landing() -> None:
    before = World().submitted()
    act = before.life.acts[0]
    assert "LS804" in codes(before, before.copy().without(act))
    after = before.copy()
    after.put(act, "submitter")
    assert places_of("LS803", before, after) == [(actfile.path_of(act), 1, 1)]
    gone = before.copy().without(act)
    assert (actfile.path_of(act), 1, 1) in places_of("LS804", before, gone)
    assert places_of("LS803", before, gone) == []
    assert places_of("LS804", before, after) == []
    assert places_of("LS812", before, after) == [], "this rule is about all other evidence"


def test_an_act_that_is_another_now_is_told_once_even_if_its_name_betrays_it() -> None:
    before = World().reviewed()
    submit, vote = before.life.acts
    after = before.copy()
    after.files[actfile.path_of(submit)] = after.files[actfile.path_of(vote)]
    assert [path for path, *_ in places_of("LS803", before, after)] == [actfile.path_of(submit)]


def test_frozen_texts_and_policy_versions_stay_as_they_landed() -> None:
    before = World().published()
    path = f".ledsys/editions/{ROUTINE}/1/dokument.md"
    altered = before.copy()
    altered.files[path] += b"\n"
    assert places_of("LS812", before, altered) == [(path, 1, 1)]
    assert [finding.path for finding in step(landing(before, altered), RULES)] == [path]
    removed = before.copy()
    del removed.files[path]
    assert places_of("LS812", before, removed) == [(path, 1, 1)]


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


def test_what_root_persons_sign_lands_alone() -> None:
    before = World()
    before.files[".ledsys/policy/1/policy"] = _statement()
    for path in ("ledsys.yaml", "mallar/rutin.md"):
        after = before.copy()
        after.files[path] = b"x: y\n"
        assert "LS813" not in codes(before, after)
        after.files["dokument/pain/ny.md"] = text("EXP-100009")
        assert places_of("LS813", before, after) == [("dokument/pain/ny.md", 1, 1)]
        assert [finding.code for finding in step(landing(before, after), RULES)] == ["LS813"]
    after = before.copy()
    after.files["dokument/pain/ny.md"] = text("EXP-100009")
    assert "LS813" not in codes(before, after), "what anybody may change"
    begun = World({".ledsys/policy/1/policy": _statement()})
    assert places_of("LS813", World({}), begun) == []
    for one, other in ((World({}), before), (before, World({"dokument/pain/ny.md": text("EXP-100009")}))):
        assert places_of("LS813", one, other) != []
    open_mode = World()
    after = open_mode.copy()
    after.files |= {"ledsys.yaml": b"x: y\n", "dokument/pain/ny.md": text("EXP-100009")}
    assert "LS813" not in codes(open_mode, after)


def _statement() -> bytes:
    lines = {
        "ledsys-policy": "1",
        "repo": "region/docs",
        "version": "1",
        "before": "none",
        "acts": f"sha256:{'0' * 64}",
        "person": "owner",
        "reason": "Vi börjar.",
        "made-at": "2026-06-15T09:00:00+02:00",
    }
    return "".join(f"{name}: {value}\n" for name, value in lines.items()).encode()


@pytest.mark.parametrize("mode", ["100755", "120000", "160000"])
def test_what_lands_is_an_ordinary_file(mode: str) -> None:
    before, after = World(), World()
    after.files["dokument/pain/program"] = b"x"
    result = step(landing_of(before.files, after.files, after.now, after.policy, {"dokument/pain/program": mode}))
    assert [finding.code for finding in result] == ["LS708"]
    assert places(*result) == [("dokument/pain/program", 0, 0)]
    gone = landing_of(after.files, before.files, after.now, after.policy, {"dokument/pain/program": mode})
    assert step(gone) == ()


def test_names_that_clash_or_mislead_do_not_land() -> None:
    for name, place, code in (
        ("dokument/Pain/a.txt", "dokument/Pain", "LS815"),
        ("dokument/pain/.git", "dokument/pain/.git", "LS814"),
        ("dokument/rehab/x/commondir", "dokument/rehab/x", "LS816"),
    ):
        before, after = World(), World()
        after.files |= {name: b"", "dokument/rehab/x/HEAD": b""}
        assert codes(before, after) == [code]
        assert [finding.code for finding in step(landing(before, after), RULES)] == [code]
        assert places_of(code, before, after) == [(place, 0, 0)]
        assert codes(after, before) == []


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
