"""The harness of the pages itself: it tells what is missing, what is too much, and what it can't do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.rules.changes import DAY, Fence, base, changed
from tests.rules.pages import differences, findings, read_page, run

from ledsys import actfile
from ledsys.lifecycle import derive
from ledsys.message import msg
from ledsys.model.finding import Finding, Severity
from ledsys.rules import form
from ledsys.rules.catalogue import BY_CODE
from ledsys.store.load import load

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
FOUND = Finding("a.md", 2, 1, "LS101", Severity.ERROR, msg("Wrong."), msg("Mend it."))


def fence(kind: str, argument: str = "", text: str = "") -> Fence:
    return Fence(kind, argument, text, 1)


def test_what_is_found_and_expected_is_no_difference() -> None:
    assert differences([FOUND], fence("fynd", "", "a.md:2:1 LS101 fel\n")) == []
    assert differences([FOUND], fence("fynd", "", "*.md:2:1 LS101 fel\n")) == []


def test_what_is_missing_or_too_much_is_told() -> None:
    expected = fence("fynd", "", "a.md:3:1 LS101 fel\n")
    assert differences([FOUND], expected) == ["- a.md:3:1 LS101 fel", "+ a.md:2:1 LS101 fel"]
    assert differences([FOUND], fence("fynd", "", "a.md:2:1 LS101 varning\n")) != []
    assert differences([FOUND, FOUND], fence("fynd", "", "a.md:2:1 LS101 fel\n")) == ["+ a.md:2:1 LS101 fel"]


def test_a_diff_must_fit_in_just_one_place() -> None:
    end = fence("fynd")
    with pytest.raises(ValueError, match="just once"):
        run(form.yaml_syntax, (fence("diff", DRAFT, "-not there\n"), end))
    with pytest.raises(ValueError, match="just once"):
        run(form.yaml_syntax, (fence("diff", DRAFT, "+only new\n"), end))
    two = fence("diff", DRAFT, "-version: 1\n+version: ett\n@@\n-status: utkast\n+status: klar\n")
    found, _ = run(form.wrong_value, (two, end))
    assert len(found) == 2


def test_an_example_must_end_with_its_findings(tmp_path: Path) -> None:
    page = tmp_path / "LS101.md"
    page.write_text("# LS101 · x\n\n```radera\na\n```\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no fynd"):
        read_page(page)
    with pytest.raises(ValueError, match="ends with fynd"):
        run(form.yaml_syntax, ())


def test_deleting_nothing_is_a_fault_of_the_example() -> None:
    with pytest.raises(ValueError, match="nothing to delete"):
        run(form.yaml_syntax, (fence("radera", "", "dokument/none*.md"), fence("fynd")))
    assert findings(form.yaml_syntax, base().without(DRAFT)) == ()


def kinds(change: str) -> list[str]:
    """Make a change to the first approval of a document; give the acts of version 1 that hold together after it."""
    repo = changed(base(), fence("akt", "EXP-482103 approve 1", change))
    acts = load(repo, DAY).acts["EXP-482103"]
    life = derive("EXP-482103", acts, None, None)
    return [act.kind for act in acts if act.version == 1] + [f"edition {edition.version}" for edition in life.editions]


def test_a_resealed_act_takes_the_later_acts_along() -> None:
    whole = ["submit", "review", "approve", "publish", "edition 1", "edition 2", "edition 3"]
    assert kinds("reason: Changed.\nförsegla\n") == whole
    assert kinds("reason: Changed.\n") == [word for word in whole if word not in ("approve", "edition 1")]
    assert kinds("radera\n") == [word for word in whole if word not in ("approve", "edition 1")]
    assert sorted(kinds("reason: Changed.\nkopia\n")) == sorted(["approve", *whole])


def test_every_act_of_the_example_repo_has_its_right_name() -> None:
    for path, data in base().files.items():
        if path.endswith(".act"):
            assert actfile.path_of(actfile.read_act(data)) == path


def test_a_path_with_a_star_fits_just_one_file() -> None:
    assert base().one("dokument/rehab/utprovning*.md") == DRAFT
    with pytest.raises(ValueError, match=re.escape("fits 2 files")):
        base().one("dokument/rehab/*.md")


def test_an_example_with_git_sees_what_the_folder_lost_and_what_was_cut_off() -> None:
    act = "*/EXP-713589/*.act"
    lost = (fence("git", "sparat"), fence("radera", "", act), fence("fynd"))
    found, _ = run(BY_CODE["LS804"], lost)
    assert len(found) == 2
    found, _ = run(
        BY_CODE["LS804"], (fence("git", "sparat"), fence("akt", "EXP-713589 submit", "version: 2"), fence("fynd"))
    )
    assert len(found) == 1
    assert run(BY_CODE["LS807"], lost)[0] == ()
    found, _ = run(BY_CODE["LS807"], (fence("git", "avbruten"), fence("fynd")))
    assert [(finding.path, finding.line) for finding in found] == [(".ledsys", 0)]


APPROVE, SIXAL = "EXP-746620 approve", "assurance: key\nsignera: sixal1\n"


def test_an_example_signs_acts_with_keys_that_it_enters() -> None:
    key, act = fence("nyckel", "sixal1"), fence("akt", APPROVE, SIXAL)
    assert run(BY_CODE["LS514"], (key, act, fence("fynd")))[0] == ()
    found, _ = run(BY_CODE["LS514"], (act, fence("fynd")))
    assert [finding.line for finding in found] == [11]
    other = fence("nyckel", "sixal1", "namn: en annan\n")
    assert len(run(BY_CODE["LS514"], (other, act, fence("fynd")))[0]) == 1
    ended = fence("nyckel", "sixal1", "till: 2026-01-31\n")
    assert len(run(BY_CODE["LS515"], (ended, act, fence("fynd")))[0]) == 1


def test_copies_of_an_act_lie_a_second_apart() -> None:
    before = [path for path in base().files if path.endswith(".act")]
    after = changed(base(), fence("akt", APPROVE, "reason: Kopia.\nkopia 3\n"))
    assert len([path for path in after.files if path.endswith(".act")]) == len(before) + 3


def test_an_example_of_a_landing_judges_what_comes_after_it() -> None:
    cut, landed = fence("akt", "EXP-482103 review 2", "radera\n"), fence("landning")
    assert len(run(BY_CODE["LS804"], (landed, cut, fence("fynd")))[0]) == 1
    assert run(BY_CODE["LS804"], (cut, landed, fence("fynd")))[0] == ()
    link = (landed, fence("fil", "dokument/a", "x"), fence("byte", "dokument/a", "länk\n"))
    assert [finding.path for finding in run(BY_CODE["LS708"], (*link, fence("fynd")))[0]] == ["dokument/a"]
    old = fence("akt", APPROVE, "signed-at: 2026-11-21T09:00:00+01:00\nkopia\n")
    later = fence("dag", "", "2026-12-30\n")
    assert run(BY_CODE["LS518"], (landed, old, fence("fynd")))[0] == ()
    assert len(run(BY_CODE["LS518"], (landed, old, later, fence("fynd")))[0]) == 1
