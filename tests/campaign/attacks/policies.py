"""Attacks on what root persons sign (proof §2, rows 17-19, 21, 28)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, attack
from tests.campaign.cast import ROOTS, mandates, persons, policy_files, protected_files, settings, soft, version
from tests.campaign.moves import edit
from tests.campaign.scene import Scene, propose
from tests.campaign.shapes import VOTED

from ledsys.lifecycle import Move
from ledsys.policyfile import signature_path
from ledsys.signature import read_key

PERSONS, MANDATES, SETTINGS = "organisation/personer.yaml", "organisation/mandat.yaml", "ledsys.yaml"
NOW = 2
"""The stage at which the region stands."""


def _now(path: str) -> str:
    return protected_files(NOW)[path].decode()


def _own_mandate() -> bytes:
    line = "id: M-9, roll: publisher, handlingstyper: [rutin], enheter: [region], beslut: Jag § 1"
    return mandates(f"{{{line}, beslutsform: verkställighetsbeslut}}").encode()


def _signers(scene: Scene) -> list[str]:
    return scene.random.sample(ROOTS, 2)


@attack(17, codes="LS813 LS808")
def own_key_entered_beside_an_approval(scene: Scene) -> None:
    """git itself takes a signature for good by the list of signers that the same landing brings."""
    text = persons(NOW, {"approver": f"{{nyckel: {soft(cast.STRANGER).public_text}}}"})
    document = scene.some(*VOTED, types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, "approver", signer=cast.STRANGER, assurance="key")
    scene.draft.write(PERSONS, text)


@attack(17, codes="LS813")
def signed_policy_beside_something_else(scene: Scene) -> None:
    propose(scene.draft, {MANDATES: _own_mandate()}, _signers(scene))
    edit(scene.draft, scene.some("draft"), scene.random)


@attack(17, codes="LS808")
def own_mandate_unsigned(scene: Scene) -> None:
    scene.draft.write(MANDATES, _own_mandate())


@attack(17, 19, 21, codes="LS808")
def protected_file_changed_unsigned(scene: Scene) -> None:
    path = scene.random.choice(sorted(protected_files(NOW)))
    if scene.random.random() < 0.3:
        scene.draft.write(path, None)
    else:
        scene.draft.write(path, _now(path) + "# mer\n")


@attack(17, 19, 21, codes="LS808")
def protected_file_added_unsigned(scene: Scene) -> None:
    path = scene.random.choice(
        (
            "mallar/plan.md",
            "handbok/kod.js",
            ".gitlab/x.yml",
            ".github/workflows/x.yml",
            "handlingstyper/ny.yaml",
            ".gitmodules",
        )
    )
    scene.draft.write(path, b"x: y\n")


@attack(17, codes="LS810")
def policy_signed_by_too_few(scene: Scene) -> None:
    propose(scene.draft, {MANDATES: _own_mandate()}, scene.random.choice(([], [ROOTS[0]], [ROOTS[2]])))


@attack(17, codes="LS810")
def policy_signed_by_others(scene: Scene) -> None:
    signers = scene.random.choice(
        (
            [cast.INSIDER, "approver"],
            [ROOTS[0], "director"],
            [cast.REGISTRAR, cast.HEAD],
            [cast.STRANGER, ROOTS[1]],
            [cast.WITNESS, cast.SEALER],
        )
    )
    propose(scene.draft, {MANDATES: _own_mandate()}, signers)


@attack(17, 18, codes="LS810")
def own_roots_named_and_signing(scene: Scene) -> None:
    """The version names other root persons, and they sign it."""
    mine = (cast.INSIDER, "author", "writer")
    propose(scene.draft, {SETTINGS: settings(mine).encode()}, mine[:2])


@attack(17, codes="LS810")
def one_root_signing_twice(scene: Scene) -> None:
    propose(scene.draft, {MANDATES: _own_mandate()}, [ROOTS[0]])
    version_ = scene.draft.main.chain.versions[-1].version + 1
    armour = scene.draft.read(signature_path(version_, read_key(soft(ROOTS[0]).public_text)))
    scene.draft.write(signature_path(version_, read_key(soft(ROOTS[1]).public_text)), armour)


@attack(17, 57, codes="LS810")
def policy_signed_as_something_else(scene: Scene) -> None:
    propose(scene.draft, {MANDATES: _own_mandate()}, [ROOTS[0]])
    number = scene.draft.main.chain.versions[-1].version + 1
    message = scene.draft.read(f".ledsys/policy/{number}/policy")
    other = scene.random.choice(("git", "ledsys-act-v1", "file"))
    scene.draft.write(signature_path(number, read_key(soft(ROOTS[1]).public_text)), soft(ROOTS[1]).sign(message, other))


@attack(17, codes="LS810")
def new_key_that_did_not_sign(scene: Scene) -> None:
    """Somebody's public key is entered for somebody else, who has not got it."""
    text = persons(NOW, {"approver": f"{{nyckel: {soft(cast.STRANGER).public_text}}}"})
    propose(scene.draft, {PERSONS: text.encode()}, _signers(scene))


