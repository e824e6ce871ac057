"""The pages of the rules as tests: what a page shows is what the rules do.

A page is Markdown. Its examples are fences; each changes the example docs repo (as of `DAY`, in memory), and a fence
``fynd`` closes the example with what the page's rule must then find, all of it and nothing else:

changes               see `tests.rules.changes`
``dag``               the day on which the repo is judged
``git sparat``        the repo as it is now is committed; what the example changes after this lies in the folder only
``git avbruten``      the same, and a move was cut off half-way
``landning``          the repo as it is now is what main has; what the example changes after this lands at noon that day
``fynd``              ``path:line:column CODE fel|varning``, one a line; ``fynd grund`` is for the repo as it is
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from fnmatch import fnmatchcase
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from markdown_it import MarkdownIt
from tests.rules.changes import DAY, Fence, Repo, base, changed
from tests.rules.landed import landing_of

import ledsys.rules
from ledsys.model.change import Change
from ledsys.model.corpus import Policy
from ledsys.model.facts import DocumentFacts
from ledsys.model.finding import Finding, Severity
from ledsys.proof.step import step
from ledsys.rules.judge import judge
from ledsys.rules.rule import Rule
from ledsys.store.change import begin
from ledsys.store.files import ReadFiles
from ledsys.store.front_page import with_front_page
from ledsys.store.journal import Journal, write_journal
from ledsys.store.load import load_under
from ledsys.store.policy import load_policy
from ledsys.store.repository import initialise
from ledsys.store.state import state_problems
from ledsys.store.trees import LINK
from ledsys.store.worktree import scan

FOLDER = Path(ledsys.rules.__file__).parent / "pages"
LANGUAGES = {"sv": FOLDER, "en": FOLDER / "en"}
HEADINGS = {
    "sv": ("Vad regeln hittar", "Varför det spelar roll", "Exempel", "Gör så här", "Inställningar"),
    "en": ("What it finds", "Why it matters", "Example", "What to do", "Settings"),
}
WORDS = {Severity.ERROR: "fel", Severity.WARNING: "varning"}
BASE = "grund"


@dataclass(frozen=True)
class Page:
    """One page: its title, its headings in order, its examples, and what is expected of the repo as it is."""

    path: Path
    title: str
    summary: str
    headings: tuple[str, ...]
    examples: tuple[tuple[Fence, ...], ...]
    base: Fence

    @property
    def code(self) -> str:
        """The code of the rule, from the file's name."""
        return self.path.stem


def paths(language: str) -> tuple[Path, ...]:
    """Give the pages of a language, in order of their codes."""
    return tuple(sorted(LANGUAGES[language].glob("LS*.md")))


def read_page(path: Path) -> Page:
    """Read a page; ValueError if fences come after the last ``fynd`` of the page."""
    tokens = MarkdownIt().parse(path.read_text(encoding="utf-8"))
    texts = [
        (before.tag, token.content)
        for before, token in pairwise(tokens)
        if token.type == "inline" and before.type in ("heading_open", "paragraph_open")
    ]
    examples: list[tuple[Fence, ...]] = []
    gathered: list[Fence] = []
    base = Fence("fynd", BASE, "", 0)
    for token in tokens:
        if token.type != "fence" or token.map is None:
            continue
        kind, _, argument = token.info.strip().partition(" ")
        fence = Fence(kind, argument.strip(), token.content, token.map[0] + 1)
        if (kind, fence.argument) == ("fynd", BASE):
            base = fence
            continue
        gathered.append(fence)
        if kind == "fynd":
            examples.append(tuple(gathered))
            gathered = []
    if gathered:
        raise ValueError(f"{path.name}: the fences from line {gathered[0].line} lead to no fynd")
    title = next((text for tag, text in texts if tag == "h1"), "")
    summary = next((text for tag, text in texts if tag == "p"), "")
    return Page(path, title, summary, tuple(text for tag, text in texts if tag == "h2"), tuple(examples), base)


