"""A docs repo whose rutiner must be signed: real keys of ssh-keygen, and one rutin with an image signed all the way."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.cli.conftest import NOON

from ledsys.cli import clock, main
from ledsys.store.story import template_root

AUTHOR, REVIEWER, APPROVER, PUBLISHER = "tyrli1", "dislj1", "sixal1", "ebbst1"
IMAGE = "flöde i steg.png"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@dataclass(frozen=True)
class SignedRepo:
    """The docs repo, the id of the rutin, and the home folder with the keys."""

    folder: Path
    document: str
    home: Path

    @property
    def edition(self) -> Path:
        return self.folder / ".ledsys/editions" / self.document / "1"

    def act(self, kind: str) -> Path:
        """Give the file of the document's one act of the kind."""
        acts = (self.folder / ".ledsys/acts" / self.document).iterdir()
        (found,) = (path for path in acts if f"\nact: {kind}\n" in path.read_text(encoding="utf-8"))
        return found

    def copy(self, folder: Path) -> SignedRepo:
        shutil.copytree(self.folder, folder, symlinks=True)
        return SignedRepo(folder, self.document, self.home)


def make_signed(example: Path, home: Path) -> SignedRepo:
    """Let the example ask for signatures on every rutin from that day on, and take one from draft to published."""
    folder = home / "repo"
    shutil.copytree(example, folder, symlinks=True)
    (home / ".ssh").mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", NOON.astimezone)
        patch.setenv("HOME", str(home))
        patch.setenv("LEDSYS_LANG", "en")
        patch.chdir(folder)
        for person in (AUTHOR, REVIEWER, APPROVER, PUBLISHER):
            place = home / ".ssh" / person
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place)], check=True)
            _run("key", "new", "--file", f"{place}.pub", "--as", person)
        _ask_for_signatures(folder)
        document = _write_rutin(folder)
        _run("submit", document, "--as", AUTHOR)
        _run("review", document, "--ok", "--as", REVIEWER)
        _run("approve", document, "--as", APPROVER)
        _run("publish", document, "--out", str(home / "site"), "--as", PUBLISHER)
    return SignedRepo(folder, document, home)


def _ask_for_signatures(folder: Path) -> None:
    kind = folder / "handlingstyper/rutin.yaml"
    asked = f"styrkenivå:\n  - nivå: uppgiven\n  - nivå: nyckel\n    från: {NOON:%Y-%m-%d}"
    kind.write_text(kind.read_text(encoding="utf-8").replace("styrkenivå: uppgiven", asked), encoding="utf-8")
    identity = ["-c", "user.name=Prov", "-c", "user.email=prov@region-exempel.example"]
    subprocess.run(["git", *identity, "commit", "-q", "-a", "-m", "rutin: nyckel"], cwd=folder, check=True)


def _write_rutin(folder: Path) -> str:
    draft = ("--unit", "expertenheter", "--owner", "verksamhetschef@smarta", "--reviewer", REVIEWER)
    _run("new", "rutin", "--title", "Larm och bemanning vid helgtjänst", *draft, "--as", AUTHOR)
    (place,) = (folder / "dokument/expertenheter").glob("larm*.md")
    document = str(re.findall(r"^dokument-id: (.*)$", place.read_text(encoding="utf-8"), re.MULTILINE)[0])
    told = (template_root() / "story/demo-1.md").read_text(encoding="utf-8").replace("EXP-000000", document)
    place.write_text(f"{told}\n![Flödet i steg](fl%C3%B6de%20i%20steg.png)\n", encoding="utf-8")
    (place.parent / IMAGE).write_bytes(PIXEL)
    return document


def _run(*arguments: str) -> None:
    assert main.run([*arguments, "-q"]) == 0, arguments
