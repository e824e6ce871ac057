"""The *derivation* of a life from acts: which of them count, and what editions and work they make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from ledsys.lifecycle.life import Edition, Life, Work
from ledsys.model.act import Act, ActKind
from ledsys.model.document import Status

_Kinds: TypeAlias = Mapping[ActKind, Sequence[Act]]
"""Acts by kind, each in the order of all."""


def derive(document: str, acts: tuple[Act, ...], version: int | None, digest: str | None) -> Life:
    """Derive a document's life from its acts (in their order), and the version and content digest that its file has."""
    kinds = _by_kind(acts)
    editions = tuple(_editions(acts, kinds))
    work = _work(acts, kinds, editions, version, digest)
    owner = next((act.owner for act in reversed(acts) if act.owner is not None), None)
    return Life(document, acts, editions, work, owner)


def _editions(acts: tuple[Act, ...], kinds: _Kinds) -> Iterator[Edition]:
    if ActKind.PUBLISH not in kinds:
        return
    by_id = {act.id: act for act in acts}
    published: dict[int, tuple[Act, Act, Act]] = {}
    for publish in kinds.get(ActKind.PUBLISH, ()):
        approve = by_id.get(publish.of or "")
        submit = by_id.get(approve.of or "") if approve is not None else None
        if approve is None or submit is None or publish.version in published or _undated(approve):
            continue
        published[publish.version] = (submit, approve, publish)
    versions = sorted(published)
    repeal = next(iter(kinds.get(ActKind.REPEAL, ())), None)
    confirms, baselines, stops = (_by_version(kinds, kind) for kind in _ON_EDITIONS)
    for version, later in zip(versions, (*versions[1:], None), strict=False):
        submit, approve, publish = published[version]
        yield Edition(
            version=version,
            submit=submit,
            reviews=tuple(by_id[vote] for vote in approve.relies_on if vote in by_id),
            approve=approve,
            publish=publish,
            confirms=tuple(confirms.get(version, ())),
            baselines=tuple(baselines.get(version, ())),
            stop=next(iter(stops.get(version, ())), None),
            repeal=repeal,
            next_from=published[later][1].valid_from if later is not None else None,
            taken_over=submit.of is None and version > 1,
        )


_ON_EDITIONS = (ActKind.CONFIRM, ActKind.BASELINE, ActKind.STOP)


def _by_version(kinds: _Kinds, kind: ActKind) -> Mapping[int, Sequence[Act]]:
    found: dict[int, list[Act]] = {}
    for act in kinds.get(kind, ()):
        found.setdefault(act.version, []).append(act)
    return found


def _undated(approve: Act) -> bool:
    return approve.valid_from is None or approve.valid_until is None


def _work(
    acts: tuple[Act, ...], kinds: _Kinds, editions: tuple[Edition, ...], version: int | None, digest: str | None
) -> Work:
    answered = _answered(acts, kinds)
    last_version = editions[-1].version if editions else None
    revising = any(
        act.version == (last_version or 0) + 1 and act.id not in answered for act in kinds.get(ActKind.REVISE, ())
    )
    submitted = {act.version for act in kinds.get(ActKind.SUBMIT, ())}
    expected = last_version + revising if last_version is not None else max(submitted, default=None)
    if ActKind.REPEAL in kinds:
        return Work(last_version, Status.REPEALED, Status.REPEALED)
    if editions and not revising:
        return _closed(editions[-1], version, digest)
    of_version = expected if expected is not None else version
    submits = [act for act in kinds.get(ActKind.SUBMIT, ()) if act.version == of_version]
    submit = submits[-1] if submits else None  # a new submit takes the place of those before it
    if submit is None or submit.id in answered:
        ended = last_version is None and ActKind.ABANDON in kinds
        status = Status.ABANDONED if ended else Status.DRAFT
        return Work(expected, status, status)
    approve = _approval(kinds, submit)
    reached = Status.APPROVED if approve else Status.REVIEW
    same = submit.content == digest and digest is not None and version == of_version
    return Work(
        version=expected,
        reached=reached,
        status=reached if same else Status.DRAFT,
        submit=submit,
        votes=_votes(kinds, submit),
        approve=approve,
    )


def _closed(edition: Edition, version: int | None, digest: str | None) -> Work:
    """Give the work of a document whose newest version is published; what else was done with that version is past."""
    reached = Status.PUBLISHED if edition.stop is None else Status.STOPPED
    same = digest is not None and edition.content == digest and version == edition.version
    return Work(
        version=edition.version,
        reached=reached,
        status=reached if same else Status.DRAFT,
        submit=edition.submit,
        votes=edition.reviews,
        approve=edition.approve,
        publish=edition.publish,
    )


def _answered(acts: tuple[Act, ...], kinds: _Kinds) -> frozenset[str]:
    """Give the ids of the acts that no longer count: every submit before a recall, and all that led to an abandon."""
    answered: set[str] = set()
    for recall in kinds.get(ActKind.RECALL, ()):
        answered.update(
            act.id
            for act in kinds.get(ActKind.SUBMIT, ())
            if act.version == recall.version and act.order < recall.order
        )
    for abandon in kinds.get(ActKind.ABANDON, ()):
        answered.update(act.id for act in acts if act.version == abandon.version and act.order < abandon.order)
    return frozenset(answered)


def _votes(kinds: _Kinds, submit: Act) -> tuple[Act, ...]:
    standing: dict[str, Act] = {}
    for act in kinds.get(ActKind.REVIEW, ()):
        if act.of == submit.id and act.content == submit.content:
            standing[act.person] = act
    return tuple(standing.values())


def _approval(kinds: _Kinds, submit: Act) -> Act | None:
    approvals = kinds.get(ActKind.APPROVE, ())
    return next((act for act in approvals if act.of == submit.id and act.content == submit.content), None)


def _by_kind(acts: tuple[Act, ...]) -> _Kinds:
    found: dict[ActKind, list[Act]] = {}
    for act in acts:
        found.setdefault(act.kind, []).append(act)
    return found
