"""Building the handbook: all at once, and never with what the records do not prove."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from ledsys.actfile import read_act
from ledsys.cli import build, pressing
from ledsys.model.act import ActKind
from ledsys.site.text import drawer
from ledsys.store import workers

PAGE = Path("site/dokument/EXP-482103/index.html")


def _counted_review(document: str) -> Path:
    """The review that the latest approval rests on."""
    acts = {path.stem: read_act(path.read_bytes()) for path in Path(f".ledsys/acts/{document}").iterdir()}
    approvals = [act for act in acts.values() if act.kind is ActKind.APPROVE]
    latest = max(approvals, key=lambda act: act.order)
    return Path(f".ledsys/acts/{document}/{latest.relies_on[0]}.act")


def test_a_broken_chain_of_acts_leaves_the_last_proven_version_and_builds_the_rest(ledsys: Terminal) -> None:
    _counted_review("EXP-482103").unlink()
    ran = ledsys("build")
    assert ran.code == 1
    assert "EXP-482103 is shown as last proven" in ran.err
    assert "version 3.0" not in PAGE.read_text()
    assert "version 2.0" in PAGE.read_text()
    assert Path("site/dokument/EXP-655278/index.html").exists()


def test_a_document_whose_first_publication_is_not_proven_is_left_out(ledsys: Terminal) -> None:
    _counted_review("EXP-655278").unlink()
    ran = ledsys("build")
    assert ran.code == 1
    assert "EXP-655278 is left out" in ran.err


def test_acts_of_a_document_whose_file_is_gone_are_judged_all_the_same(ledsys: Terminal) -> None:
    _counted_review("EXP-655278").unlink()
    next(path for path in Path("dokument").rglob("*.md") if "EXP-655278" in path.read_text()[:60]).unlink()
    ran = ledsys("build")
    assert ran.code == 1
    assert "EXP-655278 is left out" in ran.err


def test_an_altered_edition_is_never_shown(ledsys: Terminal) -> None:
    frozen = Path(".ledsys/editions/EXP-482103/3/dokument.md")
    frozen.write_text(frozen.read_text().replace("Rutinen ska hindra", "Rutinen ska sprida"))
    ran = ledsys("build")
    assert ran.code == 1
    assert "EXP-482103 is left out" in ran.err
    assert "ska sprida" not in PAGE.read_text()


def test_status_typed_by_hand_publishes_nothing(ledsys: Terminal) -> None:
    draft = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    draft.write_text(draft.read_text().replace("status: utkast", "status: publicerad"))
    ledsys.ok("build")
    assert not Path("site/dokument/EXP-788457").exists()
    checked = ledsys("check", str(draft))
    assert checked.code == 1
    assert "LS501" in checked.out


def test_the_handbook_of_another_day_holds_what_applied_then(ledsys: Terminal) -> None:
    ledsys.ok("build", "--as-of", "2026-07-01", "--out", "then")
    ledsys.ok("build", "--out", "now")
    assert "version 2.0" in Path("then/dokument/EXP-482103/index.html").read_text()
    assert "version 3.0" in Path("now/dokument/EXP-482103/index.html").read_text()


def test_a_folder_that_ledsys_did_not_make_is_not_replaced(ledsys: Terminal) -> None:
    Path("mine").mkdir()
    Path("mine/thesis.txt").write_text("years of work")
    ran = ledsys("build", "--out", "mine")
    assert ran.code == 2
    assert Path("mine/thesis.txt").read_text() == "years of work"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_input_gives_the_same_bytes_twice_and_in_another_folder(
    ledsys: Terminal, repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledsys.ok("build", "--out", "one")
    ledsys.ok("build", "--out", "two")
    elsewhere = tmp_path / "a place of quite another name" / "docs"
    shutil.copytree(repo, elsewhere, symlinks=True, ignore=shutil.ignore_patterns("one", "two"))
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another cache"))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    ledsys.ok("build")
    one = _files(repo / "one")
    assert one.keys() == _files(repo / "two").keys() == _files(elsewhere / "site").keys()
    for name, data in one.items():
        assert data == (repo / "two" / name).read_bytes(), name
        assert data == (elsewhere / "site" / name).read_bytes(), name


def test_another_program_with_another_order_of_sets_makes_the_same_bytes(repo: Path) -> None:
    for seed in ("1", "2"):
        command = (sys.executable, "-m", "ledsys", "build", "--as-of", "2026-11-20", "--out", seed)
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=repo, env=environment, check=True, capture_output=True)
    for name, data in _files(repo / "1").items():
        assert data == (repo / "2" / name).read_bytes(), name


def test_pages_are_the_same_however_many_processes_share_the_work(
    ledsys: Terminal, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledsys.ok("build", "--out", "alone")
    monkeypatch.setattr(build, "WORTH_SHARING", 1)
    monkeypatch.setattr(workers, "processors", lambda: 3)
    ledsys.ok("build", "--out", "shared")
    assert _files(repo / "alone") == _files(repo / "shared")


def test_a_document_that_is_wrong_is_named_by_whichever_process_finds_it(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = Path(".ledsys/editions/EXP-482103/3/dokument.md")
    frozen.write_text(frozen.read_text().replace("Rutinen ska hindra", "Rutinen ska sprida"))
    alone = ledsys("build")
    monkeypatch.setattr(build, "WORTH_SHARING", 1)
    monkeypatch.setattr(workers, "processors", lambda: 3)
    several = ledsys("build")
    assert (alone.code, alone.err) == (several.code, several.err)
    assert "EXP-482103 is left out" in several.err


def test_a_diagram_that_can_not_be_drawn_is_named_once_and_the_handbook_is_built(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "diagram" not in ledsys.ok("build").err.lower()
    monkeypatch.setattr(drawer, "MOST", 10)  # so that the one of the example is too long
    drawer.drawn.cache_clear()
    for pdf in ("ja", "nej"):
        settings = Path("ledsys.yaml")
        settings.write_text(re.sub("pdf: (ja|nej)\n", f"pdf: {pdf}\n", settings.read_text()))
        ran = ledsys.ok("build")
        assert ran.err.lower().count("diagram") == 1
        assert "EXP-903664: Diagram 1 of version 4.0 can't be drawn" in ran.err
    drawer.drawn.cache_clear()


def test_the_organisation_overrides_a_file_by_its_name(ledsys: Terminal) -> None:
    Path("handbok/style.css").write_text("body { color: black }\n")
    ledsys.ok("build")
    assert Path("site/style.css").read_text() == "body { color: black }\n"


def test_on_records_that_do_not_hold_nothing_more_is_built_but_the_way_out_is_open(ledsys: Terminal) -> None:
    _counted_review("EXP-482103").unlink()
    until = ("--until", "2028-11-01", "--note", "Läst")
    refused = ledsys("confirm", "EXP-482103", *until, as_="sixal1")
    assert refused.code == 1
    assert "LS511" in refused.err
    ledsys.ok("stop", "EXP-482103", "--reason", "Fel i beviset", as_="tyrli1")


def test_a_refused_publication_builds_nothing_and_a_quiet_one_says_nothing(ledsys: Terminal) -> None:
    refused = ledsys("publish", "EXP-482103", as_="karbe2")
    assert refused.code == 1
    assert not Path("site").exists()
    assert ledsys.ok("publish", "EXP-746620", "--quiet", as_="vegho1").all == ""
    assert Path("site/dokument/EXP-746620/index.html").exists()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        (
            "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}" * 99,
            "handbok/ The templates took more than",
        ),
        ("{% set a = 'x' * 2000000000 %}{{ a }}", "handbok/dokument.html:0:0 The template takes too much memory."),
    ],
)
def test_a_template_that_takes_all_time_or_memory_stops_the_build_and_leaves_the_old_handbook(
    ledsys: Terminal, template: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledsys.ok("build")
    before = PAGE.read_bytes()
    monkeypatch.setattr(pressing, "SECONDS", 2)
    Path("handbok/dokument.html").write_text(template)
    ran = ledsys("build")
    assert ran.code == 2
    assert ran.err.startswith(said)
    assert "Nothing was built." in ran.err
    assert "settings" not in ran.err
    assert PAGE.read_bytes() == before


@pytest.mark.parametrize("template", ["{% block %}", "{{ nothing.like.this }}"])
def test_a_broken_template_is_named_and_said_to_be_why_nothing_was_built(ledsys: Terminal, template: str) -> None:
    Path("handbok/dokument.html").write_text(template)
    ran = ledsys("build")
    assert ran.code == 2
    assert ran.err.startswith("handbok/dokument.html:")
    assert "Nothing was built." in ran.err
    assert "judged" not in ran.err
