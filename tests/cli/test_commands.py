"""check, fmt, doctor, explain, rules, schema, init, demo and new: their options, and what they refuse."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

from ledsys.rules.catalogue import RULES
from ledsys.store import worktree

DRAFT = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
AUTHOR = "malbj1"
WARNINGS = 4  # that the story of the example region intends


def _add_settings(text: str) -> None:
    path = Path("ledsys.yaml")
    path.write_text(path.read_text() + text)


def _git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


# check


def test_a_fresh_repo_has_only_the_warnings_of_its_story(ledsys: Terminal) -> None:
    lines = ledsys.ok("check").out.splitlines()
    assert lines[-1] == f"0 errors, {WARNINGS} warnings; 0 suppressed, 0 in the baseline."
    found = [line for line in lines[:-1] if not line.startswith("    ")]
    assert len(found) == WARNINGS
    assert all(re.match(r"\S+:\d+:\d+ LS\d{3} warning: ", line) for line in found)
    assert ledsys("check", "--fail-on", "warning").code == 1


def test_quiet_is_silent_only_where_all_is_well(ledsys: Terminal) -> None:
    ran = ledsys.ok("check", DRAFT, "--quiet")
    assert ran.all == ""
    assert ledsys("check", "-q", "--fail-on", "warning").out != ""


def test_check_of_a_path_shows_that_path_alone(ledsys: Terminal) -> None:
    Path(DRAFT).write_text("")
    Path("dokument/smarta/tom.md").write_text("")
    assert {line.partition(":")[0] for line in ledsys("check", DRAFT).out.splitlines() if " LS" in line} == {DRAFT}
    both = ledsys("check", "dokument/rehab", "dokument/smarta/tom.md").out
    assert DRAFT in both
    assert "dokument/smarta/tom.md" in both
    assert ledsys.ok("check", "dokument/region").out.startswith("0 errors")
    for outside, word in (("finns-inte.md", "There is no file"), ("/etc", "not in this docs repo")):
        ran = ledsys("check", outside)
        assert (ran.code, ran.out) == (2, "")
        assert word in ran.err


def test_the_day_of_judging_can_be_another(ledsys: Terminal) -> None:
    assert "LS204 warning: The document expired" in ledsys.ok("check", "--on", "2027-03-01").out
    later = ledsys("check", "--on", "2030-01-01", "--format", "json").out
    expired = [entry for entry in json.loads(later)["findings"] if entry["code"] == "LS204"]
    assert len(expired) >= 10
    assert {entry["severity"] for entry in expired} == {"warning"}, "time never makes published text an error"


def test_output_is_sorted_and_the_same_however_the_files_were_made(ledsys: Terminal, tmp_path: Path) -> None:
    names = [f"dokument/rehab/prov-{number:03}.md" for number in range(60)]
    outputs = set()
    for order in (names, names[::-1], names[::7] + [name for name in names if name not in names[::7]]):
        for name in names:
            Path(name).unlink(missing_ok=True)
        for name in order:
            Path(name).write_text("---\ntitel: x\nstatus: klar\nversion: 0x\n---\n# Ett\n\n### Två\n")
        outputs.add(ledsys("check", "--format", "json").out)
        outputs.add(ledsys("check", "--format", "json").out)
    assert len(outputs) == 1
    found = json.loads(outputs.pop())["findings"]
    places = [(entry["path"], entry["line"], entry["column"], entry["code"], entry["message"]) for entry in found]
    assert places == sorted(places)
    assert {path for path, *_ in places} >= set(names)
    copy = tmp_path / "copy"
    shutil.copytree(".", copy)
    assert ledsys("-C", str(copy), "check", "--format", "json").out.count("prov-059.md") > 0


def test_each_file_is_read_at_most_once(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: Counter[str] = Counter()
    read = worktree.Worktree.read

    def counted(self: worktree.Worktree, path: str) -> bytes:
        reads[path] += 1
        return read(self, path)

    monkeypatch.setattr(worktree.Worktree, "read", counted)
    for _ in range(2):  # with a cold and with a warm cache
        reads.clear()
        ledsys.ok("check")
        assert reads["ledsys.yaml"] == 1
        assert reads[DRAFT] == 1
        assert [path for path, times in reads.items() if times > 1] == []


def test_a_baseline_lets_only_new_findings_count(ledsys: Terminal) -> None:
    Path("dokument/rehab/gammalt.md").write_text("## Gammalt\n")
    assert ledsys("check").code == 1
    written = ledsys.ok("check", "--write-baseline")
    assert "ledsys-baseline.json" in written.err
    known = json.loads(Path("ledsys-baseline.json").read_text())
    assert known["format"] == "ledsys-baseline-1"
    assert known["findings"] == sorted(known["findings"])
    ran = ledsys.ok("check")
    assert f"{len(known['findings'])} in the baseline" in ran.out
    Path("dokument/rehab/nytt.md").write_text("## Nytt\n")
    ran = ledsys("check")
    assert ran.code == 1
    assert "nytt.md:1:1 LS102" in ran.out
    assert "gammalt.md" not in ran.out
    assert ledsys("check", "--write-baseline", DRAFT).code == 2


def test_proof_and_hostile_bytes_never_go_into_a_baseline(ledsys: Terminal) -> None:
    path = Path("dokument/smarta/markning-av-prov.md")
    path.write_bytes(path.read_bytes().replace(b"version: 1\n", b"version: 2\n") + "\u202e\n".encode())
    ledsys("check", "--write-baseline")
    ran = ledsys("check")
    assert ran.code == 1
    assert {"LS502", "LS705"} <= set(re.findall(r"LS\d{3}", ran.out))


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"format": "ledsys-baseline-1", "findings": 5}', '{"format": 2}'])
def test_a_baseline_that_is_none_is_refused(ledsys: Terminal, content: str) -> None:
    Path("ledsys-baseline.json").write_text(content)
    ran = ledsys("check")
    assert (ran.code, ran.out) == (2, "")
    assert "--write-baseline" in ran.err
    ledsys.ok("check", "--write-baseline")
    ledsys.ok("check")


def test_levels_and_exceptions_with_their_reasons(ledsys: Terminal) -> None:
    _add_settings(
        "regler:\n  - {regel: LS205, nivå: fel, skäl: Vi vill veta}\n  - {regel: LS204, nivå: av, skäl: Känt}\n"
        "undantag:\n  - {regel: LS415, sökväg: dokument/halsan/, skäl: Kontrolleras i vår}\n"
    )
    ran = ledsys("check")
    assert "LS204" not in ran.out
    assert "LS415" not in ran.out
    assert "2 suppressed" in ran.out
    shown = {rule["code"]: rule for rule in json.loads(ledsys.ok("rules", "--format", "json").out)["rules"]}
    assert (shown["LS204"]["level"], shown["LS204"]["reason"]) == ("off", "Känt")
    assert (shown["LS205"]["level"], shown["LS205"]["reason"]) == ("error", "Vi vill veta")


@pytest.mark.parametrize("rule", ["LS5", "LS7", "LS8", "LS502", "LS705", "LS805", "LS"])
def test_proof_hostile_bytes_and_repository_can_not_be_lowered(ledsys: Terminal, rule: str) -> None:
    path = Path("dokument/smarta/markning-av-prov.md")
    path.write_bytes(path.read_bytes().replace(b"version: 1\n", b"version: 2\n") + "\u202e\n".encode())
    Path(".ledsys/acts/x").write_text("")
    before = set(re.findall(r"LS[578]\d\d", ledsys("check").out))
    assert {"LS502", "LS705", "LS805"} <= before
    _add_settings(
        f"regler:\n  - {{regel: {rule}, nivå: av, skäl: Prov}}\n"
        f"undantag:\n  - {{regel: {rule}, sökväg: dokument/, skäl: Prov}}\n"
        f"  - {{regel: {rule}, sökväg: .ledsys/, skäl: Prov}}\n"
    )
    ran = ledsys("check")
    assert ran.code == 1
    assert set(re.findall(r"LS[578]\d\d", ran.out)) == before


def test_a_level_without_a_reason_is_refused(ledsys: Terminal) -> None:
    _add_settings("regler:\n  - {regel: LS6, nivå: av}\n")
    ran = ledsys("check")
    assert ran.code == 2
    assert "skäl is missing" in ran.err


# fmt


def test_fmt_of_a_fresh_repo_changes_nothing(ledsys: Terminal) -> None:
    assert ledsys.ok("fmt").err == "0 files.\n"
    assert ledsys.ok("fmt", "--quiet").err == ""
    assert _git("status", "--porcelain") == ""


def test_fmt_turns_links_by_path_into_links_by_id_in_drafts(ledsys: Terminal) -> None:
    text = Path(DRAFT).read_text() + "\nSe [fallprevention](fallprevention-vid-rehabilitering.md#syfte).\n"
    Path(DRAFT).write_text(text)
    assert "LS412" in ledsys("check", DRAFT).out
    ledsys.ok("fmt", DRAFT)
    assert Path(DRAFT).read_text() == text.replace("fallprevention-vid-rehabilitering.md", "EXP-548902")


def test_fmt_leaves_published_text_alone_where_the_content_would_change(ledsys: Terminal) -> None:
    path = Path("dokument/smarta/markning-av-prov.md")
    path.write_text(path.read_text() + "\nSe [fallprevention](../rehab/fallprevention-vid-rehabilitering.md).\n")
    before = path.read_bytes()
    ledsys.ok("fmt")
    assert path.read_bytes() == before


# explain, rules, schema


def test_every_rule_is_listed_and_explained(ledsys: Terminal) -> None:
    listed = [line.split()[0] for line in ledsys.ok("rules").out.splitlines()]
    assert listed == [rule.code for rule in RULES]
    for code in (listed[0], listed[-1].lower()):
        assert code.upper() in ledsys.ok("explain", code).out.splitlines()[0]
    ran = ledsys("explain", "LS999")
    assert ran.code == 2
    assert "There is no rule LS999" in ran.err


def test_rules_say_what_can_not_be_lowered(ledsys: Terminal) -> None:
    rules = json.loads(ledsys.ok("rules", "--format", "json").out)["rules"]
    fixed = {rule["code"][:3] for rule in rules if not rule["can_be_lowered"]}
    assert fixed == {"LS5", "LS7", "LS8"}


def test_schemas_are_named_printed_and_written(ledsys: Terminal, tmp_path: Path) -> None:
    names = ledsys.ok("schema").out.split()
    assert json.loads(ledsys.ok("schema", "dokument").out)["$id"].endswith("dokument")
    folder = tmp_path / "deep" / "schemas"
    ledsys.ok("schema", "--write", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.schema.json" for name in names)
    assert ledsys("schema", "inget").code == 2
    assert ledsys("schema", "--write", "ledsys.yaml").code == 2


# init, demo, new


def test_init_makes_a_repo_that_checks_and_writes_over_nothing(ledsys: Terminal, tmp_path: Path) -> None:
    ledsys.ok("init", str(tmp_path / "ny"))
    ledsys.ok("-C", str(tmp_path / "ny"), "check")
    assert _git("-C", str(tmp_path / "ny"), "status", "--porcelain") == ""
    (tmp_path / "bara").mkdir()
    ledsys.ok("init", str(tmp_path / "bara"), "--no-example")
    assert not (tmp_path / "bara/dokument").exists()
    assert not (tmp_path / "bara/handbok/startsida.md").exists()
    assert (tmp_path / "bara/organisation/mandat.yaml").exists()
    ledsys.ok("-C", str(tmp_path / "bara"), "check")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/egen.txt").write_text("min")
    (tmp_path / "link").symlink_to(tmp_path / "bara")
    for place in ("full", "full/egen.txt", "link"):
        ran = ledsys("init", str(tmp_path / place))
        assert (ran.code, ran.out) == (2, "")
        assert "is not empty" in ran.err
    assert (tmp_path / "full/egen.txt").read_text() == "min"


def test_demo_plays_the_whole_life_and_takes_no_taken_folder(ledsys: Terminal, tmp_path: Path) -> None:
    place = tmp_path / "demo"
    place.mkdir()
    (place / "egen.txt").write_text("min")
    ran = ledsys.ok("demo", str(place))
    assert [path.name for path in place.iterdir()] == ["egen.txt"]
    made = tmp_path / "demo-2"
    assert str(made / "site/index.html") in ran.out
    page = re.search(r"The new rutin: (\S+)", ran.out)
    assert page
    assert Path(page[1]).is_file()
    assert (Path(page[1]).parent / "1/index.html").is_file(), "version 1 keeps its page"
    ledsys.ok("-C", str(made), "check")


def test_new_takes_all_its_options(ledsys: Terminal) -> None:
    ran = ledsys.ok(
        *("new", "rutin", "--title", "Övertagen: å, ä & ö", "--unit", "rehab", "--unit", "smarta", "--version", "5"),
        *("--owner", "verksamhetschef@smarta", "--reviewer", "noogr1", "--reviewer", "dislj1"),
        *("--approver", "regionomradeschef@expertenheter"),
        as_="malte.bjorkskog@region-exempel.example",
    )
    path = Path("dokument/rehab/overtagen-a-a-o.md")
    assert str(path) in ran.out
    text = path.read_text()
    for line in (
        'titel: "Övertagen: å, ä & ö"',
        "version: 5",
        "innehållsansvarig: verksamhetschef@smarta",
        "granskare: [noogr1, dislj1]",
        "godkännare: regionomradeschef@expertenheter",
        "författare: [malbj1]",
        "gäller-för: [rehab, smarta]",
    ):
        assert line in text.replace("'", '"')
    assert _git("status", "--porcelain") == ""
    again = ledsys.ok("new", "rutin", "--title", "Övertagen: å, ä & ö", "--unit", "rehab", as_=AUTHOR)
    assert "overtagen-a-a-o-2.md" in again.out


def test_new_refuses_with_all_reasons_and_asks_nothing_without_a_terminal(ledsys: Terminal) -> None:
    before = _git("rev-parse", "HEAD")
    for arguments in (["new", "rutin"], ["new", "rutin", "--title", "Prov"], ["new", "rutin", "--unit", "rehab"]):
        ran = ledsys(*arguments, as_=AUTHOR)
        assert ran.code == 2
        assert "a title and a unit" in ran.err
    ran = ledsys(
        *("new", "rutinn", "--title", "", "--unit", "rehabb", "--owner", "ingen", "--version", "0"),
        as_="okand",
    )
    assert ran.code in (1, 2)
    ran = ledsys("new", "rutinn", "--title", "x" * 201, "--unit", "rehabb", "--owner", "ingen", as_="okand")
    assert ran.code == 1
    for word in ("rutinn", "rehabb", "ingen", "okand", "between 1 and 200"):
        assert word in ran.err
    assert _git("rev-parse", "HEAD") == before
    assert _git("status", "--porcelain") == ""


def test_new_without_commit_and_as_a_rehearsal(ledsys: Terminal) -> None:
    arguments = ("new", "rutin", "--title", "Prov", "--unit", "rehab")
    ran = ledsys.ok(*arguments, "--dry-run", as_=AUTHOR)
    assert "Nothing was written" in ran.out
    assert "\nWould: EXP-" in ran.out
    assert "Next" not in ran.out
    assert _git("status", "--porcelain") == ""
    ledsys.ok(*arguments, "--no-commit", as_=AUTHOR)
    assert _git("status", "--porcelain") == "?? dokument/rehab/prov.md\n"


# doctor and find_document


def test_the_doctor_of_a_fresh_repo_finds_all_well(ledsys: Terminal) -> None:
    assert "All is well" in ledsys.ok("doctor").out
    assert "All is well" in ledsys.ok("doctor", "--dry-run").out


def test_a_document_is_named_by_id_path_or_part_of_its_title(ledsys: Terminal) -> None:
    for reference in ("EXP-603415", "dokument/smarta/markning-av-prov.md", "märkning AV"):
        assert ledsys.ok("show", reference).out.startswith("EXP-603415")
    several = ledsys("show", "rutin för")
    assert several.code == 2
    assert ledsys("show", "hand").err.count("EXP-") >= 2
    for nothing in ("", "  ", "finns inte"):
        assert ledsys("show", nothing).code == 2