@attack(17, codes="LS810")
def registrar_enters_a_key_for_another(scene: Scene) -> None:
    """A registrar alone could otherwise become any approver."""
    text = persons(NOW, {"approver": f"{{nyckel: {soft('mine').public_text}}}"})
    propose(scene.draft, {PERSONS: text.encode()}, (cast.REGISTRAR, "mine"))


@attack(17, codes="LS810")
def registrar_enters_a_person_with_a_part(scene: Scene) -> None:
    """A person by the light way, and in the same version a role for the person."""
    entry = f"  - id: ny\n    namn: Ny\n    titel: Titel\n    nycklar:\n      - {{nyckel: {soft('ny').public_text}}}\n"
    held = _now(MANDATES).replace("mandat:\n", "  - {person: ny, roll: chief, enhet: region}\nmandat:\n")
    propose(scene.draft, {PERSONS: f"{_now(PERSONS)}{entry}".encode(), MANDATES: held.encode()}, (cast.REGISTRAR, "ny"))


@attack(18, codes="LS810")
def threshold_of_one(scene: Scene) -> None:
    number = scene.random.choice((0, 1))
    propose(scene.draft, {SETTINGS: settings(threshold=number).encode()}, _signers(scene))


@attack(18, codes="LS810")
def too_few_roots_left(scene: Scene) -> None:
    roots = scene.random.choice(([ROOTS[0]], [ROOTS[0], cast.STRANGER]))
    propose(scene.draft, {SETTINGS: settings(roots).encode()}, _signers(scene))


@attack(18, codes="LS810 LS809 LS811")
def back_to_open_mode(scene: Scene) -> None:
    propose(scene.draft, {SETTINGS: settings(()).replace("  rotpersoner: []\n", "").encode()}, _signers(scene))


@attack(18, codes="LS811")
def person_or_key_taken_out(scene: Scene) -> None:
    text = _now(PERSONS)
    line = f"      - {{nyckel: {soft('robbed').public_text}}}\n"
    begin = text.index("  - id: former")
    without = scene.random.choice((text.replace(line, ""), text[:begin] + text[text.index("  - id: coming") :]))
    assert without != text
    propose(scene.draft, {PERSONS: without.encode()}, _signers(scene))


@attack(18, codes="LS811")
def mandate_or_holding_taken_out(scene: Scene) -> None:
    lines = _now(MANDATES).splitlines(keepends=True)
    begin = scene.random.choice(("  - {id: M-4", "  - {person: former", "  - {id: registrar"))
    propose(
        scene.draft, {MANDATES: "".join(line for line in lines if not line.startswith(begin)).encode()}, _signers(scene)
    )


@attack(18, codes="LS811")
def last_day_moved_back(scene: Scene) -> None:
    path = scene.random.choice((PERSONS, MANDATES))
    text = _now(path)
    assert str(cast.ENDED) in text
    propose(scene.draft, {path: text.replace(str(cast.ENDED), "2026-02-28").encode()}, _signers(scene))


@attack(18, codes="LS811")
def mandate_made_another_under_its_name(scene: Scene) -> None:
    text = _now(MANDATES).replace("id: M-4, roll: chief", "id: M-4, roll: publisher")
    propose(scene.draft, {MANDATES: text.encode()}, _signers(scene))


@attack(18, codes="LS811")
def stolen_key_made_good(scene: Scene) -> None:
    propose(scene.draft, {PERSONS: _now(PERSONS).replace(", röjd: ja", "").encode()}, _signers(scene))


@attack(18, codes="LS811")
def key_shared_by_two(scene: Scene) -> None:
    text = persons(NOW, {cast.INSIDER: f"{{nyckel: {soft('approver').public_text}}}"})
    propose(scene.draft, {PERSONS: text.encode()}, _signers(scene))


@attack(18, codes="LS809")
def version_skipped_or_made_from_another(scene: Scene) -> None:
    chain = scene.ground.main.chain.versions
    number = chain[-1].version + 1
    wrongs: tuple[dict[str, Any], ...] = (
        {"before": chain[0].hash},
        {"before": f"sha256:{'0' * 64}"},
        {"version": number + 1},
        {"repo": "annan/docs"},
    )
    fields = scene.random.choice(wrongs)
    propose(scene.draft, {"mallar/rutin.md": b"Ny.\n"}, _signers(scene), **fields)


