"""*Killing* one run of ledsys: the docs repos to do it in, and what the one that is left must be like."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

from tests.campaign import traced
from tests.campaign.traced import Fate, Operation
from tests.cli.keyed_region import ROOTS, commit, git, sign_from
from tests.signature.keys import SoftKey

from ledsys.cli import main
from ledsys.cli.codes import CANNOT
from ledsys.digest import sha256

DRAFT = "EXP-788457"
OTHER = "EXP-746620"
SHOWN = 600
"""Characters of what is wrong."""
LOCKS = 4
"""More locks than a killed git leaves behind."""
OURS = frozenset({"ledsys.lock"})
"""What ledsys may leave in git's folder."""


@dataclass(frozen=True)
class Command:
    """A command to be killed: what must have happened before, and how what it makes is counted.

    ``made`` names the files that it makes; they are counted, and their contents are its own.
    """

    name: str
    before: tuple[tuple[str, ...], ...]
    arguments: tuple[str, ...]
    made: str
    again: str
    """What it may say when it is run again and was done already."""

    @property
    def word(self) -> str:
        """The name in one word, for folders."""
        return self.name.replace(" ", "-")


_LIFE = (("submit", DRAFT, "--as", "malbj1"), ("review", DRAFT, "--ok", "--as", "noogr1"))
_APPROVE = ("approve", DRAFT, "--as", "sixal1")
_INIT = tuple(word for root in ROOTS for word in ("--root", root))
COMMANDS = (
    Command("approve", _LIFE, _APPROVE, f".ledsys/acts/{DRAFT}/*.act", "Nothing was changed"),
    Command(
        "publish", (*_LIFE, _APPROVE, ("build",)), ("publish", "--as", "ebbst1"), f".ledsys/acts/{DRAFT}/*.act", ""
    ),
    Command(
        "policy change",
        (
            ("policy", "init", *_INIT, "--reason", "Början", "--as", ROOTS[0]),
            ("policy", "change", "--as", ROOTS[1]),
            ("shorter notice",),
        ),
        ("policy", "change", "--reason", "Kortare varsel", "--as", ROOTS[1]),
        ".ledsys/policy/2/*",
        "not one that version 2 waits for",
    ),
    Command("seal", (), ("seal",), "", ""),
)
JOURNAL = "refs/heads/ledsys-journal:journal"


@dataclass(frozen=True)
class State:
    """A docs repo as somebody finds it: its files by digest, what git says of them, its acts and its handbook."""

    files: Mapping[str, str]
    status: str
    commits: int
    made: int
    checked: int
    site: frozenset[str]


@dataclass(frozen=True)
class Start:
    """The ground that a command is run on, and the docs repo before and after a run that nothing befalls."""

    ground: Path
    before: State
    after: State


@dataclass(frozen=True)
class Outcome:
    """What came of one fate; ``torn`` and ``lost`` say what is wrong and are empty where nothing is.

    ``healed``: the next run had something to finish. ``told``: it said which file a person must delete first.
    """

    place: str
    reached: bool
    healed: bool = False
    told: bool = False
    torn: str = ""
    lost: str = ""


@dataclass(frozen=True)
class Ran:
    """How a command ended, and all that it printed."""

    code: int
    said: str


def ledsys(ground: Path, *arguments: str) -> Ran:
    """Run a command in the docs repo of the ground, in this process."""
    said, environment = StringIO(), patch.dict(os.environ, traced.environment(ground))
    with environment, chdir(ground / "repo"), redirect_stdout(said), redirect_stderr(said):
        code = main.run(list(arguments))
    return Ran(code, said.getvalue())


def prepared(ground: Path, command: Command) -> Path:
    """Make the docs repo in which the command is about to be run, and give its ground."""
    base, place = ground / "base", ground / f"{command.word}-start"
    if not base.exists():
        _found(base)
    copied(base, place)
    for arguments in command.before:
        if arguments == ("shorter notice",):
            settings = place / "repo/ledsys.yaml"
            settings.write_bytes(settings.read_bytes().replace(b"dagar-f\xc3\xb6re: 90", b"dagar-f\xc3\xb6re: 60"))
        else:
            ran = ledsys(place, *arguments)
            assert ran.code == 0, ran.said
    ledsys(place, "check")  # so that everything is in the cache
    return place


def copied(ground: Path, place: Path) -> Path:
    """Copy a ground."""
    shutil.copytree(ground, place, symlinks=True)
    return place


