"""*Handing on* a mandate: the act by which its holder lets somebody else decide for a period (vidaredelegering)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from ledsys import actfile, fieldlines
from ledsys.lifecycle.attempt import Plan, Reason, Refusal
from ledsys.lifecycle.delegations import reasons_against_delegation
from ledsys.lifecycle.sources import MANDATES
from ledsys.message import msg
from ledsys.model.act import Act, ActKind
from ledsys.model.change import Change
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import Level


def hand_on(  # noqa: PLR0917  # the parts of a delegation, all different
    corpus: Corpus, person: str, delegate: str, mandate: str, start: date, end: date, now: datetime, level: Level
) -> Plan | Refusal:
    """Plan the delegation of a mandate from the first to the last day (inclusive), or give the reasons against it."""
    register = corpus.policy.register
    local = now.replace(microsecond=0)
    act = actfile.sealed(
        Act(
            kind=ActKind.DELEGATE,
            repo=corpus.policy.settings.repo_id,
            document=fieldlines.EMPTY,
            version=0,
            content=None,
            person=person,
            name=register.name_of(person),
            role="holder",
            signed_at=local.replace(tzinfo=timezone(local.utcoffset() or timedelta())),
            policy=corpus.policy_hash,
            mandate=mandate,
            assurance=level.code,
            valid_from=start,
            valid_until=end,
            successor=delegate,
        )
    )
    rule = msg("{file}", file=MANDATES)
    reasons = tuple(
        Reason("DELEGATION", wrong, rule) for wrong in reasons_against_delegation(act, register, now.date())
    )
    if reasons:
        return Refusal(reasons)
    entry = register.person_by_id[person]
    path = actfile.path_of(act)
    change = Change(
        writes={path: actfile.written(act)},
        subject=f"delegate {mandate} to {delegate}",
        author=entry.name,
        email=entry.address(corpus.policy.settings.repo_id),
        when=act.signed_at.astimezone(UTC),
        expected={path: None},
    )
    return Plan((act,), change)
