"""The *statement* of an act in a sentence: what a person puts their name to, said before they sign it."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.message import Message, msg
from ledsys.model.act import Act, ActKind, Meaning
from ledsys.model.corpus import Corpus
from ledsys.model.document import Document
from ledsys.report.words import role_word

_SENTENCES = {
    ActKind.SUBMIT: msg("I, {name} ({role}), submit “{title}” ({document}), version {version}, for review."),
    ActKind.REVIEW: msg("I, {name} ({role}), have reviewed “{title}” ({document}), version {version}, and accept it."),
    ActKind.RECALL: msg("I, {name} ({role}), recall “{title}” ({document}), version {version}."),
    ActKind.APPROVE: msg("I, {name} ({role}), approve “{title}” ({document}), version {version}."),
    ActKind.PUBLISH: msg("I, {name} ({role}), publish “{title}” ({document}), version {version}."),
    ActKind.REVISE: msg("I, {name} ({role}), begin version {version} of “{title}” ({document})."),
    ActKind.ABANDON: msg("I, {name} ({role}), abandon version {version} of “{title}” ({document})."),
    ActKind.CONFIRM: msg(
        "I, {name} ({role}), have looked at “{title}” ({document}), version {version}: it still holds."
    ),
    ActKind.HANDOVER: msg("I, {name} ({role}), hand over “{title}” ({document}) to {owner}."),
    ActKind.REPEAL: msg("I, {name} ({role}), repeal “{title}” ({document})."),
    ActKind.STOP: msg("I, {name} ({role}), stop version {version} of “{title}” ({document}): it must not be used."),
    ActKind.BASELINE: msg("I, {name} ({role}), vouch for “{title}” ({document}), version {version}, as it applies."),
    ActKind.DELEGATE: msg("I, {name}, hand my mandate {mandate} on to {successor}."),
}
_RETURNED = msg("I, {name} ({role}), have reviewed “{title}” ({document}), version {version}, and return it.")
TEXT_MATTERS = (ActKind.REVIEW, ActKind.APPROVE)
"""The acts before which a person is shown what has changed since the version in force."""


def statement_lines(act: Act, document: Document | None, corpus: Corpus) -> Iterator[Message]:
    """Yield what the person signs in words: sentence, validity, mandate, decision, reason, the text's digest."""
    front = document.front if document is not None else None
    returned = act.kind is ActKind.REVIEW and act.meaning is Meaning.RETURN
    template = (_RETURNED if returned else _SENTENCES[act.kind]).template
    yield Message(
        template,
        (
            ("name", act.name),
            ("role", role_word(act.role)),
            ("title", front.title if front is not None else act.document),
            ("document", act.document),
            ("version", act.version),
            ("owner", act.owner or "–"),
            ("mandate", act.mandate or "–"),
            ("successor", corpus.policy.register.name_of(act.successor or "")),
        ),
    )
    if act.valid_from is not None and act.valid_until is not None:
        yield msg("It applies from {start} until {end}.", start=act.valid_from, end=act.valid_until)
    elif act.valid_until is not None:
        yield msg("It applies until {end}.", end=act.valid_until)
    line = next((known for known in corpus.policy.register.mandates if known.id == act.mandate), None)
    if line is not None:
        yield msg("By mandate {mandate} ({decided}).", mandate=line.id, decided=line.decided_by)
    if act.decision is not None:
        yield msg("Decision: {decision}", decision=act.decision)
    if act.reason is not None:
        yield msg("Reason: {reason}", reason=act.reason)
    if act.content is not None:
        yield msg("The text has the digest {digest}.", digest=act.content)
