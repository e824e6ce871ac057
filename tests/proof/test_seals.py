"""The journal of seals: one exact form, one chain, signed by a machine that seals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.signature.keys import SoftKey

from ledsys.model.organisation import Machine
from ledsys.proof.seals import Proof, Seal, SealFormError, act_set, line, objections, read_journal, written
from ledsys.signature import SEAL

REPO = "region/docs"
TIME = datetime(2026, 6, 15, 8, tzinfo=UTC)
KEY = SoftKey("journal")
SEALERS = (Machine(id="journal", key=KEY.public_text, from_day=date(2026, 1, 1), until=date(2026, 12, 31)),)


def signed(seal: Seal, key: SoftKey = KEY) -> Seal:
    return replace(seal, signature=key.sign(line(seal).encode(), SEAL))


def chain(number: int, **changes: object) -> tuple[Seal, ...]:
    """Give so many seals that follow each other; the last with other fields."""
    seals: list[Seal] = []
    for place in range(1, number + 1):
        seal = Seal(
            number=place,
            before=seals[-1].hash if seals else None,
            time=TIME + timedelta(days=place),
            commit=f"{place:040x}",
            tree=f"{place + 100:040x}",
            acts=act_set([f"{place:020x}"]),
            policy=None if place == 1 else act_set([]),
            proof=Proof.PROVEN,
            repo=REPO,
        )
        seals.append(signed(replace(seal, **changes) if place == number else seal))  # type: ignore[arg-type]
    return tuple(seals)


def wrong(seals: tuple[Seal, ...]) -> list[str]:
    return [str(objection) for objection in objections(seals, SEALERS, REPO)]


def test_a_journal_is_read_as_it_was_written() -> None:
    for seals in ((), chain(1), chain(3), chain(2, repo="region väst/docs", proof=Proof.UNPROVEN)):
        assert read_journal(written(seals)) == seals


def test_the_line_is_fixed() -> None:
    seal = chain(2)[1]
    assert line(seal) == (
        f"ledsys-seal-1 2 {seal.before} 2026-06-17T08:00:00+00:00 {2:040x} {102:040x}"
        f" {seal.acts} {seal.policy} proven {REPO}\n"
    )


def test_a_journal_that_holds_together_has_no_objections() -> None:
    assert wrong(chain(3)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"ledsys-seal-1 1", b"ledsys-seal-1 01"),
        (b" proven ", b" believed "),
        (b" proven ", b"  proven "),
        (b"2026-06-16T08:00:00+00:00", b"2026-06-16T08:00:00Z"),
        (b"2026-06-16T08:00:00+00:00", b"yesterday"),
        (b"-----BEGIN", b"----BEGIN"),
        (b"-----END", b"----END"),
        (b"region/docs", b"region/docs\r"),
        (b"region/docs", b"region/docs\xff"),
        (b"region/docs\n", b"region/docs"),
        (b"-----END SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----"),
    ],
)
def test_another_form_is_no_journal(old: bytes, new: bytes) -> None:
    data = written(chain(1))
    assert old in data
    with pytest.raises(SealFormError):
        read_journal(data.replace(old, new, 1))


def test_a_journal_has_its_largest_size(monkeypatch: pytest.MonkeyPatch) -> None:
    data = written(chain(1))
    monkeypatch.setattr("ledsys.proof.seals.LARGEST", len(data))
    assert read_journal(data)
    monkeypatch.setattr("ledsys.proof.seals.LARGEST", len(data) - 1)
    with pytest.raises(SealFormError, match="larger"):
        read_journal(data)


def test_a_seal_that_is_missing_is_noticed() -> None:
    assert wrong(chain(3)[1:]) == ["Seal 2 does not follow the one before it."]
    one, _, three = chain(3)
    assert wrong((one, three)) == ["Seal 3 does not follow the one before it."]


def test_a_seal_that_was_changed_is_noticed() -> None:
    one, two = chain(2)
    changed = replace(one, commit="f" * 40)
    found = wrong((changed, two))
    assert found[0].startswith("The signature of seal 1 does not hold")
    assert found[1] == "Seal 2 does not follow the one before it."


def test_a_seal_of_another_time_or_repo_is_noticed() -> None:
    assert wrong(chain(2, time=TIME)) == ["Seal 2 says that it was made before the one before it."]
    assert wrong(chain(2, repo="another")) == ["Seal 2 is of another docs repo: another."]


def test_only_a_machine_that_seals_may_sign_and_on_its_days() -> None:
    (seal,) = chain(1)
    assert "seals nothing here" in wrong((signed(seal, SoftKey("other")),))[0]
    assert "did not count on 2027-06-15" in wrong(chain(1, time=TIME + timedelta(days=365)))[0]


def test_the_set_of_acts_has_no_order() -> None:
    assert act_set(["b", "a"]) == act_set(["a", "b"]) != act_set(["a"])
