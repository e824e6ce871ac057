"""*Exemptions*: a separation of duties that a type lifts, as the act that made use of it records it.

The act's reason holds one line for each, ``granskare-godkänner: why``. So withdrawing the exemption later makes no old
decision wrong, and every page can tell of it (design §3).
"""

from __future__ import annotations

from ledsys.model.act import Act
from ledsys.model.corpus import Corpus
from ledsys.model.doctype import DocumentType, Exemption


def recorded(reason: str | None, used: tuple[Exemption, ...], document_type: DocumentType) -> str | None:
    """Give the reason of an act, with a line for every exemption that it makes use of."""
    waivers = [waiver for waiver in document_type.waivers if waiver.exemption in used]
    lines = [*([reason] if reason else []), *(f"{waiver.exemption.value}: {waiver.reason}" for waiver in waivers)]
    return "\n".join(lines) or None


def granted(act: Act, exemption: Exemption) -> str | None:
    """Give why the exemption was granted, as the act records it; None if the act made no use of it."""
    start = f"{exemption.value}: "
    return next((line.removeprefix(start) for line in (act.reason or "").split("\n") if line.startswith(start)), None)


def lifted(act: Act, exemption: Exemption, document_type: str, corpus: Corpus) -> bool:
    """Tell whether the act rightly made use of the exemption: it says so, and the policy that it names granted it.

    In open mode no policy is named, and what the act says is all there is.
    """
    policy = corpus.policies.get(act.policy or "")
    known = policy.types.get(document_type) if policy is not None else None
    allowed = policy is None or (known is not None and known.waiver(exemption) is not None)
    return allowed and granted(act, exemption) is not None
