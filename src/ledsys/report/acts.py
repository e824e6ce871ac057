"""What an *act* rests on, in words and for programs: on whose mandate, and by which key."""

from __future__ import annotations

from collections.abc import Iterator

from ledsys.lifecycle.signatures import signer_of
from ledsys.message import Message, msg
from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.proof.standing import disputed_acts
from ledsys.report.data import one_line
from ledsys.report.people import named
from ledsys.report.words import level_word

DISPUTED = msg("disputed: others may have had the key then, and nobody has answered for the act since")


def fingerprint(act: Act) -> str | None:
    """Give the fingerprint of the key whose signature on the act fits; none where there is none."""
    key = signer_of(act)
    return key.fingerprint if key is not None else None


def disputed_ids(corpus: Corpus) -> frozenset[str]:
    """Give the ids of the disputed acts."""
    return frozenset(act.id for act in disputed_acts(corpus))


def delegation_lines(act: Act, corpus: Corpus) -> Iterator[Message]:
    """Yield whose mandate it was, if it had been handed on."""
    if act.on_behalf_of is None:
        return
    holder = next((act_.person for act_ in corpus.delegations if act_.id == act.on_behalf_of), None)
    if holder is None:
        yield msg("on a delegation that is not there: {act}", act=act.on_behalf_of)
    else:
        yield msg("on delegation from {person}", person=one_line(named(corpus, holder)))


def proof_line(act: Act) -> Message:
    """Say how well the act is proven, and by which key."""
    level, key = level_word(act.assurance), fingerprint(act)
    if key is None:
        return msg("proof: {level}", level=level)
    return msg("proof: {level}, {key}", level=level, key=key)
