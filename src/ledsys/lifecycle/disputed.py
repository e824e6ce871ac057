"""*Disputed* acts: signed with a key after others may have had it, so nobody knows whose they are (proof §1.13).

Nothing is rewritten: what such an act did stands until another person answers it, by vouching anew for the version
(*baseline*) or by stopping it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from ledsys.lifecycle.signatures import signer_of
from ledsys.model.act import Act, ActKind
from ledsys.model.corpus import Corpus
from ledsys.signature import PublicKey

ANSWERS = (ActKind.BASELINE, ActKind.STOP)


def signed_with(corpus: Corpus, key: PublicKey, since: datetime) -> tuple[Act, ...]:
    """Give the acts that the key signed at the time or later, in order; a signature that does not fit is no one's.

    The time is what the act says: whoever has the key may have written another, within the days that a landing allows.
    """
    every = chain(corpus.delegations, *corpus.acts.values())
    late = (act for act in every if act.signed_at >= since and signer_of(act) == key)
    return tuple(sorted(late, key=lambda act: act.order))


def disputed(corpus: Corpus, key: PublicKey, since: datetime) -> tuple[Act, ...]:
    """Give those of the acts of `signed_with` that nobody else has answered."""
    return tuple(act for act in signed_with(corpus, key, since) if not any(_answers(corpus, act, key)))


def _answers(corpus: Corpus, act: Act, key: PublicKey) -> Iterator[Act]:
    for later in corpus.acts.get(act.document, ()) if act.kind is not ActKind.DELEGATE else ():
        of_it = later.kind in ANSWERS and later.version == act.version and later.signed_at > act.signed_at
        if of_it and later.person != act.person and signer_of(later) != key:
            yield later
