"""Whose keys counted when, as ssh-keygen reads it: it is asked, day by day, and must answer as ledsys does."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from tests.authority.keyed import KEYED, TODAY, TOMORROW, YESTERDAY, day, key, machine, with_authority, with_person
from tests.signature.keys import SoftKey

from ledsys.authority.keys import valid_key
from ledsys.authority.signers import allowed_signers
from ledsys.model.corpus import Policy
from ledsys.model.organisation import Key
from ledsys.signature import ACT, POLICY, SEAL, read_key


def signers(policy: Policy) -> str:
    return allowed_signers(policy.register, policy.settings.authority)


@dataclass(frozen=True)
class Auditor:
    """Somebody with a file of signers and ssh-keygen, who asks whether a soft key signs as the one of a name."""

    folder: Path
    policy: Policy

    def takes(self, name: str, soft: str, when: str, purpose: str = ACT) -> bool:
        (self.folder / "signers").write_text(signers(self.policy), encoding="utf-8")
        (self.folder / "sig").write_text(SoftKey(soft).sign(b"said", purpose), encoding="utf-8")
        command = ["ssh-keygen", "-Y", "verify", "-n", purpose, "-f", "signers", "-I", name, "-s", "sig"]
        time = ["-O", f"verify-time={when}"]
        done = subprocess.run([*command, *time], input=b"said", cwd=self.folder, capture_output=True, check=False)
        return done.returncode == 0


def first_and_last(on: date) -> tuple[str, str]:
    return f"{on:%Y%m%d}000000", f"{on:%Y%m%d}235959"


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Auckland"])
@pytest.mark.parametrize(
    "entry",
    [
        key("a"),
        key("a", from_day=TODAY, until=TODAY),
        key("a", from_day=TOMORROW),
        key("a", until=YESTERDAY),
        key("a", until=TODAY, compromised=True),
        key("a", compromised=True),
        key("a", from_day=TOMORROW, until=YESTERDAY),
    ],
)
def test_ssh_keygen_lets_a_key_count_on_the_days_on_which_it_does(
    entry: Key, zone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever zone the auditor sits, since all times are those of the act."""
    monkeypatch.setenv("TZ", zone)
    policy = with_person(KEYED, "new", keys=(entry,), from_day=day(-40), until=day(40))
    person = policy.register.person_by_id["new"]
    ask = Auditor(tmp_path, policy)
    for on in (day(-41), YESTERDAY, TODAY, TOMORROW, day(41)):
        counts = valid_key(person, read_key(entry.key), on)
        assert [ask.takes("new", "a", when) for when in first_and_last(on)] == [counts, counts]


def test_the_line_is_as_ssh_keygen_wants_it() -> None:
    policy = with_person(KEYED, "new", keys=(key("a", from_day=TODAY, until=TOMORROW),))
    (line,) = (line for line in signers(policy).splitlines() if line.startswith("new "))
    assert line == (
        'new namespaces="ledsys-act-v1,ledsys-policy-v1",valid-after="20260615",valid-before="20260616235959" '
        f"{SoftKey('a').public_text}"
    )


@pytest.mark.parametrize(
    ("name", "purposes"),
    [
        ("owner", {ACT, POLICY}),
        ("vittne:forge", {ACT}),
        ("sigill:journal", {SEAL}),
        ("stranger", set()),
        ("forge", set()),
    ],
)
def test_everyone_signs_what_is_theirs(name: str, purposes: set[str], tmp_path: Path) -> None:
    noon, soft, ask = f"{TODAY:%Y%m%d}120000", name.rpartition(":")[2], Auditor(tmp_path, KEYED)
    assert {purpose for purpose in (ACT, POLICY, SEAL) if ask.takes(name, soft, noon, purpose)} == purposes
    assert not ask.takes("author", soft, noon)


def test_a_key_that_several_have_is_nobodys() -> None:
    assert SoftKey("owner").public_text not in signers(with_person(KEYED, "author", keys=(key("owner"),)))
    assert SoftKey("owner").public_text not in signers(with_authority(KEYED, witnesses=(machine("owner"),)))
    twice = with_person(KEYED, "owner", keys=(key("owner", until=YESTERDAY), key("owner", from_day=TODAY)))
    assert signers(twice).count(SoftKey("owner").public_text) == 2


def test_a_key_that_cannot_be_read_is_left_out() -> None:
    policy = with_person(KEYED, "author", keys=(Key(key="ssh-rsa AAAA\nowner ssh-ed25519 BBBB"),))
    assert "AAAA\n" not in signers(policy)
    assert len(signers(policy).splitlines()) == len(signers(KEYED).splitlines()) - 1


def test_a_machine_has_its_days_too_and_is_left_out_where_nobody_asks_for_machines(tmp_path: Path) -> None:
    policy = with_authority(KEYED, witnesses=(machine("forge", until=YESTERDAY),))
    ask = Auditor(tmp_path, policy)
    assert ask.takes("vittne:forge", "forge", first_and_last(YESTERDAY)[1])
    assert not ask.takes("vittne:forge", "forge", first_and_last(TODAY)[0])
    assert SoftKey("forge").public_text not in allowed_signers(policy.register)