@dataclass
class _Facts:
    """Facts by blob id, so that what an example leaves alone is read once for all examples."""

    known: dict[str, DocumentFacts] = field(default_factory=dict)

    def get_many(self, blobs: Iterable[str]) -> Mapping[str, DocumentFacts]:
        return {blob: self.known[blob] for blob in blobs if blob in self.known}

    def put_many(self, facts: Mapping[str, DocumentFacts]) -> None:
        self.known.update(facts)


_FACTS = _Facts()


@cache
def _policy(files: frozenset[tuple[str, bytes]]) -> Policy:
    return load_policy(Repo(dict(files)))


def findings(rule: Rule, repo: Repo, day: date = DAY) -> tuple[Finding, ...]:
    """Give what the rule finds in the repo on the day; a policy that an example leaves alone is read once for all."""
    of_policy = ((path, data) for path, data in repo.files.items() if not path.startswith(("dokument/", ".ledsys/")))
    return judge(with_front_page(load_under(_policy(frozenset(of_policy)), repo, day, _FACTS), repo), (rule,)).shown


def run(rule: Rule, example: Iterable[Fence]) -> tuple[tuple[Finding, ...], Fence]:
    """Make the changes of an example and judge; give what the rule finds, and the fence that says what it should."""
    repo, day = base(), DAY
    saved: tuple[Repo, str] | None = None
    for fence in example:
        if fence.kind == "fynd":
            if saved is None:
                return findings(rule, repo, day), fence
            judged = _findings_of_landing if saved[1] == "landning" else _findings_with_git
            return judged(rule, *saved, repo, day), fence
        if fence.kind == "landning":
            saved = repo, fence.kind
        elif fence.kind == "git":
            saved = repo, fence.argument
        elif fence.kind == "dag":
            day = date.fromisoformat(fence.text.strip())
        else:
            repo = changed(repo, fence)
    raise ValueError("an example ends with fynd")


def _findings_with_git(rule: Rule, saved: Repo, how: str, repo: Repo, day: date) -> tuple[Finding, ...]:
    """Give what the rule finds in a folder with git, whose last commit has the saved files."""
    when = datetime.combine(DAY, time(9), UTC)
    with TemporaryDirectory() as folder:
        repository = initialise(Path(folder))
        begin(repository, Change(saved.files, "The example", "Example", "example@region-exempel.example", when))
        for path in saved.files.keys() - repo.files.keys():
            (repository.root / path).unlink()
        for path, data in repo.files.items() - saved.files.items():
            (repository.root / path).write_bytes(data)
        if how == "avbruten":
            write_journal(repository.git.git_dir, Journal((), (), None, when.isoformat(), "The example"))
        files = ReadFiles(scan(repository.root))
        corpus = load_under(load_policy(files), files, day, _FACTS)
        state = state_problems(repository, files)
        return judge(replace(corpus, problems=(*corpus.problems, *state)), (rule,)).shown


def _findings_of_landing(rule: Rule, before: Repo, _: str, after: Repo, day: date) -> tuple[Finding, ...]:
    """Give what the rule finds in the landing that makes the one repo of the other."""
    policy = load_policy(before)
    now = datetime.combine(day, time(12), ZoneInfo(policy.settings.zone))
    modes = dict.fromkeys(after.links, LINK)
    return step(landing_of(before.files, after.files, now, policy, modes, _FACTS), (rule,))


def differences(found: Iterable[Finding], expected: Fence) -> list[str]:
    """Say where findings and expectation differ: ``-`` is missing, ``+`` is too much."""
    lines = [
        f"{finding.path}:{finding.line}:{finding.column} {finding.code} {WORDS[finding.severity]}" for finding in found
    ]
    missing: list[str] = []
    for wanted in expected.text.splitlines():
        fitting = [line for line in lines if line == wanted or fnmatchcase(line, wanted)]
        if fitting:
            lines.remove(fitting[0])
        elif wanted.strip():
            missing.append(f"- {wanted}")
    return missing + [f"+ {line}" for line in lines]
