"""Attacks on signatures and on delegations (proof §2, rows 2, 4, 57)."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import timedelta

from tests.campaign import cast
from tests.campaign.attack import BY_ONE, HARD, STRICT, attack, pasted
from tests.campaign.cast import fido, soft
from tests.campaign.moves import dates, handing_on
from tests.campaign.scene import Scene
from tests.campaign.shapes import VOTED
from tests.signature.keys import TOUCH, SoftFidoKey, armoured, dearmoured, framed, sshsig, to_sign

from ledsys import actfile
from ledsys.lifecycle import Move
from ledsys.model.act import Act
from ledsys.signature import ACT, POLICY, SEAL


def _signed_as(scene: Scene, types: tuple[str, ...], sign: Callable[[bytes], str]) -> Act:
    """Let the approver approve rightly, and put this signature below."""
    document = scene.some(*VOTED, types=types)
    act = scene.draft.does(Move.APPROVE, document, "approver", dates(scene.draft, document, scene.random))
    pasted(scene, act, sign(actfile.statement(act).encode()))
    return act


@attack(57, codes="LS516")
def security_key_without_pin(scene: Scene) -> None:
    flags = scene.random.choice((TOUCH, 0, 4))
    _signed_as(scene, HARD, lambda message: fido("approver", flags).sign(message, ACT))


@attack(57, codes="LS516")
def plain_key_where_hardware_is_asked_for(scene: Scene) -> None:
    _signed_as(scene, HARD, lambda message: soft("approver").sign(message, ACT))


@attack(57, codes="LS516")
def plain_key_that_says_so_where_hardware_is_asked_for(scene: Scene) -> None:
    document = scene.some(*VOTED, types=HARD)
    scene.draft.forces(Move.APPROVE, document, "approver", assurance="key")


@attack(57, codes="LS516")
def plain_key_that_calls_itself_hardware(scene: Scene) -> None:
    document = scene.some(*VOTED, types=STRICT)
    scene.draft.forces(Move.APPROVE, document, "approver", assurance="hardware", signer="approver")


@attack(57, codes="LS513")
def signature_from_another_namespace(scene: Scene) -> None:
    """What somebody signed for git, as a policy or as a seal is used as if it were an act."""
    namespace = scene.random.choice(("git", "file", POLICY, SEAL, "ledsys-act-v2", "email"))
    _signed_as(scene, STRICT, lambda message: soft("approver").sign(message, namespace))


@attack(57, codes="LS513")
def signature_with_another_hash(scene: Scene) -> None:
    _signed_as(scene, STRICT, lambda message: soft("approver").sign(message, ACT, algorithm="sha256"))


@attack(57, codes="LS513")
def signature_with_something_reserved(scene: Scene) -> None:
    _signed_as(scene, STRICT, lambda message: soft("approver").sign(message, ACT, reserved=b"x"))


@attack(57, codes="LS513")
def security_key_of_a_web_page(scene: Scene) -> None:
    """A signature that a web page got out of a security key: the same maker, another application."""
    key = SoftFidoKey("approver", application="https://region.example")
    _signed_as(scene, HARD, lambda message: key.sign(message, ACT))


@attack(57, codes="LS513 LS514")
def blank_key(scene: Scene) -> None:
    """A key of small order, for which signatures can be made that fit any message."""
    blob = framed(b"ssh-ed25519", bytes([1]) + bytes(31))
    signature = framed(b"ssh-ed25519", bytes([1]) + bytes(63))
    _signed_as(scene, STRICT, lambda _: armoured(sshsig(blob, ACT, signature)))


@attack(57, codes="LS513")
def own_signature_under_another_s_key(scene: Scene) -> None:
    """The public key in the signature file is the approver's, what was signed is signed by somebody else."""

    def sign(message: bytes) -> str:
        mine = framed(b"ssh-ed25519", soft(cast.INSIDER).private.sign(to_sign(message, ACT)))
        return armoured(sshsig(soft("approver").blob, ACT, mine))

    _signed_as(scene, STRICT, sign)


