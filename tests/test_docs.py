"""The documentation tells the truth: links lead somewhere, commands exist, and the tour of the README can be walked."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer

from ledsys.cli.app import make_app

pytestmark = pytest.mark.whole

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = ROOT / "README.md"
PAGES = (README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md")))
SOURCES = {page: page.read_text(encoding="utf-8") for page in PAGES}


def _commands(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Give every command by its whole name, those of groups too."""
    for name, command in vars(group)["commands"].items():
        if "commands" in vars(command):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS: dict[str, Any] = dict(_commands(typer.main.get_command(make_app())))
EVERYWHERE = {"--help", "-h"}


def page_name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def prose(text: str) -> str:
    """The text without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#{1,6} (.+)$", prose(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(text: str) -> Iterator[str]:
    yield from re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]+`", "", prose(text)))


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for link in links(SOURCES[page]):
        if link.startswith(("https://", "mailto:")):
            continue
        target, _, anchor = unquote(link).partition("#")
        place = (page.parent / target).resolve() if target else page
        if not place.exists() or (anchor and anchor not in anchors(place.read_text(encoding="utf-8"))):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_a_page_is_written_for_every_machine(page: Path) -> None:
    """No page names a folder of the machine that it was written on."""
    assert re.findall(r"(?<![\w.~])/(?:home|root|tmp|work|Users|var|mnt)/\S*", SOURCES[page]) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_no_page_claims_compliance(page: Path) -> None:
    """ledsys is a basis for following rules; whether an organisation follows them is for others to say."""
    assert re.findall(r"(?i)compliant with|uppfyller kraven i", SOURCES[page]) == []


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_and_option_that_a_page_shows_exists(page: Path) -> None:
    unknown = []
    for line in shown_commands(SOURCES[page]):
        name, words = named(line)
        if name in COMMANDS:
            given = (word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word))
            unknown += [f"{name} {option}" for option in given if option not in options(name) | EVERYWHERE]
        else:
            unknown.append(line)
    assert unknown == []


def named(line: str) -> tuple[str, list[str]]:
    """Divide a command line into the name of the command, of one word or two, and the words after it."""
    words = line.split()
    size = 2 if " ".join(words[:2]) in COMMANDS else 1
    return " ".join(words[:size]), words[size:]


def shown_commands(text: str) -> list[str]:
    """What follows ``ledsys`` on the lines of fenced blocks, without comments, and in code within prose."""
    blocks = re.findall(r"^```(?:console|sh)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    lines = [re.sub(r"\s#.*", "", line) for block in blocks for line in block.splitlines()]
    code = [*lines, *re.findall(r"`([^`]+)`", prose(text))]
    found = [re.match(r"(?:\$ )?ledsys (?:-C \S+ )?([a-z].*)", line) for line in code]
    return [command[1] for command in found if command]


def options(name: str) -> set[str]:
    return {option for parameter in COMMANDS[name].params for option in parameter.opts if option.startswith("-")}


def test_every_command_with_every_option_is_documented() -> None:
    section = re.compile(r"^### `ledsys ([a-z-]+(?: [a-z-]+)?)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
    sections = dict(section.findall(SOURCES[DOCS / "commands.md"]))
    assert sorted(sections) == sorted(COMMANDS)
    documented = {name: set(re.findall(r"`(--?[a-z-]+)", text)) for name, text in sections.items()}
    assert documented == {name: options(name) - EVERYWHERE for name in COMMANDS}


def test_every_decision_is_listed_in_order() -> None:
    files = sorted(path.name for path in (DOCS / "decisions").glob("[0-9]*.md"))
    assert re.findall(r"\]\((\d{4}-[^)]+\.md)\)", SOURCES[DOCS / "decisions" / "README.md"]) == files
    assert [name[:4] for name in files] == [f"{number:04}" for number in range(1, len(files) + 1)]


@pytest.mark.parametrize("page", sorted((DOCS / "decisions").glob("[0-9]*.md")), ids=page_name)
def test_every_decision_has_the_same_headings(page: Path) -> None:
    assert re.findall(r"^## (.+)$", SOURCES[page], re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_every_page_of_the_docs_is_reached_from_the_index() -> None:
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in links(SOURCES[DOCS / "index.md"])}
    assert {page for page in DOCS.glob("*.md") if page.name != "index.md"} <= listed


def tour() -> tuple[list[tuple[str, list[str]]], str]:
    """The steps of the README's tour: commands, and the text that its author writes, in their order."""
    part = SOURCES[README].split("\n## A tour", 1)[1].split("\n## What is proven", 1)[0]  # its text has headings too
    steps = re.findall(r"^```(console|markdown)\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)
    return [(kind, block.splitlines()) for kind, block in steps], part


class Walker:
    """Somebody who does what the tour says, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {**os.environ, "PYTHONWARNINGS": "error"}
        self.ids: dict[str, str] = {}
        self.written = ""

    def command(self, line: str) -> None:
        words = shlex.split(line, comments=True)
        if words[0] == "export":
            name, value = words[1].split("=", 1)
            self.environment[name] = value
        elif words[0] == "cd":
            self.folder /= words[1]
        else:
            assert words[0] == "ledsys"
            self.ledsys([self.ids.get(word, word) for word in words[1:]], line)

    def ledsys(self, words: list[str], line: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "ledsys", *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            encoding="utf-8",
        )
        expected = re.search(r"# exit code (\d+)", line)
        assert done.returncode == (int(expected[1]) if expected else 0), f"{line}\n{done.stdout}{done.stderr}"
        if words[0] == "new":
            self.written = done.stdout.split()[1]
            self.ids["EXP-482103"] = done.stdout.split()[0]

    def edit(self, text: str) -> None:
        """Replace everything from the second fence of the document's front matter."""
        path = self.folder / self.written
        head, fence, _ = path.read_text(encoding="utf-8").partition("\n---\n")
        assert fence
        path.write_bytes(f"{head}\n{text}\n".encode())


def test_the_tour_of_the_readme_can_be_walked(tmp_path: Path) -> None:
    """Every command ends with the exit code that the README says, and the handbook shows the document at the end."""
    steps, part = tour()
    walker = Walker(tmp_path)
    for kind, lines in steps:
        if kind == "markdown":
            walker.edit("\n".join(lines))
        for line in lines if kind == "console" else ():
            if line.startswith("$ "):
                walker.command(line[2:])
    document = walker.ids["EXP-482103"]
    assert walker.written in part
    assert "Överrapportering" in (walker.folder / "site/dokument" / document / "index.html").read_text(encoding="utf-8")
    assert "version: 2" in (walker.folder / walker.written).read_text(encoding="utf-8")
