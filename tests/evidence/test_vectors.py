"""What was signed when the formats were frozen is read and verified as it was then (see README.md beside this)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ledsys import actfile, policyfile, signature
from ledsys.authority.chain import objections
from ledsys.authority.signers import allowed_signers
from ledsys.digest import manifest, sha256
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.finding import Severity
from ledsys.proof import seals
from ledsys.proof.standing import unproven
from ledsys.rules.catalogue import RULES
from ledsys.rules.judge import judge
from ledsys.store.files import MemoryFiles
from ledsys.store.load import load

HERE = Path(__file__).parent
REPO = HERE / "repo"
SUMS = "ee0e2367a74ffdbb35ecec3580024d40638e5d70b7708b1bf8a051efdf490d5f"
"""The SHA-256 of SHA256SUMS. It is never written anew: see README.md."""

VECTORS: Mapping[str, Any] = json.loads((HERE / "vectors.json").read_text(encoding="utf-8"))


@cache
def files() -> MemoryFiles:
    places = sorted(place for place in REPO.rglob("*") if place.is_file())
    return MemoryFiles({place.relative_to(REPO).as_posix(): place.read_bytes() for place in places})


@cache
def corpus() -> Corpus:
    return load(files(), date.fromisoformat(VECTORS["judged"]))


def acts() -> Mapping[str, Act]:
    every = (*corpus().delegations, *(act for acts in corpus().acts.values() for act in acts))
    return {actfile.path_of(act): act for act in every}


def as_written(facts: Mapping[str, object]) -> Mapping[str, Any]:
    found = json.loads(json.dumps(facts, default=lambda value: value.isoformat()))
    return {name: value for name, value in found.items() if name not in {"signature", "signatures"}}


def signed_as(found: signature.Signed) -> Mapping[str, object]:
    return {
        "key": found.key.text,
        "fingerprint": found.key.fingerprint,
        "touched": found.touched,
        "pin": found.pin,
        "level": found.level.code,
    }


def ssh_keygen(folder: Path, who: str, namespace: str, message: bytes, armour: str, *options: str) -> None:
    """Let ssh-keygen verify a signature by the allowed signers in the folder."""
    (folder / "armour").write_text(armour, encoding="ascii", newline="\n")
    signers = str(folder / "allowed_signers")
    command = ["ssh-keygen", "-Y", "verify", *options, "-n", namespace, "-f", signers, "-I", who, "-s"]
    done = subprocess.run([*command, str(folder / "armour")], input=message, capture_output=True, check=False)
    assert done.returncode == 0, (who, done.stdout, done.stderr)


def test_nothing_of_the_evidence_has_changed() -> None:
    text = (HERE / "SHA256SUMS").read_bytes()
    assert sha256(text) == SUMS
    sums = {path: digest for digest, path in (line.split("  ", 1) for line in text.decode().splitlines())}
    of_repo = {place.relative_to(HERE).as_posix(): place for place in REPO.rglob("*") if place.is_file()}
    found = {**of_repo, "journal": HERE / "journal", "vectors.json": HERE / "vectors.json"}
    assert {path: sha256(place.read_bytes()) for path, place in found.items()} == sums


def test_every_act_says_what_it_said() -> None:
    stated = {entry["path"]: entry["facts"] for entry in VECTORS["acts"]}
    assert {path: as_written(asdict(act)) for path, act in acts().items()} == stated
    for path in stated:
        act = actfile.read_act(files().read(path))
        assert actfile.written(act) == files().read(path)
        assert actfile.path_of(act) == path


def test_every_text_has_its_digest() -> None:
    texts = [*corpus().documents, *(text for kept in corpus().editions.values() for text in kept.values())]
    found = {text.path: text for text in texts}
    assert found.keys() == {entry["path"] for entry in VECTORS["documents"]}
    for entry in VECTORS["documents"]:
        text = found[entry["path"]]
        assert (text.id, text.digest, text.facts.claims, text.images) == (
            *(entry["id"], entry["digest"], entry["claims"], entry["images"]),
        )
        digests = text.facts.front_digest or "", text.facts.body_digest or ""
        assert manifest(text.id, *digests, text.images) == entry["manifest"]
        assert entry["digest"] == f"sha256:{sha256(entry['manifest'].encode())}"


def test_every_policy_version_says_what_it_said() -> None:
    assert [as_written(asdict(version)) for version in corpus().chain] == [one["facts"] for one in VECTORS["policies"]]
    for version, entry in zip(corpus().chain, VECTORS["policies"], strict=True):
        message = files().read(entry["path"])
        assert policyfile.statement(version).encode() == message
        keys = [signature.verify(armour, message, signature.POLICY).key for armour in version.signatures]
        assert [key.text for key in keys] == entry["keys"]
        assert all(policyfile.signature_path(version.version, key) in files().paths() for key in keys)
    assert list(objections(corpus().chain, corpus().policies)) == []


def test_every_act_is_signed_with_the_key_that_signed_it() -> None:
    for entry in VECTORS["acts"]:
        act = acts()[entry["path"]]
        if entry["signed"] is None:
            assert act.signature is None
        else:
            found = signature.verify(act.signature or "", actfile.statement(act).encode(), signature.ACT)
            assert signed_as(found) == entry["signed"]


@pytest.mark.parametrize("entry", VECTORS["signatures"], ids=lambda entry: f"{entry['name']} for {entry['namespace']}")
def test_a_signature_of_every_kind_proves_what_it_proved(entry: Mapping[str, str], tmp_path: Path) -> None:
    message = entry["message"].encode()
    found = signature.verify(entry["armour"], message, entry["namespace"])
    assert signed_as(found) == {name: entry[name] for name in signed_as(found)}
    for wrong in (message + b"\n", message[:-1]):
        with pytest.raises(signature.SignatureError):
            signature.verify(entry["armour"], wrong, entry["namespace"])
    with pytest.raises(signature.SignatureError):
        signature.verify(entry["armour"], message, "ledsys-other-v1")
    (tmp_path / "allowed_signers").write_text(f"who {entry['key']}\n", encoding="ascii", newline="\n")
    ssh_keygen(tmp_path, "who", entry["namespace"], message, entry["armour"])


def test_ssh_keygen_verifies_every_act(tmp_path: Path) -> None:
    policy = corpus().policy
    text = allowed_signers(policy.register, policy.settings.authority)
    (tmp_path / "allowed_signers").write_text(text, encoding="ascii", newline="\n")
    signed = [act for act in acts().values() if act.signature is not None]
    assert len(signed) > 20
    for act in signed:
        who = "vittne:forge" if act.assurance == "forge" else act.person
        at = f"verify-time={act.signed_at:%Y%m%d%H%M%S}"
        message = actfile.statement(act).encode()
        ssh_keygen(tmp_path, who, signature.ACT, message, act.signature or "", "-O", at)


def test_the_journal_of_seals_holds() -> None:
    journal = seals.read_journal((HERE / "journal").read_bytes())
    assert seals.written(journal) == (HERE / "journal").read_bytes()
    assert [(seals.line(seal), seal.hash) for seal in journal] == [
        (entry["line"], entry["hash"]) for entry in VECTORS["seals"]
    ]
    policy = corpus().policy
    assert list(seals.objections(journal, policy.settings.authority.sealers, policy.settings.repo_id)) == []
    assert journal[-1].acts == seals.act_set(act.id for act in acts().values())


def test_it_is_proven_on_the_day_on_which_it_was_made() -> None:
    assert unproven(corpus()) == ()
    shown = judge(corpus(), RULES).shown
    assert [finding for finding in shown if finding.severity is Severity.ERROR] == []


def test_whoever_has_no_ledsys_comes_to_the_same_digests() -> None:
    done = subprocess.run([sys.executable, "-I", str(HERE / "by_hand.py")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "import ledsys" not in (HERE / "by_hand.py").read_text(encoding="utf-8")


def test_nothing_signed_is_older_than_the_open_mode_of_its_time() -> None:
    """The times of the acts are those in the statements, with the offset of summer or winter."""
    offsets = {datetime.fromisoformat(entry["facts"]["signed_at"]).utcoffset() for entry in VECTORS["acts"]}
    assert len(offsets) == 2
