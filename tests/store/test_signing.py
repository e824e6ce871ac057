"""Signing with real keys: ssh-keygen and ssh-agent are those of this machine, the home folder is the test's own."""

from __future__ import annotations

import base64
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.signature.keys import PIN, TOUCH, SoftFidoKey, SoftKey, framed

from ledsys.model.doctype import Level
from ledsys.model.organisation import Key, Person
from ledsys.model.register import Register
from ledsys.signature import ACT, SignatureFormError, read_key, verify
from ledsys.signature.keys import Kind
from ledsys.store import keypairs
from ledsys.store.keypairs import fingerprint_of, in_agent, in_folder, is_open, key_folder, make, of_file
from ledsys.store.signing import LevelError, Signer, SigningError, find_signer, sign

DAY = date(2026, 11, 22)
MESSAGE = b"ledsys-act: 1\n"
SECRET = "korrekt häst"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    key_folder().mkdir(mode=0o700)


@pytest.fixture
def agent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An ssh-agent of the test's own."""
    started = subprocess.run(["ssh-agent", "-s"], capture_output=True, check=True, text=True, cwd=tmp_path).stdout
    for name, value in re.findall(r"(SSH_\w+)=([^;]+);", started):
        monkeypatch.setenv(name, value)
    yield
    subprocess.run(["ssh-agent", "-k"], check=True, capture_output=True)


