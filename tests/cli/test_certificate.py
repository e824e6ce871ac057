"""The certificate: one page for an auditor, whose commands are run here just as they are printed, by a real shell."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.cli.conftest import NOON
from tests.cli.signed import APPROVER, IMAGE, REVIEWER, SignedRepo, make_signed
from tests.cli.terminal import Ran

from ledsys.cli import boundary, clock
from ledsys.cli.app import run_app
from ledsys.cli.certificate import PageFormat, certificate

BODY, ID_OF_PAIN = b"Rutinen ska", "EXP-527361"


@pytest.fixture(scope="module")
def made(example: Path, tmp_path_factory: pytest.TempPathFactory) -> SignedRepo:
    """The signed docs repo; never written to."""
    return make_signed(example, tmp_path_factory.mktemp("signed"))


@dataclass
class Desk:
    """Somebody at the docs repo, in English, at noon."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    now: datetime = NOON

    def __call__(
        self, document: str, version: int | None = None, output: PageFormat = PageFormat.TEXT, file: Path | None = None
    ) -> Ran:
        self.monkeypatch.chdir(self.folder)
        self.monkeypatch.setenv("LEDSYS_LANG", "en")
        self.monkeypatch.setattr(clock, "now", self.now.astimezone)
        self.capsys.readouterr()
        code = boundary.guarded(lambda _: certificate(document, version, output, file), [])
        printed = self.capsys.readouterr()
        assert code != 3, printed.err
        return Ran(code, printed.out, printed.err)


@pytest.fixture
def desk(made: SignedRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    """A desk at a copy of the docs repo of the test's own."""
    return Desk(made.copy(tmp_path / "repo").folder, monkeypatch, capsys)


def blocks(text: str) -> list[str]:
    """Give the commands of a certificate, each check with the line that all begin with."""
    part = text.split("Check it by hand, without ledsys\n", 1)[1].split("\nWhat this does not prove\n", 1)[0]
    begin, *checks = re.split(r"^\d\. .*$", part, flags=re.MULTILINE)
    common = "\n".join(line.strip() for line in begin.splitlines() if line.startswith("    "))
    assert common == "work=$(mktemp -d)"
    return [common, *("\n".join(line[4:] for line in check.strip("\n").splitlines()) for check in checks)]


def run(commands: list[str], folder: Path) -> tuple[int, str]:
    """Run the commands in a plain shell that stops at the first that fails."""
    script = "\n".join(commands)
    environment = {"PATH": "/usr/bin:/bin", "TMPDIR": str(folder.parent)}
    done = subprocess.run(["sh", "-ec", script], cwd=folder, env=environment, capture_output=True, check=False)
    return done.returncode, done.stdout.decode()


def test_the_commands_succeed_as_they_are_printed(desk: Desk, made: SignedRepo) -> None:
    ran = desk(made.document)
    assert ran.code == 0, ran.all
    begin, *checks = blocks(ran.out)
    assert len(checks) == 3
    code, said = run([begin, *checks], desk.folder)
    assert code == 0, said
    approve = made.act("approve")
    content = re.findall(r"^content: .*$", approve.read_text(encoding="utf-8"), re.MULTILINE)[0]
    lines = said.splitlines()
    assert lines[:2] == [content, approve.stem]
    assert lines[-1].startswith('Good "ledsys-act-v1" signature for sixal1 with ED25519 key SHA256:')


def _flip(path: Path, old: bytes) -> None:
    """Change one byte of the file: the first of these."""
    data = path.read_bytes()
    at = data.index(old)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])


