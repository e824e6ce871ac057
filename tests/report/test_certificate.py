"""A certificate in words, and the recipe for acts of every kind; what the commands do is tested with real ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from tests.proof.test_certificate import (
    APPROVER,
    HYGIENE,
    PAIN,
    SEALED,
    act_of,
    made,
    signed,
    with_acts,
    with_authority,
    with_key,
)
from tests.report.example import example
from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.model.act import ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.organisation import Machine
from ledsys.proof.certificate import Certificate
from ledsys.report.certificate import sheet, text_lines
from ledsys.report.recipe import signature_commands, steps

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ROOTS = (APPROVER, "ragsa1")
PLAIN = "EXP-655278"


def text(found: Certificate) -> str:
    return "\n".join(text_lines(sheet(found, NOW)))


def approved(corpus: Corpus | None = None, **fields: Any) -> Certificate:
    """Give the certificate of the example where the approval has these fields."""
    corpus = corpus or example()[0]
    return made(with_acts(corpus, replace(act_of(corpus, ActKind.APPROVE), **fields)))


def test_open_mode_and_one_who_is_alone_are_said_first() -> None:
    corpus, _ = example()
    assert "! Open mode: nobody has signed the organisation's rules" in text(made(corpus))
    keyed = with_authority(with_key(with_key(corpus), "ragsa1"), roots=ROOTS)
    assert "Open mode" not in text(made(keyed)).split("\n\n")[0]
    alone = with_authority(with_key(corpus), roots=ROOTS)
    assert "! One-man root: fewer than two persons can decide here" in text(made(alone))


def test_a_version_taken_over_is_said_to_be() -> None:
    corpus, _ = example()
    found = made(corpus)
    taken = replace(found, edition=found.edition._replace(taken_over=True))
    assert "! Taken over: the version was decided before ledsys" in text(taken)


def test_a_disputed_act_is_said_to_be() -> None:
    corpus = with_key(example()[0], compromised=True, until=date(2025, 1, 1))
    told = text(made(with_acts(corpus, signed(act_of(corpus, ActKind.APPROVE)))))
    assert "! DISPUTED: an act was signed with a key that others may have had then." in told
    assert "    disputed: others may have had the key then" in told


def test_the_decision_of_a_body_and_a_mandate_that_is_gone_are_told() -> None:
    told = text(approved(decision="Regionfullmäktige 2026-01-05 § 4, RF 2026-00001"))
    assert "    decision: Regionfullmäktige 2026-01-05 § 4, RF 2026-00001" in told
    assert "    by mandate M-9, which the delegation order does not have" in text(approved(mandate="M-9"))
    assert "by mandate" not in text(approved(mandate=None))


def test_a_mandate_that_was_handed_on_is_told_with_whose_it_is() -> None:
    corpus, _ = example()
    approve = act_of(corpus, ActKind.APPROVE)
    handed = replace(approve, kind=ActKind.DELEGATE, document="none", person="ragsa1", successor=APPROVER, id=SEALED)
    told = text(approved(replace(corpus, delegations=(handed,)), on_behalf_of=SEALED))
    assert "    on delegation from " in told
    assert "(ragsa1)\n" in told
    assert "    to Sixten Almklint (sixal1)\n" in told
    assert f"file: .ledsys/acts/delegations/{SEALED}.act" in told
    assert f"    on a delegation that is not there: {SEALED}" in text(approved(on_behalf_of=SEALED))


def test_a_policy_that_is_not_there_is_told() -> None:
    told = text(approved(policy="sha256:aa"))
    assert "    judged by rules that are not among the signed versions here (sha256:aa)" in told


def test_what_is_known_of_later_acts_is_told() -> None:
    corpus, _ = example()
    publish = act_of(corpus, ActKind.PUBLISH)
    later = publish.signed_at + timedelta(days=20)
    confirm = replace(
        publish, kind=ActKind.CONFIRM, valid_until=date(2028, 1, 1), valid_from=None, reason="Läst.", id="1" * 20
    )
    about = replace(publish, kind=ActKind.STOP, content="sha256:bb", valid_from=None, valid_until=None, id="2" * 20)
    told = text(made(with_acts(corpus, replace(confirm, signed_at=later), replace(about, signed_at=later))))
    assert "    valid until 2028-01-01\n    reason: Läst.\n" in told
    assert "    about another text: sha256:bb" in told
    assert "more acts about the version are told by: ledsys history EXP-482103" in text(made(corpus, HYGIENE, 2))


def test_an_owner_or_a_text_that_is_not_known_is_left_out() -> None:
    found = made(example()[0])
    assert "\nContent owner: " in text(found)
    bare = text(replace(found, owner=None, text=None))
    assert "\nContent owner: " not in bare
    assert "\nTitle: " not in bare


@pytest.mark.parametrize(
    ("level", "said"),
    [
        ("claimed", "That the person named did any of it"),
        ("forge", "It trusts the forge."),
        ("key", "alone had the key"),
    ],
)
def test_what_is_not_proven_depends_on_the_level(level: str, said: str) -> None:
    corpus = with_key(example()[0])
    approve = act_of(corpus, ActKind.APPROVE)
    match level:
        case "key":
            corpus = with_acts(corpus, signed(approve))
        case "forge":
            corpus = _witnessed(corpus)
            corpus = with_acts(corpus, signed(approve, "forge", assurance="forge"))
    assert said in text(made(corpus))


def _witnessed(corpus: Corpus) -> Corpus:
    return with_authority(corpus, witnesses=(Machine(id="forge", key=SoftKey("forge").public_text),))


def test_what_a_machine_witnessed_is_checked_by_its_own_key() -> None:
    corpus = _witnessed(example()[0])
    found = made(with_acts(corpus, signed(act_of(corpus, ActKind.APPROVE), "forge", assurance="forge")))
    assert found.faults == ()
    commands = signature_commands(found, found.proving)
    assert commands.startswith(f"grep -F '{SoftKey('forge').public_text}' ledsys.yaml\n")
    assert " -I vittne:forge " in commands


def test_a_signature_that_fits_nothing_is_given_no_key_to_fit() -> None:
    corpus = with_key(example()[0])
    broken = replace(signed(act_of(corpus, ActKind.APPROVE)), role="recorder")
    found = made(with_acts(corpus, broken))
    commands = signature_commands(found, found.proving)
    assert "grep" not in commands
    assert f" -I {APPROVER} " in commands
    assert "printf '%s\\n' '' >" in commands


def test_a_text_without_images_has_no_command_for_them() -> None:
    found = made(example()[0], PLAIN)
    assert found.text is not None
    assert not found.text.images
    first, *_ = steps(found)
    assert "cd " not in first.commands
    gone, *_ = steps(replace(found, text=None))
    assert gone.commands == first.commands
    assert actfile.path_of(found.proving.act) in first.commands
    assert PLAIN in first.commands
    with_image, *_ = steps(made(example()[0], PAIN))
    assert "&& sha256sum -- bilder/smartskala.png)" in with_image.commands
