"""Titles that are markup, formulas or hidden signs elsewhere: text everywhere, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal

pytestmark = pytest.mark.whole

AUTHOR = "malbj1"
HOSTILE = {
    "markup of the terminal": "[/x] [bold]fet[/bold]",
    "a script": "<script>alert(1)</script> & <b>",
    "a formula": "=1+1",
    "emoji": "Handhygien 👩‍⚕️ 🧼".replace("\u200d", ""),
    "YAML": "'a': \"b\" # c, [d] {e}",
    "a list": "- lista",
    "Markdown": "**fet** [länk](javascript:alert(1))",
    "braces": "{titel} %s {0}",
    "a number": "3.10",
    "no letters": "¤ % &",
}
REFUSED = {
    "ANSI codes": "\x1b[31mröd\x1b[0m",
    "turned round": "\u202eabc",
    "NUL": "a\0b",
    "two lines": "en\nrad",
    "300 characters": "x" * 300,
    "blank": "   ",
}


def _new(ledsys: Terminal, title: str) -> Path:
    ran = ledsys.ok("new", "anvisning", "--title", title, "--unit", "rehab", "--reviewer", "noogr1", as_=AUTHOR)
    path = Path(ran.out.splitlines()[0].partition("  ")[2])
    text = path.read_text().replace("författare:", "utgår-från: [EXP-318846]\nmålgrupp: Alla\nförfattare:")
    lines = [line for line in text.splitlines() if "[Instruktion:" not in line]
    path.write_text("\n".join(line + "\n\nText." if line.startswith("##") else line for line in lines) + "\n")
    return path


class _Text(HTMLParser):
    """The text of a page, and where its links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        self.links += [value or "" for name, value in attributes if name == "href"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_title_is_only_text(ledsys: Terminal, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # so that no title is broken over two lines
    title = HOSTILE[name]
    path = _new(ledsys, title)
    document = path.read_text().splitlines()[1].partition(": ")[2]
    checked = ledsys("check", str(path))
    assert checked.code == 0, checked.out
    ledsys.ok("submit", document, as_=AUTHOR)
    assert title in ledsys.ok("list").out
    assert title in ledsys.ok("show", document).out
    ledsys.ok("status")
    entries = json.loads(ledsys.ok("list", "--format", "json").out)["documents"]
    assert title in [entry["title"] for entry in entries]
    cells = [row["title"] for row in csv.DictReader(io.StringIO(ledsys.ok("list", "--format", "csv").out))]
    assert title.removeprefix("'") in [cell.removeprefix("'") for cell in cells]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    ledsys.ok("review", document, "--ok", as_="noogr1")
    ledsys.ok("approve", document, "--publish", as_="sixal1")
    ledsys.ok("check", str(path))
    ledsys.ok("build")
    page = Path(f"site/dokument/{document}/index.html").read_text()
    assert "<script>alert" not in page
    seen = _Text(page)
    assert title in seen.text
    assert not [link for link in seen.links if link.startswith("javascript:")]


@pytest.mark.parametrize("name", REFUSED)
def test_a_title_that_hides_something_is_refused(ledsys: Terminal, name: str) -> None:
    before = sorted(Path().rglob("*.md"))
    ran = ledsys("new", "rutin", "--title", REFUSED[name], "--unit", "rehab", as_=AUTHOR)
    assert ran.code in (1, 2)
    assert ran.out == ""
    assert "itle" in ran.err or "signs" in ran.err
    assert not set(ran.err) & {"\x1b", "\u202e", "\0"}
    assert sorted(Path().rglob("*.md")) == before


@pytest.mark.parametrize("name", [*HOSTILE, "ANSI codes", "turned round", "300 characters"])
def test_a_hostile_title_in_a_file_reaches_no_terminal(ledsys: Terminal, name: str) -> None:
    title = {**HOSTILE, **REFUSED}[name]
    path = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    path.write_text(path.read_text().replace("titel: Utprovning av gånghjälpmedel", f"titel: {json.dumps(title)}"))
    for arguments in (["check"], ["list"], ["show", "EXP-788457"], ["status"], ["build"], ["submit", "EXP-788457"]):
        ran = ledsys(*arguments, as_=AUTHOR if arguments[0] == "submit" else None)
        assert ran.code in (0, 1)
        assert not set(ran.all) & {"\x1b", "\u202e", "\0"}
    for arguments in (["check"], ["list"], ["show", "EXP-788457"], ["status"]):
        json.loads(ledsys(*arguments, "--format", "json").out)
