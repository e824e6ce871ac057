"""The acts of one document in words, oldest first, and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.report.acts import DISPUTED, delegation_lines, disputed_ids, fingerprint, proof_line
from ledsys.report.data import json_text, one_line
from ledsys.report.moves import deed
from ledsys.report.people import owner_named
from ledsys.report.terminal import told
from ledsys.report.words import role_word


def text_lines(acts: tuple[Act, ...], corpus: Corpus) -> Iterator[str]:
    """Yield who did what when, and indented below, by which right and why."""
    mandates = {mandate.id: mandate.decided_by for mandate in corpus.policy.register.mandates}
    disputed = disputed_ids(corpus)
    for act in acts:
        yield told(
            msg(
                "{time} {name} ({person}), {role}: {deed}",
                time=f"{act.signed_at:%Y-%m-%d %H:%M}",
                name=one_line(act.name),
                person=act.person,
                role=role_word(act.role),
                deed=deed(act),
            )
        )
        for detail in _details(act, mandates, corpus):
            yield f"    {told(detail)}"
        if act.id in disputed:
            yield f"    {told(DISPUTED)}"


def _details(act: Act, mandates: dict[str, str], corpus: Corpus) -> Iterator[Message]:
    if act.valid_from is not None and act.valid_until is not None:
        yield msg("valid from {start} until {end}", start=act.valid_from, end=act.valid_until)
    elif act.valid_until is not None:
        yield msg("valid until {end}", end=act.valid_until)
    if act.decision is not None:
        yield msg("decision: {decision}", decision=one_line(act.decision))
    if act.mandate is not None and act.mandate in mandates:
        given = one_line(mandates[act.mandate])
        yield msg("by mandate {mandate}, given by {decision}", mandate=act.mandate, decision=given)
    elif act.mandate is not None:
        yield msg("by mandate {mandate}, which the delegation order no longer has", mandate=act.mandate)
    yield from delegation_lines(act, corpus)
    if act.kind.value == "handover" and act.owner is not None:
        yield msg("new content owner: {owner}", owner=one_line(owner_named(corpus, act.owner)))
    if act.successor is not None:
        yield msg("replaced by {successor}", successor=act.successor)
    if act.reason is not None:
        yield msg("reason: {reason}", reason=one_line(act.reason))
    if act.assurance != "claimed":
        yield proof_line(act)


def claimed(acts: tuple[Act, ...]) -> bool:
    """Tell whether nobody vouches for some of the acts."""
    return any(act.assurance == "claimed" for act in acts)


def as_json(document: str, acts: tuple[Act, ...], corpus: Corpus) -> str:
    """Give the acts as JSON of format ledsys-history-1."""
    disputed = disputed_ids(corpus)
    told_of = [{**_record(act), "key": fingerprint(act), "disputed": act.id in disputed} for act in acts]
    return json_text("ledsys-history-1", {"document": document, "acts": told_of})


def _record(act: Act) -> dict[str, Any]:
    """Give an act as data, with the names that its fields have in its file."""
    return {
        "id": act.id,
        "act": act.kind.value,
        "version": act.version,
        "content": act.content,
        "person": act.person,
        "name": act.name,
        "role": act.role,
        "signed_at": act.signed_at.isoformat(),
        "of": act.of,
        "relies_on": act.relies_on,
        "mandate": act.mandate,
        "decision": act.decision,
        "on_behalf_of": act.on_behalf_of,
        "policy": act.policy,
        "assurance": act.assurance,
        "valid_from": act.valid_from,
        "valid_until": act.valid_until,
        "owner": act.owner,
        "successor": act.successor,
        "meaning": act.meaning.value,
        "reason": act.reason,
    }
