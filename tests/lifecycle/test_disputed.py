from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from tests.signature.keys import SoftKey

from ledsys import actfile
from ledsys.lifecycle.disputed import disputed, signed_with
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus, Policy
from ledsys.model.register import Register
from ledsys.model.settings import Settings, Site
from ledsys.signature import ACT, read_key

STOLEN, OTHER = SoftKey("stolen"), SoftKey("other")
KEY = read_key(STOLEN.public_text)
THEFT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def _act(kind: ActKind, hours: int, person: str = "asliv1", version: int = 1, signer: SoftKey | None = STOLEN) -> Act:
    act = Act(
        kind=kind,
        repo="region-exempel/ledningssystem",
        document="EXP-482103",
        version=version,
        content=None,
        person=person,
        name="N",
        role="approver",
        signed_at=THEFT + timedelta(hours=hours),
        assurance="key",
    )
    text = actfile.statement(act).encode()
    return actfile.sealed(replace(act, signature=signer.sign(text, ACT) if signer is not None else None))


def _corpus(*acts: Act, delegations: tuple[Act, ...] = ()) -> Corpus:
    settings = Settings(
        format="1",
        name="Region Exempel",
        repo_id="region-exempel/ledningssystem",
        id_prefix="EXP",
        site=Site(title="Handbok"),
    )
    policy = Policy(settings=settings, register=Register(), types={})
    return Corpus(policy, date(2026, 11, 22), acts={"EXP-482103": acts}, delegations=delegations)


def test_what_the_key_signed_since_then_is_listed_in_order_whoever_it_claims_to_be() -> None:
    before, at, after = _act(ActKind.SUBMIT, -1), _act(ActKind.REVIEW, 0, "karbe2"), _act(ActKind.APPROVE, 1)
    handed = replace(_act(ActKind.DELEGATE, 2), document="none")
    handed = replace(handed, signature=STOLEN.sign(actfile.statement(handed).encode(), ACT))
    corpus = _corpus(before, after, at, delegations=(handed,))
    assert signed_with(corpus, KEY, THEFT) == (at, after, handed)
    assert disputed(corpus, KEY, THEFT) == (at, after, handed)


def test_acts_of_other_keys_or_none_and_signatures_that_do_not_fit_are_not_the_keys() -> None:
    good = _act(ActKind.APPROVE, 1)
    altered = replace(good, version=2)
    broken = replace(good, signature="-----BEGIN SSH SIGNATURE-----\n")
    other = _act(ActKind.APPROVE, 1, signer=OTHER)
    assert signed_with(_corpus(altered, broken, other, _act(ActKind.APPROVE, 1, signer=None)), KEY, THEFT) == ()


def test_another_person_answers_by_vouching_anew_or_stopping_that_version_later() -> None:
    act = _act(ActKind.APPROVE, 2)
    for kind in (ActKind.BASELINE, ActKind.STOP):
        assert disputed(_corpus(act, _act(kind, 3, "karbe2", signer=OTHER)), KEY, THEFT) == ()


def test_nothing_else_answers() -> None:
    act = _act(ActKind.APPROVE, 2)
    others = (
        _act(ActKind.BASELINE, 1, "karbe2", signer=OTHER),
        _act(ActKind.BASELINE, 2, "karbe2", signer=OTHER),
        _act(ActKind.BASELINE, 3, "karbe2", version=2, signer=OTHER),
        _act(ActKind.CONFIRM, 3, "karbe2", signer=OTHER),
        _act(ActKind.BASELINE, 3, "asliv1", signer=OTHER),
    )
    assert disputed(_corpus(act, *others), KEY, THEFT) == (act,)
    forged = _act(ActKind.BASELINE, 3, "karbe2")
    assert disputed(_corpus(act, forged), KEY, THEFT) == (act, forged)
