"""The keys of persons: real ssh-keygen and ssh-agent, a home folder of the test's own, and the register's own bytes."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.cli.terminal import Terminal
from tests.signature.keys import SoftFidoKey, SoftKey

from ledsys import actfile
from ledsys.cli.moving import Manner, session_to_write
from ledsys.cli.registering import register
from ledsys.model.policy import PolicyVersion
from ledsys.signature import ACT, read_key

REGISTER = "organisation/personer.yaml"
PERSON, OTHER, REVIEWER, SUBMITTED = "karbe2", "lovan2", "sixal1", "EXP-713589"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("COLUMNS", raising=False)  # the width of the terminal that the tests were started from


@pytest.fixture
def ssh(tmp_path: Path) -> Path:
    """The folder where the person's keys lie."""
    (tmp_path / ".ssh").mkdir(mode=0o700)
    return tmp_path / ".ssh"


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An ssh-agent of the test's own."""
    started = subprocess.run(["ssh-agent", "-s"], capture_output=True, check=True, text=True, cwd=tmp_path).stdout
    for name, value in re.findall(r"(SSH_\w+)=([^;]+);", started):
        monkeypatch.setenv(name, value)
    yield
    subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)


def _load(key: SoftKey, tmp_path: Path) -> None:
    subprocess.run(["ssh-add", "-q", str(key.save(tmp_path / f"key{key.seed}"))], check=True, capture_output=True)


def _public(key: SoftKey | SoftFidoKey, tmp_path: Path) -> str:
    place = tmp_path / f"{key.seed}.pub"
    place.write_text(f"{key.public_text} min dator\n", encoding="ascii")
    return str(place)


def _log(repo: Path) -> list[str]:
    command = ["git", "log", "--format=%an: %s"]
    return subprocess.run(command, cwd=repo, capture_output=True, check=True, text=True).stdout.splitlines()


def _keys(ledsys: Terminal, *arguments: str) -> list[dict[str, object]]:
    found = json.loads(ledsys.ok("key", "list", "--format", "json", *arguments).out)
    assert found["format"] == "ledsys-keys-1"
    keys: list[dict[str, object]] = found["keys"]
    return keys


