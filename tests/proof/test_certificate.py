"""What a certificate gathers: nothing in it is believed because it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.report.example import example
from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.digest import sha256
from ledsys.lifecycle import lives
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level
from ledsys.model.organisation import Key
from ledsys.model.policy import PolicyVersion
from ledsys.model.settings import Authority
from ledsys.proof.certificate import Certificate, certificate
from ledsys.signature import ACT

PAIN, HYGIENE, TAKEN_OVER = "EXP-527361", "EXP-482103", "EXP-318846"
APPROVER, SEALED = "sixal1", "0" * 20


def made(corpus: Corpus, document: str = PAIN, version: int | None = None) -> Certificate:
    """Gather the certificate of a version, by default the one that applies."""
    known = lives(corpus)
    found, life = corpus.document(document), known[document]
    edition = life.edition(version) if version is not None else life.shown(corpus.today)
    assert found is not None
    assert edition is not None
    return certificate(corpus, known, found, edition)


def with_acts(corpus: Corpus, *acts: Act, document: str = PAIN) -> Corpus:
    """Give the corpus where these acts stand in the place of those with their ids, or beside them."""
    every = {act.id: act for act in (*corpus.acts[document], *acts)}
    return replace(corpus, acts={**corpus.acts, document: tuple(sorted(every.values(), key=lambda act: act.order))})


def act_of(corpus: Corpus, kind: ActKind, document: str = PAIN) -> Act:
    """Give the latest act of the kind."""
    return [act for act in corpus.acts[document] if act.kind is kind][-1]


def signed(act: Act, name: str = APPROVER, **fields: Any) -> Act:
    """Give the act with other fields, signed by the soft key of that name; it keeps its id."""
    stated = replace(act, **{"assurance": "key", **fields})
    return replace(stated, signature=SoftKey(name).sign(actfile.statement(stated).encode(), ACT))


def with_key(corpus: Corpus, person: str = APPROVER, **entries: Any) -> Corpus:
    """Give the corpus whose register has the person's soft key."""
    key = Key(key=SoftKey(person).public_text, **entries)
    persons = tuple(
        one.model_copy(update={"keys": (key,)}) if one.id == person else one for one in corpus.policy.register.persons
    )
    return replace(corpus, policy=replace(corpus.policy, register=replace(corpus.policy.register, persons=persons)))


def with_authority(corpus: Corpus, **parts: Any) -> Corpus:
    settings = corpus.policy.settings.model_copy(update={"authority": Authority(**parts)})
    return replace(corpus, policy=replace(corpus.policy, settings=settings))


def test_the_chain_is_what_the_version_rests_on_and_what_befell_it_in_order() -> None:
    corpus, _ = example()
    found = made(corpus, HYGIENE, 2)
    kinds = [link.act.kind.value for link in found.chain]
    assert kinds == ["revise", "submit", "review", "approve", "publish"]
    about = [act for act in corpus.acts[HYGIENE] if act.version == 2]
    assert found.others == len(about) - len(kinds) > 0
    assert found.faults == ()
    assert {link.policy for link in found.chain} == {None}


def test_nobody_vouches_for_what_was_only_claimed() -> None:
    found = made(example()[0])
    assert found.level is Level.CLAIMED
    assert found.proving.key is None
    assert found.proving.mandate is not None
    assert found.proving.mandate.id == "M-2024-009"


def test_the_manifest_is_that_of_the_frozen_text() -> None:
    corpus, _ = example()
    found = made(corpus)
    assert f"sha256:{sha256(found.manifest.encode())}" == found.edition.content
    gone = made(replace(corpus, editions={**corpus.editions, PAIN: {}}))
    assert (gone.text, gone.manifest) == (None, "")
    text = corpus.editions[PAIN][1]
    for facts in ({"front_digest": None}, {"body_digest": None}):
        unread = replace(text, facts=replace(text.facts, **facts))  # type: ignore[arg-type]  # the names are the loop's
        assert made(replace(corpus, editions={**corpus.editions, PAIN: {1: unread}})).manifest == ""


def test_a_signature_by_the_persons_own_key_is_found() -> None:
    corpus = with_key(example()[0])
    found = made(with_acts(corpus, signed(act_of(corpus, ActKind.APPROVE))))
    assert (found.level, found.faults) == (Level.KEY, ())
    assert found.proving.key is not None
    assert found.proving.key.text == SoftKey(APPROVER).public_text


@pytest.mark.parametrize(
    "fields", [{"assurance": "key"}, {"assurance": "forge"}, {"assurance": "magic"}, {"signature": "x"}]
)
def test_what_an_act_says_of_its_own_level_is_not_believed(fields: dict[str, str]) -> None:
    corpus = with_key(example()[0])
    act = replace(act_of(corpus, ActKind.APPROVE), **fields)  # type: ignore[arg-type]  # the names are the test's
    found = made(with_acts(corpus, act))
    assert found.level is Level.CLAIMED
    assert [finding.path for finding in found.proving.faults] == [actfile.path_of(act)] * len(found.proving.faults)
    assert found.proving.faults


