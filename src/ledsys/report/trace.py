"""A trace in words: who decided a document, by which mandate, under which documents, up to the top; and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ledsys.lifecycle import Edition
from ledsys.lifecycle.trace import Ending, Trace
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.organisation import OWN_UNIT, Mandate
from ledsys.report.acts import delegation_lines, disputed_ids, fingerprint
from ledsys.report.data import json_text, one_line
from ledsys.report.people import named
from ledsys.report.periods import told_periods
from ledsys.report.terminal import told
from ledsys.report.titles import type_label, unit_names
from ledsys.report.words import level_word, role_word

STEP = "    "
_ENDINGS = {
    Ending.MISSING: msg("There is no document with this id."),
    Ending.LOOP: msg("This is a loop: the document governs itself by way of others. Mend utgår-från."),
    Ending.REPEATED: msg("Told above."),
    Ending.UNREADABLE: msg("Its front matter can't be read, so what governs it is not known."),
    Ending.TOO_LONG: msg("The chain is too long to follow further."),
    Ending.TOP: msg("No governing document stands above: this is the top."),
}


def text_lines(traced: Trace, corpus: Corpus, indent: str = "") -> Iterator[str]:
    """Yield the document, who decided it and by what right, and then, further in, those that govern it."""
    yield indent + told(_heading(traced, corpus.today))
    for line in _decided(traced, corpus):
        yield f"{indent}  {told(line)}"
    if traced.ending is not None:
        yield f"{indent}  {told(_ENDINGS[traced.ending])}"
    if traced.above:
        yield f"{indent}  {told(msg('Governed by:'))}"
    for upper in traced.above:
        yield from text_lines(upper, corpus, indent + STEP)


def _heading(traced: Trace, day: date) -> Message:
    title = one_line(traced.title) or "–"
    if traced.edition is None:
        return msg("{document} {title}", document=traced.document, title=title)
    return msg(
        "{document} {title}, version {version} ({state} {periods})",
        document=traced.document,
        title=title,
        version=f"{traced.edition.version}.0",
        state=traced.edition.state(day).value,
        periods=told_periods(traced.edition),
    )


def _decided(traced: Trace, corpus: Corpus) -> Iterator[Message]:
    act = traced.approve
    if traced.ending in (Ending.MISSING, Ending.LOOP, Ending.REPEATED):
        return
    if act is None:
        yield msg("Not decided: no version has been published.")
        return
    yield _who(act, corpus)
    yield from _by_right(act, traced.mandate, corpus)
    if traced.edition is not None and traced.edition.taken_over:
        yield msg("Taken over: the version was decided before ledsys, so what came before it is not proven here.")
    if traced.edition is not None:
        yield from _proven(traced.edition, corpus)


def _proven(edition: Edition, corpus: Corpus) -> Iterator[Message]:
    """Yield how well it is proven who decided, by which keys, and who vouched for it afterwards."""
    for act in edition.baselines:
        yield msg(
            "Vouched for afterwards, {day}, by {person}.",
            day=act.signed_at.date(),
            person=one_line(named(corpus, act.person)),
        )
    keys = tuple(key for act in (edition.approve, *edition.baselines) if (key := fingerprint(act)))
    level = level_word(edition.level.code)
    yield (
        msg("Level of proof: {level} ({keys}).", level=level, keys=keys)
        if keys
        else msg("Level of proof: {level}.", level=level)
    )
    if {edition.approve.id, edition.publish.id} & disputed_ids(corpus):
        yield msg("Disputed: others may have had the key that this was decided with.")


def _who(act: Act, corpus: Corpus) -> Message:
    day = act.signed_at.date()
    if act.decision is not None:
        return msg(
            "Decided by {decision}; entered {day} by {person}, {role}.",
            decision=one_line(act.decision),
            day=day,
            person=one_line(named(corpus, act.person)),
            role=role_word(act.role),
        )
    known = corpus.policy.register.person_by_id.get(act.person)
    return msg(
        "Approved {day} by {name} ({person}), {title}.",
        day=day,
        name=one_line(act.name),
        person=act.person,
        title=one_line(known.title) if known is not None else msg("no longer in the register"),
    )


def _by_right(act: Act, mandate: Mandate | None, corpus: Corpus) -> Iterator[Message]:
    for line in delegation_lines(act, corpus):
        yield msg("Decided {delegation}.", delegation=line)
    if act.mandate is None:
        yield msg("The act names no mandate.")
        return
    if mandate is None:
        yield msg("By mandate {mandate}, which the delegation order does not have.", mandate=act.mandate)
        return
    yield msg(
        "By mandate {mandate}: {holder} decides {types} for {units} ({form}).",
        mandate=mandate.id,
        holder=_holder(mandate, corpus),
        types=tuple(one_line(type_label(corpus, key)) for key in mandate.types),
        units=tuple(_place(unit, corpus) for unit in mandate.units),
        form=mandate.form.value,
    )
    yield msg("The mandate was given by: {decision}.", decision=one_line(mandate.decided_by))


def _holder(mandate: Mandate, corpus: Corpus) -> str:
    register = corpus.policy.register
    if mandate.body is not None:
        body = register.body_by_id.get(mandate.body)
        return one_line(body.name(corpus.today)) if body is not None else mandate.body
    role = register.role_by_id.get(mandate.role or "")
    return one_line(role.name) if role is not None else mandate.role or "–"


def _place(unit: str, corpus: Corpus) -> Message | str:
    return msg("their own unit") if unit == OWN_UNIT else one_line(unit_names(corpus, (unit,))[0])


def as_json(traced: Trace, corpus: Corpus) -> str:
    """Give the trace as JSON of format ledsys-trace-1; ``above`` holds the governing documents in the same form."""
    return json_text("ledsys-trace-1", {"day": corpus.today, **_record(traced, corpus)})


def _record(traced: Trace, corpus: Corpus) -> dict[str, Any]:
    act, mandate, edition, day = traced.approve, traced.mandate, traced.edition, corpus.today
    return {
        "document": traced.document,
        "title": traced.title,
        "version": edition.version if edition is not None else None,
        "state": edition.state(day).value if edition is not None else None,
        "approved": _approval(act, corpus) if act is not None else None,
        "level": edition.level.code if edition is not None else None,
        "mandate": _mandate(mandate) if mandate is not None else None,
        "ending": traced.ending.value if traced.ending is not None else None,
        "above": [_record(upper, corpus) for upper in traced.above],
    }


def _approval(act: Act, corpus: Corpus) -> dict[str, Any]:
    return {
        "act": act.id,
        "day": act.signed_at.date(),
        "person": act.person,
        "name": act.name,
        "role": act.role,
        "mandate": act.mandate,
        "decision": act.decision,
        "on_behalf_of": act.on_behalf_of,
        "assurance": act.assurance,
        "key": fingerprint(act),
        "disputed": act.id in disputed_ids(corpus),
    }


def _mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "id": mandate.id,
        "role": mandate.role,
        "body": mandate.body,
        "types": mandate.types,
        "units": mandate.units,
        "form": mandate.form.value,
        "decided_by": mandate.decided_by,
    }