def state(ground: Path, command: Command) -> State:
    """Look at the docs repo of the ground."""
    root = ground / "repo"
    files = {
        name: sha256(path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file() and not (name := path.relative_to(root).as_posix()).startswith((".git/", "site/", ".site."))
    }
    journal = git(root, "cat-file", "-p", JOURNAL, code=None)
    return State(
        files=files,
        status=re.sub(r"[0-9a-f]{20}", "…", git(root, "status", "--porcelain", "--untracked-files=all")),
        commits=int(git(root, "rev-list", "--count", "HEAD")),
        made=len(list(root.glob(command.made))) if command.made else journal.count("BEGIN SSH SIGNATURE"),
        checked=ledsys(ground, "check").code,
        site=frozenset(path.relative_to(root).as_posix() for path in (root / "site").rglob("*") if path.is_file()),
    )


def befall(command: Command, start: Start, place: Path, point: tuple[Operation, Fate]) -> Outcome:
    """Let a fate befall the command in a copy of the start, and look at what is left."""
    operation, fate = point
    copied(start.ground, place)
    try:
        ended = traced.stopped(place, list(command.arguments), operation, fate)
        where = f"{fate} at {operation.call} of {operation.path} (git run {operation.run})"
        if not ended.reached:
            return Outcome(where, reached=False)
        return _judged(command, start, place, where, ended, fate)
    finally:
        shutil.rmtree(place)


def _judged(  # noqa: PLR0917  # what there is to know about one fate
    command: Command, start: Start, ground: Path, where: str, ended: traced.Ended, fate: Fate
) -> Outcome:
    before, after = start.before, start.after
    wrong = _ill_spoken(ended, fate)
    interrupted = (ground / "repo/.git/ledsys-journal.json").exists()
    _, told_first = _obeyed(ground, "doctor")
    found = state(ground, command)
    torn = wrong or _torn(ground, before, after, found)
    again, told = _obeyed(ground, *command.arguments)
    done = again.code == 0 or bool(command.again and command.again in again.said)
    finished = state(ground, command)
    lost = "" if done else f"the command again: {again.said}"
    if not lost and not _like(finished, before, after):
        lost = f"run again, it made {finished.made - before.made} of {after.made - before.made}: {finished.status}"
    if ended.code == 0 and found.made != after.made:
        lost = f"it said that all was well and made {found.made - before.made}"
    if not lost and finished.site != after.site:
        lost = f"the handbook: {sorted(finished.site ^ after.site)[:5]}"
    litter = {path.name for path in (ground / "repo/.git").glob("ledsys*")} - OURS
    litter |= {path.name for path in (ground / "repo").glob(".site.*")}
    return Outcome(
        where,
        reached=True,
        healed=interrupted,
        told=told or told_first,
        torn=torn or (f"left behind: {sorted(litter)}" if litter else ""),
        lost=lost,
    )


def _ill_spoken(ended: traced.Ended, fate: Fate) -> str:
    """Say what is wrong with how a run ended that was left alive."""
    if fate is Fate.KILL:
        return ""
    if "Traceback" in ended.err or ended.code not in (0, 1, 2) or (ended.code and not ended.err.strip()):
        return f"exit code {ended.code}: {ended.err}"
    return ""


def _obeyed(ground: Path, *arguments: str) -> tuple[Ran, bool]:
    """Run a command, do what it tells a person to do and run it again; the second tells whether it had to be told."""
    ran, told = ledsys(ground, *arguments), 0
    while ran.code == CANNOT and told < LOCKS and (locks := re.findall(r"(/\S+\.lock) exists", ran.said)):
        for lock in locks:
            Path(lock).unlink(missing_ok=True)
        ran, told = ledsys(ground, *arguments), told + 1
    return ran, told > 0


def _torn(ground: Path, before: State, after: State, found: State) -> str:
    """Say in what the docs repo is neither as before nor as after."""
    fsck = subprocess.run(
        ["git", "fsck", "--strict", "--no-dangling"], cwd=ground / "repo", check=False, capture_output=True, text=True
    )
    if fsck.returncode or "error" in fsck.stderr:
        return f"git fsck: {fsck.stdout}{fsck.stderr}"
    if found.site not in (before.site, after.site):
        return f"the handbook is neither the old nor the new: {len(found.site)} files"
    as_before = (found.files, found.status, found.commits, found.made, found.checked) == (
        *(before.files, before.status, before.commits, before.made, before.checked),
    )
    if as_before or _like(found, before, after):
        return ""
    differing = sorted(
        path for path in {*found.files, *before.files} if found.files.get(path) != before.files.get(path)
    )
    return f"neither before nor after: {found.status} {differing} {found.made} {found.commits} check {found.checked}"[
        :SHOWN
    ]


def _like(found: State, before: State, after: State) -> bool:
    """Tell whether the state is the one after: acts are named by their time, everything else must be the same."""
    kept = {path: digest for path, digest in before.files.items() if after.files.get(path) == digest}
    return (
        (found.status, found.commits, found.made, found.checked)
        == (after.status, after.commits, after.made, after.checked)
        and len(found.files) == len(after.files)
        and kept.items() <= found.files.items()
    )


def _found(base: Path) -> None:
    """Make the docs repo that all start from: a region whose people sign, and whose journal is sealed by a machine."""
    (base / "home").mkdir(parents=True)
    (base / "repo").mkdir()
    ran = ledsys(base, "init", ".")
    assert ran.code == 0, ran.said
    today = datetime.now(ZoneInfo("Europe/Stockholm")).date()
    settings = base / "repo/ledsys.yaml"
    (base / "home/.ssh").mkdir(mode=0o700)
    SoftKey("seal").save(base / "home/.ssh/seal")
    sealer = f"  sigillnycklar:\n    - id: sigill\n      nyckel: {SoftKey('seal').public_text}\n      från: {today}\n"
    # PDFs, made beside the pages and written with them, would only make the many builds slow.
    before = settings.read_text(encoding="utf-8").replace("  pdf: ja\n", "  pdf: nej\n")
    settings.write_text(f"{before}\nbehörighet:\n{sealer}", encoding="utf-8")
    commit(base / "repo", "En maskin som sätter sigill")
    sign_from(base / "repo", base / "home", today)
    for arguments in (("publish", OTHER, "--as", "vegho1"), ("check",)):
        ran = ledsys(base, *arguments)
        assert ran.code == 0, ran.said
    shutil.rmtree(base / "repo/site")
