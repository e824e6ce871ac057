"""The organisation's rules, signed: open mode and its end, who may change them, and what a merge request may not."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.cli.keyed_region import ROOTS, commit, git
from tests.cli.terminal import Ran, Terminal
from tests.signature.keys import SoftKey, make_key

SETTINGS = Path("ledsys.yaml")
STRANGER, NEWCOMER, REGISTRAR = "karbe2", "malbj1", "vegho1"
INIT = ("policy", "init", *(word for root in ROOTS for word in ("--root", root)))
WHY = ("--reason", "Kortare varsel")


@pytest.fixture(autouse=True)
def keys(ledsys: Terminal, tmp_path: Path) -> Path:
    """Real keys by ssh-keygen of the root persons and of one who is none, all on this computer."""
    ledsys.monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".ssh"
    folder.mkdir(mode=0o700)
    for person in (*ROOTS, STRANGER):
        make_key(folder / person)
        ledsys.ok("key", "new", "--file", f"{folder / person}.pub", as_=person)
    return folder


@pytest.fixture
def signed(ledsys: Terminal) -> None:
    """The first version of the policy, signed by two of the three root persons and landed."""
    ledsys.ok(*INIT, as_=ROOTS[0])
    ledsys.ok("policy", "change", as_=ROOTS[2])


def _shorten_notice() -> None:
    SETTINGS.write_text(SETTINGS.read_text().replace("varna-dagar-före: 90", "varna-dagar-före: 60"))


def _branch(name: str) -> None:
    git(Path(), "switch", "--quiet", "--create", name, "main")


def _proposed(ledsys: Terminal) -> Ran:
    return ledsys("check", "--base", "main")


def test_in_open_mode_nobody_has_signed_and_everything_says_so(ledsys: Terminal) -> None:
    ran = ledsys.ok("policy", "status")
    assert "Open mode" in ran.out
    assert "ledsys policy init --root PERSON" in ran.out
    refused = ledsys("policy", "change", *WHY, as_=ROOTS[0])
    assert refused.code == 2
    assert "Begin with: ledsys policy init" in refused.err
    _branch("open")
    _shorten_notice()
    commit(Path(), "Öppet")
    assert "Open mode" in _proposed(ledsys).out


def test_the_first_version_waits_for_a_second_signature(ledsys: Terminal) -> None:
    _branch("begin")
    begun = ledsys.ok(*INIT, as_=ROOTS[0])
    assert "Version 1 still waits for signatures" in begun.out
    assert f"rotpersoner: [{', '.join(ROOTS)}]" in SETTINGS.read_text()
    assert git(Path(), "log", "-1", "--format=%an: %s").startswith("Hjalmar Ekvide: policy 1:")
    waiting = ledsys("policy", "status")
    assert waiting.code == 1
    assert "Ragna Sandhed (ragsa1)" in waiting.out
    assert "LS810" in waiting.out
    assert "LS810" in _proposed(ledsys).out
    done = ledsys.ok("policy", "change", as_=ROOTS[2])
    assert "signed by all who must" in done.out
    status = ledsys.ok("policy", "status")
    assert "signed by Sixten Almklint" in status.out
    assert "LEDSYS_ROOT=sha256:" in status.out
    assert _proposed(ledsys).code == 0
    assert len(list(Path(".ledsys/policy/1").glob("*.sig"))) == 2
    again = ledsys(*INIT, as_=ROOTS[0])
    assert again.code == 2
    assert "has begun already" in again.err
    assert "nothing to sign" in ledsys.ok("policy", "change", as_=ROOTS[1]).out


def test_rules_whose_first_version_is_spoilt_or_gone_are_not_said_to_be_open(ledsys: Terminal, signed: None) -> None:
    del signed
    place = Path(".ledsys/policy/1/policy")
    kept = place.read_bytes()
    place.write_bytes(b"x\n")
    ran = ledsys("policy", "status")
    assert (ran.code, "LS809" in ran.out, "Open mode" in ran.out) == (1, True, False)
    for command in (("policy", "change", *WHY), INIT):
        refused = ledsys(*command, as_=ROOTS[0])
        assert (refused.code, "can't be read any more" in refused.err) == (2, True)
    assert place.read_bytes() == b"x\n"
    place.unlink()
    ran = ledsys("policy", "status")
    assert (ran.code, "LS809" in ran.out, "Open mode" in ran.out) == (1, True, False)
    place.write_bytes(kept)
    ledsys.ok("policy", "status")


def test_a_beginning_that_nobody_could_change_is_refused(ledsys: Terminal) -> None:
    before = SETTINGS.read_bytes()
    for arguments, said in (
        (("policy", "init", "--root", ROOTS[0]), "only 1"),
        ((*INIT, "--threshold", "1"), "one person alone"),
        (("policy", "init", "--root", ROOTS[0], "--root", "malbj1"), "only 1"),
        (("policy", "init", "--root", "ingen1"), "nobody called ingen1"),
    ):
        ran = ledsys(*arguments, as_=ROOTS[0])
        assert ran.code == 2, ran.all
        assert said in ran.err
    assert SETTINGS.read_bytes() == before
    assert not Path(".ledsys/policy").exists()


def test_a_beginning_by_one_who_is_no_root_person_is_refused(ledsys: Terminal) -> None:
    before = SETTINGS.read_bytes()
    ran = ledsys(*INIT, as_=STRANGER)
    assert ran.code == 2
    assert "not one that version 1 waits for" in ran.err
    assert SETTINGS.read_bytes() == before


def test_somebody_whom_the_register_does_not_know_is_told_so(ledsys: Terminal, signed: None) -> None:
    del signed
    _shorten_notice()
    for more in (WHY, (*WHY, "--dry-run")):
        ran = ledsys("policy", "change", *more, as_="nobody")
        assert (ran.code, "nobody called nobody" in ran.err) == (2, True)


def test_root_persons_written_by_hand_are_taken_as_they_stand(ledsys: Terminal) -> None:
    SETTINGS.write_text(f"{SETTINGS.read_text()}\nbehörighet:\n  rotpersoner: [{', '.join(ROOTS)}]\n  tröskel: 2\n")
    ledsys.ok("policy", "init", as_=ROOTS[1])
    assert "signed by all who must" in ledsys.ok("policy", "change", as_=ROOTS[0]).out
    assert git(Path(), "status", "--porcelain") == ""


@pytest.mark.usefixtures("signed")
def test_a_change_needs_a_reason_and_the_threshold(ledsys: Terminal) -> None:
    _branch("notice")
    _shorten_notice()
    unreasoned = ledsys("policy", "change", as_=ROOTS[1])
    assert unreasoned.code == 2
    assert "Say why" in unreasoned.err
    rehearsed = ledsys.ok("policy", "change", *WHY, "--dry-run", as_=ROOTS[1])
    assert "changed: ledsys.yaml" in rehearsed.err
    assert not Path(".ledsys/policy/2").exists()
    refused = ledsys("policy", "change", *WHY, as_=STRANGER)
    assert refused.code == 2
    assert "not one that version 2 waits for" in refused.err
    ledsys.ok("policy", "change", *WHY, as_=ROOTS[1])
    twice = ledsys("policy", "change", as_=ROOTS[1])
    assert twice.code == 2
    assert "LS810" in _proposed(ledsys).out
    ledsys.ok("policy", "change", as_=ROOTS[2])
    assert _proposed(ledsys).code == 0
    git(Path(), "switch", "--quiet", "main")
    git(Path(), "merge", "--quiet", "--no-ff", "--no-edit", "notice")
    ledsys.ok("check")
    ledsys.ok("verify", "--tree")


@pytest.mark.usefixtures("signed")
def test_a_version_that_was_begun_gives_way_to_another_change(ledsys: Terminal) -> None:
    _shorten_notice()
    ledsys.ok("policy", "change", *WHY, as_=ROOTS[0])
    SETTINGS.write_text(SETTINGS.read_text().replace("före: 60", "före: 30"))
    ledsys.ok("policy", "change", "--reason", "Ännu kortare", as_=ROOTS[1])
    assert len(list(Path(".ledsys/policy/2").glob("*.sig"))) == 1
    assert "reason: Ännu kortare\n" in Path(".ledsys/policy/2/policy").read_text()
    assert "signed by all who must" in ledsys.ok("policy", "change", as_=ROOTS[0]).out
    ledsys.ok("check")


@pytest.mark.usefixtures("signed")
def test_what_nobody_signed_is_refused_and_nothing_is_built_on_it(ledsys: Terminal) -> None:
    _branch("unsigned")
    mandates = Path("organisation/mandat.yaml")
    mandates.write_text(f"{mandates.read_text()}# ett tillägg\n")
    commit(Path(), "Ett mandat till")
    refused = _proposed(ledsys)
    assert refused.code == 1
    assert "LS808" in refused.out
    built = ledsys("build")
    assert built.code == 1
    assert "Nothing is built" in built.err
    assert "LS808" in ledsys("policy", "status").out


@pytest.mark.usefixtures("signed")
def test_signed_rules_land_alone(ledsys: Terminal) -> None:
    _branch("mixed")
    _shorten_notice()
    for root in ROOTS[:2]:
        ledsys.ok("policy", "change", *WHY, as_=root)
    assert _proposed(ledsys).code == 0
    draft = Path("dokument/rehab/utprovning-av-ganghjalpmedel.md")
    draft.write_text(f"{draft.read_text()}\nEn rad till.\n")
    commit(Path(), "Ett dokument med")
    refused = _proposed(ledsys)
    assert refused.code == 1
    assert "LS813" in refused.out


@pytest.mark.usefixtures("signed")
def test_a_new_key_is_entered_by_a_registrar_and_proves_itself(ledsys: Terminal, keys: Path) -> None:
    make_key(keys / REGISTRAR)
    entered = ledsys.ok("key", "new", "--file", f"{keys / REGISTRAR}.pub", as_=REGISTRAR)
    assert "ledsys policy change" in entered.out
    ledsys.ok("policy", "change", "--reason", "Registratorns nyckel", as_=REGISTRAR)
    waiting = ledsys("policy", "status").out
    assert "the new key of vegho1" not in waiting
    for root in ROOTS[:2]:
        ledsys.ok("policy", "change", as_=root)
    place = SoftKey(NEWCOMER).save(keys / NEWCOMER)
    ledsys.ok("key", "new", "--file", f"{place}.pub", as_=NEWCOMER)
    ledsys.ok("policy", "change", "--reason", "En nyckel till", as_=ROOTS[0])
    assert "the new key of malbj1 itself" in ledsys("policy", "status").out
    ledsys.ok("policy", "change", as_=NEWCOMER)
    ledsys.ok("policy", "change", as_=ROOTS[1])
    ledsys.ok("policy", "status")
    ledsys.ok("check")


@pytest.mark.usefixtures("signed")
def test_a_new_person_is_entered_by_a_registrar_and_the_new_key_alone(ledsys: Terminal, keys: Path) -> None:
    place = SoftKey(REGISTRAR).save(keys / REGISTRAR)
    ledsys.ok("key", "new", "--file", f"{place}.pub", as_=REGISTRAR)
    ledsys.ok("policy", "change", "--reason", "Registratorns nyckel", as_=REGISTRAR)
    for root in ROOTS[:2]:
        ledsys.ok("policy", "change", as_=root)
    _branch("newcomer")
    SoftKey("nykom1").save(keys / "nykom1")
    key = SoftKey("nykom1").public_text
    entry = f"  - id: nykom1\n    namn: Ny Komling\n    titel: Läkare\n    nycklar: [{{nyckel: {key}}}]\n"
    register = Path("organisation/personer.yaml")
    register.write_text(register.read_text() + entry)
    waiting = ledsys.ok("policy", "change", "--reason", "En ny läkare", as_=REGISTRAR)
    assert "the new key of nykom1 itself" in waiting.out
    assert "LS810" in _proposed(ledsys).out
    assert "signed by all who must" in ledsys.ok("policy", "change", as_="nykom1").out
    assert _proposed(ledsys).code == 0


@pytest.mark.usefixtures("signed")
def test_the_exported_keys_let_ssh_keygen_check_the_signatures(ledsys: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "allowed_signers"
    ledsys.ok("policy", "export", "--out", str(file))
    assert ledsys.ok("policy", "export").out == file.read_text()
    statement = Path(".ledsys/policy/1/policy").read_bytes()
    seen = set()
    for signature in Path(".ledsys/policy/1").glob("*.sig"):
        command = ["ssh-keygen", "-Y", "find-principals", "-f", str(file), "-s", str(signature)]
        person = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        command = ["ssh-keygen", "-Y", "verify", "-f", str(file), "-I", person, "-n", "ledsys-policy-v1"]
        subprocess.run([*command, "-s", str(signature)], input=statement, check=True, capture_output=True)
        seen.add(person)
    assert seen == {ROOTS[0], ROOTS[2]}
    founding = git(Path(), "rev-list", "--max-parents=0", "HEAD").strip()
    assert "ssh-ed25519" not in ledsys.ok("policy", "export", "--at", founding).out
    assert ledsys.ok("policy", "export", "--at", "main").out == file.read_text()


def test_at_a_terminal_the_rules_are_signed_after_a_yes(ledsys: Terminal) -> None:
    answers = iter((False, True))
    ledsys.monkeypatch.setattr("ledsys.cli.policy_change.at_terminal", lambda: True)
    ledsys.monkeypatch.setattr("typer.confirm", lambda *_, **__: next(answers))
    declined = ledsys(*INIT, as_=ROOTS[0])
    assert declined.code == 1
    assert "Not signed. Nothing was changed." in declined.err
    assert not Path(".ledsys/policy").exists()
    ledsys.ok(*INIT, as_=ROOTS[0])
    assert Path(".ledsys/policy/1/policy").exists()