@pytest.fixture
def _asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that gives the passphrase when ssh-keygen asks for it."""
    script = tmp_path / "askpass"
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' '{SECRET}'\n", encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("SSH_ASKPASS", str(script))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")


def _register(*texts: str, until: date | None = None) -> Register:
    keys = tuple(Key(key=text, from_day=date(2026, 1, 1), until=until) for text in texts)
    return Register(persons=(Person(id="asliv1", name="Åsa Lindviv", title="Läkare", keys=keys),))


def _add(private: Path) -> None:
    subprocess.run(["ssh-add", "-q", str(private)], check=True, capture_output=True)


def _made(name: str, passphrase: str = "") -> Path:
    place = key_folder() / name
    make(place, Kind.ED25519, "asliv1", passphrase)
    return place


def test_a_key_of_the_folder_signs() -> None:
    key = of_file(_made("id_other").with_name("id_other.pub"))
    signer = find_signer(_register(f"{key.text} min dator"), "asliv1", DAY)
    assert signer == Signer("asliv1", key, Level.KEY, key_folder() / "id_other")
    assert signer.request is None
    assert verify(sign(signer, MESSAGE, ACT), MESSAGE, ACT).key == key


def test_what_lies_in_the_folder_without_being_a_key_pair_is_passed_by() -> None:
    SoftKey(1).save(key_folder() / "real")
    (key_folder() / "lonely.pub").write_text(SoftKey(2).public_text, encoding="utf-8")
    for name, data in {"rsa": b"ssh-rsa AAAA", "bytes": b"\xff\xfe", "empty": b""}.items():
        (key_folder() / name).touch()
        (key_folder() / f"{name}.pub").write_bytes(data)
    (key_folder() / "folder.pub").mkdir()
    assert in_folder(key_folder()) == {read_key(SoftKey(1).public_text): key_folder() / "real"}
    assert in_folder(key_folder() / "none") == {}


@pytest.mark.usefixtures("agent")
def test_a_key_of_the_agent_signs_also_without_any_file() -> None:
    assert in_agent() == ()
    place = _made("guarded")
    key = of_file(place.with_name("guarded.pub"))
    _add(place)
    place.unlink()
    place.with_name("guarded.pub").unlink()
    signer = find_signer(_register(key.text), "asliv1", DAY)
    assert signer.place is None
    assert verify(sign(signer, MESSAGE, ACT), MESSAGE, ACT).key == key


def test_no_agent_has_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert in_agent() == ()
    monkeypatch.setenv("SSH_AUTH_SOCK", "/nonexistent")
    assert in_agent() == ()
    monkeypatch.setenv("PATH", "")
    assert in_agent() == ()


@pytest.mark.usefixtures("_asked")
def test_a_passphrase_is_asked_for_by_ssh_keygen_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    place = key_folder() / "guarded"
    key = make(place, Kind.ED25519, "asliv1", None)
    assert not is_open(place)
    signer = find_signer(_register(key.text), "asliv1", DAY)
    assert verify(sign(signer, MESSAGE, ACT), MESSAGE, ACT).key == key
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    with pytest.raises(SigningError, match="did not sign") as caught:
        sign(signer, MESSAGE, ACT)
    assert "passphrase" in str(caught.value.help)


@pytest.mark.usefixtures("agent", "_asked")
def test_a_guarded_key_that_the_agent_has_unlocked_signs_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    place = _made("guarded", SECRET)
    _add(place)
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    signer = find_signer(_register(of_file(place.with_name("guarded.pub")).text), "asliv1", DAY)
    assert sign(signer, MESSAGE, ACT).startswith("-----BEGIN SSH SIGNATURE-----\n")


def _at_terminal(script: str) -> str:
    """Run a script in a desktop session (DISPLAY) without a window to ask in; type the passphrase whenever asked."""
    child, ours = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, "-c", script], {**os.environ, "DISPLAY": ":9"})  # noqa: S606
    screen, answered = "", 0
    try:
        while read := os.read(ours, 4096):
            screen += read.decode()
            if len(re.findall(r"passphrase[^\n]*: ", screen)) > answered:
                os.write(ours, f"{SECRET}\n".encode())
                answered += 1
    except OSError:  # so Linux says that the other end is closed
        pass
    os.close(ours)
    assert os.waitpid(child, 0)[1] == 0, screen
    return screen.replace("\r\n", "\n")


def test_at_a_terminal_the_passphrase_is_typed_there() -> None:
    place = key_folder() / "guarded"
    made = _at_terminal(
        "from pathlib import Path; from ledsys.signature.keys import Kind; from ledsys.store.keypairs import make\n"
        f"print(make(Path({str(place)!r}), Kind.ED25519, 'asliv1', None).fingerprint)\n"
    )
    key = of_file(place.with_name("guarded.pub"))
    assert made.endswith(f"{key.fingerprint}\n")
    assert not is_open(place)
    signed = _at_terminal(
        "from pathlib import Path; from ledsys.model.doctype import Level; from ledsys.signature import read_key\n"
        "from ledsys.store.signing import Signer, sign\n"
        f"signer = Signer('asliv1', read_key({key.text!r}), Level.KEY, Path({str(place)!r}))\n"
        f"print(sign(signer, {MESSAGE!r}, {ACT!r}), end='')\n"
    )
    assert verify(signed[signed.index("-----BEGIN") :], MESSAGE, ACT).key == key


@pytest.mark.parametrize("name", ["own", "own.pub"])
def test_ledsys_key_names_the_one_to_sign_with(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = SoftKey(1).save(tmp_path / "own")
    SoftKey(2).save(key_folder() / "other")
    monkeypatch.setenv("LEDSYS_KEY", f"~/{name}")
    register = _register(SoftKey(2).public_text, SoftKey(1).public_text)
    signer = find_signer(register, "asliv1", DAY)
    assert signer.place == tmp_path / name
    assert verify(sign(signer, MESSAGE, ACT), MESSAGE, ACT).key.text == SoftKey(1).public_text
    if name == "own":
        place.with_name("own.pub").unlink()
        assert sign(find_signer(register, "asliv1", DAY), MESSAGE, ACT)


def test_ledsys_key_must_name_a_key_of_the_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = _register(SoftKey(1).public_text)
    monkeypatch.setenv("LEDSYS_KEY", str(tmp_path / "none"))
    with pytest.raises(SigningError, match="No key can be read from"):
        find_signer(register, "asliv1", DAY)
    monkeypatch.setenv("LEDSYS_KEY", str(SoftKey(2).save(tmp_path / "strange")))
    with pytest.raises(SigningError, match="can't sign this with") as caught:
        find_signer(register, "asliv1", DAY)
    assert read_key(SoftKey(1).public_text).fingerprint in str(caught.value.help)


def test_what_is_missing_is_said_with_what_to_do() -> None:
    text = SoftKey(1).public_text
    cases = {
        "nobody called karbe2": (_register(text), "karbe2", DAY, Level.KEY),
        "has no key yet": (_register(), "asliv1", DAY, Level.KEY),
        "counts on 2026-11-22": (_register(text, until=date(2026, 11, 21)), "asliv1", DAY, Level.KEY),
        "counts on 2025-11-22": (_register(text), "asliv1", date(2025, 11, 22), Level.KEY),
        "No key of": (_register("ssh-rsa AAAA"), "asliv1", DAY, Level.KEY),
        "on this computer": (_register(text), "asliv1", DAY, Level.KEY),
        "security key": (_register(text), "asliv1", DAY, Level.HARDWARE),
    }
    for said, arguments in cases.items():
        with pytest.raises(SigningError, match=said) as caught:
            find_signer(*arguments)
        assert "ledsys key new" in str(caught.value.help) or said.startswith("nobody")


def test_a_key_that_two_persons_have_is_nobodys() -> None:
    SoftKey(1).save(key_folder() / "shared")
    register = _register(SoftKey(1).public_text)
    second = register.persons[0].model_copy(update={"id": "karbe2"})
    with pytest.raises(SigningError, match="counts on"):
        find_signer(replace(register, persons=(*register.persons, second)), "karbe2", DAY)


def test_a_security_key_is_taken_only_where_it_is_needed() -> None:
    fido, soft = SoftFidoKey(1), SoftKey(1)
    soft.save(key_folder() / "soft")
    (key_folder() / "fido").touch()
    (key_folder() / "fido.pub").write_text(fido.public_text, encoding="utf-8")
    register = _register(fido.public_text, soft.public_text)
    assert find_signer(register, "asliv1", DAY).key.text == soft.public_text
    signer = find_signer(register, "asliv1", DAY, Level.HARDWARE)
    assert (signer.key.text, signer.level) == (fido.public_text, Level.HARDWARE)
    assert "Touch" in str(signer.request)


def _stub(place: Path, fido: SoftFidoKey, *, guarded: bool = False) -> None:
    """Write the file that ssh-keygen makes for a security key: which one it is, and the flags it was made with."""
    secret = fido.blob + bytes([fido.flags]) + framed(b"handle", b"", b"min dator")
    inner = b"\0" * 8 + secret
    inner += bytes(range(1, 1 + -len(inner) % 8))
    hidden = bytes(byte ^ 0x55 for byte in inner) if guarded else inner
    cipher = framed(b"aes256-ctr", b"bcrypt", b"x" * 24) if guarded else framed(b"none", b"none", b"")
    text = base64.encodebytes(b"openssh-key-v1\0" + cipher + (1).to_bytes(4, "big") + framed(fido.blob, hidden))
    place.touch(mode=0o600)
    place.write_text(
        f"-----BEGIN OPENSSH PRIVATE KEY-----\n{text.decode()}-----END OPENSSH PRIVATE KEY-----\n", encoding="ascii"
    )
    place.with_name(f"{place.name}.pub").write_text(fido.public_text, encoding="ascii")


@pytest.mark.parametrize("ecdsa", [False, True])
def test_the_file_of_a_security_key_tells_whether_it_asks_for_its_pin(
    ecdsa: bool,  # noqa: FBT001  # pytest gives it by name
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "fido"
    monkeypatch.setenv("LEDSYS_KEY", str(place))
    fido = SoftFidoKey(1)
    for flags, level in ((TOUCH | PIN, Level.HARDWARE), (PIN, Level.KEY), (TOUCH, Level.KEY)):
        fido = SoftFidoKey(1, flags=flags, ecdsa=ecdsa)
        _stub(place, fido)
        read = subprocess.run(["ssh-keygen", "-y", "-f", str(place)], capture_output=True, check=True, text=True).stdout
        assert read_key(read).text == fido.public_text  # ssh-keygen reads the file as one of its own
        for name in ("fido", "fido.pub"):
            monkeypatch.setenv("LEDSYS_KEY", str(tmp_path / name))
            assert find_signer(_register(fido.public_text), "asliv1", DAY).level is level
    with pytest.raises(LevelError, match="PIN"):
        find_signer(_register(fido.public_text), "asliv1", DAY, Level.HARDWARE)
    _stub(place, fido, guarded=True)
    assert find_signer(_register(fido.public_text), "asliv1", DAY, Level.HARDWARE).level is Level.HARDWARE
    place.write_text("not base64: å", encoding="utf-8")
    assert find_signer(_register(fido.public_text), "asliv1", DAY, Level.HARDWARE).level is Level.HARDWARE


def _program(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put another program where ssh-keygen is looked for: a security key can't be plugged into a test."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "ssh-keygen"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.parametrize("flags", [TOUCH, 0])
def test_a_security_key_without_its_pin_is_an_ordinary_key(
    flags: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fido = SoftFidoKey(1, flags=flags)
    (tmp_path / "armour").write_text(fido.sign(MESSAGE, ACT), encoding="ascii")
    _program(tmp_path, monkeypatch, f"cat {tmp_path}/armour")
    signer = Signer("asliv1", read_key(fido.public_text), Level.HARDWARE, tmp_path / "fido")
    with pytest.raises(LevelError, match="PIN") as caught:
        sign(signer, MESSAGE, ACT)
    assert caught.value.reached is Level.KEY
    assert sign(replace(signer, level=caught.value.reached), MESSAGE, ACT) == fido.sign(MESSAGE, ACT)


def test_a_security_key_with_touch_and_pin_reaches_its_level(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fido = SoftFidoKey(1)
    (tmp_path / "armour").write_text(fido.sign(MESSAGE, ACT), encoding="ascii")
    _program(tmp_path, monkeypatch, f"cat {tmp_path}/armour")
    signer = Signer("asliv1", read_key(fido.public_text), Level.HARDWARE, tmp_path / "fido")
    assert verify(sign(signer, MESSAGE, ACT), MESSAGE, ACT).level is Level.HARDWARE


def test_a_signature_of_another_key_is_not_taken(tmp_path: Path) -> None:
    place = SoftKey(1).save(tmp_path / "one")
    signer = Signer("asliv1", read_key(SoftKey(2).public_text), Level.KEY, place)
    with pytest.raises(SigningError, match="Another key signed"):
        sign(signer, MESSAGE, ACT)


def test_what_is_no_signature_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "printf '\\377'")
    with pytest.raises(SigningError, match="does not count"):
        sign(Signer("asliv1", read_key(SoftKey(2).public_text), Level.KEY, tmp_path / "x"), MESSAGE, ACT)


def test_where_nobody_is_there_ssh_keygen_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, "exec sleep 600")
    monkeypatch.setattr(keypairs, "TIMEOUT", 0.2)
    with pytest.raises(SigningError, match="was stopped") as caught:
        sign(Signer("asliv1", read_key(SoftKey(2).public_text), Level.KEY, tmp_path / "x"), MESSAGE, ACT)
    assert "terminal" in str(caught.value.help)


def test_a_missing_or_broken_ssh_keygen_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "")
    (tmp_path / "bin" / "ssh-keygen").write_bytes(b"\x7fELF nothing")
    with pytest.raises(SigningError, match="could not be started"):
        fingerprint_of(tmp_path / "x")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SigningError, match="was not found") as caught:
        fingerprint_of(tmp_path / "x")
    assert "OpenSSH" in str(caught.value.help)


def test_a_new_key_never_takes_the_place_of_another() -> None:
    place = _made("ledsys_ed25519")
    before = place.read_bytes()
    assert is_open(place)
    assert (place.stat().st_mode & 0o777) == 0o600
    with pytest.raises(SigningError, match="already"):
        make(place, Kind.ED25519, "asliv1", "")
    assert place.read_bytes() == before
    place.unlink()
    with pytest.raises(SigningError, match="already"):
        make(place, Kind.ED25519, "asliv1", "")


def test_a_passphrase_needs_somebody_to_choose_it() -> None:
    with pytest.raises(SigningError, match="nobody sits at one"):
        make(key_folder() / "x", Kind.ED25519, "asliv1", None)
    assert list(key_folder().iterdir()) == []


def test_a_key_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SigningError, match="can't be made"):
        make(tmp_path / "file" / "x", Kind.ED25519, "asliv1", "")
    with pytest.raises(SigningError, match="made no key"):  # no security key is plugged into a test
        make(key_folder() / "x", Kind.SK_ED25519, "asliv1", "")


def test_a_public_key_is_read_from_its_file_or_said_why_not(tmp_path: Path) -> None:
    place = SoftKey(1).save(tmp_path / "one")
    assert of_file(tmp_path / "one.pub").text == SoftKey(1).public_text
    with pytest.raises(SigningError, match="can't be read"):
        of_file(tmp_path / "two.pub")
    with pytest.raises(SignatureFormError):
        of_file(place)