def _add(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


CHANGES: dict[str, tuple[Callable[[SignedRepo], None], set[int]]] = {
    "a byte of the text": (lambda repo: _flip(repo.edition / "dokument.md", BODY), {1}),
    "a byte of the facts": (lambda repo: _flip(repo.edition / "dokument.md", b"Larm och bemanning"), {1}),
    "the last byte": (lambda repo: _add(repo.edition / "dokument.md"), {1}),
    "a byte of the image": (lambda repo: _flip(repo.edition / IMAGE, b"PNG"), {1}),
    "the person of the act": (lambda repo: _flip(repo.act("approve"), b"sixal1"), {2, 3}),
    "the digest in the act": (lambda repo: _flip(repo.act("approve"), b"content: sha256:"), {1, 2, 3}),
    "a byte of the signature": (lambda repo: _flip(repo.act("approve"), b"AAAA"), {3}),
    "the key in the register": (lambda repo: _swap_keys(repo.folder, repo.home), {3}),
}


def _swap_keys(folder: Path, home: Path) -> None:
    """Let the register say that the approver has the reviewer's key."""
    place = folder / "organisation/personer.yaml"
    text = place.read_text(encoding="utf-8")
    mine = (home / ".ssh" / f"{APPROVER}.pub").read_text(encoding="utf-8").split()[1]
    other = (home / ".ssh" / f"{REVIEWER}.pub").read_text(encoding="utf-8").split()[1]
    place.write_text(text.replace(mine, other), encoding="utf-8")


@pytest.mark.parametrize("what", CHANGES)
def test_one_byte_more_or_less_makes_just_its_check_fail(desk: Desk, made: SignedRepo, what: str) -> None:
    begin, *checks = blocks(desk(made.document).out)
    change, expected = CHANGES[what]
    change(SignedRepo(desk.folder, made.document, made.home))
    split, failed = checks[1].splitlines()[:2], set[int]()
    for number, check in enumerate(checks, 1):
        before = split if number == 3 else []
        if run([begin, *before, check], desk.folder)[0]:
            failed.add(number)
    assert failed == expected


def test_it_names_who_decided_what_by_which_right_and_how_well_that_is_proven(desk: Desk, made: SignedRepo) -> None:
    text = desk(made.document).out
    assert text.startswith(f"Certificate of {made.document}, version 1.0\n! Open mode: nobody has signed")
    assert "State on 2026-11-22: gällande\n" in text
    assert "In force: 2026-11-22 – 2028-11-21\n" in text
    assert "2026-11-22T12:00:02+01:00 Sixten Almklint (sixal1), approver: approved version 1\n" in text
    assert "    by mandate M-2024-009, given by Hälsostyrelsen 2023-12-14 § 96, HS 2023-00164\n" in text
    assert text.count("    proof: signed with the person's own key, verified: SHA256:") == 4
    assert "Level of proof, verified: signed with the person's own key\n" in text
    assert f"\n    id {made.document}\n    front " in text
    assert "That the person alone had the key" in text


def test_what_was_only_claimed_is_called_so_and_has_no_signature_to_check(desk: Desk) -> None:
    ran = desk(ID_OF_PAIN)
    assert ran.code == 0
    assert "! Not proven who decided: the decision bears no signature." in ran.out
    assert "    proof: claimed, nobody vouches for it yet\n" in ran.out
    begin, *checks = blocks(ran.out)
    assert len(checks) == 2
    assert run([begin, *checks], desk.folder)[0] == 0


def test_what_a_signature_does_not_prove_is_not_believed(desk: Desk, made: SignedRepo) -> None:
    repo = SignedRepo(desk.folder, made.document, made.home)
    approve = repo.act("approve")
    approve.write_bytes(re.sub(rb"(?s)-----BEGIN.*", b"", approve.read_bytes()))
    ran = desk(made.document)
    assert ran.code == 1
    assert f"! NOT PROVEN: .ledsys/acts/{made.document}/{approve.name}:17 LS516" in ran.out
    assert "Level of proof, verified: claimed, nobody vouches for it yet\n" in ran.out


def test_a_text_that_is_not_the_one_decided_is_told(desk: Desk, made: SignedRepo) -> None:
    text = desk.folder / ".ledsys/editions" / made.document / "1/dokument.md"
    _flip(text, BODY)
    ran = desk(made.document)
    assert ran.code == 1
    assert "This is not the text that was decided: its digest was to be sha256:" in ran.out
    text.unlink()
    ran = desk(made.document)
    assert ran.code == 1
    assert f"The frozen text in .ledsys/editions/{made.document}/1 is not there or can't be read." in ran.out


def recipe(document: str, act: Path) -> list[str]:
    """Give the commands of the auditor's page, for this document and act, without the last block, on policies."""
    page = (Path(__file__).parents[2] / "docs/revisor.md").read_text(encoding="utf-8")
    found = re.findall(r"^```sh\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(found) == 5
    begin = re.sub(r"(?m)^edition=.*$", f"edition=.ledsys/editions/{document}/1", found[0])
    return [re.sub(r"(?m)^act=.*$", f"act=.ledsys/acts/{document}/{act.name}", begin), *found[1:4]]


@pytest.mark.parametrize("kind", ["submit", "review", "approve", "publish"])
def test_the_recipe_of_the_auditors_page_fits_every_act(desk: Desk, made: SignedRepo, kind: str) -> None:
    commands = recipe(made.document, made.act(kind))
    export = 'ledsys policy export --out "$work/allowed_signers"\n'
    assert commands[3].startswith(export)
    desk(made.document)  # so that the folder and the day are those of the desk
    signers = desk.folder.parent / "allowed_signers"
    assert boundary.guarded(run_app, ["policy", "export", "--out", str(signers)]) == 0
    commands[3] = f'cp {signers} "$work/allowed_signers"\n' + commands[3].removeprefix(export)
    code, said = run(commands, desk.folder)
    assert code == 0, said
    assert 'Good "ledsys-act-v1" signature for ' in said
    _flip(desk.folder / ".ledsys/editions" / made.document / "1/dokument.md", BODY)
    assert run(commands, desk.folder)[0] != 0


class _Seen(HTMLParser):
    """What a page says, and everything that it asks of elsewhere."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.asked, self.tags = "", list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.asked += [str(value) for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_for_browsers_says_the_same_and_asks_nothing_of_elsewhere(
    desk: Desk, made: SignedRepo, tmp_path: Path
) -> None:
    file = tmp_path / "intyg.html"
    ran = desk(made.document, output=PageFormat.HTML, file=file)
    assert (ran.code, ran.all) == (0, "")
    page = _Seen(file.read_text(encoding="utf-8"))
    text = desk(made.document).out
    assert page.asked == []
    assert "script" not in page.tags
    for command in blocks(text)[1:]:
        assert command.strip() in page.text
    for line in text.split("Check it by hand")[0].splitlines():
        assert line.strip("-! ").partition(": ")[2] in page.text


def test_a_title_is_text_and_nothing_else(desk: Desk, made: SignedRepo) -> None:
    draft = desk.folder / "dokument/expertenheter"
    assert draft.exists()
    text = desk.folder / ".ledsys/editions" / made.document / "1/dokument.md"
    hostile = "Larm <script>alert(1)</script> [bold]"
    text.write_text(text.read_text(encoding="utf-8").replace("Larm och bemanning", hostile), encoding="utf-8")
    html = desk(made.document, output=PageFormat.HTML).out
    assert "<script" not in html
    assert "Larm &lt;script&gt;" in html


def test_an_older_version_can_be_named_and_one_that_is_not_is_told(desk: Desk) -> None:
    assert desk("EXP-482103", 1).out.startswith("Certificate of EXP-482103, version 1.0\n")
    ran = desk("EXP-482103", 9)
    assert ran.code == 2
    assert "Version 9.0 of EXP-482103 has not been published; these have: 1.0, 2.0" in ran.err
    ran = desk("EXP-788457")
    assert ran.code == 2
    assert "No version of EXP-788457 has been published" in ran.err


def test_the_state_is_that_of_the_day(desk: Desk, made: SignedRepo) -> None:
    desk.now = NOON + timedelta(days=800)
    assert "State on 2029-01-30: utgången\n" in desk(made.document).out
    assert "State on 2029-01-30: utgången\n" in desk(made.document).out


def test_it_does_not_depend_on_other_documents(desk: Desk, made: SignedRepo) -> None:
    shutil.rmtree(desk.folder / ".ledsys/editions" / ID_OF_PAIN)
    assert desk(made.document).code == 0
    assert desk(ID_OF_PAIN).code == 1
