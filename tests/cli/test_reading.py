"""The commands that read: what they print, how they end, and that no text in a document does anything."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from icalendar import Calendar
from tests.cli.terminal import Terminal

PAIN, HYGIENE, LABELS, STOPPED = "EXP-527361", "EXP-482103", "EXP-603415", "EXP-845319"
LABELS_FILE = "dokument/smarta/markning-av-prov.md"
PAIN_FILE = "dokument/smarta/lakemedel-vid-langvarig-smarta.md"
HOSTILE = "=1+1 [/x] [bold]\x1b[31m\x1b]0;x\x07 <script> \u202e😀 {title} " + "ö" * 300
ESCAPED = HOSTILE.replace("\x1b", r"\e").replace("\x07", r"\a").replace("\u202e", r"\u202e")


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the width of the terminal that the tests were started from."""
    monkeypatch.delenv("COLUMNS", raising=False)


def test_expiring_says_what_ends_and_fails_only_when_asked(ledsys: Terminal) -> None:
    ran = ledsys.ok("expiring", "--days", "90")
    assert f"  {LABELS} Märkning av prov: valid until 2026-12-27, 35 days left." in ran.out.splitlines()
    assert ledsys("expiring", "--fail").code == 1
    assert ledsys("expiring", "--days", "0", "--unit", "smarta", "--fail").code == 0


def test_expiring_keeps_to_unit_and_owner(ledsys: Terminal) -> None:
    def documents(*options: str) -> list[str]:
        ran = ledsys.ok("expiring", "--format", "json", *options)
        return [entry["document"] for entry in json.loads(ran.out)["documents"]]

    assert documents("--unit", "rehab") == ["EXP-548902"]
    assert documents("--unit", "halsan") == [LABELS, "EXP-548902", "EXP-655278"]
    assert documents("--owner", "sixal1") == ["EXP-655278"]
    assert documents("--owner", "regionomradeschef@expertenheter") == ["EXP-655278"]
    assert documents("--owner", "love.angsborg@region-exempel.example") == [LABELS]


def test_expiring_looks_from_the_day_given(ledsys: Terminal) -> None:
    ran = ledsys.ok("expiring", "--days", "0", "--on", "2026-12-28", "--owner", "lovan2")
    assert "ended 2026-12-27, 1 day ago." in ran.out


def test_nothing_to_say_is_said_with_silence(ledsys: Terminal) -> None:
    assert ledsys.ok("expiring", "--days", "0", "--unit", "smarta").all == ""
    assert ledsys.ok("history", "EXP-788457").all == ""


def test_who_asks_and_gets_nothing_is_told_so_beside_the_output(ledsys: Terminal) -> None:
    for arguments, said in (
        (("inbox", "--as", "hjaek1"), "Nothing waits for Hjalmar Ekvide (hjaek1).\n"),
        (("list", "--state", "avbruten"), "There is no such document.\n"),
        (("list", "--to-report", "2026-11-22"), "There is no such decision.\n"),
    ):
        ran = ledsys.ok(*arguments)
        assert (ran.out, ran.err) == ("", said)
        assert ledsys.ok(*arguments, "--format", "json").err == ""


def test_a_day_gone_by_knows_nothing_of_what_was_done_later(ledsys: Terminal) -> None:
    day = ("--on", "2025-01-01")
    shown = ledsys.ok("show", HYGIENE, *day).out
    assert "Version 1.0: gällande" in shown
    assert "kommande" not in shown
    assert "Version 2.0" not in shown
    assert "Being written" not in shown
    assert "Waits for" not in shown
    listed = json.loads(ledsys.ok("list", "--format", "json", *day).out)["documents"]
    states = {entry["document"]: entry["states"] for entry in listed}
    assert states[HYGIENE] == ["gällande"]
    assert PAIN not in states
    assert "kommande" not in json.loads(ledsys.ok("status", "--format", "json", *day).out)["states"]
    assert "version 1.0 (gällande" in ledsys.ok("trace", HYGIENE, *day).out
    assert ledsys.ok("inbox", *day, as_="lovan2").out == ""
    assert json.loads(ledsys.ok("list", "--to-report", "2020-01-01", "--format", "json", *day).out)["decisions"] == [
        entry
        for entry in json.loads(ledsys.ok("list", "--to-report", "2020-01-01", "--format", "json").out)["decisions"]
        if entry["day"] <= "2025-01-01"
    ]


def test_a_document_that_no_one_had_published_by_the_day_is_not_shown(ledsys: Terminal) -> None:
    ran = ledsys("show", PAIN, "--on", "2025-01-01")
    assert ran.code == 2
    assert f"No version of {PAIN} had been published on 2025-01-01." in ran.err