@attack(18, codes="LS809")
def version_dated_before_the_one_before(scene: Scene) -> None:
    made_at = scene.ground.main.chain.versions[-1].made_at - timedelta(days=1)
    propose(scene.draft, {"mallar/rutin.md": b"Ny.\n"}, _signers(scene), made_at)


@attack(18, codes="LS808 LS809 LS812")
def old_policy_put_back(scene: Scene) -> None:
    """The files of an earlier version, which root persons did sign once."""
    stage = scene.random.choice((0, 1))
    for path, data in protected_files(stage).items():
        scene.draft.write(path, data)
    if scene.random.random() < 0.5:
        for path in scene.draft.paths(f".ledsys/policy/{NOW + 1}"):
            scene.draft.write(path, None)


@attack(18, 28, codes="LS812")
def policy_version_altered(scene: Scene) -> None:
    path = scene.random.choice(scene.draft.paths(".ledsys/policy"))
    scene.draft.write(path, scene.random.choice((None, scene.draft.read(path) + b"x")))


@attack(28, 23, codes="LS812")
def chain_begun_anew(scene: Scene) -> None:
    """Another first version, with the attacker's root persons and their true signatures."""
    mine = (cast.INSIDER, "author", "writer")
    for path in scene.draft.paths(".ledsys/policy"):
        scene.draft.write(path, None)
    files = {**protected_files(NOW), SETTINGS: settings(mine).encode()}
    made = version(1, None, files, scene.draft.now.replace(microsecond=0))
    scene.draft.writes.update({**files, **policy_files(made, files, mine[:2])})


@attack(19, 21, codes="LS808")
def unsigned_file_beside_a_signed_policy(scene: Scene) -> None:
    """The version that was signed does not name what lands with it, or names it otherwise."""
    propose(scene.draft, {MANDATES: _own_mandate()}, _signers(scene))
    scene.draft.write(scene.random.choice(("mallar/rutin.md", "handbok/stil.css", ".gitlab-ci.yml")), b"annat: ja\n")


@attack(19, codes="LS809 LS808 LS812")
def policy_signed_for_bytes_that_are_not_kept(scene: Scene) -> None:
    propose(scene.draft, {"mallar/rutin.md": f"Ny {scene.random.random()}.\n".encode()}, _signers(scene))
    fresh = [path for path in scene.draft.writes if "/history/" in path and scene.draft.main.tree.entry(path) is None]
    del scene.draft.writes[fresh[0]]


@attack(19, codes="LS810 LS809")
def statement_changed_after_it_was_signed(scene: Scene) -> None:
    propose(scene.draft, {"mallar/rutin.md": b"Ny.\n"}, _signers(scene))
    number = scene.ground.main.chain.versions[-1].version + 1
    path = f".ledsys/policy/{number}/policy"
    scene.draft.write(path, scene.draft.read(path).replace(b"reason: Vi", b"reason: Jag"))


@attack(19, codes="LS809 LS805 LS813 LS810")
def something_else_in_the_chain_s_folder(scene: Scene) -> None:
    path = scene.random.choice(
        (
            ".ledsys/policy/4/anteckning",
            ".ledsys/policy/history/kort",
            ".ledsys/policy/04/policy",
            ".ledsys/policy/9/policy",
        )
    )
    scene.draft.write(path, b"x\n")


@attack(17, codes="LS810")
def root_signing_with_a_key_that_was_not_there(scene: Scene) -> None:
    """The version enters a key for a root person, who signs with that one alone."""
    text = persons(NOW, {ROOTS[0]: f"{{nyckel: {soft('mine').public_text}}}"})
    propose(scene.draft, {PERSONS: text.encode(), MANDATES: _own_mandate()}, ("mine", ROOTS[1]))


@attack(18, 17, codes="LS809 LS810 LS808")
def two_versions_at_once(scene: Scene) -> None:
    """Two next versions in one landing, of which the second is judged by the first."""
    mine = (cast.INSIDER, "author", "writer")
    first = {**protected_files(NOW), SETTINGS: settings(mine).encode()}
    chain = scene.ground.main.chain.versions
    when = scene.draft.now.replace(microsecond=0)
    one = version(chain[-1].version + 1, chain[-1], first, when)
    second = {**first, MANDATES: _own_mandate()}
    two = version(one.version + 1, one, second, when + timedelta(minutes=1))
    scene.draft.writes.update({**second, **policy_files(one, first, mine[:2]), **policy_files(two, second, mine[:2])})
    scene.draft.now += timedelta(minutes=2)
