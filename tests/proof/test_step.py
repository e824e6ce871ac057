"""One landing is judged by what it brings, not by all that was wrong before it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.lifecycle.world import OTHER, ROUTINE, TYPES, World, path_of, text
from tests.rules.landed import codes, found, landing

from ledsys import actfile
from ledsys.lifecycle import Move, Wish
from ledsys.model.doctype import TypeField
from ledsys.model.finding import Severity
from ledsys.proof.step import step
from ledsys.rules.catalogue import BY_CODE
from ledsys.rules.judge import judge


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


def test_hostile_bytes_that_a_draft_had_before_stop_nobody_who_works_on_it() -> None:
    before = World({path_of(ROUTINE): b"\xef\xbb\xbf" + text(ROUTINE)})
    assert codes(World({}), before) == ["LS702"]
    assert found(before, before.copy().edit()) == ()


def test_what_a_draft_claimed_before_is_no_old_fault() -> None:
    before = World({path_of(ROUTINE): text(ROUTINE, status="publicerad")})
    assert codes(before, before.copy().edit()) == ["LS501"]


def test_the_old_fault_of_a_draft_excuses_no_other_document_of_which_acts_speak() -> None:
    before = World()
    before.files[path_of(OTHER)] = text(OTHER, slag="ett")
    submitted = World().submitted().life.acts[0]
    after = before.copy().edit()
    after.put(replace(submitted, document=OTHER))
    assert {finding.path for finding in found(before, after) if finding.code == "LS105"} == {path_of(OTHER)}


def hollow() -> World:
    """Give a world whose document was published, without the frozen text."""
    world = World().published()
    del world.files[f".ledsys/editions/{ROUTINE}/1/dokument.md"]
    return world


def without_document() -> World:
    """Give a world with an act about a document that is not there."""
    world = World().submitted()
    del world.files[path_of(ROUTINE)]
    return world


ACT = f".ledsys/acts/{ROUTINE}/{'0' * 20}.act"


@pytest.mark.parametrize(
    ("after", "code"),
    [
        (World({path_of(OTHER): text(OTHER, slag="ett")}), "LS105"),
        (World({path_of(OTHER): text(OTHER), "dokument/pain/z.md": text(OTHER)}), "LS402"),
        (World({path_of(OTHER): text(OTHER, status="publicerad")}), "LS501"),
        (World({path_of(OTHER): b"\xef\xbb\xbf" + text(OTHER)}), "LS702"),
        (without_document(), "LS801"),
        (World({path_of(ROUTINE): text(ROUTINE), ACT: b"act: submit\n"}), "LS802"),
        (World({".ledsys/notes.txt": b"x"}), "LS805"),
        (hollow(), "LS806"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_tree_may_hold_does_not_land(after: World, code: str) -> None:
    assert code in codes(World({}), after)


def test_an_act_under_the_name_of_another_does_not_land() -> None:
    after = World().submitted()
    [act] = after.life.acts
    after.files[ACT] = after.files.pop(actfile.path_of(act))
    assert "LS803" in codes(World(), after)


def test_a_rule_of_a_landing_is_asked_even_if_no_tree_shows_it() -> None:
    before, after = World(), World()
    after.files["dokument/pain/.git"] = b""
    judged = landing(before, after)
    assert [finding.code for finding in step(judged, (BY_CODE["LS814"],))] == ["LS814"]
    assert step(judged, (BY_CODE["LS815"],)) == ()


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


def test_what_only_the_whole_tree_can_show_is_not_asked_of_a_landing() -> None:
    before, after = World(), World()
    after.files[path_of(ROUTINE)] = text(ROUTINE, body=f"Så gör vi, se [en annan](EXP-999999) och [den]({OTHER}).")
    assert [finding.code for finding in judge(after.corpus, (BY_CODE["LS401"],)).shown] == ["LS401", "LS401"]
    assert found(before, after) == ()


def test_what_only_warns_does_not_stop_a_landing() -> None:
    before = World()
    after = before.copy()
    after.files[path_of(ROUTINE)] = text(ROUTINE, body="Så gör vi, se [länk](#).")
    assert found(before, after) == ()


def test_what_a_type_asks_for_since_a_text_was_published_stops_no_decision_about_it() -> None:
    before = World().published()
    field = TypeField.model_validate({"nyckel": "målgrupp", "slag": "text", "etikett": "Målgrupp", "krävs": True})
    asking = TYPES["rutin"].model_copy(update={"fields": (field,)})
    before.policy = replace(before.policy, types={**TYPES, "rutin": asking})
    shown = judge(before.corpus, (BY_CODE["LS110"],)).shown
    assert [finding.severity for finding in shown] == [Severity.WARNING]
    after = before.copy()
    after.does(Move.STOP, "registrar", Wish(reason="Fel dos."))
    assert found(before, after) == ()


def test_findings_come_in_the_order_of_files_and_lines() -> None:
    before = World().submitted()
    after = before.copy().edit()
    after.edit("status: granskning", "status: publicerad").edit("version: 1", "version: 2")
    result = found(before, after)
    assert list(result) == sorted(result, key=lambda finding: finding.order)
    assert len(result) > 1