def test_a_new_key_is_made_entered_and_committed(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    before = (repo / REGISTER).read_bytes()
    ran = ledsys.ok("key", "new", "--no-passphrase", as_=PERSON)
    place = tmp_path / ".ssh" / "ledsys_ed25519"
    key = read_key(place.with_name("ledsys_ed25519.pub").read_text(encoding="utf-8"))
    assert f"Karla Bergdal (karbe2) signs with the key {key.fingerprint} from 2026-11-22." in ran.out
    assert str(place) in ran.out
    assert "no passphrase" in ran.err
    after = (repo / REGISTER).read_bytes()
    entry = f"    nycklar:\n      - nyckel: {key.text}\n        från: 2026-11-22\n".encode()
    assert after == before.replace(b"    fr\xc3\xa5n: 2016-10-03\n", b"    fr\xc3\xa5n: 2016-10-03\n" + entry)
    assert _log(repo)[0] == f"Karla Bergdal: key new karbe2 {key.fingerprint}"
    again = ledsys("key", "new", "--no-passphrase", as_=OTHER)
    assert again.code == 1
    assert "already; it was left as it is" in again.err


def test_a_passphrase_is_asked_for_or_the_key_is_not_made(ledsys: Terminal, repo: Path, ssh: Path) -> None:
    before = len(_log(repo))
    ran = ledsys("key", "new", as_=PERSON)
    assert ran.code == 2
    assert "passphrase" in ran.err
    assert list(ssh.iterdir()) == []
    assert len(_log(repo)) == before


def test_a_security_key_must_be_plugged_in(ledsys: Terminal, ssh: Path) -> None:
    ran = ledsys("key", "new", "--hardware", "--no-passphrase", as_=PERSON)
    assert ran.code == 2
    assert "touch it when it blinks" in ran.err
    assert "ssh-keygen made no key" in ran.err
    assert list(ssh.iterdir()) == []


def test_a_rehearsal_makes_no_key_and_writes_nothing(ledsys: Terminal, repo: Path, ssh: Path, tmp_path: Path) -> None:
    before = (repo / REGISTER).read_bytes()
    assert "Would: make a key in" in ledsys.ok("key", "new", "--dry-run", as_=PERSON).out
    file = _public(SoftKey(1), tmp_path)
    assert "Would: Karla Bergdal" in ledsys.ok("key", "new", "--file", file, "--dry-run", as_=PERSON).out
    assert list(ssh.iterdir()) == []
    assert (repo / REGISTER).read_bytes() == before


def test_a_key_that_ended_leaves_its_file_to_the_dead(ledsys: Terminal, ssh: Path) -> None:
    ledsys.ok("key", "new", "--no-passphrase", "--quiet", as_=PERSON)
    ledsys.ok("key", "end", PERSON, as_=PERSON)
    ledsys.later(1)
    ledsys.ok("key", "new", "--no-passphrase", as_=PERSON)
    assert sorted(place.name for place in ssh.glob("*.pub")) == ["ledsys_ed25519.pub", "ledsys_ed25519_2.pub"]
    assert [key["counts"] for key in _keys(ledsys, "--person", PERSON)] == [False, True]


def test_a_key_from_elsewhere_is_adopted_once_by_one_person(ledsys: Terminal, tmp_path: Path) -> None:
    file = _public(SoftKey(1), tmp_path)
    ledsys.ok("key", "new", "--file", file, as_=PERSON)
    for person, said in ((PERSON, "in the register already"), (OTHER, "the key of karbe2")):
        ran = ledsys("key", "new", "--file", file, as_=person)
        assert ran.code == 1
        assert said in ran.err
    ledsys.ok("key", "end", PERSON, as_=PERSON)
    ledsys.later(1)
    assert "has ended" in ledsys("key", "new", "--file", file, as_=PERSON).err


def test_an_adopted_key_without_passphrase_is_warned_of(ledsys: Terminal, tmp_path: Path) -> None:
    place = SoftKey(1).save(tmp_path / "own")
    assert f"ssh-keygen -p -f {place}" in ledsys.ok("key", "new", "--file", f"{place}.pub", as_=PERSON).err


def test_kinds_that_may_not_sign_and_what_is_no_key_are_refused(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    command = ["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", str(tmp_path / "rsa")]
    subprocess.run(command, check=True)
    before = (repo / REGISTER).read_bytes()
    for name, said in {"rsa.pub": "ssh-rsa", "rsa": "not a public key", "none.pub": "can't be read"}.items():
        ran = ledsys("key", "new", "--file", str(tmp_path / name), as_=PERSON)
        assert ran.code == 2
        assert said in ran.err
    assert (repo / REGISTER).read_bytes() == before


def test_whoever_has_left_or_is_unknown_gets_no_key(ledsys: Terminal, tmp_path: Path) -> None:
    file = _public(SoftKey(1), tmp_path)
    assert "has left" in ledsys("key", "new", "--file", file, as_="gerfj1").err
    assert "nobody called" in ledsys("key", "new", "--file", file, as_="asliv1").err
    assert "Choose one" in ledsys("key", "new", "--file", file, "--agent", as_=PERSON).err


@pytest.mark.usefixtures("agent")
def test_the_agents_key_is_entered_if_there_is_one_to_choose(ledsys: Terminal, tmp_path: Path) -> None:
    assert "No ssh-agent is here" in ledsys("key", "new", "--agent", as_=PERSON).err
    _load(SoftKey(1), tmp_path)
    ledsys.ok("key", "new", "--agent", as_=PERSON)
    assert _keys(ledsys)[0]["key"] == SoftKey(1).public_text
    _load(SoftKey(2), tmp_path)
    ledsys.ok("key", "new", "--agent", as_=OTHER)
    assert _keys(ledsys, "--person", OTHER)[0]["key"] == SoftKey(2).public_text
    _load(SoftKey(3), tmp_path)
    _load(SoftKey(4), tmp_path)
    ran = ledsys("key", "new", "--agent", as_=OTHER)
    assert ran.code == 2
    assert read_key(SoftKey(3).public_text).fingerprint in ran.err
    assert "--file" in ran.err


@pytest.mark.usefixtures("agent")
def test_at_a_terminal_one_of_several_keys_is_chosen(
    ledsys: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(SoftKey(3), tmp_path)
    _load(SoftKey(4), tmp_path)
    answers = iter(("", "3", "x", "2"))
    monkeypatch.setattr("ledsys.cli.key_new.at_terminal", lambda: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    ran = ledsys.ok("key", "new", "--agent", as_=PERSON)
    assert f"2: {read_key(SoftKey(4).public_text).fingerprint}" in ran.err
    assert ran.err.count("from 1 to 2") == 3
    assert _keys(ledsys)[0]["key"] == SoftKey(4).public_text


def test_keys_are_listed_with_level_and_whether_they_count(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    assert "no key yet" in ledsys.ok("key", "list").err
    ledsys.ok("key", "new", "--file", _public(SoftFidoKey(1), tmp_path), as_=PERSON)
    place = repo / REGISTER
    entry = "    nycklar: [{nyckel: ssh-rsa AAAA}, {nyckel: ssh-rsa BBBB, röjd: ja}]\n"
    place.write_text(f"{place.read_text(encoding='utf-8')}{entry}", encoding="utf-8")
    table = ledsys.ok("key", "list").out
    assert table.count("it can't be read") == 2
    assert "yes" in table
    assert "sk-ssh-ed25519@openssh.com" in table
    first, second, _ = _keys(ledsys)
    assert (first["person"], first["level"], first["counts"]) == (PERSON, "hardware", True)
    assert (second["fingerprint"], second["level"], second["counts"]) == (None, None, False)
    assert _keys(ledsys, "--on", "2026-11-21")[0]["counts"] is False
    assert ledsys("key", "list", "--person", "asliv1").code == 2


def test_a_key_ends_today_or_on_a_day_to_come(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        ledsys.ok("key", "new", "--file", _public(SoftKey(seed), tmp_path), as_=PERSON)
    asked = ledsys("key", "end", PERSON, as_=PERSON)
    assert asked.code == 2
    assert "Say which key" in asked.err
    first = read_key(SoftKey(1).public_text).fingerprint
    ran = ledsys.ok("key", "end", PERSON, first[:15], "--until", "2026-12-24", as_=OTHER)
    assert f"The key {first} of Karla Bergdal (karbe2) counts until 2026-12-24, that day included." in ran.out
    assert _log(repo)[0] == f"Love Ängsborg: key end karbe2 {first}"
    ledsys.ok("key", "end", PERSON, as_=PERSON)
    assert [key["until"] for key in _keys(ledsys)] == ["2026-12-24", "2026-11-22"]
    ledsys.later(1)
    assert [key["counts"] for key in _keys(ledsys)] == [True, False]
    assert [line.split()[-1] for line in ledsys.ok("key", "list").out.splitlines()[1:]] == ["yes", "no"]
    assert "no such key" in ledsys("key", "end", PERSON, as_=PERSON).err


def _sign_last_act(repo: Path, key: SoftKey) -> None:
    """Let the last vote on the submitted text bear a signature of the key."""
    acts = (repo / ".ledsys" / "acts" / SUBMITTED).glob("*.act")
    found = {place: actfile.read_act(place.read_bytes()) for place in acts}
    place, act = max(found.items(), key=lambda entry: entry[1].order)
    act = replace(act, assurance="key")
    act = actfile.sealed(replace(act, signature=key.sign(actfile.statement(act).encode(), ACT)))
    (repo / actfile.path_of(act)).write_bytes(actfile.written(act))
    place.unlink()


def test_a_stolen_key_gets_its_last_safe_day_and_its_acts_are_listed(
    ledsys: Terminal, repo: Path, tmp_path: Path
) -> None:
    ledsys.ok("key", "new", "--file", _public(SoftKey(1), tmp_path), as_=REVIEWER)
    ledsys.later(2)
    ledsys.ok("review", SUBMITTED, "--ok", as_=REVIEWER)
    _sign_last_act(repo, SoftKey(1))
    refused = ledsys("key", "end", REVIEWER, "--until", "2026-11-23", as_=REVIEWER)
    assert refused.code == 2
    assert "last on 2026-11-24" in refused.err
    ran = ledsys("key", "compromised", REVIEWER, "--since", "2026-11-24T10:00", as_=PERSON)
    assert ran.code == 1
    assert "2026-11-23 is the last day on which it counts" in ran.out
    assert f"2026-11-24 12:00 {SUBMITTED}" in ran.out
    assert "ledsys baseline ID" in ran.out
    assert "compromised" in ledsys.ok("key", "list").out
    register_text = (repo / REGISTER).read_text(encoding="utf-8")
    assert "        till: 2026-11-23\n        röjd: ja\n" in register_text
    ledsys.later(1)
    before = _log(repo)
    assert ledsys.ok("key", "compromised", REVIEWER, "--since", "2026-11-24T12:30", as_=PERSON).out
    assert _log(repo) == before
    earlier = ledsys("key", "compromised", REVIEWER, "--since", "2026-11-23", "--quiet", as_=PERSON)
    assert earlier.code == 1
    assert "        till: 2026-11-22\n        röjd: ja\n" in (repo / REGISTER).read_text(encoding="utf-8")


def test_nothing_disputed_is_said_and_times_must_be_such(ledsys: Terminal, repo: Path, tmp_path: Path) -> None:
    ledsys.ok("key", "new", "--file", _public(SoftKey(1), tmp_path), as_=PERSON)
    for time in ("igår", "2026-11", "2026-02-30", "2026-11-20T25:00"):
        assert "neither a day nor a time" in ledsys("key", "compromised", PERSON, "--since", time, as_=PERSON).err
    assert "not come yet" in ledsys("key", "compromised", PERSON, "--since", "2026-11-23", as_=PERSON).err
    before = (repo / REGISTER).read_bytes()
    ran = ledsys.ok("key", "compromised", PERSON, "--since", "2026-11-22T10:00+01:00", "--dry-run", as_=PERSON)
    assert "Would: The key" in ran.out
    assert "No act" in ran.out
    assert (repo / REGISTER).read_bytes() == before
    assert ledsys.ok("key", "compromised", PERSON, "--since", "2026-11-22", "-q", as_=PERSON).out == ""


def test_a_key_cannot_end_before_it_began(ledsys: Terminal, tmp_path: Path) -> None:
    ledsys.ok("key", "new", "--file", _public(SoftKey(1), tmp_path), as_=PERSON)
    ran = ledsys("key", "end", PERSON, "--until", "2026-11-21", as_=PERSON)
    assert ran.code == 2
    assert "can't end on 2026-11-21" in ran.err


def test_under_a_signed_policy_the_file_waits_for_signatures(
    ledsys: Terminal, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = session_to_write()
    version = PolicyVersion(
        repo="r", version=1, before=None, acts=None, person=PERSON, reason="Början.", made_at=session.now, files={}
    )
    chained = replace(session, corpus=replace(session.corpus, chain=(version,)))
    data = (repo / REGISTER).read_bytes() + b"# mer\n"
    before = _log(repo)
    register(chained, data, "key new", Manner(PERSON, no_commit=False, dry_run=True))
    assert (repo / REGISTER).read_bytes() != data
    register(chained, data, "key new", Manner(PERSON, no_commit=False, dry_run=False))
    assert (repo / REGISTER).read_bytes() == data
    assert _log(repo) == before
    printed = capsys.readouterr()
    assert "ledsys policy change" in printed.out
    assert "not committed" in printed.err
