"""What a landing may do with files: evidence stays, rules land alone, and names and modes mislead nobody."""

from __future__ import annotations

import pytest
from tests.lifecycle.world import ROUTINE, World, text
from tests.rules.landed import codes, landing, landing_of, places, places_of

from ledsys import actfile
from ledsys.proof.step import step
from ledsys.rules.landings import RULES


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
