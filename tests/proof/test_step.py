"""One landing is judged by what it brings, not by all that was wrong before it."""

from __future__ import annotations

from tests.lifecycle.world import OTHER, ROUTINE, World, path_of, text
from tests.rules.landed import codes, found, landing

from ledsys.proof.step import step
from ledsys.rules.catalogue import BY_CODE


def test_a_landing_that_changes_nothing_has_nothing_against_it() -> None:
    world = World().published()
    assert found(world, world.copy()) == ()


def test_only_the_rules_that_were_chosen_are_asked() -> None:
    before = World().submitted()
    after = before.copy().edit()
    assert "LS505" in codes(before, after)
    judged = landing(before, after)
    assert [finding.code for finding in step(judged, (BY_CODE["LS505"],))] == ["LS505"]
    assert step(judged, (BY_CODE["LS401"],)) == ()


def test_a_fault_that_a_draft_had_before_stops_nobody_who_works_on_it() -> None:
    before = World()
    before.files[path_of(ROUTINE)] = text(ROUTINE, slag="ett")
    assert codes(World({}), before) == ["LS105"]
    after = before.copy().edit()
    assert found(before, after) == ()
    after.edit("slag: ett", "slag: ett\nsort: två")
    assert [str(finding.message) for finding in found(before, after)]
    assert codes(before, after) == ["LS105"]


def test_where_acts_speak_of_a_document_its_form_is_right() -> None:
    before = World().submitted()
    after = before.copy()
    after.edit("granskare: [reviewer]", "granskare: [reviewer]\nslag: ett")
    assert "LS105" in codes(before, after)
    again = after.copy().edit()
    assert "LS105" in codes(after, again)


def test_what_another_document_lacks_is_not_asked() -> None:
    before = World()
    before.files[path_of(OTHER)] = text(OTHER, slag="ett")
    after = before.copy().submitted()
    assert found(before, after) == ()


def test_what_only_warns_does_not_stop_a_landing() -> None:
    before = World()
    after = before.copy()
    after.files[path_of(ROUTINE)] = text(ROUTINE, body="Så gör vi, se [länk](#).")
    assert found(before, after) == ()


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    before = World().submitted()
    after = before.copy().edit()
    after.edit("status: granskning", "status: publicerad").edit("version: 1", "version: 2")
    result = found(before, after)
    assert list(result) == sorted(result, key=lambda finding: finding.order)
    assert len(result) > 1