def test_a_key_of_somebody_else_proves_nothing() -> None:
    corpus = with_key(example()[0])
    found = made(with_acts(corpus, signed(act_of(corpus, ActKind.APPROVE), "stranger")))
    assert found.level is Level.CLAIMED
    assert [finding.code for finding in found.proving.faults] == ["LS514"]


def test_who_vouches_anew_proves_it_better() -> None:
    corpus = with_key(example()[0], "ragsa1")
    approve = act_of(corpus, ActKind.APPROVE)
    later = replace(approve, kind=ActKind.BASELINE, person="ragsa1", relies_on=(), id=SEALED)
    later = replace(later, of=act_of(corpus, ActKind.PUBLISH).id, signed_at=approve.signed_at + timedelta(days=30))
    found = made(with_acts(corpus, signed(later, "ragsa1")))
    assert found.proving.act.kind is ActKind.BASELINE
    assert [link.act.kind.value for link in found.chain][-1] == "baseline"


def test_a_mandate_that_was_handed_on_stands_first_in_the_chain() -> None:
    corpus, _ = example()
    approve = act_of(corpus, ActKind.APPROVE)
    handed = replace(
        approve,
        kind=ActKind.DELEGATE,
        document="none",
        person="ragsa1",
        signed_at=approve.signed_at - timedelta(days=400),
        id=SEALED,
    )
    with_it = replace(with_acts(corpus, replace(approve, on_behalf_of=SEALED)), delegations=(handed,))
    found = made(with_it)
    assert found.chain[0].act == handed
    assert found.proving.handed_on == handed
    assert made(with_acts(corpus, replace(approve, on_behalf_of=SEALED))).proving.handed_on is None


def test_an_act_is_told_by_the_policy_that_it_names() -> None:
    corpus, _ = example()
    approve = act_of(corpus, ActKind.APPROVE)
    register = corpus.policy.register
    mandates = tuple(line.model_copy(update={"decided_by": "Ett äldre beslut"}) for line in register.mandates)
    old = replace(corpus.policy, register=replace(register, mandates=mandates))
    version = PolicyVersion(
        repo=corpus.policy.settings.repo_id,
        version=1,
        before=None,
        acts=None,
        person=APPROVER,
        reason="r",
        made_at=approve.signed_at,
        files={},
        hash="sha256:aa",
    )
    chained = replace(corpus, chain=(version,), policies={"sha256:aa": old})
    found = made(with_acts(chained, replace(approve, policy="sha256:aa")))
    assert found.proving.policy == 1
    assert found.proving.mandate is not None
    assert found.proving.mandate.decided_by == "Ett äldre beslut"
    assert any(finding.path.startswith(".ledsys/policy/") for finding in found.faults)


def test_an_act_of_a_stolen_key_is_disputed() -> None:
    corpus = with_key(example()[0], compromised=True, until=date(2025, 1, 1))
    found = made(with_acts(corpus, signed(act_of(corpus, ActKind.APPROVE))))
    assert [link.act.kind for link in found.chain if link.disputed] == [ActKind.APPROVE]


def test_only_what_concerns_the_document_stands_against_it() -> None:
    corpus, _ = example()
    other = with_acts(corpus, replace(act_of(corpus, ActKind.APPROVE, HYGIENE), assurance="key"), document=HYGIENE)
    assert made(other).faults == ()
    assert made(other, HYGIENE).faults


def test_a_document_whose_file_is_gone_can_still_be_told_of() -> None:
    corpus, known = example()
    document = corpus.document(PAIN)
    assert document is not None
    gone = replace(corpus, documents=tuple(one for one in corpus.documents if one.id != PAIN))
    assert certificate(gone, known, document, known[PAIN].editions[0]).faults == ()


def test_whoever_is_alone_is_told_so() -> None:
    corpus, _ = example()
    assert (made(corpus).open, made(corpus).alone) == (True, False)
    register = corpus.policy.register
    single = replace(register, persons=tuple(one for one in register.persons if one.id == APPROVER))
    assert made(replace(corpus, policy=replace(corpus.policy, register=single))).alone


@pytest.mark.parametrize(
    ("keys", "roots", "alone"),
    [
        ((APPROVER, "ragsa1"), (APPROVER, "ragsa1", "nobody"), False),
        ((APPROVER,), (APPROVER, "ragsa1"), True),
        ((), (APPROVER, "ragsa1"), True),
    ],
)
def test_root_persons_without_keys_decide_nothing(
    keys: tuple[str, ...], roots: tuple[str, ...], *, alone: bool
) -> None:
    corpus = example()[0]
    for person in keys:
        corpus = with_key(corpus, person)
    found = made(with_authority(corpus, roots=roots))
    assert (found.open, found.alone) == (False, alone)


def test_the_day_is_that_of_the_corpus() -> None:
    corpus, _ = example()
    late = replace(corpus, today=datetime(2031, 1, 1).date())  # noqa: DTZ001 - only the day counts
    assert made(late).edition.state(late.today).value == "utgången"
