"""What a tree alone proves: the rules that count, the levels of its acts, and the acts that are disputed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.lifecycle.world import ZONE, policy
from tests.signature.keys import SoftKey
from tests.store.example import TODAY, example, replaced

from ledsys import actfile
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.organisation import Key
from ledsys.proof.standing import PROVING, disputed_acts, levels, unproven
from ledsys.signature import ACT
from ledsys.store.load import load

SAFE = date(2026, 7, 1)
STOLEN, OTHER = SoftKey("stolen"), SoftKey("other")


def test_only_rules_of_proof_bytes_and_repository_count() -> None:
    assert {rule.code[:3] for rule in PROVING} == {"LS4", "LS5", "LS7", "LS8"}
    assert [rule.code for rule in PROVING if rule.code.startswith("LS4")] == ["LS402"]


def test_the_example_is_proven_and_a_typed_status_is_not() -> None:
    assert unproven(load(example(), TODAY)) == ()
    path = "dokument/rehab/utprovning-av-ganghjalpmedel.md"
    (found,) = unproven(load(replaced(path, "status: utkast", "status: publicerad"), TODAY))
    assert (found.code, found.path) == ("LS501", path)


def test_acts_are_counted_by_level() -> None:
    corpus = load(example(), TODAY)
    number = sum(map(len, corpus.acts.values()))
    assert levels(corpus) == {"claimed": number}
    one = next(iter(corpus.acts.values()))[0]
    assert levels(replace(corpus, delegations=(replace(one, assurance="key"),))) == {"claimed": number, "key": 1}


def robbed(*, compromised: bool = True) -> Policy:
    """Give a policy whose approver had a key stolen."""
    found = policy()
    keys = (
        Key(key=STOLEN.public_text, until=SAFE, compromised=compromised),
        Key(key=OTHER.public_text),
    )
    persons = tuple(
        person.model_copy(update={"keys": keys}) if person.id == "approver" else person
        for person in found.register.persons
    )
    return replace(found, register=replace(found.register, persons=persons))


def act(day: int, key: SoftKey) -> Act:
    made = actfile.sealed(
        Act(
            kind=ActKind.APPROVE,
            repo="region/docs",
            document="EXP-100001",
            version=1,
            content=None,
            person="approver",
            name="Approver",
            role="approver",
            signed_at=datetime(2026, 7, day, 9, tzinfo=ZONE),
        )
    )
    return replace(made, signature=key.sign(actfile.statement(made).encode(), ACT))


def test_what_a_stolen_key_signed_after_its_last_safe_day_is_disputed() -> None:
    safe, late, own = act(1, STOLEN), act(2, STOLEN), act(3, OTHER)
    corpus = Corpus(robbed(), date(2026, 8, 1), acts={"EXP-100001": (safe, late, own)})
    assert disputed_acts(corpus) == (late,)
    assert disputed_acts(replace(corpus, policy=robbed(compromised=False))) == ()