@attack(57, codes="LS513")
def one_bit_of_a_signature(scene: Scene) -> None:
    def sign(message: bytes) -> str:
        blob = bytearray(dearmoured(soft("approver").sign(message, ACT)))
        blob[scene.random.randrange(len(blob))] ^= 1 << scene.random.randrange(8)
        return armoured(bytes(blob))

    _signed_as(scene, STRICT, sign)


@attack(57, codes="LS513")
def signature_written_otherwise(scene: Scene) -> None:
    """The same signature in other columns, with more after it, or without its end."""

    def sign(message: bytes) -> str:
        true = soft("approver").sign(message, ACT)
        text = base64.b64encode(dearmoured(true)).decode()
        begin, end = true.split("\n")[0], true.rstrip("\n").split("\n")[-1]
        return scene.random.choice(
            (f"{begin}\n{text}\n{end}\n", true + true, true.rstrip("\n"), true.replace(end, ""), f"{true}mer\n")
        )

    _signed_as(scene, STRICT, sign)


# Mandates handed on.


def _handed(scene: Scene, signer: str | None = "", **fields: object) -> None:
    scene.draft.put(handing_on(scene.draft, **fields), signer)


@attack(4, 57, codes="LS521")
def mandate_handed_on_by_somebody_without_it(scene: Scene) -> None:
    person = scene.random.choice((cast.INSIDER, "approver", cast.STAND_IN))
    _handed(scene, person=person, name=person.title(), successor="writer")


@attack(4, codes="LS521")
def mandate_that_may_not_be_handed_on(scene: Scene) -> None:
    _handed(scene, person="approver", name="Approver", mandate=scene.random.choice(("M-1", "M-2", "M-77")))


@attack(4, codes="LS514")
def mandate_handed_on_in_another_s_name(scene: Scene) -> None:
    _handed(scene, f"{cast.INSIDER}!", successor=cast.INSIDER)


@attack(4, codes="LS516")
def mandate_handed_on_with_too_little_proof(scene: Scene) -> None:
    signer, level = scene.random.choice(((None, "claimed"), (cast.HEAD, "key"), (cast.WITNESS, "forge")))
    _handed(scene, signer, assurance=level)


@attack(4, 14, codes="LS521")
def mandate_handed_on_for_too_long_or_backwards(scene: Scene) -> None:
    day = scene.draft.now.date()
    first, last = scene.random.choice(((0, 400), (0, 4000), (5, 4), (-9, 30)))
    _handed(scene, valid_from=day + timedelta(days=first), valid_until=day + timedelta(days=last))


@attack(4, codes="LS521")
def mandate_handed_on_to_nobody(scene: Scene) -> None:
    _handed(scene, successor=scene.random.choice((cast.STRANGER, cast.HEAD, "left", None)))


@attack(14, codes="LS518")
def mandate_handed_on_long_ago(scene: Scene) -> None:
    day = scene.draft.now.date()
    _handed(scene, signed_at=scene.draft.now - timedelta(days=40), valid_from=day, valid_until=day + timedelta(days=9))


@attack(4, codes="LS519 LS512 LS520")
def handed_on_mandate_used_too_early(scene: Scene) -> None:
    day = scene.draft.now.date()
    _handed(scene, successor="writer", valid_from=day + timedelta(days=3), valid_until=day + timedelta(days=9))
    document = scene.fresh(scene.random.choice(STRICT), författare="[author]")
    scene.walk(document, "submit", "votes")
    scene.draft.forces(Move.APPROVE, document, "writer", mandate="M-3")


@attack(4, codes="LS519 LS512 LS520")
def handed_on_mandate_handed_on_again(scene: Scene) -> None:
    _handed(
        scene,
        person=cast.STAND_IN,
        name="Stand-In",
        successor="second-reviewer",
        assurance="hardware",
        signer=f"{cast.STAND_IN}!",
    )
    document = scene.some("voted", types=BY_ONE)
    scene.draft.forces(Move.APPROVE, document, "second-reviewer", mandate="M-3")