def test_checking_for_a_day_gone_by_holds_today_s_claims_against_all_acts(ledsys: Terminal) -> None:
    assert "LS50" not in ledsys("check", "--on", "2025-01-01").out


def test_a_confirmation_after_the_end_does_not_hide_the_gap(ledsys: Terminal) -> None:
    falls = "EXP-548902"  # ended 2026-11-02
    decider = json.loads(ledsys.ok("expiring", "--format", "json", "--unit", "rehab").out)["documents"][0]["steps"][1]
    ledsys.ok("confirm", falls, "--until", "2027-06-30", "--note", "Oförändrad.", as_=decider["persons"][0])
    assert "– 2026-11-02, 2026-11-22 – 2027-06-30, approved" in ledsys.ok("show", falls).out
    (edition,) = json.loads(ledsys.ok("show", falls, "--format", "json").out)["editions"]
    assert [period["last_day"] for period in edition["periods"]] == ["2026-11-02", "2027-06-30"]
    assert "– 2026-11-02, 2026-11-22 – 2027-06-30)" in ledsys.ok("trace", falls).out
    assert "utgången" in ledsys.ok("show", falls, "--on", "2026-11-10").out


def test_show_says_what_was_taken_over_and_votes_in_words(ledsys: Terminal) -> None:
    taken = [
        entry["document"]
        for entry in json.loads(ledsys.ok("list", "--format", "json").out)["documents"]
        if any(
            edition["taken_over"]
            for edition in json.loads(ledsys.ok("show", entry["document"], "--format", "json").out)["editions"]
        )
    ]
    assert taken
    assert "(taken over)" in ledsys.ok("show", taken[0]).out
    assert "(taken over)" not in ledsys.ok("show", LABELS).out


def test_a_vote_that_returns_a_text_is_told_in_words(ledsys: Terminal) -> None:
    ledsys.ok("review", "EXP-713589", "--return", "Otydligt.", as_="sixal1")
    assert "Review: Sixten Almklint (sixal1): returned, Otydligt." in ledsys.ok("show", "EXP-713589").out


def test_trace_names_roles_bodies_and_units(ledsys: Terminal) -> None:
    told = ledsys.ok("trace", HYGIENE).out
    assert "Regionområdeschef decides" in told
    assert "regionomradeschef decides" not in told
    assert "Regionfullmäktige decides" in told


