"""A region whose people have keys: the example docs repo, with signatures asked for from its own day on.

The keys are soft ones that follow from the names of the people, so they cost nothing to make; ssh-keygen signs with
them, since they lie in the folder ``.ssh`` of the home folder.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tests.signature.keys import SoftKey

from ledsys.frontmatter.key_entries import with_key
from ledsys.model.organisation import Key

REGISTER = "organisation/personer.yaml"
TYPES = ("rutin", "anvisning", "riktlinje")
PEOPLE = (
    *("hjaek1", "ragsa1", "tyrli1", "sixal1", "ylvta1", "noogr1", "karbe2"),
    *("lovan2", "malbj1", "dislj1", "ebbst1", "orvny1", "vegho1"),
)
ROOTS = ("hjaek1", "ragsa1", "sixal1")


def git(root: Path, *arguments: str, code: int | None = 0) -> str:
    """Run git as somebody would by hand; ``code`` None takes any end."""
    identity = {f"GIT_{role}_{part}": "prov" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    plain = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **identity}
    ran = subprocess.run(
        ["git", *arguments], cwd=root, check=False, capture_output=True, text=True, env={**os.environ, **plain}
    )
    assert code is None or ran.returncode == code, ran.stdout + ran.stderr
    return ran.stdout


def commit(root: Path, subject: str) -> str:
    """Commit everything as it stands, and give the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", subject)
    return git(root, "rev-parse", "HEAD").strip()


def enter_keys(root: Path, home: Path, day: date, people: Iterable[str] = PEOPLE) -> None:
    """Give the people keys that count from the day on: the private halves in ``.ssh`` of the home folder."""
    folder = home / ".ssh"
    folder.mkdir(mode=0o700, exist_ok=True)
    data = (root / REGISTER).read_bytes()
    for person in people:
        key = SoftKey(person)
        key.save(folder / person)
        data = with_key(data, person, Key(key=key.public_text, from_day=day))
    (root / REGISTER).write_bytes(data)


def ask_for_signatures(root: Path, day: date, types: Iterable[str] = TYPES, level: str = "nyckel") -> None:
    """Let the document types ask for the level of proof from the day on."""
    for name in types:
        place = root / f"handlingstyper/{name}.yaml"
        dated = f"styrkenivå:\n  - nivå: uppgiven\n  - nivå: {level}\n    från: {day}"
        text, changed = re.subn(r"^styrkenivå: uppgiven", dated, place.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert changed == 1
        place.write_text(text, encoding="utf-8")


def sign_from(root: Path, home: Path, day: date) -> str:
    """Enter keys for everybody, ask for signatures from the day on, and commit that."""
    enter_keys(root, home, day)
    ask_for_signatures(root, day)
    return commit(root, "Nycklar och signaturer")
