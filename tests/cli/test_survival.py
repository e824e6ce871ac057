"""What is proven stays proven, however the same commits come to main and however the files leave it (proof §1.5)."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import NOON
from tests.cli.keyed_region import commit, git, sign_from
from tests.cli.terminal import Terminal

from ledsys.cli import clock, main

pytestmark = pytest.mark.whole

DOCUMENT, FOLDER, IMAGE = "EXP-527361", "dokument/smarta", "bilder/smartskala.png"
TEXT = f"{FOLDER}/lakemedel-vid-langvarig-smarta.md"
LIFE = (
    ("submit", DOCUMENT, "--as", "lovan2"),
    ("review", DOCUMENT, "--ok", "--as", "karbe2"),
    ("approve", DOCUMENT, "--as", "sixal1"),
    ("publish", DOCUMENT, "--as", "ebbst1"),
)


def _stop_clock_of_git(patch: pytest.MonkeyPatch) -> None:
    for role in ("AUTHOR", "COMMITTER"):
        patch.setenv(f"GIT_{role}_DATE", NOON.isoformat())


@pytest.fixture(scope="module")
def ground(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A docs repo where version 2 of a document with an image is decided, every step signed, on the branch ``work``."""
    home = tmp_path_factory.mktemp("ground")
    root = home / "repo"
    shutil.copytree(example, root, symlinks=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", NOON.astimezone)
        patch.setenv("HOME", str(home))
        _stop_clock_of_git(patch)
        patch.chdir(root)
        sign_from(root, home, NOON.date())
        git(root, "switch", "--quiet", "--create", "work")
        for arguments in LIFE:
            assert main.run([*arguments, "--quiet"]) == 0
    shutil.rmtree(root / "site")
    return home


@pytest.fixture
def repo(ground: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that docs repo; what ledsys remembers is the test's own too."""
    monkeypatch.setenv("HOME", str(ground))
    _stop_clock_of_git(monkeypatch)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Path(shutil.copytree(ground / "repo", tmp_path / "repo", symlinks=True))


def _move_main(root: Path) -> None:
    git(root, "switch", "--quiet", "main")
    (root / "README.md").write_text("Något annat.\n", encoding="utf-8")
    commit(root, "Något annat")


def _merge(root: Path) -> None:
    _move_main(root)
    git(root, "merge", "--quiet", "--no-ff", "--no-edit", "work")


def _squash(root: Path) -> None:
    _move_main(root)
    git(root, "merge", "--quiet", "--squash", "work")
    git(root, "commit", "--quiet", "--message", "Allt på en gång")


def _rebase(root: Path) -> None:
    _move_main(root)
    git(root, "rebase", "--quiet", "main", "work")
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--ff-only", "work")


def _cherry_pick(root: Path) -> None:
    _move_main(root)
    git(root, "cherry-pick", "main..work")


LANDINGS = (_merge, _squash, _rebase, _cherry_pick)


def _break_signature(root: Path) -> None:
    """Let the approval bear the signature of another act; its statement stays."""
    acts = list((root / ".ledsys/acts" / DOCUMENT).glob("*.act"))
    begin = b"-----BEGIN SSH SIGNATURE-----"
    (approval,) = (act for act in acts if b"\nact: approve\n" in act.read_bytes() and begin in act.read_bytes())
    other = next(act for act in acts if begin in act.read_bytes() and act != approval)
    approval.write_bytes(approval.read_bytes().partition(begin)[0] + b"".join(other.read_bytes().partition(begin)[1:]))
    commit(root, "Ett trasigt sigill")


def _verdict(ledsys: Terminal) -> dict[str, Any]:
    """Give what `verify` and `check` say of the files in the present folder."""
    ran = ledsys("verify", "--format", "json")
    return {"verify": ran.code, **json.loads(ran.out)}


def _codes(ledsys: Terminal, *arguments: str) -> list[str]:
    ran = ledsys("check", *arguments, "--format", "json")
    found = [finding["code"] for finding in json.loads(ran.out)["findings"]]
    assert ran.code == int(any(code.startswith(("LS5", "LS8")) for code in found))
    return sorted(code for code in found if code.startswith(("LS5", "LS8")))


@pytest.mark.parametrize("land", LANDINGS)
@pytest.mark.parametrize("spoil", [None, _break_signature])
def test_however_it_lands_the_verdict_is_the_same(
    ledsys: Terminal, repo: Path, land: Callable[[Path], None], spoil: Callable[[Path], None] | None
) -> None:
    if spoil is not None:
        spoil(repo)
    proposed, before = _codes(ledsys, "--base", "main"), _verdict(ledsys)
    land(repo)
    assert _verdict(ledsys) == before
    assert before["verify"] == (0 if spoil is None else 1)
    assert _codes(ledsys) == proposed
    assert proposed == ([] if spoil is None else ["LS513", "LS516"])
    history = ledsys("verify", "--history")
    assert history.code == before["verify"], history.out


def test_an_archive_and_a_shallow_clone_prove_the_same(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    _merge(repo)
    whole = _verdict(ledsys)
    assert whole["verify"] == 0
    archive = tmp_path / "arkiv.zip"
    git(repo, "archive", "--format=zip", f"--output={archive}", "main")
    shutil.unpack_archive(archive, tmp_path / "unpacked")
    ledsys.monkeypatch.chdir(tmp_path / "unpacked")
    assert _verdict(ledsys) == whole
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{repo}", str(shallow))
    ledsys.monkeypatch.chdir(shallow)
    assert _verdict(ledsys) == whole
    assert _codes(ledsys) == []
    refused = ledsys("verify", "--history")
    assert refused.code == 2, refused.all
    edition = next((tmp_path / "unpacked/.ledsys/editions" / DOCUMENT).glob("2/*.md"))
    edition.write_text(edition.read_text(encoding="utf-8").replace("smärta", "värk"), encoding="utf-8")
    ledsys.monkeypatch.chdir(tmp_path / "unpacked")
    assert _verdict(ledsys)["verify"] == 1


def test_a_renamed_document_and_a_moved_folder_stay_proven(ledsys: Terminal, repo: Path) -> None:
    _merge(repo)
    before = _verdict(ledsys)
    git(repo, "switch", "--quiet", "--create", "renamed")
    git(repo, "mv", TEXT, f"{FOLDER}/läkemedel vid smärta.md")
    commit(repo, "Nytt namn")
    assert _codes(ledsys, "--base", "main") == []
    assert _verdict(ledsys) == before
    git(repo, "mv", FOLDER, "dokument/smärtmottagningen")
    commit(repo, "Ny mapp, med bilderna")
    assert (repo / "dokument/smärtmottagningen" / IMAGE).exists()
    assert _codes(ledsys, "--base", "main") == []
    assert _verdict(ledsys) == before
    git(repo, "switch", "--quiet", "main")
    git(repo, "merge", "--quiet", "--squash", "renamed")
    git(repo, "commit", "--quiet", "--message", "Flyttat")
    assert _verdict(ledsys) == before
    assert ledsys("verify", "--history").code == 0


def test_a_text_moved_without_its_image_is_refused(ledsys: Terminal, repo: Path) -> None:
    _merge(repo)
    git(repo, "switch", "--quiet", "--create", "torn")
    git(repo, "mv", TEXT, "dokument/rehab/lakemedel.md")
    commit(repo, "Utan bilden")
    assert _codes(ledsys, "--base", "main") != []