def test_a_quiet_check_is_silent_when_the_exit_code_is_0(ledsys: Terminal) -> None:
    assert "warning" in ledsys.ok("check").out
    assert ledsys.ok("check", "-q").all == ""
    assert ledsys("check", "-q", "--fail-on", "warning").code == 1
    assert "warning" in ledsys("check", "-q", "--fail-on", "warning").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("expiring", "--days", "-1"), "-1 is no number of days"),
        (("expiring", "--days", "99999999999"), "is no number of days"),
        (("expiring", "--unit", "smart"), "Did you mean smarta?"),
        (("expiring", "--owner", "lovan"), "Did you mean lovan2?"),
        (("expiring", "--on", "2026-02-30"), "2026-02-30 is not a day."),
        (("list", "--state", "gallande"), "Did you mean gällande? The states are: utkast,"),
        (("list", "--type", "rutiner"), "Did you mean rutin?"),
        (("list", "--unit", "nowhere"), "There is no unit nowhere."),
        (("list", "--to-report", "snart"), "snart is not a day."),
        (("inbox", "--as", "sixal"), "Did you mean sixal1?"),
        (("show", "EXP-000000"), "There is no document called EXP-000000."),
        (("diff", HYGIENE, "--version", "7"), "Published versions: 1, 2, 3."),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(ledsys: Terminal, arguments: tuple[str, ...], said: str) -> None:
    ran = ledsys(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err


def test_list_keeps_to_states_of_work_and_of_editions(ledsys: Terminal) -> None:
    def documents(*options: str) -> set[str]:
        ran = ledsys.ok("list", "--format", "json", *options)
        return {entry["document"] for entry in json.loads(ran.out)["documents"]}

    assert documents("--state", "utkast") == {"EXP-788457", PAIN}
    assert documents("--state", "kommande") == {"EXP-690133"}
    assert documents("--state", "utgången") == {"EXP-548902"}
    assert documents("--state", "stoppad") == {STOPPED}
    assert documents("--state", "gällande", "--type", "rutin", "--unit", "smarta") == {PAIN}
    assert documents("--type", "policy") == {"EXP-170264"}


def test_list_as_text_has_a_row_for_each_document_and_suits_a_narrow_terminal(
    ledsys: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    wide = ledsys.ok("list").out.splitlines()
    assert len(wide) == 18
    (row,) = [line for line in wide if line.startswith(PAIN)]
    assert re.split(r"  +", row.strip()) == [
        *(PAIN, "Läkemedel vid långvarig smärta", "rutin", "1.0", "gällande, utkast", "2027-12-17", "smarta")
    ]
    monkeypatch.setenv("COLUMNS", "50")
    assert max(len(line) for line in ledsys.ok("list").out.splitlines()) <= 50


def test_decisions_on_the_boards_behalf_are_listed_for_the_board(ledsys: Terminal) -> None:
    rows = list(csv.DictReader(io.StringIO(ledsys.ok("list", "--to-report", "2020-01-01", "--format", "csv").out)))
    assert [(row["act"], row["document"], row["person"], row["mandate"]) for row in rows] == [
        ("approve", "EXP-431790", "hjaek1", "M-2024-005"),
        ("confirm", "EXP-431790", "hjaek1", "M-2024-005"),
    ]
    assert rows[0]["decided_by"] == "Regionstyrelsen 2023-12-12 § 207, RS 2023-00877"
    since = json.loads(ledsys.ok("list", "--to-report", "2026-01-01", "--format", "json").out)
    assert [entry["act"] for entry in since["decisions"]] == ["confirm"]


def test_status_fits_one_screen_with_counts_waits_bars_and_what_is_overdue(ledsys: Terminal) -> None:
    lines = ledsys.ok("status").out.splitlines()
    assert len(lines) < 60
    assert lines[0] == "17 documents on 2026-11-22"
    assert "  10 gällande" in lines
    assert "  2026-12 █ 1" in lines
    assert sum(bool(re.match(r"  \d{4}-\d{2}( |$)", line)) for line in lines) == 12
    assert "  EXP-548902 Fallprevention vid rehabilitering: ended 2026-11-02, 20 days ago." in lines
    assert any(STOPPED in line and "stopped: decide what comes next" in line for line in lines)


def test_inbox_holds_moves_endings_and_stopped_ones_each_with_its_command(ledsys: Terminal) -> None:
    found = json.loads(ledsys.ok("inbox", "--format", "json", as_="sixal1").out)
    assert found["person"] == "sixal1"
    commands = {matter["document"]: matter["commands"] for matter in found["matters"]}
    assert set(commands) == {"EXP-746620", "EXP-713589", STOPPED, "EXP-655278"}
    assert commands["EXP-713589"] == ["ledsys review EXP-713589 --ok"]
    assert commands["EXP-655278"] == [
        'ledsys revise EXP-655278 --reason "…"',
        'ledsys confirm EXP-655278 --until DATE --note "…"',
    ]


def test_show_tells_everything_about_one_document(ledsys: Terminal) -> None:
    lines = ledsys.ok("show", PAIN).out.splitlines()
    assert lines[0] == f"{PAIN} Läkemedel vid långvarig smärta"
    assert f"  File: {PAIN_FILE}" in lines
    assert "  State: gällande, utkast" in lines
    assert "  Being written: version 2.0, utkast" in lines
    assert "  Governed by: EXP-318846 Riktlinje för ledningssystem i Exempelhälsan" in lines
    assert any(line.startswith("  Waits for: to be written and submitted (Love Ängsborg (lovan2)") for line in lines)
    above = json.loads(ledsys.ok("show", "EXP-318846", "--format", "json").out)
    assert HYGIENE in above["referred_to_by"]
    assert PAIN in above["governs"]


def test_history_tells_every_act_in_order_with_who_and_why(ledsys: Terminal) -> None:
    ran = ledsys.ok("history", HYGIENE)
    acts = [line for line in ran.out.splitlines()[:-1] if not line.startswith(" ")]
    assert len(acts) == 17
    assert acts == sorted(acts)
    assert acts[6] == "2025-08-29 12:40 Disa Ljungskär (dislj1), reviewer: returned version 2"
    assert "    reason: Tabellen kompletteras efter granskarens synpunkt." in ran.out.splitlines()
    assert ran.out.endswith("\nLevel of proof: claimed, nobody vouches for it yet.\n")
    assert ran.err == ""
    assert len(json.loads(ledsys.ok("history", HYGIENE, "--format", "json").out)["acts"]) == 17


def test_trace_reaches_the_top(ledsys: Terminal) -> None:
    ran = ledsys.ok("trace", HYGIENE)
    assert "Regionfullmäktige 2024-04-22 § 104, RF 2023-00191" in ran.out
    found = json.loads(ledsys.ok("trace", HYGIENE, "--format", "json").out)
    assert found["approved"]["person"] == "sixal1"
    assert found["mandate"]["decided_by"] == "Hälsostyrelsen 2023-12-14 § 96, HS 2023-00164"
    assert [upper["ending"] for upper in found["above"][0]["above"]] == ["top", "top"]


def test_diff_marks_words_against_the_version_in_force_or_another(ledsys: Terminal) -> None:
    assert "[-en vecka-]{+tre dagar" in ledsys.ok("diff", PAIN).out
    same = ledsys.ok("diff", HYGIENE)
    assert (same.out, same.err) == ("", "Nothing differs from version 3.\n")
    assert "{+, handskar+}" in ledsys.ok("diff", HYGIENE, "--version", "1").out
    assert "has been published" in ledsys.ok("diff", "EXP-788457").err
    assert "No version is in force" in ledsys.ok("diff", STOPPED).err
    found = json.loads(ledsys.ok("diff", PAIN, "--format", "json").out)
    assert (found["version"], found["differs"], found["front_matter"]) == (1, True, [])


def test_diff_is_in_colours_at_a_terminal_only(ledsys: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31;9men vecka\x1b[0m\x1b[32mtre dagar" in ledsys.ok("diff", PAIN).out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in ledsys.ok("diff", PAIN).out


READING = [
    *(("expiring", "--days", "1000", "--format", form) for form in ("text", "json", "csv", "ics")),
    *(("list", "--format", form) for form in ("text", "json", "csv")),
    *(("list", "--to-report", "2020-01-01", "--format", form) for form in ("text", "json", "csv")),
    *(("status", "--format", form) for form in ("text", "json")),
    *(("inbox", "--as", "lovan2", "--format", form) for form in ("text", "json")),
    *(
        (command, LABELS_FILE, "--format", form)
        for command in ("show", "history", "trace")
        for form in ("text", "json")
    ),
    *(("diff", LABELS_FILE, "--format", form) for form in ("text", "json")),
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_a_hostile_title_does_nothing_in_any_command_or_format(ledsys: Terminal, arguments: tuple[str, ...]) -> None:
    # The text that is published and the one that is written on bear different hostile titles, so diff shows both.
    for path, title in ((f".ledsys/editions/{LABELS}/1/dokument.md", ESCAPED), (LABELS_FILE, f"{ESCAPED} ny")):
        text = Path(path).read_text().replace("titel: Märkning av prov", f'titel: "{title}"')
        Path(path).write_text(text)
    ran = ledsys(*arguments)
    assert ran.code == 0
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    assert {sign for sign in ran.all if unicodedata.category(sign) in hidden} <= {"\n", "\r"}
    if "--to-report" in arguments or arguments[0] in ("history", "status"):
        return  # they do not name this document
    match arguments[-1]:
        case "json":
            json.loads(ran.out)
            assert "=1+1 [/x] [bold]" in ran.out
        case "csv":
            (row,) = [row for row in csv.DictReader(io.StringIO(ran.out)) if row["document"] == LABELS]
            assert row["title"].startswith("'=1+1 [/x] [bold]\\u{1b}[31m")
        case "ics":
            summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(ran.out).walk("VEVENT")]
            assert sum("=1+1 [/x] [bold]" in summary for summary in summaries) == 1
        case _:
            assert "=1+1 [/x] [bold]" in ran.out


def test_json_keeps_a_hostile_title_whole(ledsys: Terminal) -> None:
    path = Path(f".ledsys/editions/{LABELS}/1/dokument.md")
    path.write_text(path.read_text().replace("titel: Märkning av prov", f'titel: "{ESCAPED}"'))
    titles = {entry["title"] for entry in json.loads(ledsys.ok("list", "--format", "json").out)["documents"]}
    assert HOSTILE in titles


BROKEN = {
    "no front matter": "Bara text.\n",
    "broken YAML": '---\ndokument-id: EXP-603415\ntitel: "Märkning\n---\n\ntext\n',
    "a list for a title": "---\ndokument-id: EXP-603415\ntitel: [a, b]\n---\n\ntext\n",
    "a conflict": "<<<<<<< HEAD\n---\ntitel: x\n=======\n>>>>>>> other\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_document_that_can_not_be_read_stops_no_command(ledsys: Terminal, text: str) -> None:
    Path(LABELS_FILE).write_text(text)
    for arguments in READING:
        assert ledsys(*arguments).code == 0, arguments
    assert LABELS_FILE in ledsys.ok("list", "--format", "csv").out
    assert f"{LABELS_FILE} (the front matter can't be read; run: ledsys check)" in ledsys.ok("status").out
    assert "can't be read" in ledsys.ok("show", LABELS_FILE).out


def test_bytes_that_are_no_text_stop_no_command(ledsys: Terminal) -> None:
    Path(LABELS_FILE).write_bytes(b"\xff\xfe\x00" * 100)
    for arguments in READING:
        assert ledsys(*arguments).code == 0, arguments
