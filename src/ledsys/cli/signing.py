"""*Signing* what a command is about to write: shown in words first, then signed with the person's own key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledsys.errors import LedsysError
from ledsys.message import msg
from ledsys.report.terminal import coloured, note, raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ledsys.lifecycle import Attempt, Plan
    from ledsys.model.act import Act
    from ledsys.model.corpus import Corpus
    from ledsys.model.doctype import Level
    from ledsys.model.document import Document
    from ledsys.store.signing import Signer


def level_for(attempt: Attempt) -> Level:
    """Give the level of proof that the move is to reach: *key* at least where the document type asks for any."""
    from ledsys.authority.levels import needed
    from ledsys.lifecycle import Move
    from ledsys.model.doctype import Level

    level = needed(attempt)
    if level is Level.CLAIMED and attempt.move is not Move.BASELINE:
        return level
    return max(level, Level.KEY, key=lambda one: one.rank)


def signed_plan(attempt: Attempt) -> Plan:
    """Show what an allowed move says and what has changed in the text, let the person sign, and give the signed plan.

    At a terminal the person is asked first. Raises `DeclinedError` if the answer is no, SigningError where the person
    has no key that will do.
    """
    from dataclasses import replace

    from ledsys.lifecycle import Refusal, decide
    from ledsys.lifecycle.planning import signed
    from ledsys.report.statement import TEXT_MATTERS
    from ledsys.store.signing import find_signer

    signer = find_signer(attempt.register, attempt.person, attempt.today, attempt.assurance)
    plan = decide(replace(attempt, assurance=signer.level))
    if isinstance(plan, Refusal):
        raise LedsysError(plan.reasons[0].message)
    if any(act.kind in TEXT_MATTERS for act in plan.acts):
        for line in _difference_lines(attempt):
            raw(f"{line}\n")
    return signed(plan, signatures(plan.acts, signer, attempt.document, attempt.corpus))


def signatures(acts: tuple[Act, ...], signer: Signer, document: Document | None, corpus: Corpus) -> Mapping[str, str]:
    """Show each act in words, ask at a terminal, and give the armoured signatures by the ids of the acts."""
    from ledsys.actfile import statement
    from ledsys.cli.asking import at_terminal
    from ledsys.language import say
    from ledsys.report.statement import statement_lines
    from ledsys.signature import ACT
    from ledsys.store.signing import sign

    found = {}
    for act in acts:
        note(msg("You are about to sign:"))
        for line in statement_lines(act, document, corpus):
            note(msg("  {line}", line=line))
        if at_terminal():
            import typer

            if not typer.confirm(say(msg("Sign it?")), err=True):
                raise DeclinedError
        if signer.request is not None:
            note(signer.request)
        found[act.id] = sign(signer, statement(act).encode(), ACT)
    return found


class DeclinedError(LedsysError):
    """The person chose not to sign; nothing was written."""

    exit_code = 1

    def __init__(self) -> None:
        """Say that nothing happened."""
        super().__init__(msg("Not signed. Nothing was changed."))


def _difference_lines(attempt: Attempt) -> Iterator[str]:
    """Yield what has changed in the text since the version in force, word by word, as lines for the terminal.

    They are made of the very bytes whose digest is signed.
    """
    from ledsys.lifecycle.claims import TEXT
    from ledsys.report.diff import difference, text_lines

    shown = attempt.life.shown(attempt.today)
    before = attempt.editions.get(shown.version, {}).get(TEXT) if shown is not None else None
    if shown is None or before is None:
        return
    frozen = attempt.corpus.editions[attempt.document.id][shown.version]
    found = difference(before, attempt.source, dict(frozen.images), dict(attempt.document.images))
    yield from text_lines(found, coloured=coloured())
